#include "index/canonical.hpp"

#include <cmath>
#include <cstring>
#include <limits>

#include "core/float16.hpp"

namespace concord::index {
namespace {

struct Float32Row {
  const std::byte* bytes;
  double operator[](std::int64_t i) const {
    float value;
    std::memcpy(&value, bytes + i * 4, sizeof value);
    return value;
  }
};

struct Float16Row {
  const std::byte* bytes;
  double operator[](std::int64_t i) const {
    std::uint16_t bits;
    std::memcpy(&bits, bytes + i * 2, sizeof bits);
    return float16_to_float(bits);
  }
};

template <typename Row>
double distance(Metric metric, const float* query, Row row, std::int64_t d) {
  double sum = 0.0;
  if (metric == Metric::kL2) {
    for (std::int64_t i = 0; i < d; ++i) {
      const double difference = static_cast<double>(query[i]) - row[i];
      sum += difference * difference;
    }
  } else {
    for (std::int64_t i = 0; i < d; ++i) sum += static_cast<double>(query[i]) * row[i];
  }
  return sum;
}

// A double beyond float32's range is infinity in IEEE arithmetic; said here because C++ leaves it open.
float rounded(double value) {
  if (value > std::numeric_limits<float>::max()) return std::numeric_limits<float>::infinity();
  if (value < std::numeric_limits<float>::lowest()) return -std::numeric_limits<float>::infinity();
  return static_cast<float>(value);
}

}  // namespace

void canonical_keys(Metric metric, const float* query, std::int64_t d, const std::byte* const* rows,
                    const std::int32_t* dtypes, std::int64_t count, float* keys) {
  for (std::int64_t i = 0; i < count; ++i) {
    const double exact = dtypes[i] == CONCORD_FLOAT16 ? distance(metric, query, Float16Row{rows[i]}, d)
                                                      : distance(metric, query, Float32Row{rows[i]}, d);
    keys[i] = std::isnan(exact) ? std::numeric_limits<float>::infinity() : key_of(metric, rounded(exact));
  }
}

float squared_norm(const std::byte* row, std::int32_t dtype, std::int64_t d) {
  double sum = 0.0;
  for (std::int64_t i = 0; i < d; ++i) {
    const double value = dtype == CONCORD_FLOAT16 ? Float16Row{row}[i] : Float32Row{row}[i];
    sum += value * value;
  }
  return rounded(sum);
}

}  // namespace concord::index
