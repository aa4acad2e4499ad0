// The weights of an antialiased resize along one axis, as Pillow computes them (Pillow, src/libImaging/Resample.c,
// precompute_coeffs): the filter is stretched by the factor of reduction, cut off at the borders, and its weights sum
// to 1.
#pragma once

#include <cstdint>
#include <vector>

namespace concord::pooling {

// One axis: `scaled` pixels are made of `size`, of which `count` from `first` on are wanted.
struct Axis {
  std::int64_t size;
  std::int64_t scaled;
  std::int64_t first;
  std::int64_t count;
};

// The input pixels [first, first + count) that make one output pixel, and where their weights begin.
struct Taps {
  std::int64_t first;
  std::int64_t count;
  std::int64_t weights;
};

struct Resampling {
  std::vector<Taps> taps;  // one for each wanted pixel
  std::vector<float> weights;

  const float* weights_of(const Taps& of) const { return weights.data() + of.weights; }
};

// filter: a concord_resize_filter. Equal sizes give one tap of weight 1 for each pixel.
Resampling make_resampling(const Axis& axis, std::int32_t filter);

}  // namespace concord::pooling
