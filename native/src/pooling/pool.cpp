#include "pooling/pool.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "pooling/element.hpp"
#include "pooling/kernels.hpp"
#include "pooling/vectors.hpp"

namespace concord::pooling {
namespace {

// Collects the vectors of a batch: a failed call must leave the caller's array as it was.
class Batch {
 public:
  Batch(const PoolJob& job, std::int64_t n, std::int64_t d)
      : job_(job),
        d_(d),
        // The kernels write whole groups of lanes.
        vector_((d + 2 * kLanes) / kLanes * kLanes),
        bytes_(n * d * dtype_size(job.output_dtype)) {}

  float* vector() { return vector_.data(); }

  void keep_vector(std::int64_t image) {
    if (job_.l2_normalize) normalize(vector_.data(), d_);
    const std::int64_t bad = first_unstorable(vector_.data(), d_, job_.output_dtype);
    require(bad < 0, "pooling image ", image, " gives ", bad < 0 ? 0.0f : vector_[static_cast<std::size_t>(bad)],
            " at element ", bad, ", which ", dtype_name(job_.output_dtype), " cannot hold as a finite number");
    store_vector(vector_.data(), d_, job_.output_dtype, bytes_.data() + image * d_ * dtype_size(job_.output_dtype));
  }

  void give(std::byte* vectors_nd) const { std::copy(bytes_.begin(), bytes_.end(), vectors_nd); }

 private:
  const PoolJob& job_;
  std::int64_t d_;
  std::vector<float> vector_;
  std::vector<std::byte> bytes_;
};

std::int64_t count_kept(const std::uint8_t* mask, std::int64_t size) {
  return size - std::count(mask, mask + size, std::uint8_t{0});
}

// The mask as words that a register of float32 can be and-ed with.
void widen_mask(const std::uint8_t* mask, std::vector<std::uint32_t>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = mask[i] != 0 ? ~std::uint32_t{0} : 0;
}

void load_elements(const std::byte* elements, std::int32_t dtype, std::int64_t count, float* values) {
  for (std::int64_t i = 0; i < count; ++i) values[i] = load_element(elements, dtype, i);
}

// `sequence` is one t x c sequence, prefix included.
void pool_sequence(const PoolJob& job, const std::byte* sequence, std::int64_t t, std::int64_t c,
                   const std::uint8_t* mask, float* pooled) {
  if (job.mode == CONCORD_POOL_CLS) return load_elements(sequence, job.input_dtype, c, pooled);
  const std::int64_t patches = t - job.prefix_tokens;
  const std::byte* first_patch = sequence + job.prefix_tokens * c * dtype_size(job.input_dtype);
  const TokenView tokens{first_patch, patches, c, mask, mask != nullptr ? count_kept(mask, patches) : patches};
  if (job.mode == CONCORD_POOL_CLS_MEAN) {
    load_elements(sequence, job.input_dtype, c, pooled);
    pooled += c;
  }
  pool_tokens(job, tokens, pooled);
}

}  // namespace

void pool_maps(const PoolJob& job, const std::byte* maps_nchw, std::int64_t n, std::int64_t c, std::int64_t height,
               std::int64_t width, const std::uint8_t* mask_nhw, std::byte* vectors_nd) {
  const std::int64_t positions = height * width;
  const std::int64_t image_bytes = c * positions * dtype_size(job.input_dtype);
  Batch batch(job, n, c * job.output_height * job.output_width);
  std::vector<std::uint32_t> keep(mask_nhw != nullptr ? static_cast<std::size_t>(positions) : 0);
  for (std::int64_t image = 0; image < n; ++image) {
    MapView map{maps_nchw + image * image_bytes, c, height, width, nullptr, positions};
    if (mask_nhw != nullptr) {
      const std::uint8_t* mask = mask_nhw + image * positions;
      widen_mask(mask, keep);
      map.keep = keep.data();
      map.kept = count_kept(mask, positions);
    }
    pool_map(job, map, batch.vector());
    batch.keep_vector(image);
  }
  batch.give(vectors_nd);
}

void pool_tokens(const PoolJob& job, const std::byte* tokens_ntc, std::int64_t n, std::int64_t t, std::int64_t c,
                 const std::uint8_t* mask_nt, std::byte* vectors_nd) {
  const std::int64_t sequence_bytes = t * c * dtype_size(job.input_dtype);
  Batch batch(job, n, job.mode == CONCORD_POOL_CLS_MEAN ? 2 * c : c);
  for (std::int64_t image = 0; image < n; ++image) {
    const std::uint8_t* mask = mask_nt != nullptr ? mask_nt + image * (t - job.prefix_tokens) : nullptr;
    pool_sequence(job, tokens_ntc + image * sequence_bytes, t, c, mask, batch.vector());
    batch.keep_vector(image);
  }
  batch.give(vectors_nd);
}

}  // namespace concord::pooling
