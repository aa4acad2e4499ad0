#include "core/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>

#include "core/error.hpp"

namespace concord {
namespace {

constexpr std::int64_t kQuotedBytes = 512;

// A pid alone may belong to another process after a restart of the machine.
std::string boot_id() {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string text;
  std::getline(file, text);
  return text.empty() ? "unknown" : text;
}

// What the holder wrote, on one line and without control characters: it ends up in logs and terminals.
std::string note_in(const FileDescriptor& file, const std::string& path) {
  std::string text(kQuotedBytes, '\0');
  text.resize(static_cast<std::size_t>(read_at(file, 0, text.data(), kQuotedBytes, path)));
  while (!text.empty() && text.back() == '\n') text.pop_back();
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 127; };
  std::replace_if(text.begin(), text.end(), is_control, ' ');
  return text;
}

void write_note(const FileDescriptor& file, const std::string& note) {
  const std::string text = text_of("pid ", ::getpid(), " boot ", boot_id(), "\n", note, note.empty() ? "" : "\n");
  if (::ftruncate(file.number(), 0) != 0) return;
  [[maybe_unused]] const ssize_t ignored = ::pwrite(file.number(), text.data(), text.size(), 0);
}

}  // namespace

FileLock::FileLock(const std::string& path, const std::string& note) : file_(open_file(path, O_RDWR | O_CREAT, 0600)) {
  regular_file_size(file_, path);
  int result;
  do {
    result = ::flock(file_.number(), LOCK_EX | LOCK_NB);
  } while (result != 0 && errno == EINTR);
  if (result != 0 && errno == EWOULDBLOCK) {
    throw Error(CONCORD_LOCKED, text_of(path, " is locked by: ", note_in(file_, path)));
  }
  if (result != 0) throw os_error(errno, "cannot lock", path);
  write_note(file_, note);
}

}  // namespace concord
