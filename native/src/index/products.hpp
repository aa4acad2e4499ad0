// Inner products of a tile of rows with several queries, in float32 with the widest SIMD of the machine.
#pragma once

#include <cstdint>

#include "index/row_tile.hpp"

namespace concord::index {

// Most queries of one call: their products take 4 KiB, next to the rows and queries that the kernel reads.
constexpr std::int64_t kBlockQueries = 32;

// products[q * kTileStride + i] = queries[q] . row i of the tile, for 1 <= count <= kBlockQueries queries of d float32.
// `products` is aligned to 64 bytes. Whatever lies behind the tile's rows is undefined.
void inner_products(const RowTile& tile, const float* const* queries, std::int64_t count, std::int64_t d,
                    float* products);

// No term of a sum that inner_products makes is rounded more often than this: with L lanes a sum runs over d/L vectors
// one after the other, and over the lanes at the end.
std::int64_t product_roundings(std::int64_t d);

// What one query asks of a row: base + factor * product - slope * length <= limit.
struct Cut {
  float factor;
  float slope;
  float limit;
};

// masks[q] has bit i set when row i of the tile meets cuts[q], or when that comes out as NaN.
void rows_within(const RowTile& tile, const float* products, const Cut* cuts, std::int64_t count, std::uint32_t* masks);

// Writes the elements of a stored row as float32, exactly.
void widen(const std::byte* row, std::int32_t dtype, std::int64_t d, float* vector);

}  // namespace concord::index
