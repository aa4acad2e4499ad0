#include "device/context.hpp"

#include "core/error.hpp"
#include "device/check.hpp"
#include "device/devices.hpp"

namespace concord::device {

Context::Context(std::int32_t device, std::int64_t budget_bytes, cudaStream_t stream)
    : device_(device), budget_(budget_bytes), stream_(stream), owns_stream_(stream == nullptr) {
  const DeviceList list = list_devices();
  const auto count = static_cast<std::int32_t>(list.devices.size());
  if (count == 0) throw Error(CONCORD_UNSUPPORTED, list.absence);
  require(device >= 0 && device < count, "device is ", device, ", this machine has 0 to ", count - 1);
  require(budget_bytes >= 0, "the memory budget is ", budget_bytes, " bytes, it must not be negative");
  multiprocessors_ = list.devices[static_cast<std::size_t>(device)].multiprocessors;
  use();
  if (budget_ == 0) {
    std::size_t free_bytes = 0, total_bytes = 0;
    check(cudaMemGetInfo(&free_bytes, &total_bytes), "asking for free device memory");
    budget_ = static_cast<std::int64_t>(free_bytes / 10 * 9);
  }
  if (owns_stream_) check(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), "making a stream");
}

Context::~Context() {
  if (cudaSetDevice(device_) != cudaSuccess) return;
  free_spare();
  if (owns_stream_) static_cast<void>(cudaStreamDestroy(stream_));
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
  void* at = reuse(bytes);
  if (at == nullptr) {
    if (bytes > available() - spare_bytes_) free_spare();
    cudaError_t status = cudaMalloc(&at, static_cast<std::size_t>(bytes));
    if (status == cudaErrorMemoryAllocation && !spare_.empty()) {
      static_cast<void>(cudaGetLastError());
      free_spare();
      status = cudaMalloc(&at, static_cast<std::size_t>(bytes));
    }
    check(status, "taking device memory");
  }
  used_ += bytes;
  return at;
}

void* Context::reuse(std::int64_t bytes) {
  const auto found = spare_.find(bytes);
  if (found == spare_.end()) return nullptr;
  void* const at = found->second;
  spare_.erase(found);
  spare_bytes_ -= bytes;
  return at;
}

void Context::release(void* at, std::int64_t bytes) noexcept {
  used_ -= bytes;
  try {
    spare_.emplace(bytes, at);
    spare_bytes_ += bytes;
  } catch (...) {  // no memory here to remember it
    static_cast<void>(cudaFree(at));
  }
}

void Context::free_spare() noexcept {
  for (const auto& [bytes, at] : spare_) static_cast<void>(cudaFree(at));
  spare_.clear();
  spare_bytes_ = 0;
}

}  // namespace concord::device
