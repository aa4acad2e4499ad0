// Pooling of token sequences, n x t x c to n x d, in one pass: d = c, or 2*c with the first token ahead of the pooled
// patches.
//
// A thread takes Vector neighbouring channels through the patch tokens in their order, so that a warp reads 32 * Vector
// elements side by side and every channel is summed as on the CPU. Accumulation in float32. Norm and conversion are
// fused as in pool_maps.cu.
#include "concord/core.h"
#include "kernels/element.cuh"
#include "kernels/pool.cuh"

namespace concord::kernels {
namespace {

template <typename Element, int Vector, PoolStep step>
__device__ inline void pool_patches(const TokenPooling& a, const typename Element::Word* patches,
                                    const std::uint8_t* mask, float* to) {
  const std::int64_t count = a.t - a.prefix;
  std::int64_t kept = 0;
  float pooled[Vector];
  for (float& one : pooled) one = first_value<step>();
#pragma unroll 8
  for (std::int64_t token = 0; token < count; ++token) {
    float values[Vector];
    load<Element, Vector>(patches + token * a.c, values);
    if (step == PoolStep::kMasked && mask[token] == 0) continue;
    ++kept;
#pragma unroll
    for (int v = 0; v < Vector; ++v) pooled[v] = stepped<step>(a.rule, pooled[v], values[v]);
  }
  for (int v = 0; v < Vector; ++v) to[v] = finished<step>(a.rule, pooled[v], kept);
}

template <typename Element, int Vector, PoolStep step>
__global__ void __launch_bounds__(kPoolThreads) pool_tokens_kernel(TokenPooling a) {
  const std::int64_t image = blockIdx.x / a.blocks_per_image, part = blockIdx.x % a.blocks_per_image;
  const auto* const sequence = static_cast<const typename Element::Word*>(a.tokens) + image * a.t * a.c;
  const std::uint8_t* const mask = step == PoolStep::kMasked ? a.mask + image * (a.t - a.prefix) : nullptr;
  float* const pooled = a.output.pooled + image * a.output.d;
  for (std::int64_t i = part * kPoolThreads + threadIdx.x; i * Vector < a.c; i += a.blocks_per_image * kPoolThreads) {
    const std::int64_t channel = i * Vector;
    if (a.first_token) {
      float values[Vector];
      load<Element, Vector>(sequence + channel, values);
      for (int v = 0; v < Vector; ++v) pooled[channel + v] = values[v];
    }
    if (a.patches) {
      pool_patches<Element, Vector, step>(a, sequence + a.prefix * a.c + channel, mask,
                                          pooled + channel + (a.first_token ? a.c : 0));
    }
  }
  finish_image(a.output, image, a.blocks_per_image);
}

template <typename Element, int Vector>
cudaError_t launch_step(const TokenPooling& pooling, std::int32_t multiprocessors, cudaStream_t stream) {
  TokenPooling a = pooling;
  const std::int64_t threads = a.c / Vector;
  a.blocks_per_image = blocks_for_image(a.n, (threads + kPoolThreads - 1) / kPoolThreads, multiprocessors);
  const std::int64_t blocks = a.n * a.blocks_per_image;
  return by_step(a.rule.step, [&](auto step) {
    return launch(pool_tokens_kernel<Element, Vector, decltype(step)::value>, blocks, kPoolThreads, a, stream);
  });
}

// Loads of Vector elements: where they are aligned, and where enough threads are left to keep the memory busy.
template <typename Element>
bool fits(const TokenPooling& a, int vector, std::int32_t multiprocessors) {
  return a.c % vector == 0 &&
         is_aligned(a.tokens, vector * static_cast<std::int64_t>(sizeof(typename Element::Word))) &&
         a.n * (a.c / vector) >= 512LL * multiprocessors;
}

template <typename Element, int Widest>
cudaError_t launch_widest(const TokenPooling& a, std::int32_t multiprocessors, cudaStream_t stream) {
  if (fits<Element>(a, Widest, multiprocessors)) return launch_step<Element, Widest>(a, multiprocessors, stream);
  return launch_step<Element, 1>(a, multiprocessors, stream);
}

}  // namespace

cudaError_t pool_tokens(const TokenPooling& a, std::int32_t dtype, std::int32_t multiprocessors, cudaStream_t stream) {
  if (dtype == CONCORD_FLOAT16) return launch_widest<Float16, 8>(a, multiprocessors, stream);
  if (dtype == CONCORD_BFLOAT16) return launch_widest<BFloat16, 8>(a, multiprocessors, stream);
  return launch_widest<Float32, 4>(a, multiprocessors, stream);
}

}  // namespace concord::kernels
