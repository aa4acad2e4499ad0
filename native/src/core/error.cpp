#include "core/error.hpp"

#include <cerrno>
#include <system_error>

namespace concord {
namespace {

concord_status status_of(int error_number) {
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
      return CONCORD_NOT_FOUND;
    case EEXIST:
      return CONCORD_ALREADY_EXISTS;
    case ENOSPC:
    case EDQUOT:
      return CONCORD_DISK_FULL;
    case ENOMEM:
      return CONCORD_OUT_OF_MEMORY;
    default:
      return CONCORD_IO_ERROR;
  }
}

}  // namespace

Error os_error(int error_number, const std::string& what, const std::string& path) {
  return Error(status_of(error_number), text_of(what, " ", path, ": ", std::generic_category().message(error_number)));
}

}  // namespace concord
