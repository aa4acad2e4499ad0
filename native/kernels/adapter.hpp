// What an adapter does between its matrix products, on the device. All arrays lie in device memory.
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

namespace concord::kernels {

// A layer's products, rows * width, in place: 2 * rows * width * 4 bytes must move.
struct LayerOutput {
  float* values;
  const float* bias;  // width
  std::int64_t rows, width;
};

// values = gelu(values + bias), x/2 * (1 + erf(x / sqrt 2)).
cudaError_t add_bias_and_gelu(const LayerOutput& output, cudaStream_t stream);

// LayerNorm (eps 1e-5) of values + bias over each row; mean and variance in float64.
struct NormedOutput {
  LayerOutput output;
  const float* scale;  // width
  const float* shift;  // width
};
cudaError_t add_bias_and_norm(const NormedOutput& output, cudaStream_t stream);

// values = values + bias; first_bad, all bits set before, becomes the least row with a NaN or infinite value.
struct LastOutput {
  LayerOutput output;
  unsigned long long* first_bad;
};
cudaError_t add_bias_and_check(const LastOutput& output, cudaStream_t stream);

}  // namespace concord::kernels
