// How a source's rows lie in device memory.
#pragma once

#include <cstdint>

#include "concord/core.h"

namespace concord::device {

// kFloat16: float32 rows rounded to half the size.
enum class Storage { kAsItIs, kFloat16 };

inline std::int32_t stored_dtype(Storage storage, std::int32_t dtype) {
  return storage == Storage::kFloat16 ? static_cast<std::int32_t>(CONCORD_FLOAT16) : dtype;
}

}  // namespace concord::device
