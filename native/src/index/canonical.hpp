// Canonical distances (core/canonical.hpp) of the rows of sources.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/metric.hpp"

namespace concord::index {

// Keys of `count` rows against one query of d elements; rows may differ in dtype.
void canonical_keys(Metric metric, const float* query, std::int64_t d, const std::byte* const* rows,
                    const std::int32_t* dtypes, std::int64_t count, float* keys);

// The sum of squares of one row in float64, rounded to float32.
float squared_norm(const std::byte* row, std::int32_t dtype, std::int64_t d);

}  // namespace concord::index
