#include "index/scoring.hpp"

#include <algorithm>

#include "index/row_codes.hpp"

namespace concord::index {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr Bracket kAnything = {-kInfinity, kInfinity};

// Products of longer vectors might overflow on the way.
constexpr float kLargestProduct = 1e37f;

// Rounded up. The added terms are at least one unit in the last place, and cheaper than std::nextafter.
float above(double value) {
  const auto near = static_cast<float>(std::min(value, 0x1.fffffep127));
  return near + std::abs(near) * 0x1p-23f + std::numeric_limits<float>::denorm_min();
}

}  // namespace

float length_above_root_of(double squared_norm) {
  const double length = std::sqrt(squared_norm) * kLonger + std::numeric_limits<float>::min();
  return length < std::numeric_limits<float>::max() ? static_cast<float>(length) : kInfinity;
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
  // An infinite slope makes NaN or minus infinity of every score: all rows pass.
  if (!(query.length * longest_row < kLargestProduct)) return {0.0f, -1.0f, kInfinity, limit, 0.0f};
  const double slope = gamma_ * query.length * kLonger;
  if (metric_ == Metric::kInnerProduct) return {0.0f, -1.0f, above(slope), above(limit + tiny_), 0.0f};
  // 32u (|q|^2 + |x|^2) for the 8u above and for the three roundings of rows_within, none of a term beyond
  // 2 (|q|^2 + |x|^2).
  const double from = limit - query.squared_norm * (1.0 - 0x1p-19) + 4.0 * tiny_;
  return {1.0f - 0x1p-19f, -2.0f, above(2.0 * slope), above(from), 0.0f};
}

// An infinite or absurd error makes minus infinity or NaN of a score: the row passes.
Cut Scoring::coded_cut(const Query& query, float limit, float longest_row) const {
  Cut all = cut(query, limit, longest_row);
  const double longest_code = kLargestCode * std::sqrt(static_cast<double>(d_));
  // Of a query so long products with codes might overflow; the slope lets all rows pass, the shortest too.
  if (!(query.length * longest_code < kLargestProduct)) return {0.0f, 0.0f, 0.0f, kInfinity, 0.0f};
  const double factor = metric_ == Metric::kL2 ? 2.0 : 1.0;
  // Eight roundings more, of lengths up to M + e: the product by the scale, and the fourth of rows_within.
  const double more = 8.0 * 0x1p-24;
  all.slope = above(all.slope + factor * more * query.length * kLonger);
  all.error_slope = above(factor * query.length * (1.0 + gamma_ + more) * kLonger);
  return all;
}

}  // namespace concord::index
