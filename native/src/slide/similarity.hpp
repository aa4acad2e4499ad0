// The distance of every tile of a slide to each of a few queries.
#pragma once

#include <vector>

#include "slide/distance.hpp"

namespace concord::slide {

// q rows of tiles.count distances. Throws CONCORD_BAD_ARGUMENT naming query and tile when one is NaN or infinite.
std::vector<float> similarity(const Tiles& tiles, const float* queries_qd, std::int64_t q, const SlideRequest& request);

}  // namespace concord::slide
