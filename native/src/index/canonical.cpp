#include "index/canonical.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "core/float16.hpp"
#include "index/products.hpp"

namespace concord::index {
namespace {

// Rows whose sums are added up side by side. Each sum is one long chain of dependent additions, so one alone leaves the
// processor idle three cycles of four.
constexpr std::int64_t kRows = 8;

// Elements whose terms are computed before they are added: terms need no order, so the compiler may use vectors.
constexpr std::int64_t kTerms = 64;

double term(Metric metric, float query, float row) {
  if (metric == Metric::kInnerProduct) return static_cast<double>(query) * row;
  const double difference = static_cast<double>(query) - row;
  return difference * difference;
}

template <Metric metric>
void add_distances(const float* query, const float* const* rows, std::int64_t d, double* sums) {
  double terms[kRows][kTerms];
  for (std::int64_t begin = 0; begin < d; begin += kTerms) {
    const std::int64_t count = std::min(kTerms, d - begin);
    for (std::int64_t r = 0; r < kRows; ++r) {
      for (std::int64_t i = 0; i < count; ++i) terms[r][i] = term(metric, query[begin + i], rows[r][begin + i]);
    }
    for (std::int64_t i = 0; i < count; ++i) {
      for (std::int64_t r = 0; r < kRows; ++r) sums[r] += terms[r][i];
    }
  }
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
  std::vector<float> elements(static_cast<std::size_t>(kRows * d));
  const float* at[kRows];
  for (std::int64_t r = 0; r < kRows; ++r) at[r] = elements.data() + r * d;
  for (std::int64_t first = 0; first < count; first += kRows) {
    const std::int64_t some = std::min(kRows, count - first);
    for (std::int64_t r = 0; r < some; ++r) widen(rows[first + r], dtypes[first + r], d, elements.data() + r * d);
    double sums[kRows] = {};
    metric == Metric::kL2 ? add_distances<Metric::kL2>(query, at, d, sums)
                          : add_distances<Metric::kInnerProduct>(query, at, d, sums);
    for (std::int64_t r = 0; r < some; ++r) {
      keys[first + r] = std::isnan(sums[r]) ? std::numeric_limits<float>::infinity() : key_of(metric, rounded(sums[r]));
    }
  }
}

float squared_norm(const std::byte* row, std::int32_t dtype, std::int64_t d) {
  double sum = 0.0;
  for (std::int64_t i = 0; i < d; ++i) {
    float value;
    if (dtype == CONCORD_FLOAT16) {
      std::uint16_t bits;
      std::memcpy(&bits, row + i * 2, sizeof bits);
      value = float16_to_float(bits);
    } else {
      std::memcpy(&value, row + i * 4, sizeof value);
    }
    sum += static_cast<double>(value) * value;
  }
  return rounded(sum);
}

}  // namespace concord::index
