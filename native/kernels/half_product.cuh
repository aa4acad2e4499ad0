// Inner products of 64 float16 rows with 16 * Height queries on tensor cores, by one block of 256 threads.
//
// A query is two float16 vectors, high and low (device/split_queries.hpp): q = (high + low / 2048) * scale, but for a
// residue of 2^-22 of its elements. Products of two float16 values are exact in float32, so that what is lost is what
// the sums lose: the tensor cores cut off instead of rounding, a unit of 2^-23 for each of d products and each step of
// their sum. 64 elements of all vectors are brought to shared memory, the next 64 on their way meanwhile; warps 0 to 3
// take the high parts of all queries against 16 rows each, warps 4 to 7 the low parts.
#pragma once

#include <mma.h>

#include "kernels/launch.cuh"

namespace concord::kernels {

constexpr unsigned kHalfThreads = 256;
constexpr int kHalfRows = 64;
constexpr int kHalfDepth = 64;
constexpr int kHalfStride = kHalfDepth + 8;    // neighbouring vectors begin in other banks, each on 16 bytes
constexpr int kProductStride = kHalfRows + 4;  // likewise
constexpr float kLowScale = 1.0f / 2048.0f;

// Shared memory of a block: the vectors while products are made, then the products.
template <int Height>
union alignas(128) HalfTile {
  struct {
    uint4 rows[kHalfRows][kHalfStride / 8];          // of eight elements each
    uint4 queries[2][16 * Height][kHalfStride / 8];  // high, low
  } vectors;
  float products[2][16 * Height][kProductStride];

  // Of query `query` with row `row`, but for the query's scale.
  __device__ float product(int query, int row) const {
    return products[0][query][row] + products[1][query][row] * kLowScale;
  }
};

// Eight elements, or zeros behind the end and for vectors that are not there.
__device__ __forceinline__ uint4 load_eight(const std::uint16_t* vector, std::int64_t k, std::int64_t d) {
  return vector != nullptr && k < d ? *reinterpret_cast<const uint4*>(vector + k) : uint4{0, 0, 0, 0};
}

// Fills tile.products. row_at(j) gives where row j begins, query_at(part, i) where the part of query i does, or
// nullptr. d is a multiple of eight, vectors begin on 16 bytes. Called by all threads of the block.
template <int Height, typename RowAt, typename QueryAt>
__device__ inline void half_products(RowAt row_at, QueryAt query_at, std::int64_t d, HalfTile<Height>& tile) {
  namespace wmma = nvcuda::wmma;
  constexpr int kGroups = kHalfDepth / 8;
  constexpr int kRowLoads = kHalfRows * kGroups / static_cast<int>(kHalfThreads);
  constexpr int kQueryLoads = 2 * 16 * Height * kGroups / static_cast<int>(kHalfThreads);
  const int thread = static_cast<int>(threadIdx.x), part = thread / 128, column = thread / 32 % 4 * 16;
  const int place = thread / kGroups, element = thread % kGroups * 8;
  constexpr int kPlaces = static_cast<int>(kHalfThreads) / kGroups;  // vectors that the block loads from at once
  const std::uint16_t *row_from[kRowLoads], *query_from[kQueryLoads];
#pragma unroll
  for (int i = 0; i < kRowLoads; ++i) row_from[i] = row_at(place + i * kPlaces);
#pragma unroll
  for (int i = 0; i < kQueryLoads; ++i) {
    const int at = place + i * kPlaces;
    query_from[i] = query_at(at / (16 * Height), at % (16 * Height));
  }
  uint4 rows[kRowLoads], queries[kQueryLoads];
  const auto fetch = [&](std::int64_t k) {
#pragma unroll
    for (int i = 0; i < kRowLoads; ++i) rows[i] = load_eight(row_from[i], k + element, d);
#pragma unroll
    for (int i = 0; i < kQueryLoads; ++i) queries[i] = load_eight(query_from[i], k + element, d);
  };
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> sums[Height];
#pragma unroll
  for (int i = 0; i < Height; ++i) wmma::fill_fragment(sums[i], 0.0f);
  fetch(0);
  for (std::int64_t k = 0; k < d; k += kHalfDepth) {
#pragma unroll
    for (int i = 0; i < kRowLoads; ++i) tile.vectors.rows[place + i * kPlaces][element / 8] = rows[i];
#pragma unroll
    for (int i = 0; i < kQueryLoads; ++i) {
      const int at = place + i * kPlaces;
      tile.vectors.queries[at / (16 * Height)][at % (16 * Height)][element / 8] = queries[i];
    }
    __syncthreads();
    if (k + kHalfDepth < d) fetch(k + kHalfDepth);
#pragma unroll
    for (int step = 0; step < kHalfDepth; step += 16) {
      wmma::fragment<wmma::matrix_b, 16, 16, 16, __half, wmma::col_major> of_rows;
      wmma::load_matrix_sync(of_rows, reinterpret_cast<const __half*>(&tile.vectors.rows[column][step / 8]),
                             kHalfStride);
#pragma unroll
      for (int i = 0; i < Height; ++i) {
        wmma::fragment<wmma::matrix_a, 16, 16, 16, __half, wmma::row_major> of_queries;
        wmma::load_matrix_sync(
            of_queries, reinterpret_cast<const __half*>(&tile.vectors.queries[part][i * 16][step / 8]), kHalfStride);
        wmma::mma_sync(sums[i], of_queries, of_rows, sums[i]);
      }
    }
    __syncthreads();
  }
#pragma unroll
  for (int i = 0; i < Height; ++i)
    wmma::store_matrix_sync(&tile.products[part][i * 16][column], sums[i], kProductStride, wmma::mem_row_major);
  __syncthreads();
}

}  // namespace concord::kernels
