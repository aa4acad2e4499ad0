// The SIMD kernels, dispatched at run time to the best instruction set of the machine (core/simd_level.hpp).
#pragma once

#include "pooling/pool_job.hpp"

namespace concord::pooling {

// As pool_map_reference and pool_tokens_reference, with the same bits. `pooled` of tokens has room for c values rounded
// up to a multiple of kLanes.
void pool_map(const PoolJob& job, const MapView& map, float* pooled);
void pool_tokens(const PoolJob& job, const TokenView& tokens, float* pooled);

// Rounds d finite values to float16, to nearest even; 2*d bytes, aligned or not.
void store_halves(const float* values, std::int64_t d, std::byte* halves);

}  // namespace concord::pooling
