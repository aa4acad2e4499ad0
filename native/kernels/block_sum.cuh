// The sum of one value of every thread of a block.
#pragma once

#include "kernels/launch.cuh"

namespace concord::kernels {

// The same on every thread of the block of `threads`, whole warps; all of them call it, as often as they like.
template <unsigned threads>
__device__ inline double block_sum(double value) {
  __shared__ double warps[threads / 32];
  for (int half = 16; half > 0; half /= 2) value += __shfl_down_sync(kWholeWarp, value, half);
  if (threadIdx.x % 32 == 0) warps[threadIdx.x / 32] = value;
  __syncthreads();
  double sum = 0;
  for (double one : warps) sum += one;
  __syncthreads();
  return sum;
}

}  // namespace concord::kernels
