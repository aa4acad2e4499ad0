#include "device/context.hpp"

#include "core/error.hpp"
#include "device/check.hpp"
#include "device/devices.hpp"

namespace concord::device {

Context::Context(std::int32_t device, std::int64_t budget_bytes) : device_(device), budget_(budget_bytes) {
  const DeviceList list = list_devices();
  const auto count = static_cast<std::int32_t>(list.devices.size());
  if (count == 0) throw Error(CONCORD_UNSUPPORTED, list.absence + "; use the CPU");
  require(device >= 0 && device < count, "device is ", device, ", this machine has 0 to ", count - 1);
  require(budget_bytes >= 0, "the memory budget is ", budget_bytes, " bytes, it must not be negative");
  multiprocessors_ = list.devices[static_cast<std::size_t>(device)].multiprocessors;
  use();
  if (budget_ == 0) {
    std::size_t free_bytes = 0, total_bytes = 0;
    check(cudaMemGetInfo(&free_bytes, &total_bytes), "asking for free device memory");
    budget_ = static_cast<std::int64_t>(free_bytes / 10 * 9);
  }
  check(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), "making a stream");
}

Context::~Context() {
  if (cudaSetDevice(device_) == cudaSuccess) static_cast<void>(cudaStreamDestroy(stream_));
}

void Context::use() const {
  check(cudaSetDevice(device_), "choosing the device");
}

void Context::wait() const {
  check(cudaStreamSynchronize(stream_), "waiting for the device");
}

void* Context::allocate(std::int64_t bytes) {
  if (bytes > available()) {
    throw Error(CONCORD_OUT_OF_DEVICE_MEMORY,
                text_of("device memory: ", bytes, " bytes are needed, the budget of ", budget_, " bytes has ",
                        available(), " left; ask for less or use the CPU"));
  }
  use();
  void* at = nullptr;
  check(cudaMalloc(&at, static_cast<std::size_t>(bytes)), "taking device memory");
  used_ += bytes;
  return at;
}

void Context::release(void* at, std::int64_t bytes) noexcept {
  if (cudaSetDevice(device_) == cudaSuccess) static_cast<void>(cudaFree(at));
  used_ -= bytes;
}

}  // namespace concord::device
