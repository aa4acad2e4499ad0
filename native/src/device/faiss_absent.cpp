// FAISS's own index on a device, in a build without it.
#include "core/error.hpp"
#include "device/faiss_index.hpp"

namespace concord::device {

class FaissIndex::Held {};

FaissIndex::FaissIndex(const Context&, const index::Source&, Storage) {
  throw Error(CONCORD_UNSUPPORTED, "this build has no FAISS for graphics processors; open the device without it");
}

FaissIndex::~FaissIndex() = default;

bool FaissIndex::can_answer(const index::Source&, const index::SearchRequest&) {
  return false;
}

index::SearchAnswer FaissIndex::search(const index::SearchRequest&) {
  return {};
}

}  // namespace concord::device
