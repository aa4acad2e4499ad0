// Where each tensor of an adapter lies in the array of its weights.
#pragma once

#include <cstdint>
#include <vector>

#include "concord/adapter.h"

namespace concord::adapter {

// A dense layer: out x in weights, then a bias for each output. A convolution over one position is its middle tap.
struct Layer {
  std::int64_t in;
  std::int64_t out;
  std::int64_t taps;    // 1, or 3 for a convolution
  std::int64_t weight;  // place of its weights in the caller's array
  std::int64_t bias;
  std::int64_t fan_in() const { return in * taps; }
};

struct Layout {
  std::vector<Layer> layers;  // the last is the head
  std::int64_t norm = -1;     // place of LayerNorm's scale, its shift behind it; -1: the network has none
  std::int64_t norm_size = 0;
  std::int64_t count = 0;  // of all weights
  bool seed() const { return norm >= 0; }
};

// Throws CONCORD_BAD_ARGUMENT for sizes that cannot be.
Layout layout_of(const concord_adapter_shape& shape);

}  // namespace concord::adapter
