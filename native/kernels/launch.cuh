// Starting a kernel whose only argument is a struct. Errors of the launch come back as a status.
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

namespace concord::kernels {

constexpr unsigned kWholeWarp = 0xFFFFFFFFu;

template <typename Arguments>
cudaError_t launch(void (*kernel)(Arguments), std::int64_t blocks, unsigned threads, Arguments arguments,
                   cudaStream_t stream) {
  if (blocks == 0) return cudaSuccess;
  if (blocks > 0x7FFFFFFF) return cudaErrorInvalidValue;
  void* list[] = {&arguments};
#ifdef __CUDACC__
  const void* const entry = reinterpret_cast<const void*>(kernel);
#else
  const auto entry = kernel;  // the emulated device of the tests calls it
#endif
  return cudaLaunchKernel(entry, dim3(static_cast<unsigned>(blocks)), dim3(threads), list, 0, stream);
}

}  // namespace concord::kernels
