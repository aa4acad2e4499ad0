// The SIMD kernels give the bits of the plain code: every mode, type, odd size, alignment and bin grid.
#include "pooling/kernels.hpp"

#include <cmath>

#include "core/simd_level.hpp"
#include "pooling/reference.hpp"
#include "pooling/resize_kernels.hpp"
#include "pooling/vectors.hpp"
#include "support.hpp"

namespace concord::test {
namespace {

using pooling::kLanes;
using pooling::MapView;
using pooling::PoolJob;
using pooling::TokenView;

struct Shape {
  std::int64_t c, height, width, output_height, output_width;
};

const Shape kShapes[] = {{1, 1, 1, 1, 1},   {3, 1, 7, 1, 1},  {2, 4, 4, 1, 1},   {5, 7, 7, 1, 1},
                         {4, 14, 14, 1, 1}, {3, 5, 3, 2, 2},  {2, 17, 31, 3, 5}, {2, 16, 33, 4, 1},
                         {1, 3, 40, 1, 2},  {1, 2, 2, 3, 3},  {2, 24, 24, 7, 7}, {3, 14, 14, 7, 7},
                         {4, 20, 40, 4, 3}, {3, 9, 64, 2, 4}, {5, 6, 18, 3, 9},  {2, 8, 8, 8, 8}};

PoolJob job_of(std::int32_t mode, std::int32_t dtype, float power = 3.0f) {
  PoolJob job;
  job.mode = mode;
  job.input_dtype = dtype;
  job.gem_power = power;
  return job;
}

std::string name_of(const PoolJob& job, const Shape& shape) {
  return std::string(simd_level()) + " mode " + std::to_string(job.mode) + " " + dtype_name(job.input_dtype) +
         " power " + std::to_string(job.gem_power) + " " + std::to_string(shape.c) + "x" +
         std::to_string(shape.height) + "x" + std::to_string(shape.width);
}

void compare_map(PoolJob job, const Shape& shape, std::size_t shift, const std::vector<std::uint32_t>* keep) {
  job.output_height = keep != nullptr ? 1 : shape.output_height;
  job.output_width = keep != nullptr ? 1 : shape.output_width;
  const Array elements(random_floats(shape.c * shape.height * shape.width, 5), job.input_dtype, shift);
  const MapView map{elements.bytes(), shape.c, shape.height, shape.width, keep == nullptr ? nullptr : keep->data(), 3};
  const auto d = static_cast<std::size_t>(shape.c * job.output_height * job.output_width);
  std::vector<float> found(d), expected(d);
  pooling::pool_map(job, map, found.data());
  pooling::pool_map_reference(job, map, expected.data());
  expect_same_bits(found, expected, name_of(job, shape));
}

std::vector<PoolJob> all_jobs() {
  std::vector<PoolJob> jobs;
  for (std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16, CONCORD_BFLOAT16}) {
    jobs.push_back(job_of(CONCORD_POOL_AVERAGE, dtype));
    jobs.push_back(job_of(CONCORD_POOL_MAX, dtype));
    for (float power : {1.0f, 2.0f, 3.0f, 8.0f, 2.92f}) jobs.push_back(job_of(CONCORD_POOL_GEM, dtype, power));
  }
  return jobs;
}

TEST(Kernels, PoolMap_AnyModeTypeShapeAndAlignment_HasThePlainCodesBits) {
  for (const PoolJob& job : all_jobs()) {
    for (const Shape& shape : kShapes) {
      for (std::size_t shift : {0, 1, 2, 3}) compare_map(job, shape, shift, nullptr);
    }
  }
}

TEST(Kernels, PoolMap_Masked_HasThePlainCodesBits) {
  std::mt19937 random(9);
  for (std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16, CONCORD_BFLOAT16}) {
    for (const Shape& shape : kShapes) {
      std::vector<std::uint32_t> keep(static_cast<std::size_t>(shape.height * shape.width));
      for (std::uint32_t& word : keep) word = random() % 3 == 0 ? 0 : ~0u;
      compare_map(job_of(CONCORD_POOL_MASKED_MEAN, dtype), shape, 1, &keep);
    }
  }
}

TEST(Kernels, PoolMap_EveryHalfValue_IsConvertedExactly) {
  PoolJob job = job_of(CONCORD_POOL_AVERAGE, CONCORD_FLOAT16);
  std::vector<std::uint16_t> halves;
  for (std::uint32_t bits = 0; bits < 0x10000u; ++bits) {
    if ((bits & 0x7C00u) != 0x7C00u) halves.push_back(static_cast<std::uint16_t>(bits));
  }
  const auto c = static_cast<std::int64_t>(halves.size());
  std::vector<float> found(halves.size()), expected(halves.size());
  const MapView map{reinterpret_cast<const std::byte*>(halves.data()), c, 1, 1, nullptr, 1};
  pooling::pool_map(job, map, found.data());
  for (std::size_t i = 0; i < halves.size(); ++i) expected[i] = float16_to_float(halves[i]) + 0.0f;
  expect_same_bits(found, expected, "halves");
}

TEST(Kernels, PoolMap_NaNAnywhere_ComesThroughTheMaximum) {
  for (std::int64_t at = 0; at < 49; ++at) {
    std::vector<float> plane = random_floats(49, 1);
    plane[static_cast<std::size_t>(at)] = std::nanf("");
    const MapView map{reinterpret_cast<const std::byte*>(plane.data()), 1, 7, 7, nullptr, 49};
    float found = 0;
    pooling::pool_map(job_of(CONCORD_POOL_MAX, CONCORD_FLOAT32), map, &found);
    EXPECT_TRUE(std::isnan(found)) << at;
  }
}

TEST(Kernels, PoolTokens_AnyModeTypeAndWidth_HasThePlainCodesBits) {
  const std::vector<std::uint8_t> keep = {1, 0, 1, 1, 0, 0, 1};
  for (PoolJob job : all_jobs()) {
    for (std::int64_t c : {1, 3, 4, 15, 16, 17, 63, 192}) {
      for (bool masked : {false, true}) {
        if (masked) job.mode = CONCORD_POOL_MASKED_MEAN;
        const Array elements(random_floats(7 * c, 5), job.input_dtype, 1);
        const TokenView tokens{elements.bytes(), 7, c, masked ? keep.data() : nullptr, masked ? 4 : 7};
        std::vector<float> found(static_cast<std::size_t>((c + kLanes - 1) / kLanes * kLanes)),
            expected(static_cast<std::size_t>(c));
        pooling::pool_tokens(job, tokens, found.data());
        pooling::pool_tokens_reference(job, tokens, expected.data());
        found.resize(expected.size());
        expect_same_bits(found, expected, name_of(job, {c, 7, 1, 1, 1}));
      }
    }
  }
}

float by_the_rule(const std::vector<std::uint8_t>& bytes, std::int64_t stride, const pooling::Resampling& rows,
                  std::int64_t row, std::int64_t i) {
  const pooling::Taps& taps = rows.taps[static_cast<std::size_t>(row)];
  float sum = 0.0f;
  for (std::int64_t tap = 0; tap < taps.count; ++tap) {
    sum += rows.weights_of(taps)[tap] *
           static_cast<float>(bytes[static_cast<std::size_t>((taps.first + tap) * stride + i)]);
  }
  return sum;
}

// The norm: element i goes to partial sum i mod 8 in float64, as far as groups of eight go; then the rest, in order.
std::vector<float> normalized_by_the_rule(std::vector<float> vector) {
  double sums[8] = {}, total = 0.0;
  const std::size_t whole = vector.size() / 8 * 8;
  for (std::size_t i = 0; i < whole; ++i)
    sums[i % 8] += static_cast<double>(vector[i]) * static_cast<double>(vector[i]);
  for (const double sum : sums) total += sum;
  for (std::size_t i = whole; i < vector.size(); ++i) {
    total += static_cast<double>(vector[i]) * static_cast<double>(vector[i]);
  }
  for (float& x : vector) x = static_cast<float>(x / std::sqrt(total));
  return vector;
}

TEST(Kernels, Normalize_AnyLength_HasThePlainCodesBits) {
  for (std::int64_t d : {1, 2, 3, 7, 8, 9, 15, 16, 31, 100, 1536, 1537}) {
    std::vector<float> vector = random_floats(d, 6);
    const std::vector<float> expected = normalized_by_the_rule(vector);
    pooling::normalize(vector.data(), d);
    expect_same_bits(vector, expected, std::to_string(d) + " elements");
  }
}

TEST(Kernels, WeightedRows_AnyWidthAndCount_HasThePlainCodesBits) {
  std::mt19937 random(4);
  for (std::int64_t size : {1, 3, 15, 16, 17, 63, 64, 65, 300}) {
    const std::int64_t stride = size + 7;
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(39 * stride + size));
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
    const pooling::Resampling rows = pooling::make_resampling({40, 17, 0, 17}, CONCORD_RESIZE_BICUBIC);
    for (std::int64_t count : {1, 5, 16}) {
      std::vector<float> sums(static_cast<std::size_t>(size * pooling::kRowsTogether)), found, expected;
      pooling::weighted_rows({bytes.data(), stride}, rows, 1, count, size, sums.data());
      for (std::int64_t i = 0; i < size; ++i) {
        for (std::int64_t r = 0; r < count; ++r) {
          found.push_back(sums[static_cast<std::size_t>(i * pooling::kRowsTogether + r)]);
          expected.push_back(by_the_rule(bytes, stride, rows, 1 + r, i));
        }
      }
      expect_same_bits(found, expected, std::to_string(size) + " x " + std::to_string(count));
    }
  }
}

}  // namespace
}  // namespace concord::test
