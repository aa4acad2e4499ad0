#include "core/file_writer.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <sys/random.h>
#include <unistd.h>

#include <cerrno>
#include <cinttypes>
#include <utility>

#include "core/directory.hpp"
#include "core/error.hpp"

namespace concord {
namespace {

// Writes everything or returns the errno of what stopped it.
int write_all(int file, const char* bytes, std::int64_t size, std::int64_t offset) {
  while (size > 0) {
    const ssize_t written = ::pwrite(file, bytes, static_cast<std::size_t>(size), offset);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    if (written == 0) return EIO;
    bytes += written;
    offset += written;
    size -= written;
  }
  return 0;
}

std::string temporary_name(const std::string& path) {
  std::uint64_t number = 0;
  if (::getrandom(&number, sizeof number, 0) != sizeof number) throw os_error(errno, "no random name for", path);
  char text[17];
  std::snprintf(text, sizeof text, "%016" PRIx64, number);
  return path + ".tmp-" + text;
}

// File systems without RENAME_NOREPLACE get the older pair of calls, which is as safe: link never replaces.
void rename_without_replacing(const std::string& from, const std::string& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return;
  if (errno != EINVAL && errno != ENOSYS) throw os_error(errno, "cannot put a new file at", to);
  if (::link(from.c_str(), to.c_str()) != 0) throw os_error(errno, "cannot put a new file at", to);
  ::unlink(from.c_str());
}

void rename_replacing(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) throw os_error(errno, "cannot replace", to);
}

}  // namespace

FileWriter::FileWriter(FileDescriptor file, std::string path, std::int64_t size)
    : file_(std::move(file)), path_(std::move(path)), size_(size) {}

FileWriter FileWriter::create(const std::string& path) {
  return FileWriter(open_file(path, O_RDWR | O_CREAT | O_EXCL, 0600), path, 0);
}

FileWriter FileWriter::open(const std::string& path) {
  FileDescriptor file = open_file(path, O_RDWR);
  const std::int64_t size = regular_file_size(file, path);
  return FileWriter(std::move(file), path, size);
}

void FileWriter::append(const void* bytes, std::int64_t size) {
  write_at(size_, bytes, size);
}

void FileWriter::write_at(std::int64_t offset, const void* bytes, std::int64_t size) {
  require_sound();
  const int failure = write_all(file_.number(), static_cast<const char*>(bytes), size, offset);
  if (failure != 0) poison(failure, "cannot write");
  if (offset + size > size_) size_ = offset + size;
}

void FileWriter::truncate(std::int64_t size) {
  require_sound();
  if (::ftruncate(file_.number(), size) != 0) poison(errno, "cannot cut off");
  size_ = size;
}

void FileWriter::sync() {
  require_sound();
  if (::fsync(file_.number()) != 0) poison(errno, "cannot make durable");
}

void FileWriter::require_sound() const {
  if (poisoned_) {
    throw Error(CONCORD_POISONED,
                text_of("an earlier write of ", path_, " failed; reopen it from the committed state"));
  }
}

void FileWriter::poison(int error_number, const std::string& what) {
  poisoned_ = true;
  throw os_error(error_number, what, path_);
}

DurableReplacement::DurableReplacement(const std::string& path)
    : path_(path), writer_(FileWriter::create(temporary_name(path))) {}

DurableReplacement::~DurableReplacement() {
  if (!renamed_) ::unlink(writer_.path().c_str());
}

void DurableReplacement::commit(IfExists if_exists) {
  writer_.sync();
  if (if_exists == IfExists::kReplace) {
    rename_replacing(writer_.path(), path_);
  } else {
    rename_without_replacing(writer_.path(), path_);
  }
  renamed_ = true;
  sync_directory(directory_of(path_));
}

}  // namespace concord
