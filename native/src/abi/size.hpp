// Sizes of arrays out of the caller's counts, without overflow.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "core/error.hpp"

namespace concord::abi {

// The product of counts that are not negative. Throws CONCORD_BAD_ARGUMENT when it does not fit what a machine can
// address.
inline std::int64_t product(std::initializer_list<std::int64_t> counts, const char* name) {
  std::int64_t total = 1;
  for (std::int64_t count : counts) {
    require(!__builtin_mul_overflow(total, count, &total), name, " is larger than any memory");
  }
  return total;
}

}  // namespace concord::abi
