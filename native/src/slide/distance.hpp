// The median of minimum distances between two slides, both ways, with the pairs of tiles behind it.
#pragma once

#include <cstdint>

#include "core/cancel.hpp"
#include "slide/race.hpp"

namespace concord::slide {

struct SlideRequest {
  Metric metric = Metric::kL2;
  std::int32_t threads = 0;
  const concord_cancel* cancel = nullptr;
};

struct SlideAnswer {
  Nearest in_b;  // for each tile of a
  Nearest in_a;  // for each tile of b
};

// Both slides have tiles, of one d. Throws CONCORD_BAD_ARGUMENT for elements that are NaN or infinite.
SlideAnswer compare_slides(const Tiles& a, const Tiles& b, const SlideRequest& request);

// The middle value; of an even count the mean of the two in the middle. Not for an empty array.
double median_of(std::vector<float> values);

}  // namespace concord::slide
