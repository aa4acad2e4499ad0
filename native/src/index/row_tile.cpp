#include "index/row_tile.hpp"

#include <algorithm>

namespace concord::index {

void RowTile::take(const RowSpan& span, const std::int32_t* picks, std::int64_t picked) {
  dtype = span.dtype;
  count = std::min(kTileRows, picked);
  next_is_fetched = picked <= kTileRows;
  largest_norm = 0.0f;
  for (std::int64_t i = 0; i < kTileRows; ++i) {
    const std::int64_t at = picks[std::min(i, count - 1)];
    const auto slot = static_cast<std::size_t>(i);
    rows[slot] = span.row(at);
    rows[slot + kTileRows] = i + kTileRows < picked ? span.row(picks[i + kTileRows]) : rows[slot];
    squared_norms[slot] = span.squared_norms[at];
    // Written so that NaN is taken, and stays.
    if (!(squared_norms[slot] <= largest_norm)) largest_norm = squared_norms[slot];
  }
}

}  // namespace concord::index
