// How two vectors are compared, and how a distance becomes a key that is smaller for a nearer row.
#pragma once

#include <cstdint>

#include "concord/index.h"
#include "core/error.hpp"

namespace concord {

enum class Metric : std::int32_t { kInnerProduct = CONCORD_INNER_PRODUCT, kL2 = CONCORD_L2 };

inline Metric metric_of(std::int32_t value) {
  require(value == CONCORD_INNER_PRODUCT || value == CONCORD_L2, "metric must be inner product (0) or L2 (1), not ",
          value);
  return static_cast<Metric>(value);
}

// Keys order hits under either metric: squared L2 as it is, inner products negated. The same function turns a key back.
inline float key_of(Metric metric, float distance) {
  return metric == Metric::kL2 ? distance : -distance;
}

}  // namespace concord
