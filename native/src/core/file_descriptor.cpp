#include "core/file_descriptor.hpp"

#include <fcntl.h>

#include <cerrno>

#include "core/error.hpp"

namespace concord {

FileDescriptor open_file(const std::string& path, int flags, mode_t mode) {
  // O_NONBLOCK: opening a pipe that was put in place of a file must fail the check below, not wait for its other end.
  const int all_flags = flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
  int number;
  do {
    number = ::open(path.c_str(), all_flags, mode);
  } while (number < 0 && errno == EINTR);
  if (number < 0 && errno == ELOOP) throw os_error(ELOOP, "refused to open the symbolic link", path);
  if (number < 0) throw os_error(errno, "cannot open", path);
  return FileDescriptor(number);
}

std::int64_t regular_file_size(const FileDescriptor& file, const std::string& path) {
  struct stat status = {};
  if (::fstat(file.number(), &status) != 0) throw os_error(errno, "cannot read the size of", path);
  require(S_ISREG(status.st_mode), path, " is not a regular file");
  return status.st_size;
}

std::int64_t read_at(const FileDescriptor& file, std::int64_t offset, void* bytes, std::int64_t size,
                     const std::string& path) {
  std::int64_t done = 0;
  while (done < size) {
    const auto wanted = static_cast<std::size_t>(size - done);
    const ssize_t got = ::pread(file.number(), static_cast<char*>(bytes) + done, wanted, offset + done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw os_error(errno, "cannot read", path);
    if (got == 0) break;
    done += got;
  }
  return done;
}

}  // namespace concord
