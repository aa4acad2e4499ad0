#include "core/directory.hpp"

#include <fcntl.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <iterator>

#include "core/error.hpp"
#include "core/file_descriptor.hpp"

namespace concord {
namespace {

// f_type of statfs(2). Written out, since <linux/magic.h> names only some of them.
constexpr std::uint32_t kNetworkFileSystems[] = {
    0x00006969,  // NFS
    0x0000517B,  // SMB
    0xFF534D42,  // CIFS
    0xFE534D42,  // SMB2
    0x0000564C,  // NCP
    0x5346414F,  // AFS
    0x6B414653,  // kAFS
    0x73757245,  // Coda
    0x01021997,  // 9P
    0x00C36400,  // Ceph
    0x0BD00BD0,  // Lustre
    0x01161970,  // GFS2
    0x7461636F,  // OCFS2
    0x47504653,  // GPFS
    0x19830326,  // BeeGFS
    0x65735546,  // FUSE: sshfs, s3fs and the like; whether it is remote cannot be seen from here
};

}  // namespace

std::string directory_of(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

void sync_directory(const std::string& path) {
  int number = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (number < 0) throw os_error(errno, "cannot open the directory", path);
  const FileDescriptor directory(number);
  if (::fsync(directory.number()) != 0) throw os_error(errno, "cannot make durable the directory", path);
}

bool is_on_network(const std::string& path) {
  struct statfs status = {};
  if (::statfs(path.c_str(), &status) != 0) throw os_error(errno, "cannot read the file system of", path);
  const auto type = static_cast<std::uint32_t>(status.f_type);
  return std::find(std::begin(kNetworkFileSystems), std::end(kNetworkFileSystems), type) !=
         std::end(kNetworkFileSystems);
}

}  // namespace concord
