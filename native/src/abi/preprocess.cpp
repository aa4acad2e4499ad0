// concord/preprocess.h: pixels to a model's input.
#include "concord/preprocess.h"

#include <cmath>
#include <cstddef>

#include "abi/device_handle.hpp"
#include "abi/guard.hpp"
#include "abi/options.hpp"
#include "pooling/preprocess.hpp"

namespace {

using concord::require;
using concord::abi::guard;
using concord::pooling::Image;
using concord::pooling::PreprocessJob;

// Sides beyond any decoded image; keeps all products far from overflow.
constexpr std::int64_t kMaxSide = 1 << 20;

void require_job(const PreprocessJob& job) {
  require(job.output_height >= 1 && job.output_height <= kMaxSide, "output_height is ", job.output_height);
  require(job.output_width >= 1 && job.output_width <= kMaxSide, "output_width is ", job.output_width);
  require(job.resize_shorter >= 0 && job.resize_shorter <= kMaxSide, "resize_shorter is ", job.resize_shorter);
  require(job.filter == CONCORD_RESIZE_BILINEAR || job.filter == CONCORD_RESIZE_BICUBIC, "filter is ", job.filter,
          ", it must be 0, bilinear (1) or bicubic (2)");
  for (int channel = 0; channel < 3; ++channel) {
    require(std::isfinite(job.mean[channel]), "mean[", channel, "] is ", job.mean[channel]);
    require(std::isfinite(job.std[channel]) && job.std[channel] > 0, "std[", channel, "] is ", job.std[channel],
            ", it must be above 0");
  }
}

PreprocessJob job_of(const concord_preprocess_options& options) {
  PreprocessJob job;
  job.output_height = options.output_height;
  job.output_width = options.output_width;
  job.resize_shorter = options.resize_shorter;
  job.filter = options.filter == 0 ? std::int32_t{CONCORD_RESIZE_BILINEAR} : options.filter;
  for (int channel = 0; channel < 3; ++channel) {
    job.mean[channel] = options.mean[channel];
    job.std[channel] = options.std[channel] == 0 ? 1.0f : options.std[channel];
  }
  require_job(job);
  return job;
}

void require_image(const Image& image) {
  require(image.rgb_hwc != nullptr, "rgb_hwc is NULL");
  require(image.width >= 1 && image.width <= kMaxSide, "width is ", image.width, ", it must be 1 to ", kMaxSide);
  require(image.height >= 1 && image.height <= kMaxSide, "height is ", image.height, ", it must be 1 to ", kMaxSide);
  require(image.row_stride >= image.width * 3, "row_stride is ", image.row_stride, ", a row of ", image.width,
          " pixels takes ", image.width * 3, " bytes");
}

}  // namespace

void concord_preprocess_options_init(concord_preprocess_options* options) {
  concord::abi::init(options);
  if (options == nullptr) return;
  options->filter = CONCORD_RESIZE_BILINEAR;
  for (float& std : options->std) std = 1.0f;
}

concord_status concord_preprocess_rgb8(const uint8_t* rgb_hwc, int64_t width, int64_t height, int64_t row_stride,
                                       const concord_preprocess_options* options, float* tensor_chw) {
  return guard([&] {
    const auto own =
        concord::abi::own_copy(options, CONCORD_SIZE_UP_TO(concord_preprocess_options, output_width), "options");
    const PreprocessJob job = job_of(own);
    const Image image{rgb_hwc, width, height, row_stride};
    require_image(image);
    require(tensor_chw != nullptr, "tensor_chw is NULL");
    if (own.device != nullptr) {
      own.device->held->preprocess(image, job, tensor_chw);
    } else {
      concord::pooling::preprocess(image, job, tensor_chw);
    }
  });
}
