// Cost against the number of rows.
#pragma once

#include <cstdint>

#include "index_data.hpp"

namespace concord::bench {

// Prints one line for 10,000 rows and every further 10^(1/2) times as many, up to `most`: float16 rows of 1,536
// dimensions in as many lists as the library chooses, searched for the calibrated recall.
void print_scale(const Workplace& place, std::int64_t most, std::int32_t threads);

}  // namespace concord::bench
