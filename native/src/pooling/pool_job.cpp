#include "pooling/pool_job.hpp"

#include <cmath>

namespace concord::pooling {

Range adaptive_bin(std::int64_t i, std::int64_t bins, std::int64_t size) {
  return {i * size / bins, ((i + 1) * size + bins - 1) / bins};
}

Runs runs_of_bin(Range rows, Range columns, std::int64_t width) {
  if (columns.size() == width) return {rows.begin * width, 1, rows.size() * width, 0};
  return {rows.begin * width + columns.begin, rows.size(), columns.size(), width};
}

int small_power(float power) {
  for (int whole = 1; whole <= 8; ++whole) {
    if (power == static_cast<float>(whole)) return whole;
  }
  return 0;
}

float raise(float x, float power) {
  const int whole = small_power(power);
  if (whole == 0) return std::pow(x, power);
  float product = x;
  for (int i = 1; i < whole; ++i) product = product * x;
  return product;
}

float root_of_mean(const PoolJob& job, float mean) {
  return static_cast<float>(std::pow(static_cast<double>(mean), 1.0 / static_cast<double>(job.gem_power)));
}

}  // namespace concord::pooling
