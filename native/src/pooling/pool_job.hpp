// What one pooling call asks for, checked and with its defaults filled in; and the rules that the plain code and the
// SIMD kernels share, so that they give the same bits.
//
// Order of accumulation, all in float32. A bin of a map is a sequence of runs: one for each of its rows, or a single
// one when it is as wide as the map. Element j of every run goes to partial result j mod 16, in order; at the end
// partial results i and i+8 are combined, then i and i+4, i+2, i+1. Sixteen lanes are one AVX-512 register, two of
// AVX2, four of SSE4 or NEON. Tokens need no such rule: each channel goes through the tokens in their order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "concord/pooling.h"

namespace concord::pooling {

constexpr std::int64_t kLanes = 16;

struct PoolJob {
  std::int32_t mode = CONCORD_POOL_AVERAGE;
  std::int32_t input_dtype = CONCORD_FLOAT32;
  std::int32_t output_dtype = CONCORD_FLOAT32;
  std::int64_t output_height = 1;
  std::int64_t output_width = 1;
  std::int64_t prefix_tokens = 0;
  float gem_power = 3.0f;
  float gem_epsilon = 1e-6f;
  bool l2_normalize = false;
};

// One c x height x width map. keep: height*width words, all ones where the masked mean counts the position; else
// nullptr.
struct MapView {
  const std::byte* elements;
  std::int64_t c;
  std::int64_t height;
  std::int64_t width;
  const std::uint32_t* keep;
  std::int64_t kept;  // positions that count
};

// One sequence of patch tokens, t x c. keep: t mask bytes, else nullptr.
struct TokenView {
  const std::byte* elements;
  std::int64_t t;
  std::int64_t c;
  const std::uint8_t* keep;
  std::int64_t kept;
};

// A half-open range of rows or columns.
struct Range {
  std::int64_t begin;
  std::int64_t end;
  std::int64_t size() const { return end - begin; }
};

// Bin i of `bins` over `size` positions, as PyTorch cuts them; neighbours overlap where the division leaves a rest.
Range adaptive_bin(std::int64_t i, std::int64_t bins, std::int64_t size);

// The runs of a bin: `count` of them, `length` elements each, `stride` apart, the first at `offset`.
struct Runs {
  std::int64_t offset;
  std::int64_t count;
  std::int64_t length;
  std::int64_t stride;
  std::int64_t elements() const { return count * length; }
};
Runs runs_of_bin(Range rows, Range columns, std::int64_t width);

// Combines sixteen partial results in the fixed order. `lanes` is overwritten.
template <typename Combine>
float combine_lanes(float* lanes, Combine combine) {
  for (std::int64_t half = kLanes / 2; half > 0; half /= 2) {
    for (std::int64_t i = 0; i < half; ++i) lanes[i] = combine(lanes[i], lanes[i + half]);
  }
  return lanes[0];
}

// The larger one; NaN wins and stays, as in PyTorch.
inline float larger(float a, float b) {
  return b > a || b != b ? b : a;
}

// The exponent when x^p can be taken by multiplying (1 to 8), else 0.
int small_power(float power);

// x^power for x above 0. One definition for all SIMD levels.
float raise(float x, float power);

// GeM: mean^(1/p).
float root_of_mean(const PoolJob& job, float mean);

// From the combined partial results of `count` elements to the pooled value.
inline float finish_pooled(const PoolJob& job, float combined, std::int64_t count) {
  if (job.mode == CONCORD_POOL_MAX) return combined;
  if (count == 0) return 0.0f;
  const float mean = combined / static_cast<float>(count);
  return job.mode == CONCORD_POOL_GEM ? root_of_mean(job, mean) : mean;
}

}  // namespace concord::pooling
