// What the tests of this folder share: random arrays of each element type, at any alignment, and comparisons in which
// NaN fails.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "concord/concord.h"
#include "core/dtype.hpp"
#include "core/float16.hpp"

namespace concord::test {

inline std::vector<float> random_floats(std::int64_t count, unsigned seed, float low = -2.0f, float high = 3.0f) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> between(low, high);
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& value : values) value = between(random);
  return values;
}

// Values as an array of one element type. `shift` bytes of misalignment; the array ends where the heap block ends, so
// that AddressSanitizer sees a read behind it.
class Array {
 public:
  Array(const std::vector<float>& values, std::int32_t dtype, std::size_t shift = 0)
      : dtype_(dtype), shift_(shift), bytes_(shift + values.size() * static_cast<std::size_t>(dtype_size(dtype))) {
    for (std::size_t i = 0; i < values.size(); ++i) put(i, values[i]);
    bytes_.shrink_to_fit();
  }

  const void* data() const { return bytes_.data() + shift_; }
  const std::byte* bytes() const { return bytes_.data() + shift_; }

  // What element i is once it went through the type.
  float at(std::int64_t i) const {
    const std::byte* from = bytes() + i * dtype_size(dtype_);
    std::uint16_t half;
    float value;
    std::memcpy(&half, from, sizeof half);
    if (dtype_ == CONCORD_FLOAT16) return float16_to_float(half);
    if (dtype_ == CONCORD_BFLOAT16) return bfloat16_to_float(half);
    std::memcpy(&value, from, sizeof value);
    return value;
  }

 private:
  void put(std::size_t i, float value) {
    std::byte* to = bytes_.data() + shift_ + i * static_cast<std::size_t>(dtype_size(dtype_));
    if (dtype_ == CONCORD_FLOAT32) {
      std::memcpy(to, &value, 4);
      return;
    }
    const auto half =
        dtype_ == CONCORD_FLOAT16 ? float_to_float16(value) : static_cast<std::uint16_t>(bits_of_float(value) >> 16);
    std::memcpy(to, &half, 2);
  }

  std::int32_t dtype_;
  std::size_t shift_;
  std::vector<std::byte> bytes_;
};

// Fails for NaN. `tolerance` is absolute.
inline void expect_near(double found, double expected, double tolerance, const std::string& where) {
  EXPECT_TRUE(std::fabs(found - expected) <= tolerance) << where << ": found " << found << ", expected " << expected;
}

inline void expect_same_bits(const std::vector<float>& found, const std::vector<float>& expected,
                             const std::string& where) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    ASSERT_EQ(bits_of_float(found[i]), bits_of_float(expected[i]))
        << where << ", element " << i << ": found " << found[i] << ", expected " << expected[i];
  }
}

inline concord_pool_options pool_options(std::int32_t mode) {
  concord_pool_options options;
  concord_pool_options_init(&options);
  options.mode = mode;
  return options;
}

}  // namespace concord::test
