// Pooling on the device: what the kernels are told, and their launchers. All arrays lie in device memory.
//
// The partial results and their order are those of src/pooling/pool_job.hpp, without fused multiply-adds, so that
// averages, maxima, masked means and GeM with a whole power have the CPU's bits before normalisation; the norm is
// summed in float64 in another order.
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

namespace concord::kernels {

enum class PoolStep { kAverage, kMax, kGem, kMasked };

// How element values become a pooled one.
struct PoolRule {
  PoolStep step;
  float gem_power;
  float gem_epsilon;
  int gem_whole_power;  // 1 to 8 when gem_power is that, else 0
};

// Where results go: the last block of an image to finish normalises and writes its vector.
struct PoolOutput {
  float* pooled;      // n * d, scratch; stays in the second-level cache
  unsigned* tickets;  // n zeros
  unsigned long long*
      first_bad;  // all bits set; then the least image * d + element that is no finite number of the output type
  void* vectors;  // n * d float32 or float16
  bool half;
  bool l2_normalize;
  std::int64_t d;
};

// Bytes that must move: n*c*height*width elements in, n*d out; the mask's n*height*width with it.
struct MapPooling {
  PoolRule rule;
  PoolOutput output;
  const void* maps;          // n * c * height * width
  const std::uint8_t* mask;  // n * height * width for kMasked
  std::int64_t n, c, height, width;
  std::int64_t output_height, output_width;
  std::int64_t blocks_per_image;  // set by the launcher
};

// Bytes that must move: n*t*c elements in, n*d out.
struct TokenPooling {
  PoolRule rule;
  PoolOutput output;
  const void* tokens;        // n * t * c
  const std::uint8_t* mask;  // n * (t - prefix)
  std::int64_t n, t, c, prefix;
  bool first_token;               // the first token goes ahead of the pooled patches
  bool patches;                   // the patches are pooled
  std::int64_t blocks_per_image;  // set by the launcher
};

// dtype: a concord_dtype. multiprocessors: of the device, to cut the work.
cudaError_t pool_maps(const MapPooling& pooling, std::int32_t dtype, std::int32_t multiprocessors, cudaStream_t stream);
cudaError_t pool_tokens(const TokenPooling& pooling, std::int32_t dtype, std::int32_t multiprocessors,
                        cudaStream_t stream);

}  // namespace concord::kernels
