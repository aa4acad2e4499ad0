// Between the caller's array of weights and the dense weights that networks compute with.
#pragma once

#include <algorithm>
#include <vector>

#include "adapter/network.hpp"

namespace concord::adapter {

// Calls move(place in the caller's array, place among the dense weights) for every weight that meets an input.
template <typename Move>
void for_each_dense(const Layout& layout, const DenseLayout& dense, const Move& move) {
  for (std::size_t l = 0; l < layout.layers.size(); ++l) {
    const Layer& layer = layout.layers[l];
    for (std::int64_t i = 0; i < layer.in * layer.out; ++i)
      move(layer.weight + i * layer.taps + layer.taps / 2, dense.places[l].weight + i);
    for (std::int64_t o = 0; o < layer.out; ++o) move(layer.bias + o, dense.places[l].bias + o);
  }
  for (std::int64_t i = 0; i < 2 * layout.norm_size; ++i) move(layout.norm + i, dense.norm + i);
}

inline std::vector<float> dense_weights(const Layout& layout, const DenseLayout& dense, const float* weights) {
  std::vector<float> result(static_cast<std::size_t>(dense.count));
  for_each_dense(layout, dense,
                 [&](std::int64_t from, std::int64_t to) { result[static_cast<std::size_t>(to)] = weights[from]; });
  return result;
}

}  // namespace concord::adapter
