#include "device/cublas.hpp"

#include <dlfcn.h>

#include "core/error.hpp"

namespace concord::device {
namespace {

void* open_library() {
  for (const char* name : {"libcublas.so.13", "libcublas.so.12", "libcublas.so.11", "libcublas.so"}) {
    if (void* const library = dlopen(name, RTLD_NOW | RTLD_LOCAL)) return library;
  }
  throw Error(CONCORD_UNSUPPORTED,
              "cuBLAS was not found (libcublas.so.11 to .13); install CUDA's libraries or use the CPU");
}

}  // namespace

void* cublas_function(const char* name) {
  // It stays loaded: it cannot be unloaded safely while its threads run.
  static void* const library = open_library();
  void* const found = dlsym(library, name);
  if (found == nullptr) throw Error(CONCORD_UNSUPPORTED, text_of("cuBLAS has no ", name));
  return found;
}

}  // namespace concord::device
