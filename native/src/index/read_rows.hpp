// Copying rows out by number.
#pragma once

#include <cstdint>

#include "index/products.hpp"
#include "index/source.hpp"

namespace concord::index {

// See concord_source_read_rows. Everything is looked up and verified before the first output is written, so a failure
// leaves the outputs as they were.
inline void read_rows(const Source& source, const std::int64_t* rows, std::int64_t n, float* vectors_nd,
                      std::uint8_t* present) {
  std::vector<RowSpan> found(static_cast<std::size_t>(n));
  for (std::int64_t i = 0; i < n; ++i) {
    const std::int64_t position = source.find(rows[i]);
    if (position < 0) continue;
    const RowSpan span = source.span({position, position + 1});
    if (span.number(0) != rows[i]) {
      throw Error(CONCORD_CORRUPT, text_of("the lookup of row ", rows[i], " leads to row ", span.number(0)));
    }
    found[static_cast<std::size_t>(i)] = span;
  }
  const std::int64_t d = source.shape().dimension;
  for (std::int64_t i = 0; i < n; ++i) {
    const RowSpan& span = found[static_cast<std::size_t>(i)];
    present[i] = span.count == 1 ? 1 : 0;
    if (span.count == 1) widen(span.rows, span.dtype, d, vectors_nd + i * d);
  }
}

}  // namespace concord::index
