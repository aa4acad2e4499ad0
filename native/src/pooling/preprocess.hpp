// From decoded pixels to a model's input: resize, cut, normalise, one plane a channel.
#pragma once

#include <cstdint>

#include "pooling/resample.hpp"

namespace concord::pooling {

struct Image {
  const std::uint8_t* rgb_hwc;
  std::int64_t width;
  std::int64_t height;
  std::int64_t row_stride;  // bytes
};

// output = (pixel / 255 - mean) / std
struct PreprocessJob {
  std::int64_t output_height = 0;
  std::int64_t output_width = 0;
  std::int64_t resize_shorter = 0;
  std::int32_t filter = 0;
  float mean[3] = {0, 0, 0};
  float std[3] = {1, 1, 1};
};

// The two axes of the resize and the cut, as torchvision's Resize and CenterCrop choose them.
// Throws CONCORD_BAD_ARGUMENT when the cut is larger than the scaled image.
struct Geometry {
  Axis rows;
  Axis columns;
};
Geometry plan_geometry(const Image& image, const PreprocessJob& job);

// Writes 3 * output_height * output_width values.
void preprocess(const Image& image, const PreprocessJob& job, float* tensor_chw);

}  // namespace concord::pooling
