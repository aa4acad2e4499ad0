// Option structs that grow: each begins with the size its caller knows.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "core/error.hpp"

namespace concord::abi {

// The library's own copy: what fits of the caller's struct, zeros (the defaults) behind it. `least` bytes hold the
// fields that have no default.
template <typename Options>
Options own_copy(const Options* options, std::size_t least, const char* name) {
  require(options != nullptr, name, " is NULL");
  std::uint32_t size;
  std::memcpy(&size, options, sizeof size);
  require(size >= least, name, "->struct_size is ", size, ", at least ", least,
          " bytes are needed; fill it with its _init function");
  Options copy{};
  std::memcpy(&copy, options, std::min<std::size_t>(size, sizeof copy));
  return copy;
}

// Zeros and the size.
template <typename Options>
void init(Options* options) {
  if (options == nullptr) return;
  std::memset(options, 0, sizeof *options);
  options->struct_size = sizeof *options;
}

}  // namespace concord::abi

// The bytes of a struct up to the end of a field.
#define CONCORD_SIZE_UP_TO(type, field) (offsetof(type, field) + sizeof(type::field))
