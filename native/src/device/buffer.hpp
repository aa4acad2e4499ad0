// Device memory that frees itself.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "device/check.hpp"
#include "device/context.hpp"

namespace concord::device {

// `count` elements in device memory, not initialised; the context outlives it. Copies run on the context's stream: the
// host's array must stay until Context::wait.
template <typename T>
class Buffer {
 public:
  Buffer(Context& context, std::int64_t count)
      : context_(&context),
        count_(count),
        bytes_(std::max<std::int64_t>(count, 1) * static_cast<std::int64_t>(sizeof(T))) {
    data_ = static_cast<T*>(context.allocate(bytes_));
  }
  Buffer(Context& context, const T* from, std::int64_t count) : Buffer(context, count) { upload(from, count); }
  Buffer(Context& context, const std::vector<T>& from)
      : Buffer(context, from.data(), static_cast<std::int64_t>(from.size())) {}
  Buffer(Buffer&& other) noexcept
      : context_(other.context_),
        data_(std::exchange(other.data_, nullptr)),
        count_(other.count_),
        bytes_(other.bytes_) {}
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  Buffer& operator=(Buffer&&) = delete;
  ~Buffer() {
    if (data_ != nullptr) context_->release(data_, bytes_);
  }

  T* data() const { return data_; }
  std::int64_t size() const { return count_; }

  // To element `at` and those behind it.
  void upload(const T* from, std::int64_t count, std::int64_t at = 0) {
    copy(data_ + at, from, count, cudaMemcpyHostToDevice, "copying to the device");
  }
  void download(T* to, std::int64_t count) const {
    copy(to, data_, count, cudaMemcpyDeviceToHost, "copying from the device");
  }
  void fill_bytes(int value) {
    check(cudaMemsetAsync(data_, value, static_cast<std::size_t>(bytes_), context_->stream()),
          "clearing device memory");
  }

 private:
  void copy(T* to, const T* from, std::int64_t count, cudaMemcpyKind kind, const char* what) const {
    if (count == 0) return;
    check(cudaMemcpyAsync(to, from, static_cast<std::size_t>(count) * sizeof(T), kind, context_->stream()), what);
  }

  Context* context_;
  T* data_ = nullptr;
  std::int64_t count_;
  std::int64_t bytes_;
};

}  // namespace concord::device
