// What a float32 score proves about the canonical key (canonical.hpp) of a row, and the bounds behind it.
//
// Scores come from inner products: L2 is |q|^2 - 2 q.x + |x|^2. That is one multiply-add an element where the sum of
// (q-x)^2 takes two instructions, but its rounding error is relative to |q| and |x|, not to the distance. So between
// near duplicates scores decide little, and the canonical key more.
//
// Let u = 2^-24, s the product as computed and t the true one, N >= |q| and M >= |x|. With m roundings a term,
// gamma = m*u / (1 - m*u) (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 3.1):
//   |s - t| <= gamma * sum |q_i x_i| + tiny <= gamma * N * M + tiny   (Cauchy-Schwarz)
// tiny = 2 * (d + 8) * 2^-149 covers products and norms that underflow.
//   inner product: the canonical key is t rounded (u * N * M)
//   L2:            |x|^2 is stored rounded (u * |x|^2); the canonical key is rounded (u * 2(|q|^2 + |x|^2), since
//                  (a + b)^2 <= 2a^2 + 2b^2); so |score - key| <= 2 (gamma * N * M + tiny) + 8u (|q|^2 + |x|^2) with
//                  room for the rounding of the bracket's ends to float32
//
// A first look at codes (row_codes.hpp) knows s' = scale * (q.code) instead, with e >= |x - scale * code|:
//   |s' - t| <= |q| e + gamma * |q| |scale * code| <= N e + gamma * N (M + e)
// The products of whole numbers do not underflow, and the one that does, by the scale, is within tiny.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "core/metric.hpp"
#include "index/products.hpp"

namespace concord::index {

// At least the length of a row whose squared norm is stored as `squared_norm`, however that was rounded. rows_within
// does the same.
inline float length_above(float squared_norm) {
  return std::sqrt(squared_norm + std::numeric_limits<float>::min()) * kLonger;
}

// At least the square root of a squared norm in float64; infinity beyond float32's range.
float length_above_root_of(double squared_norm);

// One query of a search; values as inner_products wants them.
struct Query {
  const float* values = nullptr;
  float length = 0.0f;        // at least |q|
  double squared_norm = 0.0;  // |q|^2 in float64
  std::int32_t group = -1;
};

// The canonical key lies within.
struct Bracket {
  float lower;
  float upper;
};

class Scoring {
 public:
  Scoring(Metric metric, std::int64_t d, std::int64_t k);

  Metric metric() const { return metric_; }
  std::int64_t d() const { return d_; }
  std::int64_t k() const { return k_; }

  // What the inner product of a query and a row proves.
  Bracket bracket(const Query& query, float product, float squared_norm) const;

  // The cut that lets every row pass whose bracket begins at `limit` or below; some more may pass.
  Cut cut(const Query& query, float limit, float longest_row) const;

  // The same for a look at the codes of rows.
  Cut coded_cut(const Query& query, float limit, float longest_row) const;

 private:
  Metric metric_;
  std::int64_t d_;
  std::int64_t k_;
  double gamma_;
  double tiny_;
};

}  // namespace concord::index
