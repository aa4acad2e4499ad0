// The generator behind initial weights and the order of rows: xoshiro256** (Blackman and Vigna 2018), seeded by
// splitmix64.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace concord::adapter {

class Random {
 public:
  explicit Random(std::uint64_t seed) {
    for (std::uint64_t& word : state_) {
      seed += 0x9E3779B97F4A7C15u;
      std::uint64_t z = seed;
      z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
      z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
      word = z ^ (z >> 31);
    }
  }

  std::uint64_t next() {
    const std::uint64_t result = rotated(state_[1] * 5, 7) * 9, shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotated(state_[3], 45);
    return result;
  }

  // Uniform in -bound .. bound; 24 bits, so that every value is exact in float32 before it is scaled.
  float uniform(double bound) { return static_cast<float>((static_cast<double>(next() >> 40) * 0x1p-23 - 1) * bound); }

  // Fisher and Yates. The remainder's bias is below 2^-32 for any number of rows there can be.
  void shuffle(std::vector<std::int64_t>& rows) {
    for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[next() % i]);
  }

 private:
  static std::uint64_t rotated(std::uint64_t x, int by) { return (x << by) | (x >> (64 - by)); }
  std::uint64_t state_[4];
};

}  // namespace concord::adapter
