// cuBLAS, opened when something first needs it, so that the library starts on machines without it.
#pragma once

namespace concord::device {

// Where cuBLAS (11 to 13) has this function; throws CONCORD_UNSUPPORTED when it is not installed or has none of that
// name.
void* cublas_function(const char* name);

}  // namespace concord::device
