#include "adapter/layout.hpp"

#include "core/error.hpp"

namespace concord::adapter {
namespace {

constexpr std::int32_t kMost = 65'536;

void check(std::int32_t size, const char* name) {
  require(size >= 1 && size <= kMost, "shape->", name, " is ", size, ", it must be 1 to ", kMost);
}

void add(Layout& layout, std::int64_t in, std::int64_t out, std::int64_t taps) {
  const std::int64_t weight = layout.count, bias = weight + out * in * taps;
  layout.layers.push_back({in, out, taps, weight, bias});
  layout.count = bias + out;
}

}  // namespace

Layout layout_of(const concord_adapter_shape& shape) {
  check(shape.input, "input");
  check(shape.hidden, "hidden");
  check(shape.dimension, "dimension");
  check(shape.classes, "classes");
  require(shape.classes >= 2, "shape->classes is 1; an adapter learns to tell at least 2 apart");
  require(shape.architecture == CONCORD_ADAPTER_SEED || shape.architecture == CONCORD_ADAPTER_MLP,
          "shape->architecture is ", shape.architecture, ", it must be seed (1) or mlp (2)");
  Layout layout;
  add(layout, shape.input, shape.hidden, 1);
  if (shape.architecture == CONCORD_ADAPTER_SEED) {
    add(layout, shape.hidden, shape.hidden, 1);
    layout.norm = layout.count;
    layout.norm_size = shape.hidden;
    layout.count += 2 * layout.norm_size;
    add(layout, shape.hidden, shape.dimension, 3);
    add(layout, shape.dimension, shape.dimension, 3);
  } else {
    add(layout, shape.hidden, shape.dimension, 1);
  }
  add(layout, shape.dimension, shape.classes, 1);
  return layout;
}

}  // namespace concord::adapter
