#include "core/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>

#include <cerrno>
#include <utility>

#include "core/error.hpp"
#include "core/file_descriptor.hpp"

namespace concord {

MappedFile MappedFile::open(const std::string& path) {
  const FileDescriptor file = open_file(path, O_RDONLY);
  const std::int64_t size = regular_file_size(file, path);
  if (size == 0) return MappedFile();
  void* address = ::mmap(nullptr, static_cast<std::size_t>(size), PROT_READ, MAP_SHARED, file.number(), 0);
  if (address == MAP_FAILED) throw os_error(errno, "cannot map", path);
  return MappedFile(static_cast<const std::byte*>(address), size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), static_cast<std::size_t>(size_));
}

}  // namespace concord
