// The tiles of one slide as the caller holds them: count rows of d elements.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/dtype.hpp"

namespace concord::slide {

struct Tiles {
  const std::byte* elements;
  std::int32_t dtype;  // float32 or float16
  std::int64_t count;
  std::int64_t d;

  std::int64_t row_bytes() const { return d * dtype_size(dtype); }
  const std::byte* row(std::int64_t i) const { return elements + i * row_bytes(); }
};

}  // namespace concord::slide
