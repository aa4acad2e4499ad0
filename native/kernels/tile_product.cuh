// Inner products of a tile of rows with a tile of columns, by one block of 256 threads.
//
// kRows = 16 * Height rows against 64 columns, each of d elements: sixteen elements of all of them are brought to
// shared memory as float32, turned so that neighbouring threads read neighbouring words; a thread holds Height x 4
// sums. A product is one chain of d fused multiply-adds in the order of the dimensions: no term is rounded more than d
// times, and one that is zero not at all.
#pragma once

#include "kernels/element.cuh"
#include "kernels/launch.cuh"

namespace concord::kernels {

constexpr unsigned kTileThreads = 256;
constexpr int kTileColumns = 64;
constexpr int kTileDepth = 16;

// products[i][j] = row (threadIdx.x / 16 * Height + i) . column (threadIdx.x % 16 * 4 + j). row_at(i) and column_at(j)
// give where they begin, or nullptr: zeros. Called by all threads of the block.
template <typename RowElement, typename ColumnElement, int Height, typename RowAt, typename ColumnAt>
__device__ inline void tile_products(RowAt row_at, ColumnAt column_at, std::int64_t d, bool row_quads,
                                     bool column_quads, float (&products)[Height][4]) {
  constexpr int kRows = 16 * Height;
  // Padded by four words, so that a column of the turned tile is not all in one bank.
  __shared__ float rows[kTileDepth][kRows + 4];
  __shared__ float columns[kTileDepth][kTileColumns + 4];
  const int row = static_cast<int>(threadIdx.x) / 16 * Height, column = static_cast<int>(threadIdx.x) % 16 * 4;
  for (auto& line : products) {
    for (float& one : line) one = 0.0f;
  }
  for (std::int64_t k = 0; k < d; k += kTileDepth) {
    for (int i = static_cast<int>(threadIdx.x); i < kRows * 4; i += kTileThreads) {
      float x[4] = {};
      if (const auto* const from = row_at(i / 4)) load_within<RowElement, 4>(from, k + i % 4 * 4, d, row_quads, x);
      for (int j = 0; j < 4; ++j) rows[i % 4 * 4 + j][i / 4] = x[j];
    }
    for (int i = static_cast<int>(threadIdx.x); i < kTileColumns * 4; i += kTileThreads) {
      float x[4] = {};
      if (const auto* const from = column_at(i / 4))
        load_within<ColumnElement, 4>(from, k + i % 4 * 4, d, column_quads, x);
      for (int j = 0; j < 4; ++j) columns[i % 4 * 4 + j][i / 4] = x[j];
    }
    __syncthreads();
#pragma unroll
    for (int step = 0; step < kTileDepth; ++step) {
#pragma unroll
      for (int i = 0; i < Height; ++i) {
#pragma unroll
        for (int j = 0; j < 4; ++j)
          products[i][j] = fmaf(rows[step][row + i], columns[step][column + j], products[i][j]);
      }
    }
    __syncthreads();
  }
}

// A whole number that orders as the floats do, minus infinity to infinity; and back.
__device__ __forceinline__ unsigned ordered(float value) {
  const unsigned bits = __float_as_uint(value);
  return bits >> 31 != 0 ? ~bits : bits | 0x80000000u;
}
__device__ __forceinline__ float from_ordered(unsigned order) {
  return __uint_as_float(order >> 31 != 0 ? order & 0x7FFFFFFFu : ~order);
}

// The key that decides (src/index/canonical.hpp): float64, dimension by dimension in order, rounded once; smaller is
// nearer.
template <typename A, typename B>
__device__ inline float canonical_key(const typename A::Word* a, const typename B::Word* b, std::int64_t d, bool l2) {
  double sum = 0;
  for (std::int64_t k = 0; k < d; ++k) {
    const double x = A::widen(a[k]), y = B::widen(b[k]), difference = x - y;
    sum = __dadd_rn(sum, l2 ? __dmul_rn(difference, difference) : __dmul_rn(x, y));
  }
  const float distance = static_cast<float>(sum);
  return l2 ? distance : -distance;
}

}  // namespace concord::kernels
