// Antialiased resize, cut and normalisation: n x height x width x 3 bytes to n x 3 x oH x oW float32.
//
// value = (min(max(sum, 0), 255) / 255 - mean) * scale, where sum is taken along the columns' taps over sums along the
// rows' taps, each in the order of its taps: the CPU's bits. A block makes one stretch of an output row: first the
// weighted sums of input rows, which lie side by side in memory, for all input pixels of the stretch (in shared memory,
// 24 KiB), then the sums along them. Fused because the tensor of sums would be as large as the image in float32.
#include "kernels/launch.cuh"
#include "kernels/preprocess.hpp"

namespace concord::kernels {
namespace {

constexpr unsigned kThreads = 256;

struct Stretch {
  std::int64_t image, row;
  std::int64_t first, count;  // output pixels
  std::int64_t from, pixels;  // input pixels
};

__device__ inline Stretch stretch_of(const Preprocessing& a, std::int64_t block) {
  const std::int64_t stretches = (a.output_width + a.columns_a_block - 1) / a.columns_a_block;
  Stretch s{};
  s.image = block / (stretches * a.output_height);
  s.row = block / stretches % a.output_height;
  s.first = block % stretches * a.columns_a_block;
  s.count = a.output_width - s.first < a.columns_a_block ? a.output_width - s.first : a.columns_a_block;
  const PixelTaps last = a.columns.taps[s.first + s.count - 1];
  s.from = a.columns.taps[s.first].first;
  s.pixels = last.first + last.count - s.from;
  return s;
}

__global__ void __launch_bounds__(kThreads) preprocess_kernel(Preprocessing a) {
  __shared__ float sums[kMostPixels * 3];
  const Stretch s = stretch_of(a, blockIdx.x);
  const PixelTaps rows = a.rows.taps[s.row];
  const std::uint8_t* const top = a.rgb_nhwc + ((s.image * a.height + rows.first) * a.width + s.from) * 3;
  for (std::int64_t i = threadIdx.x; i < s.pixels * 3; i += kThreads) {
    float sum = 0.0f;
    for (int tap = 0; tap < rows.count; ++tap) {
      sum += a.rows.weights[rows.weights + tap] * static_cast<float>(top[tap * a.width * 3 + i]);
    }
    sums[i] = sum;
  }
  __syncthreads();
  for (std::int64_t i = threadIdx.x; i < s.count * 3; i += kThreads) {
    const std::int64_t channel = i / s.count, x = s.first + i % s.count;
    const PixelTaps columns = a.columns.taps[x];
    const float* const from = sums + (columns.first - s.from) * 3 + channel;
    float sum = 0.0f;
    for (int tap = 0; tap < columns.count; ++tap) sum += a.columns.weights[columns.weights + tap] * from[tap * 3];
    const float cut = sum < 0.0f ? 0.0f : sum > 255.0f ? 255.0f : sum;
    a.tensor_nchw[((s.image * 3 + channel) * a.output_height + s.row) * a.output_width + x] =
        (cut / 255.0f - a.mean[channel]) * a.scale[channel];
  }
}

}  // namespace

cudaError_t preprocess(const Preprocessing& a, cudaStream_t stream) {
  const std::int64_t stretches = (a.output_width + a.columns_a_block - 1) / a.columns_a_block;
  return launch(preprocess_kernel, a.n * a.output_height * stretches, kThreads, a, stream);
}

}  // namespace concord::kernels
