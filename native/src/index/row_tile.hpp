// A few rows that are scored together: small enough to stay in the cache while every query passes over them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "index/source.hpp"

namespace concord::index {

// A multiple of the rows that every kernel scores at once (4 and 6). Of 1,536 float32 they take 144 KiB.
constexpr std::int64_t kTileRows = 24;

// Results of one query over a tile begin this far apart: the tile, filled up to whole vectors of any width.
constexpr std::int64_t kTileStride = 32;

struct RowTile {
  // Takes at most kTileRows rows of the span, the first of those chosen by `picks` (`picked` indices into the span,
  // ascending), and notes the ones behind them as the next.
  void take(const RowSpan& span, const std::int32_t* picks, std::int64_t picked);

  // The same rows of a coded span, by their codes.
  void take_codes(const RowSpan& span, const std::int32_t* picks, std::int64_t picked, std::int64_t d);

  // The tile, filled up with its last row so that kernels need no tail, and behind it the next one for prefetching; the
  // tile again where there is none.
  std::array<const std::byte*, 2 * kTileRows> rows;
  std::int32_t dtype = 0;
  bool is_coded = false;  // rows are codes, whatever dtype says
  std::int64_t count = 0;
  bool next_is_fetched = false;  // by a call before, of the same tile with other queries
  alignas(64) std::array<float, kTileStride> squared_norms{};
  float largest_norm = 0.0f;                            // of squared_norms, NaN if there is one
  alignas(64) std::array<float, kTileStride> scales{};  // what products are multiplied by; set where is_coded
  alignas(64) std::array<float, kTileStride> errors{};  // of the codes

 private:
  void fill(const RowSpan& span, const std::int32_t* picks, std::int64_t picked, const std::byte* first,
            std::int64_t stride);
};

}  // namespace concord::index
