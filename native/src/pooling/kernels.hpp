// The SIMD kernels, dispatched at run time to the best instruction set of the machine (core/simd_level.hpp).
#pragma once

#include "pooling/pool_job.hpp"

namespace concord::pooling {

// As pool_map_reference and pool_tokens_reference, with the same bits. `pooled` of tokens has room for c values rounded
// up to a multiple of kLanes.
void pool_map(const PoolJob& job, const MapView& map, float* pooled);
void pool_tokens(const PoolJob& job, const TokenView& tokens, float* pooled);

// sums[i] = sum over row r of weights[r] * rows[r * row_stride + i], rows in order, for i below `size`. `sums` has room
// for `size` rounded up to a multiple of kLanes. The vertical half of a resize.
void weighted_rows(const std::uint8_t* rows, std::int64_t row_stride, const float* weights, std::int64_t row_count,
                   std::int64_t size, float* sums);

}  // namespace concord::pooling
