#include "index/scoring.hpp"

#include <algorithm>

namespace concord::index {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr Bracket kAnything = {-kInfinity, kInfinity};

// Products of longer vectors might overflow on the way.
constexpr float kLargestProduct = 1e37f;

// Rounded up, if it is finite.
float above(double value) {
  if (!(value < std::numeric_limits<float>::max())) return kInfinity;
  return std::nextafter(static_cast<float>(value), kInfinity);
}

}  // namespace

Query query_of(const float* values, std::int64_t d) {
  double sum = 0.0;
  for (std::int64_t i = 0; i < d; ++i) sum += static_cast<double>(values[i]) * values[i];
  // One part in 2^20 more than the length, and a little more for the tiniest, covers the rounding to float32.
  const double length = std::sqrt(sum) * (1.0 + 0x1p-20) + std::numeric_limits<float>::min();
  return {values, length < std::numeric_limits<float>::max() ? static_cast<float>(length) : kInfinity, sum, -1};
}

// Sixteen roundings more than the products have: for the canonical key, for the bracket's ends, and for rows_within.
Scoring::Scoring(Metric metric, std::int64_t d, std::int64_t k) : metric_(metric), d_(d), k_(k) {
  const double mu = static_cast<double>(product_roundings(d) + 16) * 0x1p-24;
  gamma_ = mu / (1.0 - mu);
  tiny_ = 2.0 * static_cast<double>(d + 8) * 0x1p-149;
}

Bracket Scoring::bracket(const Query& query, float product, float squared_norm) const {
  // Overflow in float32 says nothing about the canonical key: keep the row and let float64 decide.
  if (!std::isfinite(product)) return kAnything;
  const double length = length_above(squared_norm);
  const double product_error = gamma_ * query.length * length + tiny_;
  const double norms = query.squared_norm + squared_norm;
  const bool is_l2 = metric_ == Metric::kL2;
  const double key = is_l2 ? norms - 2.0 * product : -static_cast<double>(product);
  const double error = is_l2 ? 2.0 * product_error + 0x1p-21 * norms : product_error;
  // Written so that NaN fails.
  if (!(std::abs(key) + error < std::numeric_limits<float>::max())) return kAnything;
  return {static_cast<float>(key - error), static_cast<float>(key + error)};
}

Cut Scoring::cut(const Query& query, float limit, float longest_row) const {
  const bool is_l2 = metric_ == Metric::kL2;
  // An infinite slope makes NaN or minus infinity of every score: all rows pass.
  if (!(query.length * longest_row < kLargestProduct)) return {-1.0f, kInfinity, limit};
  const double slope = gamma_ * query.length * (1.0 + 0x1p-20);
  if (!is_l2) return {-1.0f, above(slope), above(limit + tiny_)};
  const double from = limit - query.squared_norm * (1.0 - 0x1p-19) + 4.0 * tiny_;
  return {-2.0f, above(2.0 * slope), above(from)};
}

}  // namespace concord::index
