// The distance that decides: float64, dimension by dimension in order, rounded to float32 once.
#pragma once

#include <cstdint>

#include "core/metric.hpp"

namespace concord {

// Keys (see key_of) of `count` pairs of vectors x[i], y[i] of d elements each. The same bits on every machine and at
// every instruction set: a term is rounded to float64 before it is added, the sum of a pair is one chain of additions,
// and the vectors of the machine hold several pairs, never several dimensions of one. NaN becomes infinity, so that
// keys can be sorted.
void canonical_keys(Metric metric, const float* const* x, const float* const* y, std::int64_t d, std::int64_t count,
                    float* keys);

// A sum in float64 as float32; beyond float32's range it is infinite.
float rounded_sum(double sum);

}  // namespace concord
