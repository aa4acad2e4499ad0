// Pooling written as plainly as it can be: what the kernels are tested against, bit by bit. pool_job.hpp gives the
// formulas' order.
#pragma once

#include "pooling/pool_job.hpp"

namespace concord::pooling {

// Pools one map into c * output_height * output_width values.
void pool_map_reference(const PoolJob& job, const MapView& map, float* pooled);

// Pools one sequence of patch tokens into c values: average, max, GeM or masked mean.
void pool_tokens_reference(const PoolJob& job, const TokenView& tokens, float* pooled);

}  // namespace concord::pooling
