// Pooling on the device against the plain code of the pooling room. Without normalisation and root the order of sums is
// the same and so are the bits; the norm is summed in float64 in another order, and powers come from another library.
#include <cmath>

#include "../pooling/support.hpp"
#include "core/error.hpp"
#include "device/buffer.hpp"
#include "device/pooling.hpp"
#include "pooling/pool.hpp"
#include "support.hpp"

namespace concord::test {
namespace {

using pooling::PoolJob;

struct MapShape {
  std::int64_t n, c, height, width, output_height, output_width;
};

const MapShape kMaps[] = {{1, 1, 1, 1, 1, 1},  {2, 3, 7, 7, 1, 1},  {3, 65, 14, 14, 1, 1}, {1, 5, 16, 16, 1, 1},
                          {2, 2, 5, 3, 2, 2},  {1, 4, 1, 9, 1, 1},  {2, 3, 13, 29, 3, 4},  {1, 2, 3, 3, 5, 5},
                          {5, 40, 4, 4, 1, 1}, {1, 700, 2, 2, 1, 1}};

PoolJob job_of(std::int32_t mode, std::int32_t input, std::int32_t output, bool normalize) {
  PoolJob job;
  job.mode = mode;
  job.input_dtype = input;
  job.output_dtype = output;
  job.l2_normalize = normalize;
  return job;
}

std::vector<float> floats_of(const std::vector<std::byte>& bytes, std::int32_t dtype) {
  std::vector<float> values;
  for (std::size_t i = 0; i < bytes.size(); i += static_cast<std::size_t>(dtype_size(dtype))) {
    std::uint16_t half;
    float value;
    std::memcpy(&half, bytes.data() + i, sizeof half);
    if (dtype == CONCORD_FLOAT16) {
      value = float16_to_float(half);
    } else {
      std::memcpy(&value, bytes.data() + i, sizeof value);
    }
    values.push_back(value);
  }
  return values;
}

// One unit in the last place of the output: of a norm that rounds the other way, or a power of another library (two
// units of float32).
void expect_close(const PoolJob& job, const std::vector<std::byte>& found_bytes,
                  const std::vector<std::byte>& expected_bytes, const std::string& where) {
  const bool exact = !job.l2_normalize && (job.mode != CONCORD_POOL_GEM);
  const std::vector<float> found = floats_of(found_bytes, job.output_dtype),
                           expected = floats_of(expected_bytes, job.output_dtype);
  ASSERT_EQ(found.size(), expected.size());
  const double unit = job.output_dtype == CONCORD_FLOAT16 ? 0x1p-10 : 0x1p-22;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const double tolerance =
        exact ? 0.0 : std::fabs(expected[i]) * unit + (job.output_dtype == CONCORD_FLOAT16 ? 0x1p-24 : 0.0);
    expect_near(found[i], expected[i], tolerance, where + ", element " + std::to_string(i));
  }
}

std::string name_of(const PoolJob& job) {
  return "mode " + std::to_string(job.mode) + ", input " + std::to_string(job.input_dtype) + ", output " +
         std::to_string(job.output_dtype);
}

class PoolingOnDevice : public OnDevice {
 protected:
  void compare_maps(PoolJob job, const MapShape& s) {
    job.output_height = s.output_height;
    job.output_width = s.output_width;
    const Array maps(random_floats(s.n * s.c * s.height * s.width, 3), job.input_dtype);
    std::vector<std::uint8_t> mask(static_cast<std::size_t>(s.n * s.height * s.width));
    for (std::size_t i = 0; i < mask.size(); ++i) mask[i] = i % 3 == 0 && i % 5 != 0;
    const std::uint8_t* masked = job.mode == CONCORD_POOL_MASKED_MEAN ? mask.data() : nullptr;
    const std::int64_t d = s.c * s.output_height * s.output_width;
    std::vector<std::byte> found(static_cast<std::size_t>(s.n * d * dtype_size(job.output_dtype))),
        expected(found.size());
    device::pool_maps(*context, job, maps.bytes(), s.n, s.c, s.height, s.width, masked, found.data());
    pooling::pool_maps(job, maps.bytes(), s.n, s.c, s.height, s.width, masked, expected.data());
    expect_close(job, found, expected,
                 name_of(job) + ", " + std::to_string(s.height) + " x " + std::to_string(s.width));
  }

  void compare_tokens(PoolJob job, std::int64_t n, std::int64_t t, std::int64_t c, std::int64_t prefix) {
    job.prefix_tokens = prefix;
    const Array tokens(random_floats(n * t * c, 4), job.input_dtype);
    std::vector<std::uint8_t> mask(static_cast<std::size_t>(n * (t - prefix)));
    for (std::size_t i = 0; i < mask.size(); ++i) mask[i] = i % 3 == 0 && i > 4;
    const std::uint8_t* masked = job.mode == CONCORD_POOL_MASKED_MEAN ? mask.data() : nullptr;
    const std::int64_t d = job.mode == CONCORD_POOL_CLS_MEAN ? 2 * c : c;
    std::vector<std::byte> found(static_cast<std::size_t>(n * d * dtype_size(job.output_dtype))),
        expected(found.size());
    device::pool_tokens(*context, job, tokens.bytes(), n, t, c, masked, found.data());
    pooling::pool_tokens(job, tokens.bytes(), n, t, c, masked, expected.data());
    expect_close(job, found, expected, name_of(job) + ", " + std::to_string(t) + " tokens of " + std::to_string(c));
  }
};

TEST_F(PoolingOnDevice, PoolMaps_EveryModeTypeAndShape_EqualsTheProcessor) {
  for (const std::int32_t mode : {CONCORD_POOL_AVERAGE, CONCORD_POOL_MAX, CONCORD_POOL_GEM, CONCORD_POOL_MASKED_MEAN}) {
    for (const std::int32_t input : {CONCORD_FLOAT32, CONCORD_FLOAT16, CONCORD_BFLOAT16}) {
      for (const std::int32_t output : {CONCORD_FLOAT32, CONCORD_FLOAT16}) {
        for (const MapShape& shape : kMaps) {
          if (mode == CONCORD_POOL_MASKED_MEAN && shape.output_height * shape.output_width > 1) continue;
          compare_maps(job_of(mode, input, output, false), shape);
          compare_maps(job_of(mode, input, output, true), shape);
        }
      }
    }
  }
}

TEST_F(PoolingOnDevice, PoolMaps_GemWithAFraction_IsWithinTwoUnits) {
  for (const MapShape& shape : kMaps) {
    PoolJob job = job_of(CONCORD_POOL_GEM, CONCORD_FLOAT32, CONCORD_FLOAT16, false);
    job.gem_power = 2.5f;
    compare_maps(job, shape);
  }
}

TEST_F(PoolingOnDevice, PoolTokens_EveryModeTypeAndShape_EqualsTheProcessor) {
  for (const std::int32_t mode : {CONCORD_POOL_AVERAGE, CONCORD_POOL_MAX, CONCORD_POOL_GEM, CONCORD_POOL_CLS,
                                  CONCORD_POOL_CLS_MEAN, CONCORD_POOL_MASKED_MEAN}) {
    for (const std::int32_t input : {CONCORD_FLOAT32, CONCORD_FLOAT16, CONCORD_BFLOAT16}) {
      for (const bool normalize : {false, true}) {
        compare_tokens(job_of(mode, input, CONCORD_FLOAT32, normalize), 2, 10, 7, 1);
        compare_tokens(job_of(mode, input, CONCORD_FLOAT16, normalize), 1, 2, 300, 1);
        compare_tokens(job_of(mode, input, CONCORD_FLOAT32, normalize), 30, 6, 320, 0);
        compare_tokens(job_of(mode, input, CONCORD_FLOAT16, normalize), 3, 9, 8, 5);
      }
    }
  }
}

TEST_F(PoolingOnDevice, PoolMaps_BudgetForOneImageAtATime_GivesTheSame) {
  const PoolJob job = job_of(CONCORD_POOL_AVERAGE, CONCORD_FLOAT32, CONCORD_FLOAT32, false);
  const Array maps(random_floats(7 * 20 * 49, 5), CONCORD_FLOAT32);
  std::vector<std::byte> found(7 * 20 * 4), expected(found.size());
  device::Context small(0, 9000);
  device::pool_maps(small, job, maps.bytes(), 7, 20, 7, 7, nullptr, found.data());
  pooling::pool_maps(job, maps.bytes(), 7, 20, 7, 7, nullptr, expected.data());
  EXPECT_EQ(found, expected);
}

TEST_F(PoolingOnDevice, PoolMaps_ResultIsNoFiniteNumber_NamesImageAndElementAndLeavesTheOutput) {
  std::vector<float> values(3 * 4 * 4, 1.0f);
  values[(2 * 4 + 1) * 4 + 3] = std::nanf("");
  values[(2 * 4 + 3) * 4] = 1e30f;
  const Array maps(values, CONCORD_FLOAT32);
  std::vector<std::byte> vectors(3 * 4 * 2, std::byte{7});
  const std::vector<std::byte> before = vectors;
  try {
    device::pool_maps(*context, job_of(CONCORD_POOL_AVERAGE, CONCORD_FLOAT32, CONCORD_FLOAT16, false), maps.bytes(), 3,
                      4, 2, 2, nullptr, vectors.data());
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), CONCORD_BAD_ARGUMENT);
    EXPECT_NE(std::string(error.what()).find("image 2 gives a value at element 1"), std::string::npos) << error.what();
  }
  EXPECT_EQ(vectors, before);
}

TEST_F(PoolingOnDevice, PoolMapsThere_ArraysOnTheDevice_GivesTheSame) {
  const PoolJob job = job_of(CONCORD_POOL_MAX, CONCORD_FLOAT16, CONCORD_FLOAT16, true);
  const Array maps(random_floats(2 * 6 * 16, 6), CONCORD_FLOAT16);
  std::vector<std::byte> found(2 * 6 * 2), expected(found.size());
  const device::Buffer<std::byte> input(*context, maps.bytes(), 2 * 6 * 16 * 2), output(*context, 2 * 6 * 2);
  device::pool_maps_there(*context, job, input.data(), 2, 6, 4, 4, nullptr, output.data());
  output.download(found.data(), 2 * 6 * 2);
  context->wait();
  pooling::pool_maps(job, maps.bytes(), 2, 6, 4, 4, nullptr, expected.data());
  expect_close(job, found, expected, "there");
}

TEST_F(PoolingOnDevice, PoolMapsThere_VectorsHere_GivesTheSame) {
  const PoolJob job = job_of(CONCORD_POOL_AVERAGE, CONCORD_FLOAT16, CONCORD_FLOAT32, false);
  const Array maps(random_floats(3 * 5 * 16, 7), CONCORD_FLOAT16);
  std::vector<std::byte> found(3 * 5 * 4), expected(found.size());
  const device::Buffer<std::byte> input(*context, maps.bytes(), 3 * 5 * 16 * 2);
  device::pool_maps_there(*context, job, input.data(), 3, 5, 4, 4, nullptr, found.data(), device::Vectors::kHere);
  pooling::pool_maps(job, maps.bytes(), 3, 5, 4, 4, nullptr, expected.data());
  expect_close(job, found, expected, "vectors here");
}

TEST_F(PoolingOnDevice, PoolTokensThere_VectorsHere_GivesTheSame) {
  PoolJob job = job_of(CONCORD_POOL_CLS_MEAN, CONCORD_FLOAT32, CONCORD_FLOAT32, false);
  job.prefix_tokens = 1;
  const Array tokens(random_floats(2 * 9 * 6, 8), CONCORD_FLOAT32);
  std::vector<std::byte> found(2 * 12 * 4), expected(found.size());
  const device::Buffer<std::byte> input(*context, tokens.bytes(), 2 * 9 * 6 * 4);
  device::pool_tokens_there(*context, job, input.data(), 2, 9, 6, nullptr, found.data(), device::Vectors::kHere);
  pooling::pool_tokens(job, tokens.bytes(), 2, 9, 6, nullptr, expected.data());
  expect_close(job, found, expected, "vectors here");
}

}  // namespace
}  // namespace concord::test
