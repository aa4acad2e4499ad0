// Adapting vectors on a device.
#pragma once

#include "adapter/apply.hpp"
#include "device/context.hpp"

namespace concord::device {

// As adapter::apply, within the error of float32 sums: cuBLAS adds in an order of its own. Throws CONCORD_UNSUPPORTED
// without cuBLAS.
void apply_adapter(Context& context, const adapter::ApplyRequest& request, float* embeddings);

}  // namespace concord::device
