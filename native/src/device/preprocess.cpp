#include "device/preprocess.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "device/buffer.hpp"
#include "kernels/preprocess.hpp"

namespace concord::device {
namespace {

using pooling::Resampling;

// The weights of one axis on the device.
class AxisThere {
 public:
  AxisThere(Context& context, const Resampling& resampling)
      : taps_here_(narrow(resampling)), taps_(context, taps_here_), weights_(context, resampling.weights) {}
  kernels::AxisWeights view() const { return {taps_.data(), weights_.data()}; }

 private:
  static std::vector<kernels::PixelTaps> narrow(const Resampling& resampling) {
    std::vector<kernels::PixelTaps> taps;
    for (const pooling::Taps& one : resampling.taps) {
      taps.push_back({static_cast<std::int32_t>(one.first), static_cast<std::int32_t>(one.count),
                      static_cast<std::int32_t>(one.weights)});
    }
    return taps;
  }

  std::vector<kernels::PixelTaps> taps_here_;
  Buffer<kernels::PixelTaps> taps_;
  Buffer<float> weights_;
};

// The input pixels from the first tap of output pixel `first` to the last of the `count`-th from there.
std::int64_t span(const Resampling& columns, std::int64_t first, std::int64_t count) {
  const pooling::Taps& last = columns.taps[static_cast<std::size_t>(first + count - 1)];
  return last.first + last.count - columns.taps[static_cast<std::size_t>(first)].first;
}

// The most output pixels, halving from 256, whose input pixels fit a block wherever they begin.
std::int64_t columns_for_block(const Resampling& columns) {
  const auto width = static_cast<std::int64_t>(columns.taps.size());
  for (std::int64_t count = std::min<std::int64_t>(256, width); count >= 1; count /= 2) {
    bool fits = true;
    for (std::int64_t first = 0; first < width && fits; first += count) {
      fits = span(columns, first, std::min(count, width - first)) <= kernels::kMostPixels;
    }
    if (fits) return count;
  }
  throw Error(CONCORD_UNSUPPORTED,
              "the resize takes more pixels together than the graphics processor's kernel can; use the CPU");
}

}  // namespace

void preprocess(Context& context, const std::uint8_t* rgb_nhwc, std::int64_t n, std::int64_t width, std::int64_t height,
                const pooling::PreprocessJob& job, float* tensor_nchw) {
  const pooling::Geometry geometry = pooling::plan_geometry({rgb_nhwc, width, height, width * 3}, job);
  const Resampling rows = pooling::make_resampling(geometry.rows, job.filter),
                   columns = pooling::make_resampling(geometry.columns, job.filter);
  const std::int64_t columns_a_block = columns_for_block(columns);
  context.use();
  const AxisThere rows_there(context, rows), columns_there(context, columns);
  const std::int64_t image_bytes = height * width * 3, values = 3 * job.output_height * job.output_width;
  const std::int64_t count = std::clamp<std::int64_t>(context.available() / (image_bytes + 4 * values + 1024), 1, n);
  Buffer<std::uint8_t> images(context, count * image_bytes);
  const Buffer<float> tensors(context, count * values);
  kernels::Preprocessing work{
      images.data(),        0,  height, width,          job.output_height, job.output_width, rows_there.view(),
      columns_there.view(), {}, {},     tensors.data(), columns_a_block};
  for (int channel = 0; channel < 3; ++channel) {
    work.mean[channel] = job.mean[channel];
    work.scale[channel] = 1.0f / job.std[channel];
  }
  for (std::int64_t first = 0; first < n; first += count) {
    work.n = std::min(count, n - first);
    images.upload(rgb_nhwc + first * image_bytes, work.n * image_bytes);
    check(kernels::preprocess(work, context.stream()), "preprocessing");
    tensors.download(tensor_nchw + first * values, work.n * values);
    context.wait();
  }
}

}  // namespace concord::device
