// Scores of tiles against queries: q x count from count x d and q x d.
//
// score = sum over k of (q_k - x_k)^2, or of q_k * x_k. Element k goes to partial sum k mod 64; then partial sums i and
// i+32 are added, i and i+16, and so on: the order of src/slide/score_kernels.cpp, products and sums apart, and so its
// bits. A warp takes one tile against four queries: lane l holds partial sums 2*l and 2*l+1 and reads its two elements
// by one load, 128 or 256 bytes a warp side by side.
#include "concord/core.h"
#include "kernels/element.cuh"
#include "kernels/launch.cuh"
#include "kernels/similarity.hpp"

namespace concord::kernels {
namespace {

constexpr unsigned kThreads = 256;
constexpr int kQueries = 4;
constexpr int kPartials = 64;

template <bool l2>
__device__ __forceinline__ float term(float query, float x) {
  const float difference = query - x;
  return l2 ? difference * difference : query * x;
}

// Partial sums 2*lane and 2*lane+1 of the warp's tile for one query.
__device__ inline float combined(float (&sums)[2]) {
#pragma unroll
  for (int half = kPartials / 4; half > 0; half /= 2) {
    sums[0] += __shfl_down_sync(kWholeWarp, sums[0], half);
    sums[1] += __shfl_down_sync(kWholeWarp, sums[1], half);
  }
  return sums[0] + sums[1];
}

template <typename Element, bool l2>
__global__ void __launch_bounds__(kThreads) similarity_kernel(Similarity a) {
  const int lane = static_cast<int>(threadIdx.x) % 32;
  const std::int64_t warp = blockIdx.x * (kThreads / 32) + threadIdx.x / 32;
  const std::int64_t tile = warp % a.count, first = warp / a.count * kQueries;
  if (first >= a.q) return;  // the whole warp
  const int queries = a.q - first < kQueries ? static_cast<int>(a.q - first) : kQueries;
  const auto* const row = static_cast<const typename Element::Word*>(a.tiles) + tile * a.d;
  const bool paired =
      a.d % 2 == 0 && reinterpret_cast<std::uintptr_t>(a.tiles) % (2 * sizeof(typename Element::Word)) == 0;
  float sums[kQueries][2] = {};
#pragma unroll 4
  for (std::int64_t k = 2 * lane; k < a.d; k += kPartials) {
    float x[2];
    load_within<Element, 2>(row, k, a.d, paired, x);
#pragma unroll
    for (int i = 0; i < kQueries; ++i) {
      if (i >= queries) continue;
      const float* const query = a.queries + (first + i) * a.d + k;
      sums[i][0] += term<l2>(query[0], x[0]);
      if (k + 1 < a.d) sums[i][1] += term<l2>(query[1], x[1]);
    }
  }
#pragma unroll
  for (int i = 0; i < kQueries; ++i) {
    const float score = combined(sums[i]);
    if (lane != 0 || i >= queries) continue;
    const std::int64_t at = (first + i) * a.count + tile;
    a.scores[at] = score;
    // Written so that NaN counts.
    if (!(fabsf(score) <= 3.402823466e+38f)) atomicMin(a.first_bad, static_cast<unsigned long long>(at));
  }
}

}  // namespace

cudaError_t similarity(const Similarity& a, std::int32_t dtype, cudaStream_t stream) {
  const std::int64_t warps = a.count * ((a.q + kQueries - 1) / kQueries);
  const std::int64_t blocks = (warps + kThreads / 32 - 1) / (kThreads / 32);
  if (dtype == CONCORD_FLOAT16) {
    return a.l2 ? launch(similarity_kernel<Float16, true>, blocks, kThreads, a, stream)
                : launch(similarity_kernel<Float16, false>, blocks, kThreads, a, stream);
  }
  return a.l2 ? launch(similarity_kernel<Float32, true>, blocks, kThreads, a, stream)
              : launch(similarity_kernel<Float32, false>, blocks, kThreads, a, stream);
}

}  // namespace concord::kernels
