#include "slide/packing_room.hpp"

#include <sys/mman.h>

#include <cstdlib>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

namespace concord::slide {
namespace {

constexpr std::size_t kPage = std::size_t{1} << 21;

// What is kept between comparisons, in the order in which it was given up.
class Shelf {
 public:
  // A room of at least `bytes` and at most twice as many; null when there is none.
  float* take(std::size_t& bytes) {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (std::size_t i = 0; i < rooms_.size(); ++i) {
      if (rooms_[i].bytes < bytes || rooms_[i].bytes > 2 * bytes) continue;
      const Room found = rooms_[i];
      rooms_.erase(rooms_.begin() + static_cast<std::ptrdiff_t>(i));
      kept_ -= found.bytes;
      bytes = found.bytes;
      return found.data;
    }
    return nullptr;
  }

  // The oldest go first.
  void put(float* data, std::size_t bytes, std::size_t most) noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    while (!rooms_.empty() && kept_ + bytes > most) {
      kept_ -= rooms_.front().bytes;
      std::free(rooms_.front().data);
      rooms_.erase(rooms_.begin());
    }
    if (bytes > most) return std::free(data);
    try {
      rooms_.push_back({data, bytes});
      kept_ += bytes;
    } catch (const std::bad_alloc&) {
      std::free(data);
    }
  }

 private:
  struct Room {
    float* data;
    std::size_t bytes;
  };
  std::mutex mutex_;
  std::vector<Room> rooms_;
  std::size_t kept_ = 0;
};

// Never destroyed: a comparison on another thread may outlive main.
Shelf& shelf() {
  static auto* const only = new Shelf;
  return *only;
}

float* new_room(std::size_t bytes) {
  auto* const data = static_cast<float*>(std::aligned_alloc(kPage, bytes));
  if (data == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
  madvise(data, bytes, MADV_HUGEPAGE);  // advice: what it returns changes nothing
#endif
  return data;
}

}  // namespace

PackingRoom::PackingRoom(std::int64_t floats)
    : bytes_((static_cast<std::size_t>(floats) * sizeof(float) + kPage - 1) / kPage * kPage) {
  data_ = shelf().take(bytes_);
  if (data_ == nullptr) data_ = new_room(bytes_);
}

PackingRoom::~PackingRoom() {
  if (data_ != nullptr) shelf().put(data_, bytes_, kKept);
}

PackingRoom::PackingRoom(PackingRoom&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), bytes_(other.bytes_) {}

}  // namespace concord::slide
