// Cost against the number of rows.
#pragma once

#include <cstdint>
#include <string>

#include "index_data.hpp"

namespace concord::bench {

// Prints one line for 10,000 rows and every further 10^(1/2) times as many, from `least` up to `most`: float16 rows of
// 1,536 dimensions in as many lists as the library chooses, searched for the calibrated recall. `plot`: a file for the
// same as a picture, or empty.
void print_scale(const Workplace& place, std::int64_t least, std::int64_t most, std::int32_t threads,
                 const std::string& plot);

}  // namespace concord::bench
