// For every tile of two slides the nearest tile of the other one, on the device. All arrays lie in device memory.
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

namespace concord::kernels {

// One slide's part.
struct NearestSide {
  const void* tiles;  // count * d
  std::int64_t count;
  const float* terms;          // |x|^2 for L2, else zeros
  const float* slack;          // values this close to the least stay in the race
  unsigned* least;             // all bits set; scratch: the least value as `ordered`
  unsigned long long* winner;  // all bits set; then ordered(key) << 32 | nearest tile of the other slide
};

// Bytes that must move: both slides once, (n + m) * d elements, while n*m*d multiply-adds are done twice: first for the
// least values, then to find who comes close to them, whose keys are then taken in float64.
struct Nearest {
  NearestSide a, b;
  std::int64_t d;
  bool l2;
};

// dtype: float32 or float16, of both.
cudaError_t nearest(const Nearest& nearest, std::int32_t dtype, cudaStream_t stream);

}  // namespace concord::kernels
