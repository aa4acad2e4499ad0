// Float32 queries as pairs of float16 vectors, for tensor cores.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/float16.hpp"

namespace concord::device {

struct SplitQuery {
  float scale;     // a power of two
  double residue;  // length of what the parts leave out
};

// halves: d elements `high`, then d elements `low`; query = (high + low / 2048) * scale, residue apart. High parts lie
// between -1 and 1, whatever the query's range. The query is finite and shorter than 1e19.
inline SplitQuery split_query(const float* query, std::int64_t d, std::uint16_t* halves) {
  float largest = 0.0f;
  for (std::int64_t k = 0; k < d; ++k) largest = std::max(largest, std::fabs(query[k]));
  int exponent = 0;
  static_cast<void>(std::frexp(largest, &exponent));
  double squares = 0.0;
  for (std::int64_t k = 0; k < d; ++k) {
    const double x = std::ldexp(static_cast<double>(query[k]), -exponent);
    halves[k] = float_to_float16(static_cast<float>(x));
    const double rest = x - static_cast<double>(float16_to_float(halves[k]));
    halves[d + k] = float_to_float16(static_cast<float>(rest * 2048.0));
    squares += std::pow(rest - static_cast<double>(float16_to_float(halves[d + k])) / 2048.0, 2);
  }
  // The sum of squares errs by less than d roundings.
  return {std::ldexp(1.0f, exponent), std::ldexp(1.001 * std::sqrt(squares), exponent)};
}

}  // namespace concord::device
