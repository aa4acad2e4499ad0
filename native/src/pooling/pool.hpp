// Pooling a batch: kernels, then norm, check and conversion of each vector, written out only when all of them are
// sound.
#pragma once

#include "pooling/pool_job.hpp"

namespace concord::pooling {

// maps_nchw: n*c*height*width elements of job.input_dtype; mask_nhw: n*height*width bytes for the masked mean, else
// nullptr. vectors_nd: n * c*output_height*output_width elements of job.output_dtype. Throws CONCORD_BAD_ARGUMENT,
// naming the image and element, when a result is NaN, infinite or too large for the output type.
void pool_maps(const PoolJob& job, const std::byte* maps_nchw, std::int64_t n, std::int64_t c, std::int64_t height,
               std::int64_t width, const std::uint8_t* mask_nhw, std::byte* vectors_nd);

// tokens_ntc: n*t*c elements; mask_nt: n*(t - prefix_tokens) bytes or nullptr; vectors_nd: n*c elements, n*2*c for
// CLS_MEAN.
void pool_tokens(const PoolJob& job, const std::byte* tokens_ntc, std::int64_t n, std::int64_t t, std::int64_t c,
                 const std::uint8_t* mask_nt, std::byte* vectors_nd);

}  // namespace concord::pooling
