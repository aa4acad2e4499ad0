// Errors inside the library: one exception type that carries what the caller can do (a status code) and what happened
// (a text).
#pragma once

#include <sstream>
#include <stdexcept>
#include <string>

#include "concord/core.h"

namespace concord {

// Thrown anywhere below the ABI; turned into a status by abi/guard.hpp and nowhere else.
class Error : public std::runtime_error {
 public:
  Error(concord_status code, const std::string& text) : std::runtime_error(text), code_(code) {}
  concord_status code() const { return code_; }

 private:
  concord_status code_;
};

// Builds one text out of its parts, as a stream would.
template <typename... Parts>
std::string text_of(const Parts&... parts) {
  std::ostringstream stream;
  (stream << ... << parts);
  return stream.str();
}

// Throws CONCORD_BAD_ARGUMENT with the text made of `parts` unless `holds`.
template <typename... Parts>
void require(bool holds, const Parts&... parts) {
  if (!holds) throw Error(CONCORD_BAD_ARGUMENT, text_of(parts...));
}

// An error of the operating system: errno becomes CONCORD_NOT_FOUND, CONCORD_DISK_FULL or CONCORD_IO_ERROR with its
// reason in the text.
Error os_error(int error_number, const std::string& what, const std::string& path);

}  // namespace concord
