// The distance of every tile of a slide to each of a few queries, on the device. All arrays lie in device memory.
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

namespace concord::kernels {

// Bytes that must move: count*d elements in for every four queries (all queries' worth from the second-level cache
// where the tiles fit it), q*count*4 out.
struct Similarity {
  const void* tiles;     // count * d
  const float* queries;  // q * d
  std::int64_t count, d, q;
  bool l2;                        // squared L2; else inner product
  float* scores;                  // q * count
  unsigned long long* first_bad;  // all bits set; then the least query * count + tile whose score is NaN or infinite
};

// dtype: float32 or float16.
cudaError_t similarity(const Similarity& similarity, std::int32_t dtype, cudaStream_t stream);

}  // namespace concord::kernels
