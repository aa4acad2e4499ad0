#include "index/canonical.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include "core/canonical.hpp"
#include "core/float16.hpp"
#include "index/products.hpp"

namespace concord::index {

void canonical_keys(Metric metric, const float* query, std::int64_t d, const std::byte* const* rows,
                    const std::int32_t* dtypes, std::int64_t count, float* keys) {
  constexpr std::int64_t kRows = 16;
  std::vector<float> elements(static_cast<std::size_t>(std::min(kRows, count) * d));
  const float *queries[kRows], *at[kRows];
  for (std::int64_t first = 0; first < count; first += kRows) {
    const std::int64_t some = std::min(kRows, count - first);
    for (std::int64_t r = 0; r < some; ++r) {
      float* const room = elements.data() + r * d;
      widen(rows[first + r], dtypes[first + r], d, room);
      at[r] = room;
      queries[r] = query;
    }
    concord::canonical_keys(metric, queries, at, d, some, keys + first);
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
  return rounded_sum(sum);
}

}  // namespace concord::index
