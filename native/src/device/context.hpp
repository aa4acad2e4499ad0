// One device as one caller uses it: a stream, and the memory it may take.
#pragma once

#include <cuda_runtime.h>

#include <cstdint>
#include <map>

namespace concord::device {

// Used by one thread at a time.
class Context {
 public:
  // budget_bytes: the device memory that buffers of this context may hold together; 0: nine tenths of what is free now.
  // Throws CONCORD_UNSUPPORTED when there is no such device.
  // stream: the caller's, which outlives the context; nullptr: one of its own.
  explicit Context(std::int32_t device, std::int64_t budget_bytes = 0, cudaStream_t stream = nullptr);
  ~Context();
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  std::int32_t device() const { return device_; }
  cudaStream_t stream() const { return stream_; }
  std::int32_t multiprocessors() const { return multiprocessors_; }
  std::int64_t budget() const { return budget_; }
  std::int64_t available() const { return budget_ - used_; }

  // Makes the device current on this thread; CUDA keeps that by thread.
  void use() const;
  // Waits for everything on the stream; the place where errors of kernels show.
  void wait() const;

  // Of buffers. Released memory is kept for the next buffer of its size, since taking memory from the device costs more
  // than many a kernel; it is in use again only by work behind that of its last owner, on the same stream. Throws
  // CONCORD_OUT_OF_DEVICE_MEMORY when the budget or the device has no room.
  void* allocate(std::int64_t bytes);
  void release(void* at, std::int64_t bytes) noexcept;

 private:
  void* reuse(std::int64_t bytes);
  void free_spare() noexcept;

  std::int32_t device_;
  std::int32_t multiprocessors_ = 0;
  std::int64_t budget_ = 0;
  std::int64_t used_ = 0;
  std::int64_t spare_bytes_ = 0;
  std::multimap<std::int64_t, void*> spare_;  // released memory by size
  cudaStream_t stream_;
  bool owns_stream_;
};

}  // namespace concord::device
