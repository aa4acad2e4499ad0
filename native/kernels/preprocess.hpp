// Preprocessing on the device: resize, cut and normalise n images of one size. All arrays lie in device memory.
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

namespace concord::kernels {

// The input pixels that make one output pixel, and where their weights begin.
struct PixelTaps {
  std::int32_t first;
  std::int32_t count;
  std::int32_t weights;
};

struct AxisWeights {
  const PixelTaps* taps;
  const float* weights;
};

// Bytes that must move: n*height*width*3 in (each input row comes from memory once, further times from the second-level
// cache), n*3*output_height*output_width*4 out.
struct Preprocessing {
  const std::uint8_t* rgb_nhwc;
  std::int64_t n, height, width;
  std::int64_t output_height, output_width;
  AxisWeights rows, columns;
  float mean[3];
  float scale[3];                // 1 / std
  float* tensor_nchw;            // n * 3 * output_height * output_width
  std::int64_t columns_a_block;  // output pixels of one block: their input pixels fit kMostPixels
};

// Input pixels of a row that one block holds.
constexpr std::int64_t kMostPixels = 2048;

cudaError_t preprocess(const Preprocessing& preprocessing, cudaStream_t stream);

}  // namespace concord::kernels
