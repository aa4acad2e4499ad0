// Output rows are made sixteen at a time, in two steps (resize_kernels.hpp): weighted sums of input rows over the whole
// width, then weighted sums along these. Pillow goes columns first and rounds to bytes in between; here nothing is
// rounded, and only the end is cut to 0 .. 255.
#include "pooling/preprocess.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/error.hpp"
#include "pooling/resize_kernels.hpp"

namespace concord::pooling {
namespace {

constexpr std::int64_t kChannels = 3;

// The cut of `wanted` out of the middle of `scaled`; Python's round, which torchvision calls, takes halves to even.
Axis centered(std::int64_t size, std::int64_t scaled, std::int64_t wanted, const char* name) {
  require(scaled >= wanted, "the scaled image's ", name, " is ", scaled, ", the cut wants ", wanted);
  const auto first = static_cast<std::int64_t>(std::nearbyint(static_cast<double>(scaled - wanted) / 2));
  return {size, scaled, first, wanted};
}

Normalization normalization_of(const PreprocessJob& job) {
  Normalization normalization;
  for (std::size_t channel = 0; channel < kChannels; ++channel) {
    normalization.mean[channel] = job.mean[channel];
    normalization.scale[channel] = 1.0f / job.std[channel];
  }
  return normalization;
}

// Puts `count` rows of each channel where they belong, from `first` on.
void give_rows(const float* values, std::int64_t stride, const PreprocessJob& job, std::int64_t first,
               std::int64_t count, float* tensor_chw) {
  for (std::int64_t channel = 0; channel < kChannels; ++channel) {
    for (std::int64_t r = 0; r < count; ++r) {
      const float* row = values + (channel * kRowsTogether + r) * stride;
      std::copy_n(row, job.output_width, tensor_chw + (channel * job.output_height + first + r) * job.output_width);
    }
  }
}

}  // namespace

Geometry plan_geometry(const Image& image, const PreprocessJob& job) {
  if (job.resize_shorter == 0) {
    return {{image.height, job.output_height, 0, job.output_height},
            {image.width, job.output_width, 0, job.output_width}};
  }
  const std::int64_t shorter = std::min(image.height, image.width);
  const auto scaled = [&](std::int64_t size) { return job.resize_shorter * size / shorter; };
  return {centered(image.height, scaled(image.height), job.output_height, "height"),
          centered(image.width, scaled(image.width), job.output_width, "width")};
}

void preprocess(const Image& image, const PreprocessJob& job, float* tensor_chw) {
  const Geometry geometry = plan_geometry(image, job);
  const Resampling rows = make_resampling(geometry.rows, job.filter);
  const Resampling columns = make_resampling(geometry.columns, job.filter);
  const Normalization normalization = normalization_of(job);
  const std::int64_t row_bytes = image.width * kChannels;
  const std::int64_t stride = (job.output_width + 3) / 4 * 4;
  std::vector<float> sums(static_cast<std::size_t>(row_bytes * kRowsTogether));
  std::vector<float> values(static_cast<std::size_t>(kChannels * kRowsTogether * stride));
  for (std::int64_t y = 0; y < job.output_height; y += kRowsTogether) {
    const std::int64_t count = std::min(kRowsTogether, job.output_height - y);
    weighted_rows({image.rgb_hwc, image.row_stride}, rows, y, count, row_bytes, sums.data());
    weighted_columns(sums.data(), columns, normalization, stride, values.data());
    give_rows(values.data(), stride, job, y, count, tensor_chw);
  }
}

}  // namespace concord::pooling
