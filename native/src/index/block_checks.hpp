// Checksums that are verified when their block is first read, by whichever thread comes first.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "core/error.hpp"

namespace concord::index {

class BlockChecks {
 public:
  // `what` names the blocks in messages, for example "rows".
  BlockChecks(std::string path, std::string what, std::int64_t blocks);

  // Returns once blocks first .. last are known to be sound. `holds(block)` computes; it runs once for each sound block
  // and never at the same time for one block, so it may also derive data from it. Throws CONCORD_CORRUPT.
  template <typename Holds>
  void ensure(std::int64_t first, std::int64_t last, Holds&& holds) {
    for (std::int64_t block = first; block <= last; ++block) {
      if (!is_sound(block)) check(block, holds);
    }
  }

 private:
  bool is_sound(std::int64_t block) const {
    return (sound_[block / 64].load(std::memory_order_acquire) >> (block % 64) & 1u) != 0;
  }

  template <typename Holds>
  void check(std::int64_t block, Holds& holds) {
    const std::lock_guard<std::mutex> lock(stripes_[block % stripes_.size()]);
    if (is_sound(block)) return;
    if (!holds(block)) throw corrupt(block);
    sound_[block / 64].fetch_or(std::uint64_t{1} << (block % 64), std::memory_order_release);
  }

  Error corrupt(std::int64_t block) const;

  std::string path_;
  std::string what_;
  std::unique_ptr<std::atomic<std::uint64_t>[]> sound_;
  std::array<std::mutex, 64> stripes_;
};

}  // namespace concord::index
