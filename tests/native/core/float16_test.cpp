#include "core/float16.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace concord::test {
namespace {

TEST(Float16, ToFloatAndBack_EveryFiniteHalf_IsTheSame) {
  for (std::uint32_t bits = 0; bits < 0x10000u; ++bits) {
    const auto half = static_cast<std::uint16_t>(bits);
    if ((bits & 0x7C00u) == 0x7C00u) continue;
    EXPECT_EQ(float_to_float16(float16_to_float(half)), half);
  }
}

TEST(Float16, ToFloat_EveryHalf_EqualsItsDefinition) {
  for (std::uint32_t bits = 0; bits < 0x7C00u; ++bits) {
    const std::uint32_t exponent = bits >> 10;
    const double fraction = (bits & 0x3FFu) / 1024.0;
    const double value =
        exponent == 0 ? std::ldexp(fraction, -14) : std::ldexp(1 + fraction, static_cast<int>(exponent) - 15);
    EXPECT_EQ(static_cast<double>(float16_to_float(static_cast<std::uint16_t>(bits))), value) << bits;
  }
}

// Between every two neighbouring halves: below the middle rounds down, above it up, the middle to the even one.
TEST(Float16, FromFloat_AroundEveryMiddle_RoundsToNearestEven) {
  for (std::uint32_t bits = 0; bits < 0x7BFFu; ++bits) {
    const auto below = static_cast<std::uint16_t>(bits);
    const auto above = static_cast<std::uint16_t>(bits + 1);
    const float middle = (float16_to_float(below) + float16_to_float(above)) / 2;
    EXPECT_EQ(float_to_float16(std::nextafter(middle, 0.0f)), below) << bits;
    EXPECT_EQ(float_to_float16(std::nextafter(middle, 1e9f)), above) << bits;
    EXPECT_EQ(float_to_float16(middle), bits % 2 == 0 ? below : above) << bits;
  }
}

TEST(Float16, FromFloat_BeyondTheLargest_IsInfinity) {
  EXPECT_EQ(float_to_float16(65519.996f), 0x7BFFu);
  EXPECT_EQ(float_to_float16(65520.0f), 0x7C00u);
  EXPECT_EQ(float_to_float16(-1e30f), 0xFC00u);
}

TEST(Float16, Both_NaN_StaysNaN) {
  EXPECT_TRUE(std::isnan(float16_to_float(0x7C01u)));
  const std::uint16_t half = float_to_float16(std::nanf(""));
  EXPECT_EQ(half & 0x7C00u, 0x7C00u);
  EXPECT_NE(half & 0x3FFu, 0u);
}

TEST(Bfloat16, ToFloat_One_IsOne) {
  EXPECT_EQ(bfloat16_to_float(0x3F80u), 1.0f);
}

}  // namespace
}  // namespace concord::test
