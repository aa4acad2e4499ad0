// A few rows that are scored together: small enough to stay in the cache while every query passes over them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "index/metric.hpp"
#include "index/source.hpp"

namespace concord::index {

// A multiple of the rows that every kernel scores at once (4 and 6). Of 1,536 float32 they take 144 KiB.
constexpr std::int64_t kTileRows = 24;

// Results of one query over a tile begin this far apart: the tile, filled up to whole vectors of any width.
constexpr std::int64_t kTileStride = 32;

struct RowTile {
  // Takes `count` rows of the span, at most kTileRows, chosen by `picks` (indices into the span, ascending).
  void take(Metric metric, const RowSpan& span, const std::int32_t* picks, std::int64_t count);

  std::array<const std::byte*, kTileRows> rows;  // those behind the last one repeat it, so kernels need no tail
  std::int32_t dtype = 0;
  std::int64_t count = 0;
  // What rows_within needs of each row: where its score begins, and at least its length.
  alignas(64) std::array<float, kTileStride> bases{};
  alignas(64) std::array<float, kTileStride> lengths{};
  float longest = 0.0f;  // at least every length, NaN included: infinity then
};

}  // namespace concord::index
