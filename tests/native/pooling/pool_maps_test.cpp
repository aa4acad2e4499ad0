// concord_pool_maps against PyTorch's definition, written out in float64.
#include <algorithm>
#include <limits>

#include "support.hpp"

namespace concord::test {
namespace {

struct Shape {
  std::int64_t n, c, height, width, output_height, output_width;
};

const Shape kShapes[] = {{1, 1, 1, 1, 1, 1}, {2, 3, 7, 7, 1, 1},   {1, 5, 14, 14, 1, 1}, {2, 2, 5, 3, 2, 2},
                         {1, 4, 1, 9, 1, 1}, {2, 3, 13, 29, 3, 4}, {1, 2, 3, 3, 5, 5}};

std::vector<float> pool(const Array& maps, const Shape& shape, const concord_pool_options& options,
                        const std::uint8_t* mask = nullptr) {
  std::vector<float> vectors(static_cast<std::size_t>(shape.n * shape.c * shape.output_height * shape.output_width),
                             -99.0f);
  const concord_status status =
      concord_pool_maps(maps.data(), shape.n, shape.c, shape.height, shape.width, mask, &options, vectors.data());
  EXPECT_EQ(status, CONCORD_OK) << concord_last_error();
  return vectors;
}

// torch.nn.functional.adaptive_{avg,max}_pool2d: start = floor(i*H/oH), end = ceil((i+1)*H/oH). GeM is the mean of
// powers.
double bin_value(const Array& maps, const Shape& s, const concord_pool_options& options, std::int64_t plane,
                 std::int64_t i, std::int64_t j) {
  const auto start = [](std::int64_t at, std::int64_t size, std::int64_t bins) {
    return static_cast<std::int64_t>(std::floor(static_cast<double>(at * size) / static_cast<double>(bins)));
  };
  const auto end = [](std::int64_t at, std::int64_t size, std::int64_t bins) {
    return static_cast<std::int64_t>(std::ceil(static_cast<double>((at + 1) * size) / static_cast<double>(bins)));
  };
  double sum = 0, largest = -std::numeric_limits<double>::infinity(), powers = 0, count = 0;
  for (std::int64_t y = start(i, s.height, s.output_height); y < end(i, s.height, s.output_height); ++y) {
    for (std::int64_t x = start(j, s.width, s.output_width); x < end(j, s.width, s.output_width); ++x) {
      const double value = maps.at((plane * s.height + y) * s.width + x);
      sum += value;
      largest = std::max(largest, value);
      powers +=
          std::pow(std::max(value, static_cast<double>(options.gem_epsilon)), static_cast<double>(options.gem_power));
      ++count;
    }
  }
  if (options.mode == CONCORD_POOL_MAX) return largest;
  if (options.mode == CONCORD_POOL_GEM) return std::pow(powers / count, 1 / static_cast<double>(options.gem_power));
  return sum / count;
}

void compare_with_pytorch(const Shape& s, concord_pool_options options, std::int32_t dtype) {
  options.input_dtype = dtype;
  options.output_height = static_cast<std::int32_t>(s.output_height);
  options.output_width = static_cast<std::int32_t>(s.output_width);
  const Array maps(random_floats(s.n * s.c * s.height * s.width, 3), dtype);
  const std::vector<float> found = pool(maps, s, options);
  std::size_t at = 0;
  for (std::int64_t plane = 0; plane < s.n * s.c; ++plane) {
    for (std::int64_t i = 0; i < s.output_height; ++i) {
      for (std::int64_t j = 0; j < s.output_width; ++j, ++at) {
        // Sixteen partial sums of at most 25 values of at most 3 (27 cubed): about 40 roundings of 2^-24 relative.
        expect_near(found[at], bin_value(maps, s, options, plane, i, j), 3 * 40 * 0x1p-24,
                    "element " + std::to_string(at));
      }
    }
  }
}

TEST(Pooling, PoolMaps_AverageMaxGemOddSizesAllTypes_EqualPyTorch) {
  for (std::int32_t mode : {CONCORD_POOL_AVERAGE, CONCORD_POOL_MAX, CONCORD_POOL_GEM}) {
    for (std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16, CONCORD_BFLOAT16}) {
      for (const Shape& shape : kShapes) {
        concord_pool_options options = pool_options(mode);
        options.gem_power = 3;
        options.gem_epsilon = 1e-6f;
        compare_with_pytorch(shape, options, dtype);
        options.gem_power = 2.5f;
        compare_with_pytorch(shape, options, dtype);
      }
    }
  }
}

TEST(Pooling, PoolMaps_GemFieldsZero_MeansPowerThree) {
  const Shape shape = {1, 2, 5, 5, 1, 1};
  const Array maps(random_floats(50, 3), CONCORD_FLOAT32);
  concord_pool_options explicit_options = pool_options(CONCORD_POOL_GEM);
  explicit_options.gem_power = 3;
  explicit_options.gem_epsilon = 1e-6f;
  expect_same_bits(pool(maps, shape, pool_options(CONCORD_POOL_GEM)), pool(maps, shape, explicit_options), "gem");
}

TEST(Pooling, PoolMaps_Misaligned_HasTheBitsOfAligned) {
  const Shape shape = {1, 3, 9, 11, 1, 1};
  const std::vector<float> values = random_floats(3 * 99, 6);
  for (std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16, CONCORD_BFLOAT16}) {
    concord_pool_options options = pool_options(CONCORD_POOL_AVERAGE);
    options.input_dtype = dtype;
    const std::vector<float> aligned = pool(Array(values, dtype), shape, options);
    for (std::size_t shift = 1; shift < 8; ++shift) {
      expect_same_bits(pool(Array(values, dtype, shift), shape, options), aligned, "shift");
    }
  }
}

TEST(Pooling, PoolMaps_MaskedMean_CountsTheMaskedPositionsAlone) {
  const Shape shape = {2, 3, 3, 3, 1, 1};
  std::vector<float> values = random_floats(54, 8);
  values[4] = std::nanf("");  // position 4 of image 0 is masked out
  const std::vector<std::uint8_t> mask = {1, 0, 1, 1, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  const std::vector<float> found =
      pool(Array(values, CONCORD_FLOAT32), shape, pool_options(CONCORD_POOL_MASKED_MEAN), mask.data());
  for (std::size_t c = 0; c < 3; ++c) {
    const float* plane = values.data() + c * 9;
    expect_near(found[c], (static_cast<double>(plane[0]) + plane[2] + plane[3] + plane[6]) / 4, 1e-6, "image 0");
    EXPECT_EQ(found[3 + c], 0.0f) << "an empty mask gives zeros";
  }
}

TEST(Pooling, PoolMaps_L2AndFloat16_IsAUnitVectorOfHalves) {
  const Array maps(random_floats(2 * 40 * 49, 2), CONCORD_FLOAT16);
  concord_pool_options options = pool_options(CONCORD_POOL_AVERAGE);
  options.input_dtype = CONCORD_FLOAT16;
  options.l2_normalize = 1;
  const std::vector<float> exact = pool(maps, {2, 40, 7, 7, 1, 1}, options);
  options.output_dtype = CONCORD_FLOAT16;
  std::vector<std::uint16_t> halves(80);
  ASSERT_EQ(concord_pool_maps(maps.data(), 2, 40, 7, 7, nullptr, &options, halves.data()), CONCORD_OK);
  for (std::size_t image = 0; image < 2; ++image) {
    double norm = 0;
    for (std::size_t i = image * 40; i < image * 40 + 40; ++i) {
      norm += static_cast<double>(exact[i]) * exact[i];
      EXPECT_EQ(halves[i], float_to_float16(exact[i]));
    }
    expect_near(norm, 1, 1e-6, "norm");
  }
}

TEST(Pooling, PoolMaps_ZeroMapNormalised_StaysZero) {
  concord_pool_options options = pool_options(CONCORD_POOL_AVERAGE);
  options.l2_normalize = 1;
  const std::vector<float> found =
      pool(Array(std::vector<float>(18, 0.0f), CONCORD_FLOAT32), {1, 2, 3, 3, 1, 1}, options);
  EXPECT_EQ(found, (std::vector<float>{0, 0}));
}

// Every failure: the status, a text with the numbers, and untouched output.
void expect_refused(const std::vector<float>& values, std::int64_t n, std::int64_t c, std::int64_t h, std::int64_t w,
                    const concord_pool_options& options, const std::string& words, const std::uint8_t* mask = nullptr) {
  std::vector<float> vectors(64, -7.0f);
  EXPECT_EQ(concord_pool_maps(values.data(), n, c, h, w, mask, &options, vectors.data()), CONCORD_BAD_ARGUMENT)
      << words;
  EXPECT_NE(std::string(concord_last_error()).find(words), std::string::npos) << concord_last_error();
  EXPECT_EQ(vectors, std::vector<float>(64, -7.0f)) << words;
}

TEST(Pooling, PoolMaps_NaNOrInfiniteInput_FailsNamingTheImageAndLeavesTheOutput) {
  for (std::int32_t mode : {CONCORD_POOL_AVERAGE, CONCORD_POOL_MAX, CONCORD_POOL_GEM}) {
    for (float bad : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
      for (std::size_t at = 98; at < 147; ++at) {
        std::vector<float> values = random_floats(3 * 49, 4);
        values[at] = bad;
        expect_refused(values, 3, 1, 7, 7, pool_options(mode), "image 2");
      }
    }
  }
}

TEST(Pooling, PoolMaps_TooLargeForFloat16_Fails) {
  concord_pool_options options = pool_options(CONCORD_POOL_MAX);
  options.output_dtype = CONCORD_FLOAT16;
  expect_refused({1, 70000.0f}, 1, 2, 1, 1, options, "70000");
}

TEST(Pooling, PoolMaps_BadArguments_FailWithTheirNumbers) {
  const std::vector<float> values(64, 1.0f);
  const std::uint8_t mask[4] = {1, 1, 1, 1};
  expect_refused(values, 0, 1, 2, 2, pool_options(CONCORD_POOL_AVERAGE), "n 0");
  expect_refused(values, 1, 1, -2, 2, pool_options(CONCORD_POOL_AVERAGE), "height -2");
  expect_refused(values, INT64_MAX, 4, 2, 2, pool_options(CONCORD_POOL_AVERAGE), "larger than any memory");
  expect_refused(values, 1, 1, 2, 2, pool_options(CONCORD_POOL_CLS), "concord_pool_tokens");
  expect_refused(values, 1, 1, 2, 2, pool_options(7), "mode is 7");
  expect_refused(values, 1, 1, 2, 2, pool_options(CONCORD_POOL_MASKED_MEAN), "mask is NULL");
  expect_refused(values, 1, 1, 2, 2, pool_options(CONCORD_POOL_AVERAGE), "not the masked mean", mask);
  concord_pool_options options = pool_options(CONCORD_POOL_AVERAGE);
  options.output_dtype = CONCORD_BFLOAT16;
  expect_refused(values, 1, 1, 2, 2, options, "output_dtype is 3");
  options = pool_options(CONCORD_POOL_GEM);
  options.gem_power = -1;
  expect_refused(values, 1, 1, 2, 2, options, "gem_power is -1");
  options = pool_options(CONCORD_POOL_AVERAGE);
  options.struct_size = 4;
  expect_refused(values, 1, 1, 2, 2, options, "struct_size is 4");
}

}  // namespace
}  // namespace concord::test
