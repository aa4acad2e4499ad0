#include "index/row_tile.hpp"

#include <hwy/cache_control.h>

#include <algorithm>

namespace concord::index {
namespace {

// Asks for what the rows of the next tile bring along; they nearly always lie one behind the other.
template <typename Value>
void fetch_values(const Value* first) {
  constexpr std::int64_t kLineBytes = 64;
  for (std::int64_t at = 0; at < kTileRows * static_cast<std::int64_t>(sizeof(Value)); at += kLineBytes) {
    hwy::Prefetch(reinterpret_cast<const std::byte*>(first) + at);
  }
}

}  // namespace

void RowTile::take(const RowSpan& span, const std::int32_t* picks, std::int64_t picked) {
  is_coded = false;
  fill(span, picks, picked, span.rows, span.row_bytes);
}

void RowTile::take_codes(const RowSpan& span, const std::int32_t* picks, std::int64_t picked, std::int64_t d) {
  is_coded = true;
  fill(span, picks, picked, reinterpret_cast<const std::byte*>(span.codes), d);
  if (picked > kTileRows) fetch_values(span.code_scales + picks[kTileRows]);
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
  if (picked > kTileRows) fetch_values(span.squared_norms + picks[kTileRows]);
  float largest = 0.0f;
  for (std::int64_t i = 0; i < kTileRows; ++i) {
    const std::int64_t at = picks[std::min(i, count - 1)];
    const auto slot = static_cast<std::size_t>(i);
    rows[slot] = first + at * stride;
    rows[slot + kTileRows] = i + kTileRows < picked ? first + picks[i + kTileRows] * stride : rows[slot];
    squared_norms[slot] = span.squared_norms[at];
    // Written so that NaN is taken, and stays.
    if (!(squared_norms[slot] <= largest)) largest = squared_norms[slot];
  }
  largest_norm = largest;
}

}  // namespace concord::index
