// Bias, GELU and LayerNorm behind a layer's matrix product, each in one pass over rows x width values in place.
//
// The products are cuBLAS's, whose output cannot be changed on its way to memory; bias and activation are fused with
// each other. One thread an element for GELU and the last bias, side by side; one block a row for LayerNorm, which
// reads the row once from memory and twice from the first-level cache.
#include "kernels/adapter.hpp"
#include "kernels/block_sum.cuh"
#include "kernels/launch.cuh"

namespace concord::kernels {
namespace {

constexpr unsigned kThreads = 256;

std::int64_t blocks_for(const LayerOutput& output) {
  return (output.rows * output.width + kThreads - 1) / kThreads;
}

__device__ inline std::int64_t element() {
  return static_cast<std::int64_t>(blockIdx.x) * kThreads + threadIdx.x;
}

__global__ void __launch_bounds__(kThreads) gelu_kernel(LayerOutput a) {
  const std::int64_t at = element();
  if (at >= a.rows * a.width) return;
  const float x = a.values[at] + a.bias[at % a.width];
  a.values[at] = x * 0.5f * (1.0f + erff(x * 0.70710678118654752440f));
}

__global__ void __launch_bounds__(kThreads) check_kernel(LastOutput a) {
  const std::int64_t at = element();
  if (at >= a.output.rows * a.output.width) return;
  const float value = a.output.values[at] + a.output.bias[at % a.output.width];
  a.output.values[at] = value;
  // Written so that NaN counts.
  if (!(fabsf(value) <= 3.402823466e+38f)) atomicMin(a.first_bad, static_cast<unsigned long long>(at / a.output.width));
}

__global__ void __launch_bounds__(kThreads) norm_kernel(NormedOutput a) {
  const std::int64_t width = a.output.width;
  float* const row = a.output.values + blockIdx.x * width;
  double sum = 0;
  for (std::int64_t i = threadIdx.x; i < width; i += kThreads) {
    row[i] += a.output.bias[i];
    sum += row[i];
  }
  const double mean = block_sum<kThreads>(sum) / static_cast<double>(width);
  double squares = 0;
  for (std::int64_t i = threadIdx.x; i < width; i += kThreads) squares += (row[i] - mean) * (row[i] - mean);
  const double factor = 1 / sqrt(block_sum<kThreads>(squares) / static_cast<double>(width) + 1e-5);
  for (std::int64_t i = threadIdx.x; i < width; i += kThreads) {
    row[i] = static_cast<float>((row[i] - mean) * factor) * a.scale[i] + a.shift[i];
  }
}

}  // namespace

cudaError_t add_bias_and_gelu(const LayerOutput& output, cudaStream_t stream) {
  return launch(gelu_kernel, blocks_for(output), kThreads, output, stream);
}

cudaError_t add_bias_and_norm(const NormedOutput& output, cudaStream_t stream) {
  return launch(norm_kernel, output.output.rows, kThreads, output, stream);
}

cudaError_t add_bias_and_check(const LastOutput& output, cudaStream_t stream) {
  return launch(check_kernel, blocks_for(output.output), kThreads, output, stream);
}

}  // namespace concord::kernels
