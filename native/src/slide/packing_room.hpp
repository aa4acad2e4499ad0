// Memory for packed tiles.
#pragma once

#include <cstddef>
#include <cstdint>

namespace concord::slide {

// `floats` floats in large pages where the system has them; not initialised. Lines of the cache begin at its vectors.
// Rooms that were given up are kept for the next comparison, kKept bytes of them: the faults and the zeroing of new
// pages cost a tenth of a comparison of two slides of 1,000 tiles. Any thread may make one.
class PackingRoom {
 public:
  explicit PackingRoom(std::int64_t floats);
  ~PackingRoom();
  PackingRoom(PackingRoom&& other) noexcept;
  PackingRoom(const PackingRoom&) = delete;
  PackingRoom& operator=(const PackingRoom&) = delete;

  float* data() const { return data_; }

 private:
  static constexpr std::size_t kKept = std::size_t{64} << 20;

  float* data_;
  std::size_t bytes_;
};

}  // namespace concord::slide
