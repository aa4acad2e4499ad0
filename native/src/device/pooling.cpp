#include "device/pooling.hpp"

#include <algorithm>
#include <cstddef>

#include "core/dtype.hpp"
#include "core/error.hpp"
#include "device/buffer.hpp"
#include "kernels/pool.hpp"

namespace concord::device {
namespace {

using pooling::PoolJob;

kernels::PoolRule rule_of(const PoolJob& job) {
  const auto step = job.mode == CONCORD_POOL_MAX           ? kernels::PoolStep::kMax
                    : job.mode == CONCORD_POOL_GEM         ? kernels::PoolStep::kGem
                    : job.mode == CONCORD_POOL_MASKED_MEAN ? kernels::PoolStep::kMasked
                                                           : kernels::PoolStep::kAverage;
  return {step, job.gem_power, job.gem_epsilon, pooling::small_power(job.gem_power)};
}

// The scratch of one launch.
class Scratch {
 public:
  Scratch(Context& context, std::int64_t n, std::int64_t d)
      : context_(context), d_(d), pooled_(context, n * d), tickets_(context, n), bad_(context, 1) {
    tickets_.fill_bytes(0);
    bad_.fill_bytes(0xFF);
  }

  kernels::PoolOutput output(const PoolJob& job, void* vectors) const {
    return {pooled_.data(),
            tickets_.data(),
            bad_.data(),
            vectors,
            job.output_dtype == CONCORD_FLOAT16,
            job.l2_normalize,
            d_};
  }

  // Waits, and throws when an element is not a finite number of the output type. first_image: of this launch in the
  // batch.
  void require_finite(const PoolJob& job, std::int64_t first_image) const {
    unsigned long long bad = 0;
    bad_.download(&bad, 1);
    context_.wait();
    const auto at = static_cast<std::int64_t>(bad);
    require(at < 0, "pooling image ", first_image + at / d_, " gives a value at element ", at % d_, " that ",
            dtype_name(job.output_dtype), " cannot hold as a finite number");
  }

 private:
  Context& context_;
  std::int64_t d_;
  Buffer<float> pooled_;
  Buffer<unsigned> tickets_;
  Buffer<unsigned long long> bad_;
};

// Cuts n images into launches that fit the budget; pool(first, count, input, mask, vectors) works on device memory. The
// caller's array is written when all are sound.
template <typename Pool>
void in_launches(Context& context, const std::byte* input, std::int64_t image_bytes, const std::uint8_t* mask,
                 std::int64_t mask_bytes, std::int64_t vector_bytes, std::int64_t n, std::byte* vectors,
                 const Pool& pool) {
  // Vectors as float32 and once more in their own type, tickets, and the rounding of allocations.
  const std::int64_t each = image_bytes + mask_bytes + 3 * vector_bytes + 1024;
  const std::int64_t count = std::clamp<std::int64_t>(context.available() / each, 1, n);
  std::vector<std::byte> all(static_cast<std::size_t>(n * vector_bytes));
  Buffer<std::byte> there(context, count * image_bytes), out(context, count * vector_bytes);
  Buffer<std::uint8_t> masks(context, mask != nullptr ? count * mask_bytes : 0);
  for (std::int64_t first = 0; first < n; first += count) {
    const std::int64_t images = std::min(count, n - first);
    there.upload(input + first * image_bytes, images * image_bytes);
    if (mask != nullptr) masks.upload(mask + first * mask_bytes, images * mask_bytes);
    pool(first, images, there.data(), mask != nullptr ? masks.data() : nullptr, out.data());
    out.download(all.data() + first * vector_bytes, images * vector_bytes);
  }
  context.wait();
  std::copy(all.begin(), all.end(), vectors);
}

struct MapShape {
  std::int64_t c, height, width;
};

void launch_maps(Context& context, const PoolJob& job, const void* maps, std::int64_t n, const MapShape& shape,
                 const std::uint8_t* mask, void* vectors, std::int64_t first_image) {
  context.use();
  const Scratch scratch(context, n, shape.c * job.output_height * job.output_width);
  const kernels::MapPooling pooling{rule_of(job),
                                    scratch.output(job, vectors),
                                    maps,
                                    mask,
                                    n,
                                    shape.c,
                                    shape.height,
                                    shape.width,
                                    job.output_height,
                                    job.output_width,
                                    0};
  check(kernels::pool_maps(pooling, job.input_dtype, context.multiprocessors(), context.stream()), "pooling maps");
  scratch.require_finite(job, first_image);
}

void launch_tokens(Context& context, const PoolJob& job, const void* tokens, std::int64_t n, std::int64_t t,
                   std::int64_t c, const std::uint8_t* mask, void* vectors, std::int64_t first_image) {
  context.use();
  const bool cls_mean = job.mode == CONCORD_POOL_CLS_MEAN;
  const Scratch scratch(context, n, cls_mean ? 2 * c : c);
  const kernels::TokenPooling pooling{rule_of(job),
                                      scratch.output(job, vectors),
                                      tokens,
                                      mask,
                                      n,
                                      t,
                                      c,
                                      job.prefix_tokens,
                                      cls_mean || job.mode == CONCORD_POOL_CLS,
                                      job.mode != CONCORD_POOL_CLS,
                                      0};
  check(kernels::pool_tokens(pooling, job.input_dtype, context.multiprocessors(), context.stream()), "pooling tokens");
  scratch.require_finite(job, first_image);
}

// Runs pool(vectors), which writes device memory and has waited for it.
template <typename Pool>
void to_place(Context& context, Vectors place, void* vectors, std::int64_t bytes, const Pool& pool) {
  if (place == Vectors::kThere) return pool(vectors);
  const Buffer<std::byte> there(context, bytes);
  pool(there.data());
  there.download(static_cast<std::byte*>(vectors), bytes);
  context.wait();
}

}  // namespace

void pool_maps(Context& context, const PoolJob& job, const std::byte* maps_nchw, std::int64_t n, std::int64_t c,
               std::int64_t height, std::int64_t width, const std::uint8_t* mask_nhw, std::byte* vectors_nd) {
  const std::int64_t vector_bytes = c * job.output_height * job.output_width * dtype_size(job.output_dtype);
  in_launches(context, maps_nchw, c * height * width * dtype_size(job.input_dtype), mask_nhw, height * width,
              vector_bytes, n, vectors_nd,
              [&](std::int64_t first, std::int64_t images, const void* maps, const std::uint8_t* mask, void* vectors) {
                launch_maps(context, job, maps, images, {c, height, width}, mask, vectors, first);
              });
}

void pool_tokens(Context& context, const PoolJob& job, const std::byte* tokens_ntc, std::int64_t n, std::int64_t t,
                 std::int64_t c, const std::uint8_t* mask_nt, std::byte* vectors_nd) {
  const std::int64_t vector_bytes = (job.mode == CONCORD_POOL_CLS_MEAN ? 2 * c : c) * dtype_size(job.output_dtype);
  in_launches(context, tokens_ntc, t * c * dtype_size(job.input_dtype), mask_nt, t - job.prefix_tokens, vector_bytes, n,
              vectors_nd,
              [&](std::int64_t first, std::int64_t images, const void* tokens, const std::uint8_t* mask,
                  void* vectors) { launch_tokens(context, job, tokens, images, t, c, mask, vectors, first); });
}

void pool_maps_there(Context& context, const PoolJob& job, const void* maps_nchw, std::int64_t n, std::int64_t c,
                     std::int64_t height, std::int64_t width, const std::uint8_t* mask_nhw, void* vectors_nd,
                     Vectors place) {
  const std::int64_t bytes = n * c * job.output_height * job.output_width * dtype_size(job.output_dtype);
  to_place(context, place, vectors_nd, bytes, [&](void* vectors) {
    launch_maps(context, job, maps_nchw, n, {c, height, width}, mask_nhw, vectors, 0);
  });
}

void pool_tokens_there(Context& context, const PoolJob& job, const void* tokens_ntc, std::int64_t n, std::int64_t t,
                       std::int64_t c, const std::uint8_t* mask_nt, void* vectors_nd, Vectors place) {
  const std::int64_t d = job.mode == CONCORD_POOL_CLS_MEAN ? 2 * c : c;
  to_place(context, place, vectors_nd, n * d * dtype_size(job.output_dtype),
           [&](void* vectors) { launch_tokens(context, job, tokens_ntc, n, t, c, mask_nt, vectors, 0); });
}

}  // namespace concord::device
