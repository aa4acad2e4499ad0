// Reading and writing single elements of a given type at any address, aligned or not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "concord/core.h"
#include "core/dtype.hpp"
#include "core/float16.hpp"

namespace concord::pooling {

template <typename Word>
Word load_word(const std::byte* at) {
  Word word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// Element i of an array as float32; exact.
inline float load_element(const std::byte* elements, std::int32_t dtype, std::int64_t i) {
  const std::byte* at = elements + i * dtype_size(dtype);
  switch (dtype) {
    case CONCORD_FLOAT16:
      return float16_to_float(load_word<std::uint16_t>(at));
    case CONCORD_BFLOAT16:
      return bfloat16_to_float(load_word<std::uint16_t>(at));
    default:
      return load_word<float>(at);
  }
}

}  // namespace concord::pooling
