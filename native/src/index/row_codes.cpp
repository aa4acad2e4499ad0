#include "index/row_codes.hpp"

#include <algorithm>
#include <cmath>

#include "index/scoring.hpp"

namespace concord::index {

namespace {

// Added and taken away again, it leaves a small float rounded to the nearest whole number, which compilers vectorise.
constexpr float kRounding = 0x1.8p23f;

}  // namespace

CodeScale encode_row(const float* row, std::int64_t d, std::int8_t* codes) {
  float largest = 0.0f;
  for (std::int64_t i = 0; i < d; ++i) largest = std::max(largest, std::fabs(row[i]));
  const float scale = largest / kLargestCode;
  double squares = 0.0;
  for (std::int64_t i = 0; i < d; ++i) {
    // Of a row so small that its scale is 0 or nearly so, the error holds all.
    const float code = scale > 0.0f ? row[i] / scale + kRounding - kRounding : 0.0f;
    codes[i] = static_cast<std::int8_t>(std::clamp(code, -kLargestCode, kLargestCode));
    const double left = static_cast<double>(row[i]) - static_cast<double>(scale) * codes[i];
    squares += left * left;
  }
  return {scale, length_above_root_of(squares)};
}

}  // namespace concord::index
