// concord_pool_tokens against its definitions in float64.
#include <algorithm>

#include "support.hpp"

namespace concord::test {
namespace {

constexpr std::int64_t kTokens = 11, kChannels = 37, kPrefix = 5;

std::vector<float> pool(const Array& tokens, std::int64_t n, const concord_pool_options& options, std::int64_t d,
                        const std::uint8_t* mask = nullptr) {
  std::vector<float> vectors(static_cast<std::size_t>(n * d), -99.0f);
  EXPECT_EQ(concord_pool_tokens(tokens.data(), n, kTokens, kChannels, mask, &options, vectors.data()), CONCORD_OK)
      << concord_last_error();
  return vectors;
}

// Patch tokens of image `n`, one channel.
std::vector<double> patches(const Array& tokens, std::int64_t n, std::int64_t channel) {
  std::vector<double> values;
  for (std::int64_t t = kPrefix; t < kTokens; ++t) values.push_back(tokens.at((n * kTokens + t) * kChannels + channel));
  return values;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double expected_value(std::int32_t mode, std::vector<double> values) {
  if (mode == CONCORD_POOL_MAX) return *std::max_element(values.begin(), values.end());
  if (mode == CONCORD_POOL_AVERAGE) return mean(values);
  for (double& value : values) value = std::pow(std::max(value, 1e-6), 3);
  return std::cbrt(mean(values));
}

TEST(Pooling, PoolTokens_AverageMaxGemAllTypes_LeaveThePrefixOut) {
  for (std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16, CONCORD_BFLOAT16}) {
    const Array tokens(random_floats(3 * kTokens * kChannels, 5), dtype, 1);
    for (std::int32_t mode : {CONCORD_POOL_AVERAGE, CONCORD_POOL_MAX, CONCORD_POOL_GEM}) {
      concord_pool_options options = pool_options(mode);
      options.input_dtype = dtype;
      options.prefix_tokens = kPrefix;
      const std::vector<float> found = pool(tokens, 3, options, kChannels);
      for (std::int64_t i = 0; i < 3 * kChannels; ++i) {
        const double expected = expected_value(mode, patches(tokens, i / kChannels, i % kChannels));
        expect_near(found[static_cast<std::size_t>(i)], expected, 1e-5, "element " + std::to_string(i));
      }
    }
  }
}

TEST(Pooling, PoolTokens_Cls_IsTheFirstTokenItself) {
  const Array tokens(random_floats(2 * kTokens * kChannels, 5), CONCORD_BFLOAT16);
  concord_pool_options options = pool_options(CONCORD_POOL_CLS);
  options.input_dtype = CONCORD_BFLOAT16;
  options.prefix_tokens = kPrefix;
  const std::vector<float> found = pool(tokens, 2, options, kChannels);
  for (std::int64_t i = 0; i < kChannels; ++i) {
    EXPECT_EQ(found[static_cast<std::size_t>(kChannels + i)], tokens.at(kTokens * kChannels + i));
  }
}

TEST(Pooling, PoolTokens_ClsMean_IsTheFirstTokenThenTheMeanOfPatches) {
  const Array tokens(random_floats(2 * kTokens * kChannels, 5), CONCORD_FLOAT32);
  concord_pool_options options = pool_options(CONCORD_POOL_CLS_MEAN);
  options.prefix_tokens = kPrefix;
  const std::vector<float> found = pool(tokens, 2, options, 2 * kChannels);
  for (std::int64_t i = 0; i < kChannels; ++i) {
    EXPECT_EQ(found[static_cast<std::size_t>(2 * kChannels + i)], tokens.at(kTokens * kChannels + i));
    expect_near(found[static_cast<std::size_t>(3 * kChannels + i)], mean(patches(tokens, 1, i)), 1e-6, "mean");
  }
}

TEST(Pooling, PoolTokens_MaskedMean_CountsTheMaskedTokensAlone) {
  const Array tokens(random_floats(2 * kTokens * kChannels, 5), CONCORD_FLOAT32);
  const std::vector<std::uint8_t> mask = {0, 1, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0};
  concord_pool_options options = pool_options(CONCORD_POOL_MASKED_MEAN);
  options.prefix_tokens = kPrefix;
  const std::vector<float> found = pool(tokens, 2, options, kChannels, mask.data());
  for (std::int64_t i = 0; i < kChannels; ++i) {
    const std::vector<double> values = patches(tokens, 0, i);
    expect_near(found[static_cast<std::size_t>(i)], (values[1] + values[4]) / 2, 1e-6, "image 0");
    EXPECT_EQ(found[static_cast<std::size_t>(kChannels + i)], 0.0f);
  }
}

void expect_refused(std::int64_t n, std::int64_t t, std::int64_t c, const concord_pool_options& options,
                    const std::string& words) {
  const std::vector<float> tokens(64, 1.0f);
  std::vector<float> vectors(64, -7.0f);
  EXPECT_EQ(concord_pool_tokens(tokens.data(), n, t, c, nullptr, &options, vectors.data()), CONCORD_BAD_ARGUMENT)
      << words;
  EXPECT_NE(std::string(concord_last_error()).find(words), std::string::npos) << concord_last_error();
  EXPECT_EQ(vectors, std::vector<float>(64, -7.0f));
}

TEST(Pooling, PoolTokens_BadArguments_FailWithTheirNumbers) {
  expect_refused(1, 0, 4, pool_options(CONCORD_POOL_AVERAGE), "t 0");
  concord_pool_options options = pool_options(CONCORD_POOL_AVERAGE);
  options.prefix_tokens = 4;
  expect_refused(1, 4, 4, options, "no patch token");
  options = pool_options(CONCORD_POOL_AVERAGE);
  options.output_width = 2;
  expect_refused(1, 4, 4, options, "1 x 2");
}

TEST(Pooling, PoolTokens_NaN_Fails) {
  std::vector<float> tokens(12, 1.0f), vectors(4, -7.0f);
  tokens[9] = std::nanf("");
  const concord_pool_options options = pool_options(CONCORD_POOL_AVERAGE);
  EXPECT_EQ(concord_pool_tokens(tokens.data(), 1, 3, 4, nullptr, &options, vectors.data()), CONCORD_BAD_ARGUMENT);
  EXPECT_EQ(vectors, std::vector<float>(4, -7.0f));
}

}  // namespace
}  // namespace concord::test
