// concord/pooling.h: feature maps and tokens to vectors.
#include "concord/pooling.h"

#include <cmath>
#include <cstddef>

#include "abi/device_handle.hpp"
#include "abi/guard.hpp"
#include "abi/options.hpp"
#include "abi/size.hpp"
#include "core/dtype.hpp"
#include "pooling/pool.hpp"

namespace {

using concord::dtype_size;
using concord::require;
using concord::abi::guard;
using concord::abi::product;
using concord::pooling::PoolJob;

// A side of the bin grid beyond any use; keeps the arithmetic of bins far from overflow.
constexpr std::int32_t kMaxBins = 65536;

template <typename Number>
Number or_default(Number value, Number otherwise) {
  return value == Number{} ? otherwise : value;
}

void require_job(const PoolJob& job) {
  require(job.mode >= CONCORD_POOL_AVERAGE && job.mode <= CONCORD_POOL_MASKED_MEAN, "mode is ", job.mode,
          ", it must be a concord_pool_mode, 1 to 6");
  require(dtype_size(job.input_dtype) != 0, "input_dtype is ", job.input_dtype, ", it must be 0 to 3");
  require(concord::is_stored_dtype(job.output_dtype), "output_dtype is ", job.output_dtype,
          ", it must be 0, float32 (1) or float16 (2)");
  require(job.output_height >= 1 && job.output_height <= kMaxBins, "output_height is ", job.output_height);
  require(job.output_width >= 1 && job.output_width <= kMaxBins, "output_width is ", job.output_width);
  require(job.prefix_tokens >= 0, "prefix_tokens is ", job.prefix_tokens);
  require(job.gem_power > 0 && std::isfinite(job.gem_power), "gem_power is ", job.gem_power, ", it must be above 0");
  require(job.gem_epsilon > 0 && std::isfinite(job.gem_epsilon), "gem_epsilon is ", job.gem_epsilon,
          ", it must be above 0");
}

concord_pool_options own_options(const concord_pool_options* caller_options) {
  const auto options =
      concord::abi::own_copy(caller_options, CONCORD_SIZE_UP_TO(concord_pool_options, mode), "options");
  require(options.on_device <= 2, "on_device is ", int{options.on_device}, ", it must be 0, 1 or 2");
  require(options.on_device == 0 || options.device != nullptr, "on_device is ", int{options.on_device},
          ", but device is NULL");
  return options;
}

concord::device::PoolPlace place_of(const concord_pool_options& options) {
  return static_cast<concord::device::PoolPlace>(options.on_device);
}

PoolJob job_of(const concord_pool_options& options) {
  PoolJob job;
  job.mode = options.mode;
  job.input_dtype = or_default<std::int32_t>(options.input_dtype, CONCORD_FLOAT32);
  job.output_dtype = or_default<std::int32_t>(options.output_dtype, CONCORD_FLOAT32);
  job.output_height = or_default(options.output_height, 1);
  job.output_width = or_default(options.output_width, 1);
  job.prefix_tokens = options.prefix_tokens;
  job.gem_power = or_default(options.gem_power, 3.0f);
  job.gem_epsilon = or_default(options.gem_epsilon, 1e-6f);
  job.l2_normalize = options.l2_normalize != 0;
  require_job(job);
  return job;
}

void require_mask(const PoolJob& job, const std::uint8_t* mask) {
  const bool wants_mask = job.mode == CONCORD_POOL_MASKED_MEAN;
  require(wants_mask == (mask != nullptr), wants_mask ? "mode is the masked mean (6), but the mask is NULL"
                                                      : "a mask is given, but the mode is not the masked mean (6)");
}

void require_arrays(const void* input, const void* output) {
  require(input != nullptr, "the input array is NULL");
  require(output != nullptr, "vectors_nd is NULL");
}

void require_map_job(const PoolJob& job) {
  require(job.mode != CONCORD_POOL_CLS && job.mode != CONCORD_POOL_CLS_MEAN, "mode ", job.mode,
          " needs tokens; use concord_pool_tokens");
  require(job.mode != CONCORD_POOL_MASKED_MEAN || (job.output_height == 1 && job.output_width == 1),
          "the masked mean has one bin, not ", job.output_height, " x ", job.output_width);
}

void require_token_job(const PoolJob& job, std::int64_t t) {
  require(job.output_height == 1 && job.output_width == 1, "tokens are pooled into one bin, not ", job.output_height,
          " x ", job.output_width);
  require(job.prefix_tokens < t || (job.mode == CONCORD_POOL_CLS && job.prefix_tokens <= t), "t is ", t,
          ", but prefix_tokens is ", job.prefix_tokens, ": no patch token is left");
}

}  // namespace

void concord_pool_options_init(concord_pool_options* options) {
  concord::abi::init(options);
  if (options != nullptr) options->mode = CONCORD_POOL_AVERAGE;
}

concord_status concord_pool_maps(const void* maps_nchw, int64_t n, int64_t c, int64_t height, int64_t width,
                                 const uint8_t* mask_nhw, const concord_pool_options* options, void* vectors_nd) {
  return guard([&] {
    const concord_pool_options own = own_options(options);
    const PoolJob job = job_of(own);
    require_map_job(job);
    require(n >= 1 && c >= 1 && height >= 1 && width >= 1, "the maps are empty: n ", n, ", c ", c, ", height ", height,
            ", width ", width);
    product({n, c, height, width, 4}, "n * c * height * width");
    product({n, c, job.output_height, job.output_width, 4}, "n * c * output_height * output_width");
    product({height, kMaxBins}, "height");
    product({width, kMaxBins}, "width");
    require_mask(job, mask_nhw);
    require_arrays(maps_nchw, vectors_nd);
    const auto* const maps = static_cast<const std::byte*>(maps_nchw);
    auto* const vectors = static_cast<std::byte*>(vectors_nd);
    if (own.device != nullptr) {
      own.device->held->pool_maps(job, {maps, {n, c, height, width}, mask_nhw, vectors, place_of(own)});
    } else {
      concord::pooling::pool_maps(job, maps, n, c, height, width, mask_nhw, vectors);
    }
  });
}

concord_status concord_pool_tokens(const void* tokens_ntc, int64_t n, int64_t t, int64_t c, const uint8_t* mask_nt,
                                   const concord_pool_options* options, void* vectors_nd) {
  return guard([&] {
    const concord_pool_options own = own_options(options);
    const PoolJob job = job_of(own);
    require(n >= 1 && t >= 1 && c >= 1, "the tokens are empty: n ", n, ", t ", t, ", c ", c);
    require_token_job(job, t);
    product({n, t, c, 8}, "n * t * c");
    require_mask(job, mask_nt);
    require_arrays(tokens_ntc, vectors_nd);
    const auto* const tokens = static_cast<const std::byte*>(tokens_ntc);
    auto* const vectors = static_cast<std::byte*>(vectors_nd);
    if (own.device != nullptr) {
      own.device->held->pool_tokens(job, {tokens, {n, t, c, 1}, mask_nt, vectors, place_of(own)});
    } else {
      concord::pooling::pool_tokens(job, tokens, n, t, c, mask_nt, vectors);
    }
  });
}
