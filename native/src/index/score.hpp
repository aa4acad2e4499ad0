// Approximate distances of many rows against one or two queries, in float32 with the widest SIMD of the machine.
#pragma once

#include <cstddef>
#include <cstdint>

#include "index/metric.hpp"

namespace concord::index {

// Most rows that one call scores; a tile of them stays in the cache while every query passes over it.
constexpr std::int64_t kTileRows = 32;

// One tile: `count` rows out of `rows`, row_bytes apart, chosen by `picks` (indices into rows, ascending).
struct ScoreTile {
  const std::byte* rows;
  std::int64_t row_bytes;
  std::int32_t dtype;
  const std::int32_t* picks;
  std::int64_t count;
};

// scores[q * kTileRows + i] = distance of queries[q] (d float32 each) and picked row i; query_count is 1 or 2.
// L2 is the sum of (q-x)^2, never |q|^2 - 2qx + |x|^2, so that its rounding error is relative to the distance itself.
void score_tile(Metric metric, const ScoreTile& tile, const float* const* queries, std::int64_t query_count,
                std::int64_t d, float* scores);

// How far a score may lie from the canonical key, see canonical.hpp. With u = 2^-24 and m = d + 8,
// gamma = m*u / (1 - m*u) (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 3.1) holds for any
// order of summation, with or without fused multiply-add. m counts the d additions, the subtraction and product of each
// term (3), the rounding of the canonical key to float32 (1), and leaves 4 for the rounding of the bounds themselves.
//   L2:            all terms are >= 0, so |score - key| <= gamma * score + tiny
//   inner product: |score - key| <= gamma * sum |q_i x_i| + tiny <= gamma * |q| * |x| + tiny   (Cauchy-Schwarz)
// tiny = 2 * d * 2^-149 covers products that underflow.
struct ErrorBound {
  float gamma;
  float tiny;
};
ErrorBound error_bound(std::int64_t d);

}  // namespace concord::index
