// Writing what must reach the disk.
#pragma once

#include <cstdint>
#include <string>

#include "core/file_descriptor.hpp"

namespace concord {

// Writes one file. The first failed write, cut or fsync poisons it: every later call throws CONCORD_POISONED, since the
// kernel may have dropped the pages it could not write and would report success next time (Rebello et al., ATC 2020).
class FileWriter {
 public:
  // Creates `path` with mode 0600; throws CONCORD_ALREADY_EXISTS when anything is there, a dangling link included.
  static FileWriter create(const std::string& path);

  // Opens the regular file `path`, not through a link. Appending goes on at its end.
  static FileWriter open(const std::string& path);

  // Writes all `size` bytes at the end of the file. On failure size() is as before.
  void append(const void* bytes, std::int64_t size);

  // Writes all `size` bytes at `offset`, which may lie before the end (a header filled in last).
  void write_at(std::int64_t offset, const void* bytes, std::int64_t size);

  // Cuts the file off after `size` bytes.
  void truncate(std::int64_t size);

  // Makes the content durable (fsync). Its name needs sync_directory once, after creation.
  void sync();

  std::int64_t size() const { return size_; }
  const std::string& path() const { return path_; }
  const FileDescriptor& descriptor() const { return file_; }

 private:
  FileWriter(FileDescriptor file, std::string path, std::int64_t size);

  void require_sound() const;
  [[noreturn]] void poison(int error_number, const std::string& what);

  FileDescriptor file_;
  std::string path_;
  std::int64_t size_ = 0;
  bool poisoned_ = false;
};

// What commit() does when the final name is taken.
enum class IfExists { kReplace, kFail };

// A file that appears at `path` whole or not at all, even across a power cut: written as "<path>.tmp-<random>" in the
// same directory, then renamed. Without commit() the temporary file goes with this object.
class DurableReplacement {
 public:
  explicit DurableReplacement(const std::string& path);
  DurableReplacement(const DurableReplacement&) = delete;
  DurableReplacement& operator=(const DurableReplacement&) = delete;
  ~DurableReplacement();

  FileWriter& writer() { return writer_; }

  // fsync, rename, fsync of the directory. Throws CONCORD_ALREADY_EXISTS with kFail when the name is taken. When only
  // the last step fails the new content is at `path`, whole, but may be gone after a power cut.
  void commit(IfExists if_exists);

 private:
  std::string path_;
  FileWriter writer_;
  bool renamed_ = false;
};

}  // namespace concord
