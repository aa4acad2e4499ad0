// Directories: which one a file lies in, making its names durable, and whether its file system can be trusted with
// that.
#pragma once

#include <string>

namespace concord {

// The directory part of `path`, "." when it has none.
std::string directory_of(const std::string& path);

// fsync of the directory `path`: files created, renamed or removed in it survive a power cut. Throws the system's
// reason.
void sync_directory(const std::string& path);

// True when `path` lies on a file system served over a network, or through a user-space driver that may be one.
bool is_on_network(const std::string& path);

}  // namespace concord
