// Tensor cores of the emulated device: products of 16 x 16 float16 matrices, added up exactly and cut off to float32,
// which is the least exact that NVIDIA's cores are known to be.
#pragma once

#include <cmath>

#include "cuda_fp16.h"
#include "cuda_runtime.h"

namespace nvcuda::wmma {

struct matrix_a {};
struct matrix_b {};
struct accumulator {};
struct row_major {};
struct col_major {};
enum layout_t { mem_row_major, mem_col_major };

// Element lane + 32 * i of the 256, row by row, is element i of the lane.
template <typename Use, int M, int N, int K, typename T, typename Layout = void>
struct fragment {
  T x[8];
};

template <typename Fragment, typename T>
void fill_fragment(Fragment& fragment, T value) {
  for (auto& one : fragment.x) one = value;
}

template <typename Use, typename T, typename Layout>
void load_matrix_sync(fragment<Use, 16, 16, 16, T, Layout>& fragment, const T* from, unsigned stride) {
  constexpr bool turned = std::is_same_v<Layout, col_major>;
  for (unsigned i = 0; i < 8; ++i) {
    const unsigned at = emulator::lane() + 32 * i, row = at / 16, column = at % 16;
    fragment.x[i] = turned ? from[column * stride + row] : from[row * stride + column];
  }
  emulator::wait_for_warp();
}

template <typename T>
void store_matrix_sync(T* to, const fragment<accumulator, 16, 16, 16, T>& fragment, unsigned stride, layout_t) {
  for (unsigned i = 0; i < 8; ++i) {
    const unsigned at = emulator::lane() + 32 * i;
    to[at / 16 * stride + at % 16] = fragment.x[i];
  }
  emulator::wait_for_warp();
}

// The float32 next to it on the side of zero.
inline float cut_off(double value) {
  const float rounded = static_cast<float>(value);
  return std::fabs(static_cast<double>(rounded)) > std::fabs(value) ? std::nextafterf(rounded, 0.0f) : rounded;
}

template <typename LayoutA, typename LayoutB>
void mma_sync(fragment<accumulator, 16, 16, 16, float>& d, const fragment<matrix_a, 16, 16, 16, __half, LayoutA>& a,
              const fragment<matrix_b, 16, 16, 16, __half, LayoutB>& b,
              const fragment<accumulator, 16, 16, 16, float>& c) {
  emulator::WarpMatrices& all = emulator::warp_matrices();
  for (unsigned i = 0; i < 8; ++i) {
    all.a[emulator::lane() + 32 * i] = __half2float(a.x[i]);
    all.b[emulator::lane() + 32 * i] = __half2float(b.x[i]);
  }
  emulator::wait_for_warp();
  for (unsigned i = 0; i < 8; ++i) {
    const unsigned at = emulator::lane() + 32 * i, row = at / 16, column = at % 16;
    double sum = c.x[i];
    for (unsigned k = 0; k < 16; ++k) sum += static_cast<double>(all.a[row * 16 + k]) * all.b[k * 16 + column];
    d.x[i] = cut_off(sum);
  }
  emulator::wait_for_warp();
}

}  // namespace nvcuda::wmma
