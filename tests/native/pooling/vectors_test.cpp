// concord_vectors_convert.
#include <limits>

#include "support.hpp"

namespace concord::test {
namespace {

std::vector<float> convert_to_float(const Array& input, std::int32_t dtype, std::int64_t n, std::int64_t d, bool l2) {
  std::vector<float> output(static_cast<std::size_t>(n * d), -99.0f);
  EXPECT_EQ(concord_vectors_convert(input.data(), dtype, n, d, l2 ? 1 : 0, output.data(), CONCORD_FLOAT32), CONCORD_OK)
      << concord_last_error();
  return output;
}

TEST(Vectors, Convert_AnyTypeToFloat32_IsExact) {
  for (std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16, CONCORD_BFLOAT16}) {
    const Array input(random_floats(3 * 13, 1), dtype, 1);
    const std::vector<float> output = convert_to_float(input, dtype, 3, 13, false);
    for (std::int64_t i = 0; i < 39; ++i) EXPECT_EQ(output[static_cast<std::size_t>(i)], input.at(i));
  }
}

TEST(Vectors, Convert_Float32ToFloat16_RoundsToNearestEven) {
  const std::vector<float> input = random_floats(1000, 2, -70.0f, 70.0f);
  std::vector<std::uint16_t> output(1000);
  ASSERT_EQ(concord_vectors_convert(input.data(), CONCORD_FLOAT32, 10, 100, 0, output.data(), CONCORD_FLOAT16),
            CONCORD_OK);
  for (std::size_t i = 0; i < 1000; ++i) EXPECT_EQ(output[i], float_to_float16(input[i]));
}

TEST(Vectors, Convert_Normalised_IsTheRowOverItsFloat64Norm) {
  const Array input(random_floats(4 * 1537, 3), CONCORD_FLOAT32);
  const std::vector<float> output = convert_to_float(input, CONCORD_FLOAT32, 4, 1537, true);
  for (std::int64_t row = 0; row < 4; ++row) {
    double squared = 0;
    for (std::int64_t i = 0; i < 1537; ++i) squared += std::pow(static_cast<double>(input.at(row * 1537 + i)), 2);
    for (std::int64_t i = 0; i < 1537; ++i) {
      expect_near(output[static_cast<std::size_t>(row * 1537 + i)], input.at(row * 1537 + i) / std::sqrt(squared), 1e-8,
                  "element");
    }
  }
}

TEST(Vectors, Convert_HugeAndTinyRows_NormaliseWithoutOverflow) {
  const Array input({3e38f, 3e38f, 1e-42f, 0.0f, 0.0f, 0.0f}, CONCORD_FLOAT32);
  const std::vector<float> output = convert_to_float(input, CONCORD_FLOAT32, 3, 2, true);
  EXPECT_FLOAT_EQ(output[0], std::sqrt(0.5f));
  EXPECT_EQ(output[2], 1.0f);
  EXPECT_EQ(output[4], 0.0f) << "a row of zeros stays zero";
}

TEST(Vectors, Convert_InPlace_GivesWhatTwoArraysGive) {
  std::vector<float> both = random_floats(5 * 9, 4);
  const std::vector<float> apart = convert_to_float(Array(both, CONCORD_FLOAT32), CONCORD_FLOAT32, 5, 9, true);
  ASSERT_EQ(concord_vectors_convert(both.data(), CONCORD_FLOAT32, 5, 9, 1, both.data(), CONCORD_FLOAT32), CONCORD_OK);
  expect_same_bits(both, apart, "in place");
}

TEST(Vectors, Convert_NoRows_IsOk) {
  EXPECT_EQ(concord_vectors_convert(nullptr, CONCORD_FLOAT32, 0, 9, 1, nullptr, CONCORD_FLOAT16), CONCORD_OK);
}

TEST(Vectors, Convert_BadValueInTheLastRow_FailsNamingItAndLeavesTheOutput) {
  for (float bad : {std::nanf(""), -std::numeric_limits<float>::infinity(), 65520.0f}) {
    std::vector<float> input = random_floats(12, 5);
    input[10] = bad;
    std::vector<std::uint16_t> output(12, 7);
    EXPECT_EQ(concord_vectors_convert(input.data(), CONCORD_FLOAT32, 3, 4, 0, output.data(), CONCORD_FLOAT16),
              CONCORD_BAD_ARGUMENT);
    EXPECT_NE(std::string(concord_last_error()).find("row 2, column 2"), std::string::npos) << concord_last_error();
    EXPECT_EQ(output, std::vector<std::uint16_t>(12, 7));
  }
}

TEST(Vectors, Convert_BadArguments_FailWithTheirNumbers) {
  std::vector<float> values(4, 1.0f);
  const auto status = [&](std::int32_t from, std::int64_t n, std::int64_t d, std::int32_t to) {
    return concord_vectors_convert(values.data(), from, n, d, 0, values.data(), to);
  };
  EXPECT_EQ(status(0, 1, 4, CONCORD_FLOAT32), CONCORD_BAD_ARGUMENT);
  EXPECT_EQ(status(CONCORD_FLOAT32, -1, 4, CONCORD_FLOAT32), CONCORD_BAD_ARGUMENT);
  EXPECT_EQ(status(CONCORD_FLOAT32, 1, 0, CONCORD_FLOAT32), CONCORD_BAD_ARGUMENT);
  EXPECT_EQ(status(CONCORD_FLOAT32, 1, 4, CONCORD_BFLOAT16), CONCORD_BAD_ARGUMENT);
  EXPECT_EQ(status(CONCORD_FLOAT32, 1, 4, CONCORD_FLOAT16), CONCORD_BAD_ARGUMENT) << "in place with other types";
  EXPECT_EQ(status(CONCORD_FLOAT32, INT64_MAX / 2, 4, CONCORD_FLOAT32), CONCORD_BAD_ARGUMENT);
}

}  // namespace
}  // namespace concord::test
