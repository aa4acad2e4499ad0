// XXH3-64, the checksum of every file.
#pragma once

#include <cstdint>

namespace concord {

std::uint64_t hash64(const void* bytes, std::int64_t size);

}  // namespace concord
