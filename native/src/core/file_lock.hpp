// An exclusive lock between processes (and between handles of one process).
#pragma once

#include <string>

#include "core/file_descriptor.hpp"

namespace concord {

// Held until destroyed or until the process ends, however it ends: the lock is the kernel's (flock), not the file's
// existence. The file is never removed, for another process may be about to lock the one that was unlinked.
class FileLock {
 public:
  // Never waits. Writes pid, boot id and `note` into the file for people; failing to write them is no failure.
  // Throws CONCORD_LOCKED with what the holder wrote.
  FileLock(const std::string& path, const std::string& note);

 private:
  FileDescriptor file_;
};

}  // namespace concord
