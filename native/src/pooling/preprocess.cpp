// Each output row is made in two steps: a weighted sum of input rows over the whole width (SIMD, weighted_rows), then
// weighted sums along that one row. Rows first, since the wide step then runs over contiguous bytes and only one row of
// floats is ever held. Pillow goes columns first and rounds to bytes in between; here nothing is rounded, and only the
// end is cut to 0 .. 255.
#include "pooling/preprocess.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/error.hpp"
#include "pooling/kernels.hpp"

namespace concord::pooling {
namespace {

constexpr std::int64_t kChannels = 3;

// The cut of `wanted` out of the middle of `scaled`; Python's round, which torchvision calls, takes halves to even.
Axis centered(std::int64_t size, std::int64_t scaled, std::int64_t wanted, const char* name) {
  require(scaled >= wanted, "the scaled image's ", name, " is ", scaled, ", the cut wants ", wanted);
  const auto first = static_cast<std::int64_t>(std::nearbyint(static_cast<double>(scaled - wanted) / 2));
  return {size, scaled, first, wanted};
}

// The weighted sums of one channel along an interleaved row, normalised.
void write_row(const float* rgb, const Resampling& columns, float mean, float std, float* out) {
  for (const Taps& taps : columns.taps) {
    const float* weights = columns.weights_of(taps);
    const float* pixel = rgb + taps.first * kChannels;
    float sum = 0;
    for (std::int64_t i = 0; i < taps.count; ++i) sum += weights[i] * pixel[i * kChannels];
    *out++ = (std::clamp(sum, 0.0f, 255.0f) / 255.0f - mean) / std;
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
  const std::int64_t row_elements = image.width * kChannels;
  std::vector<float> row(static_cast<std::size_t>((row_elements + kLanes - 1) / kLanes * kLanes));
  const std::int64_t plane = job.output_height * job.output_width;
  for (std::int64_t y = 0; y < job.output_height; ++y) {
    const Taps& taps = rows.taps[static_cast<std::size_t>(y)];
    weighted_rows(image.rgb_hwc + taps.first * image.row_stride, image.row_stride, rows.weights_of(taps), taps.count,
                  row_elements, row.data());
    for (std::int64_t channel = 0; channel < kChannels; ++channel) {
      write_row(row.data() + channel, columns, job.mean[channel], job.std[channel],
                tensor_chw + channel * plane + y * job.output_width);
    }
  }
}

}  // namespace concord::pooling
