// Inner products of a tile of rows with several queries, in float32 with the widest SIMD of the machine.
#pragma once

#include <cstdint>

#include "index/row_tile.hpp"

namespace concord::index {

// Most queries of one call: a multiple of the six that a kernel takes at once; their products take 4.5 KiB, next to the
// rows and queries that it reads.
constexpr std::int64_t kBlockQueries = 36;

// Queries are followed by zeros up to a multiple of this many elements: a vector of any instruction set.
constexpr std::int64_t kQueryPadding = 16;

// products[q * kTileStride + i] = queries[q] . row i of the tile, or its codes where it is coded, for 1 <= count <=
// kBlockQueries queries of d float32, padded as said, best aligned to 64 bytes. `products` is aligned to 64 bytes.
// Whatever lies behind the tile's rows is undefined.
void inner_products(const RowTile& tile, const float* const* queries, std::int64_t count, std::int64_t d,
                    float* products);

// No term of a sum that inner_products makes is rounded more often than this: with L lanes a sum runs over d/L vectors
// one after the other, and over the lanes at the end.
std::int64_t product_roundings(std::int64_t d);

// What one query asks of a row: norm_factor * squared norm + factor * product - slope * length - error_slope * error <=
// limit, where length is length_above(squared norm) of scoring.hpp, and of a coded tile the product is scaled and the
// error that of the codes.
struct Cut {
  float norm_factor;
  float factor;
  float slope;
  float limit;
  float error_slope;
};

// A little more than one: covers the roundings of a length.
constexpr float kLonger = 1.0f + 0x1p-20f;

// masks[q] has bit i set when row i of the tile meets cuts[q], or when that comes out as NaN.
void rows_within(const RowTile& tile, const float* products, const Cut* cuts, std::int64_t count, std::uint32_t* masks);

// Writes the elements of a stored row as float32, exactly.
void widen(const std::byte* row, std::int32_t dtype, std::int64_t d, float* vector);

}  // namespace concord::index
