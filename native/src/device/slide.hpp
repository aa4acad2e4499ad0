// Comparing slides on a device.
#pragma once

#include "device/context.hpp"
#include "slide/distance.hpp"

namespace concord::device {

// As slide::similarity, with the same bits.
std::vector<float> similarity(Context& context, const slide::Tiles& tiles, const float* queries_qd, std::int64_t q,
                              Metric metric);

// As slide::compare_slides, with the same tiles and distances. Throws CONCORD_UNSUPPORTED for elements so large that
// float32 products overflow.
slide::SlideAnswer compare_slides(Context& context, const slide::Tiles& a, const slide::Tiles& b, Metric metric);

}  // namespace concord::device
