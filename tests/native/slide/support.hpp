// What the tests of this folder share: random slides of either element type, and options.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "concord/concord.h"
#include "core/float16.hpp"

namespace concord::test {

// n rows of d elements. `values` are what the elements are worth, after rounding to the type.
struct Slide {
  std::int64_t n;
  std::int64_t d;
  std::int32_t dtype;
  std::vector<float> values;
  std::vector<std::uint16_t> halves;

  const void* data() const {
    return dtype == CONCORD_FLOAT16 ? static_cast<const void*>(halves.data()) : values.data();
  }

  void set(std::int64_t element, float value) {
    const auto at = static_cast<std::size_t>(element);
    if (dtype == CONCORD_FLOAT16) {
      halves[at] = float_to_float16(value);
      value = float16_to_float(halves[at]);
    }
    values[at] = value;
  }

  void copy_row(std::int64_t from, std::int64_t to) {
    for (std::int64_t k = 0; k < d; ++k) set(to * d + k, values[static_cast<std::size_t>(from * d + k)]);
  }
};

inline Slide random_slide(std::int64_t n, std::int64_t d, unsigned seed, std::int32_t dtype = CONCORD_FLOAT32) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  const auto size = static_cast<std::size_t>(n * d);
  Slide slide{n, d, dtype, std::vector<float>(size), std::vector<std::uint16_t>(dtype == CONCORD_FLOAT16 ? size : 0)};
  for (std::int64_t i = 0; i < n * d; ++i) slide.set(i, normal(random));
  return slide;
}

inline concord_slide_options options_of(std::int32_t metric, const Slide& slide, std::int32_t threads = 1) {
  concord_slide_options options;
  concord_slide_options_init(&options);
  options.metric = metric;
  options.dtype = slide.dtype;
  options.threads = threads;
  return options;
}

}  // namespace concord::test
