// Reading every byte of a source against its checksums.
#pragma once

#include <cstdint>
#include <functional>

#include "index/source.hpp"

namespace concord::index {

// The number of blocks that do not hold. `step(done, total)` is told of every 64th block and of the end; it may throw.
inline std::int64_t count_bad_blocks(const Source& source,
                                     const std::function<void(std::int64_t, std::int64_t)>& step) {
  const std::int64_t total = source.block_count();
  std::int64_t bad = 0;
  for (std::int64_t block = 0; block < total; ++block) {
    if (block % 64 == 0) step(block, total);
    if (!source.block_holds(block)) ++bad;
  }
  step(total, total);
  return bad;
}

}  // namespace concord::index
