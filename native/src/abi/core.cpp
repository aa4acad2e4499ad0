// concord/core.h: versions, the last error, cancellation, checksums.
#include "concord/core.h"

#include <faiss/Index.h>

#include "abi/guard.hpp"
#include "core/cancel.hpp"
#include "core/hash.hpp"
#include "core/simd_level.hpp"

#define CONCORD_TEXT_(x) #x
#define CONCORD_TEXT(x) CONCORD_TEXT_(x)

namespace concord::abi {
namespace {

// A fixed buffer, so that reporting an error cannot fail for want of memory.
constexpr std::size_t kErrorBytes = 2048;
thread_local char last_error[kErrorBytes] = "";

}  // namespace

void set_last_error(const char* text) noexcept {
  std::size_t size = 0;
  while (size + 1 < kErrorBytes && text[size] != '\0') ++size;
  // Do not cut a UTF-8 character in two.
  if (text[size] != '\0') {
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0u) == 0x80u) --size;
  }
  for (std::size_t i = 0; i < size; ++i) last_error[i] = text[i];
  last_error[size] = '\0';
}

}  // namespace concord::abi

using concord::require;
using concord::abi::guard;

uint32_t concord_abi_version(void) {
  return std::uint32_t{CONCORD_ABI_MAJOR} << 16 | std::uint32_t{CONCORD_ABI_MINOR};
}

const char* concord_version(void) {
  return CONCORD_VERSION;
}

const char* concord_last_error(void) {
  return concord::abi::last_error;
}

const char* concord_simd_level(void) {
  return concord::simd_level();
}

const char* concord_faiss_version(void) {
  return CONCORD_TEXT(FAISS_VERSION_MAJOR) "." CONCORD_TEXT(FAISS_VERSION_MINOR) "." CONCORD_TEXT(FAISS_VERSION_PATCH);
}

concord_status concord_cancel_create(concord_cancel** cancel) {
  return guard([&] {
    require(cancel != nullptr, "cancel is NULL");
    *cancel = new concord_cancel;
  });
}

void concord_cancel_raise(concord_cancel* cancel) {
  if (cancel != nullptr) cancel->raised.store(true, std::memory_order_relaxed);
}

void concord_cancel_free(concord_cancel* cancel) {
  delete cancel;
}

concord_status concord_hash64(const void* bytes, int64_t size, uint64_t* hash) {
  return guard([&] {
    require(size >= 0, "size is ", size);
    require(bytes != nullptr || size == 0, "bytes is NULL");
    require(hash != nullptr, "hash is NULL");
    *hash = concord::hash64(bytes, size);
  });
}
