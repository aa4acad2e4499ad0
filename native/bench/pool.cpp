// Pooling a batch of feature maps. The peer does the same in separate passes, each plain code that the compiler
// vectorises: mean of each plane, then normalisation of each vector, then conversion to float16.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include "ceiling.hpp"
#include "concord/concord.h"
#include "core/float16.hpp"
#include "report.hpp"

namespace concord::bench {
namespace {

constexpr std::int64_t kImages = 64, kChannels = 1536, kSide = 14, kPositions = kSide * kSide;

class PoolBench {
 public:
  PoolBench() : maps_(kImages * kChannels * kPositions), vectors_(kImages * kChannels), halves_(kImages * kChannels) {
    std::mt19937 random(1);
    for (float& value : maps_) value = static_cast<float>(random() & 0xFFFF) / 65536.0f;
    for (const float value : maps_) half_maps_.push_back(float_to_float16(value));
  }

  void maps(std::int32_t mode, std::int32_t input_dtype, std::int32_t bins = 1) {
    const concord_pool_options options = options_of(mode, input_dtype, bins);
    out_.resize(static_cast<std::size_t>(kImages * kChannels * bins * bins));
    require_ok(concord_pool_maps(input(input_dtype), kImages, kChannels, kSide, kSide, nullptr, &options, out_.data()));
  }

  void masked() {
    const concord_pool_options options = options_of(CONCORD_POOL_MASKED_MEAN, CONCORD_FLOAT32, 1);
    out_.resize(static_cast<std::size_t>(kImages * kChannels));
    mask_.assign(static_cast<std::size_t>(kImages * kPositions), 1);
    for (std::size_t i = 0; i < mask_.size(); i += 3) mask_[i] = 0;
    require_ok(concord_pool_maps(maps_.data(), kImages, kChannels, kSide, kSide, mask_.data(), &options, out_.data()));
  }

  void tokens(std::int32_t input_dtype) {
    const concord_pool_options options = options_of(CONCORD_POOL_AVERAGE, input_dtype, 1);
    out_.resize(static_cast<std::size_t>(kImages * kChannels));
    require_ok(concord_pool_tokens(input(input_dtype), kImages, kPositions, kChannels, nullptr, &options, out_.data()));
  }

  void peer() {
    mean_pass();
    normalize_pass();
    convert_pass();
  }

  static double bytes(std::int64_t element) {
    return static_cast<double>(kImages * kChannels * (kPositions * element + 2));
  }

 private:
  static concord_pool_options options_of(std::int32_t mode, std::int32_t input_dtype, std::int32_t bins) {
    concord_pool_options options;
    concord_pool_options_init(&options);
    options.mode = mode;
    options.input_dtype = input_dtype;
    options.output_dtype = CONCORD_FLOAT16;
    options.output_height = options.output_width = bins;
    options.l2_normalize = 1;
    return options;
  }

  static void require_ok(concord_status status) {
    if (status == CONCORD_OK) return;
    std::fprintf(stderr, "%s\n", concord_last_error());
    std::exit(1);
  }

  const void* input(std::int32_t dtype) const {
    return dtype == CONCORD_FLOAT16 ? static_cast<const void*>(half_maps_.data()) : maps_.data();
  }

  void mean_pass() {
    for (std::size_t i = 0; i < vectors_.size(); ++i) {
      float sum = 0.0f;
      for (std::size_t j = 0; j < kPositions; ++j) sum += maps_[i * kPositions + j];
      vectors_[i] = sum / static_cast<float>(kPositions);
    }
  }

  void normalize_pass() {
    for (std::size_t image = 0; image < kImages; ++image) {
      float* vector = vectors_.data() + image * kChannels;
      float squares = 0.0f;
      for (std::size_t i = 0; i < kChannels; ++i) squares += vector[i] * vector[i];
      const float norm = std::sqrt(squares);
      for (std::size_t i = 0; i < kChannels; ++i) vector[i] /= norm;
    }
  }

  void convert_pass() {
    for (std::size_t i = 0; i < vectors_.size(); ++i) halves_[i] = float_to_float16(vectors_[i]);
  }

  std::vector<float> maps_;
  std::vector<std::uint16_t> half_maps_;
  std::vector<float> vectors_;
  std::vector<std::uint16_t> halves_;
  std::vector<std::uint16_t> out_;
  std::vector<std::uint8_t> mask_;
};

std::vector<Result> measure() {
  PoolBench bench;
  const std::vector<double> ms = medians_ms(
      {[&] { bench.maps(CONCORD_POOL_AVERAGE, CONCORD_FLOAT32); }, [&] { bench.peer(); },
       [&] { bench.maps(CONCORD_POOL_AVERAGE, CONCORD_FLOAT16); },
       [&] { bench.maps(CONCORD_POOL_MAX, CONCORD_FLOAT32); }, [&] { bench.maps(CONCORD_POOL_GEM, CONCORD_FLOAT32); },
       [&] { bench.masked(); }, [&] { bench.maps(CONCORD_POOL_AVERAGE, CONCORD_FLOAT32, 7); },
       [&] { bench.tokens(CONCORD_FLOAT32); }, [&] { bench.tokens(CONCORD_FLOAT16); }},
      11);
  const double bandwidth = read_bandwidth(1, 3);
  const double single = 1e3 * PoolBench::bytes(4) / bandwidth, half = 1e3 * PoolBench::bytes(2) / bandwidth;
  return {timed("pool.average", ms[0], ms[1], single, "ms"), timed("pool.average.float16", ms[2], ms[1], half, "ms"),
          timed("pool.max", ms[3], 0.0, single, "ms"),       timed("pool.gem", ms[4], 0.0, single, "ms"),
          timed("pool.masked", ms[5], 0.0, single, "ms"),    timed("pool.average.7x7", ms[6], 0.0, single, "ms"),
          timed("pool.tokens", ms[7], 0.0, single, "ms"),    timed("pool.tokens.float16", ms[8], 0.0, half, "ms")};
}

}  // namespace
}  // namespace concord::bench

int main(int argc, char** argv) {
  concord::bench::print(concord::bench::measure(), concord::bench::has_option(argc, argv, "--json"));
}
