// Adaptive pooling of feature maps, n x c x height x width to n x (c * oH * oW), in one pass over the maps.
//
// A bin is pooled by 16/Vector neighbouring lanes of a warp, each of which holds Vector of the sixteen partial results:
// lane l reads elements Vector*l .. Vector*l + Vector-1, then those sixteen further on, by one load each. A warp reads
// 2*Vector bins side by side, which lie one behind the other in memory. Combining is by shuffles and within the lane.
// Accumulation in float32. Fused because the vectors are a hundredth of the maps: reading them again for norm and
// conversion costs nothing while they are in the second-level cache, and one launch instead of three.
#include "concord/core.h"
#include "kernels/element.cuh"
#include "kernels/pool.cuh"

namespace concord::kernels {
namespace {

constexpr int kPartials = 16;

struct Bin {
  std::int64_t offset;  // of its first element in the plane
  std::int64_t runs;
  std::int64_t length;  // elements of a run
  std::int64_t stride;  // from one run to the next
};

// Bin (y, x) as PyTorch cuts it: [floor(i * size / bins), ceil((i + 1) * size / bins)). One run where it is as wide as
// the map.
__device__ inline Bin bin_of(const MapPooling& a, std::int64_t y, std::int64_t x) {
  const std::int64_t top = y * a.height / a.output_height;
  const std::int64_t bottom = ((y + 1) * a.height + a.output_height - 1) / a.output_height;
  const std::int64_t left = x * a.width / a.output_width;
  const std::int64_t right = ((x + 1) * a.width + a.output_width - 1) / a.output_width;
  if (right - left == a.width) return {top * a.width, 1, (bottom - top) * a.width, 0};
  return {top * a.width + left, bottom - top, right - left, a.width};
}

template <typename Element, int Vector, PoolStep step>
__device__ inline void accumulate(const MapPooling& a, const Bin& bin, const typename Element::Word* plane,
                                  const std::uint8_t* mask, int lane, float (&partial)[Vector], int& kept) {
  for (std::int64_t run = 0; run < bin.runs; ++run) {
    const std::int64_t first = bin.offset + run * bin.stride;
#pragma unroll 4
    for (std::int64_t j = lane * Vector; j < bin.length; j += kPartials) {
      float values[Vector];
      load<Element, Vector>(plane + first + j, values);
#pragma unroll
      for (int v = 0; v < Vector; ++v) {
        if (step == PoolStep::kMasked) {
          if (mask[first + j + v] == 0) continue;
          ++kept;
        }
        partial[v] = stepped<step>(a.rule, partial[v], values[v]);
      }
    }
  }
}

// Partial results i and i+8, then i and i+4, i+2, i+1.
template <int Vector, PoolStep step>
__device__ inline float combine(float (&partial)[Vector]) {
  constexpr int kLanes = kPartials / Vector;
#pragma unroll
  for (int half = kPartials / 2; half >= Vector; half /= 2) {
#pragma unroll
    for (int v = 0; v < Vector; ++v) {
      partial[v] = combined<step>(partial[v], __shfl_down_sync(kWholeWarp, partial[v], half / Vector, kLanes));
    }
  }
#pragma unroll
  for (int half = Vector / 2; half > 0; half /= 2) {
#pragma unroll
    for (int v = 0; v < half; ++v) partial[v] = combined<step>(partial[v], partial[v + half]);
  }
  return partial[0];
}

template <typename Element, int Vector, PoolStep step>
__global__ void __launch_bounds__(kPoolThreads) pool_maps_kernel(MapPooling a) {
  constexpr int kLanes = kPartials / Vector;
  constexpr std::int64_t kBins = kPoolThreads / kLanes;
  const int lane = static_cast<int>(threadIdx.x) % kLanes;
  const std::int64_t image = blockIdx.x / a.blocks_per_image, part = blockIdx.x % a.blocks_per_image;
  const std::int64_t positions = a.height * a.width, bins = a.output_height * a.output_width;
  const std::uint8_t* const mask = step == PoolStep::kMasked ? a.mask + image * positions : nullptr;
  for (std::int64_t first = part * kBins; first < a.output.d; first += a.blocks_per_image * kBins) {
    const std::int64_t at = first + threadIdx.x / kLanes;
    float partial[Vector];
    for (float& one : partial) one = first_value<step>();
    Bin bin{};
    int kept = 0;
    if (at < a.output.d) {
      const std::int64_t channel = at / bins, place = at % bins;
      bin = bin_of(a, place / a.output_width, place % a.output_width);
      const auto* plane = static_cast<const typename Element::Word*>(a.maps) + (image * a.c + channel) * positions;
      accumulate<Element, Vector, step>(a, bin, plane, mask, lane, partial, kept);
    }
    // Every lane of the warp takes part in the shuffles, those without a bin too.
    const float value = combine<Vector, step>(partial);
    std::int64_t count = bin.runs * bin.length;
    if (step == PoolStep::kMasked) {
      for (int half = kLanes / 2; half > 0; half /= 2) kept += __shfl_down_sync(kWholeWarp, kept, half, kLanes);
      count = kept;
    }
    if (lane == 0 && at < a.output.d) a.output.pooled[image * a.output.d + at] = finished<step>(a.rule, value, count);
  }
  finish_image(a.output, image, a.blocks_per_image);
}

template <typename Element, int Vector>
cudaError_t launch_step(const MapPooling& pooling, std::int32_t multiprocessors, cudaStream_t stream) {
  constexpr std::int64_t kBins = kPoolThreads / (kPartials / Vector);
  MapPooling a = pooling;
  a.blocks_per_image = blocks_for_image(a.n, (a.output.d + kBins - 1) / kBins, multiprocessors);
  const std::int64_t blocks = a.n * a.blocks_per_image;
  return by_step(a.rule.step, [&](auto step) {
    return launch(pool_maps_kernel<Element, Vector, decltype(step)::value>, blocks, kPoolThreads, a, stream);
  });
}

// Vector elements by one load: planes begin where such loads may, and are whole numbers of them.
template <typename Element>
bool fits(const MapPooling& a, int vector) {
  return a.output_height * a.output_width == 1 && a.height * a.width % vector == 0 &&
         is_aligned(a.maps, vector * static_cast<std::int64_t>(sizeof(typename Element::Word)));
}

template <typename Element>
cudaError_t launch_halves(const MapPooling& a, std::int32_t multiprocessors, cudaStream_t stream) {
  if (fits<Element>(a, 8)) return launch_step<Element, 8>(a, multiprocessors, stream);
  if (fits<Element>(a, 4)) return launch_step<Element, 4>(a, multiprocessors, stream);
  return launch_step<Element, 1>(a, multiprocessors, stream);
}

}  // namespace

cudaError_t pool_maps(const MapPooling& a, std::int32_t dtype, std::int32_t multiprocessors, cudaStream_t stream) {
  if (dtype == CONCORD_FLOAT16) return launch_halves<Float16>(a, multiprocessors, stream);
  if (dtype == CONCORD_BFLOAT16) return launch_halves<BFloat16>(a, multiprocessors, stream);
  if (fits<Float32>(a, 4)) return launch_step<Float32, 4>(a, multiprocessors, stream);
  return launch_step<Float32, 1>(a, multiprocessors, stream);
}

}  // namespace concord::kernels
