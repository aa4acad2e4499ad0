// Pooling on a device.
#pragma once

#include "device/context.hpp"
#include "pooling/pool_job.hpp"

namespace concord::device {

// As pooling::pool_maps and pooling::pool_tokens, with arrays in host memory; as many images at a time as the context's
// budget has room for.
void pool_maps(Context& context, const pooling::PoolJob& job, const std::byte* maps_nchw, std::int64_t n,
               std::int64_t c, std::int64_t height, std::int64_t width, const std::uint8_t* mask_nhw,
               std::byte* vectors_nd);
void pool_tokens(Context& context, const pooling::PoolJob& job, const std::byte* tokens_ntc, std::int64_t n,
                 std::int64_t t, std::int64_t c, const std::uint8_t* mask_nt, std::byte* vectors_nd);

// Where the vectors of features in device memory are written.
enum class Vectors { kThere, kHere };

// Features and mask in device memory: what a model left there is pooled without a way through the host. Waits for the
// stream at the end.
void pool_maps_there(Context& context, const pooling::PoolJob& job, const void* maps_nchw, std::int64_t n,
                     std::int64_t c, std::int64_t height, std::int64_t width, const std::uint8_t* mask_nhw,
                     void* vectors_nd, Vectors place = Vectors::kThere);
void pool_tokens_there(Context& context, const pooling::PoolJob& job, const void* tokens_ntc, std::int64_t n,
                       std::int64_t t, std::int64_t c, const std::uint8_t* mask_nt, void* vectors_nd,
                       Vectors place = Vectors::kThere);

}  // namespace concord::device
