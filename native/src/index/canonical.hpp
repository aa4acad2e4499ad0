// The distance that decides: float64, dimension by dimension in order, rounded to float32 once.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/metric.hpp"

namespace concord::index {

// Keys (see key_of) of `count` rows against one query of d elements. The same bits on every machine: no SIMD, no
// fused multiply-add (CMake compiles this file with -ffp-contract=off). NaN becomes infinity, so that keys can be
// sorted.
void canonical_keys(Metric metric, const float* query, std::int64_t d, const std::byte* const* rows,
                    const std::int32_t* dtypes, std::int64_t count, float* keys);

// The sum of squares of one row in float64, rounded to float32.
float squared_norm(const std::byte* row, std::int32_t dtype, std::int64_t d);

}  // namespace concord::index
