// A whole file mapped into memory for reading.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace concord {

class MappedFile {
 public:
  // Maps the regular file `path`; a symbolic link is refused. An empty file gives size 0 and data nullptr.
  // Throws CONCORD_NOT_FOUND, CONCORD_BAD_ARGUMENT (not a regular file), CONCORD_IO_ERROR or CONCORD_OUT_OF_MEMORY.
  static MappedFile open(const std::string& path);

  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  // The first byte, page-aligned. The bytes live as long as this object, and are those of the file: cutting the file
  // off while it is mapped kills the process, so only files that never shrink below what was committed are mapped.
  const std::byte* data() const { return data_; }
  std::int64_t size() const { return size_; }

 private:
  MappedFile(const std::byte* data, std::int64_t size) : data_(data), size_(size) {}

  const std::byte* data_ = nullptr;
  std::int64_t size_ = 0;
};

}  // namespace concord
