// A generation as FAISS's own index on a graphics processor: GpuIndexIVFFlat, GpuIndexFlat for one list. In builds with
// CONCORD_FAISS_GPU.
#pragma once

#include <memory>

#include "device/context.hpp"
#include "device/storage.hpp"
#include "index/search.hpp"

namespace concord::device {

// Copied from a source, never saved. FAISS's lists hold float32 rows, whatever the source's type; one list
// (GpuIndexFlat) holds float16 rows where the source does or the storage says so. It decides by float32 distances: of
// rows that lie closer together than these err, one may be missed that the processor returns. What it returns is
// re-scored and ordered by the distances that decide.
class FaissIndex {
 public:
  // The source outlives the index. Takes d * 4 bytes of host memory for each row while it copies. Throws
  // CONCORD_OUT_OF_DEVICE_MEMORY.
  FaissIndex(const Context& context, const index::Source& source, Storage storage = Storage::kAsItIs);
  ~FaissIndex();
  FaissIndex(const FaissIndex&) = delete;
  FaissIndex& operator=(const FaissIndex&) = delete;

  // FAISS ignores filters and exclusion on graphics processors, and ends at 2,048 hits and 2,048 lists a query.
  static bool can_answer(const index::Source& source, const index::SearchRequest& request);

  // Throws CONCORD_UNSUPPORTED for a request that it cannot answer.
  index::SearchAnswer search(const index::SearchRequest& request);

 private:
  class Held;
  std::unique_ptr<Held> held_;
};

}  // namespace concord::device
