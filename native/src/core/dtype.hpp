// Element types of arrays.
#pragma once

#include <cstdint>

#include "concord/core.h"

namespace concord {

// The bytes of one element, 0 for an unknown type.
constexpr std::int64_t dtype_size(std::int32_t dtype) {
  switch (dtype) {
    case CONCORD_FLOAT32:
      return 4;
    case CONCORD_FLOAT16:
    case CONCORD_BFLOAT16:
      return 2;
    default:
      return 0;
  }
}

// True for the types that files hold.
constexpr bool is_stored_dtype(std::int32_t dtype) {
  return dtype == CONCORD_FLOAT32 || dtype == CONCORD_FLOAT16;
}

constexpr const char* dtype_name(std::int32_t dtype) {
  switch (dtype) {
    case CONCORD_FLOAT32:
      return "float32";
    case CONCORD_FLOAT16:
      return "float16";
    case CONCORD_BFLOAT16:
      return "bfloat16";
    default:
      return "unknown";
  }
}

}  // namespace concord
