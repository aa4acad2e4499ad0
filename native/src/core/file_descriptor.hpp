// An open file of the operating system, closed when its owner goes.
#pragma once

#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <utility>

namespace concord {

class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~FileDescriptor() { close(); }

  int number() const { return number_; }

  // Errors of close are of no use here: what must be durable was fsynced before.
  void close() noexcept {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }

 private:
  int number_ = -1;
};

// Opens `path` with `flags`, never through a symbolic link and never inherited by a child. `mode` is for files it
// creates. Throws the operating system's reason.
FileDescriptor open_file(const std::string& path, int flags, mode_t mode = 0);

// The size of the regular file behind `file`; throws CONCORD_BAD_ARGUMENT when it is something else (a pipe, a device,
// a directory).
std::int64_t regular_file_size(const FileDescriptor& file, const std::string& path);

// Reads up to `size` bytes at `offset` and returns how many there were; fewer only at the end of the file.
std::int64_t read_at(const FileDescriptor& file, std::int64_t offset, void* bytes, std::int64_t size,
                     const std::string& path);

}  // namespace concord
