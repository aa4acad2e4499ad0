#include "index/row_tile.hpp"

#include <algorithm>

namespace concord::index {

void RowTile::take(const RowSpan& span, const std::int32_t* picks, std::int64_t picked) {
  is_coded = false;
  fill(span, picks, picked, span.rows, span.row_bytes);
}

void RowTile::take_codes(const RowSpan& span, const std::int32_t* picks, std::int64_t picked, std::int64_t d) {
  is_coded = true;
  fill(span, picks, picked, reinterpret_cast<const std::byte*>(span.codes), d);
  for (std::int64_t i = 0; i < kTileRows; ++i) {
    const CodeScale& code = span.code_scales[picks[std::min(i, count - 1)]];
    scales[static_cast<std::size_t>(i)] = code.scale;
    errors[static_cast<std::size_t>(i)] = code.error;
  }
}

void RowTile::fill(const RowSpan& span, const std::int32_t* picks, std::int64_t picked, const std::byte* first,
                   std::int64_t stride) {
  dtype = span.dtype;
  count = std::min(kTileRows, picked);
  next_is_fetched = picked <= kTileRows;
  largest_norm = 0.0f;
  for (std::int64_t i = 0; i < kTileRows; ++i) {
    const std::int64_t at = picks[std::min(i, count - 1)];
    const auto slot = static_cast<std::size_t>(i);
    rows[slot] = first + at * stride;
    rows[slot + kTileRows] = i + kTileRows < picked ? first + picks[i + kTileRows] * stride : rows[slot];
    squared_norms[slot] = span.squared_norms[at];
    // Written so that NaN is taken, and stays.
    if (!(squared_norms[slot] <= largest_norm)) largest_norm = squared_norms[slot];
  }
}

}  // namespace concord::index
