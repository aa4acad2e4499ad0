// Adapting vectors: the work behind concord_adapter_apply.
#pragma once

#include <cstdint>

#include "concord/adapter.h"

namespace concord::adapter {

struct ApplyRequest {
  concord_adapter_shape shape;
  const float* weights;
  const float* vectors;
  std::int64_t count;
  std::int32_t threads;
  const concord_cancel* cancel;
};

void apply(const ApplyRequest& request, float* embeddings);

}  // namespace concord::adapter
