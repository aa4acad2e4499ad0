#include "device/check.hpp"

#include "core/error.hpp"

namespace concord::device {
namespace {

concord_status code_of(cudaError_t status) {
  switch (status) {
    case cudaErrorMemoryAllocation:
      return CONCORD_OUT_OF_DEVICE_MEMORY;
    case cudaErrorNoDevice:
    case cudaErrorInsufficientDriver:
    case cudaErrorInvalidDevice:
    case cudaErrorNoKernelImageForDevice:
      return CONCORD_UNSUPPORTED;
    // After these the process gets no more work done on the device.
    case cudaErrorECCUncorrectable:
    case cudaErrorIllegalAddress:
    case cudaErrorLaunchFailure:
      return CONCORD_DEVICE_LOST;
    default:
      return CONCORD_INTERNAL;
  }
}

}  // namespace

void check(cudaError_t status, const char* what) {
  if (status == cudaSuccess) return;
  // The failed call left its code as the thread's last error; the next launch must not find it.
  static_cast<void>(cudaGetLastError());
  throw Error(code_of(status), text_of(what, " failed on the graphics processor: ", cudaGetErrorString(status)));
}

}  // namespace concord::device
