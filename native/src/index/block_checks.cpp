#include "index/block_checks.hpp"

namespace concord::index {

BlockChecks::BlockChecks(std::string path, std::string what, std::int64_t blocks)
    : path_(std::move(path)), what_(std::move(what)), sound_(new std::atomic<std::uint64_t>[blocks / 64 + 1]()) {}

Error BlockChecks::corrupt(std::int64_t block) const {
  return Error(CONCORD_CORRUPT, text_of(path_, ": the checksum of ", what_, " block ", block,
                                        " does not hold; restore the file or rebuild it"));
}

}  // namespace concord::index
