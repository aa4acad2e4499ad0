// CUDA's status codes as Concord's errors.
#pragma once

#include <cuda_runtime.h>

namespace concord::device {

// Throws unless status is cudaSuccess: CONCORD_OUT_OF_DEVICE_MEMORY, CONCORD_DEVICE_LOST, CONCORD_UNSUPPORTED (no
// driver, no device, no machine code for it) or CONCORD_INTERNAL, with `what` and CUDA's own words.
void check(cudaError_t status, const char* what);

}  // namespace concord::device
