#include "core/hash.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace concord {

std::uint64_t hash64(const void* bytes, std::int64_t size) {
  return XXH3_64bits(bytes, static_cast<std::size_t>(size));
}

}  // namespace concord
