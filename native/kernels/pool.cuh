// What the pooling kernels share: the step of a partial result, and the end of an image.
#pragma once

#include <cuda_fp16.h>

#include <type_traits>

#include "kernels/block_sum.cuh"
#include "kernels/pool.hpp"

namespace concord::kernels {

constexpr unsigned kPoolThreads = 256;

// The larger one; NaN wins and stays.
__device__ __forceinline__ float larger(float a, float b) {
  return b > a || b != b ? b : a;
}

__device__ inline float raised(float x, const PoolRule& rule) {
  if (rule.gem_whole_power == 0) return powf(x, rule.gem_power);
  float product = x;
  for (int i = 1; i < rule.gem_whole_power; ++i) product = product * x;
  return product;
}

template <PoolStep step>
__device__ __forceinline__ float first_value() {
  return step == PoolStep::kMax ? __uint_as_float(0xFF800000u) : 0.0f;  // minus infinity
}

template <PoolStep step>
__device__ __forceinline__ float stepped(const PoolRule& rule, float partial, float x) {
  if (step == PoolStep::kMax) return larger(partial, x);
  if (step == PoolStep::kGem) return partial + raised(x < rule.gem_epsilon ? rule.gem_epsilon : x, rule);
  return partial + x;
}

template <PoolStep step>
__device__ __forceinline__ float combined(float a, float b) {
  return step == PoolStep::kMax ? larger(a, b) : a + b;
}

template <PoolStep step>
__device__ inline float finished(const PoolRule& rule, float value, std::int64_t count) {
  if (step == PoolStep::kMax) return value;
  if (count == 0) return 0.0f;
  const float mean = value / static_cast<float>(count);
  if (step != PoolStep::kGem) return mean;
  return static_cast<float>(pow(static_cast<double>(mean), 1.0 / static_cast<double>(rule.gem_power)));
}

// True on every thread of the last of `blocks` blocks of the image to come here; it sees what the others wrote, by
// __ldcg.
__device__ inline bool is_last_block(const PoolOutput& output, std::int64_t image, std::int64_t blocks) {
  __shared__ bool last;
  __threadfence();
  __syncthreads();
  if (threadIdx.x == 0) last = atomicAdd(output.tickets + image, 1u) == static_cast<unsigned>(blocks - 1);
  __syncthreads();
  __threadfence();
  return last;
}

__device__ inline bool is_storable(float value, bool half) {
  const float magnitude = fabsf(value);
  // Written so that NaN fails; 65520 and above round past the largest half.
  return half ? magnitude < 65520.0f : magnitude <= 3.402823466e+38f;
}

// Called by all threads of each of the image's blocks once its part of pooled is written.
__device__ inline void finish_image(const PoolOutput& output, std::int64_t image, std::int64_t blocks) {
  if (!is_last_block(output, image, blocks)) return;
  const float* const pooled = output.pooled + image * output.d;
  double norm = 0;
  if (output.l2_normalize) {
    double squares = 0;
    for (std::int64_t i = threadIdx.x; i < output.d; i += kPoolThreads) {
      const double x = __ldcg(pooled + i);
      squares += x * x;
    }
    norm = sqrt(block_sum<kPoolThreads>(squares));
  }
  for (std::int64_t i = threadIdx.x; i < output.d; i += kPoolThreads) {
    float value = __ldcg(pooled + i);
    if (output.l2_normalize && norm != 0) value = static_cast<float>(value / norm);
    const std::int64_t at = image * output.d + i;
    if (!is_storable(value, output.half)) atomicMin(output.first_bad, static_cast<unsigned long long>(at));
    if (output.half) {
      static_cast<std::uint16_t*>(output.vectors)[at] = __half_as_ushort(__float2half_rn(value));
    } else {
      static_cast<float*>(output.vectors)[at] = value;
    }
  }
}

// Blocks for each of n images of `pieces` pieces: enough to fill the device eight times over, at most one a piece.
inline std::int64_t blocks_for_image(std::int64_t n, std::int64_t pieces, std::int32_t multiprocessors) {
  const std::int64_t wanted = (64LL * multiprocessors + n - 1) / n;
  return pieces < wanted ? pieces : wanted;
}

// start(step), the step as a type: each has a kernel of its own.
template <typename Start>
cudaError_t by_step(PoolStep step, Start start) {
  switch (step) {
    case PoolStep::kMax:
      return start(std::integral_constant<PoolStep, PoolStep::kMax>());
    case PoolStep::kGem:
      return start(std::integral_constant<PoolStep, PoolStep::kGem>());
    case PoolStep::kMasked:
      return start(std::integral_constant<PoolStep, PoolStep::kMasked>());
    default:
      return start(std::integral_constant<PoolStep, PoolStep::kAverage>());
  }
}

inline bool is_aligned(const void* at, std::int64_t bytes) {
  return reinterpret_cast<std::uintptr_t>(at) % static_cast<std::uintptr_t>(bytes) == 0;
}

}  // namespace concord::kernels
