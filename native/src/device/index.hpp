// A generation in device memory, searched there.
#pragma once

#include <vector>

#include "device/index_part.hpp"

namespace concord::device {

// Rows, row numbers and norms of one source; lists are ranked on the processor. Used by one thread at a time.
class Index {
 public:
  // Copies the source, whose checksums are verified on the way; it outlives the index, and so does the context. Throws
  // CONCORD_OUT_OF_DEVICE_MEMORY when the rows do not fit the budget, CONCORD_CORRUPT as reading them does.
  // Rows that are stored as float16 are decided on the processor, from the source's own.
  Index(Context& context, const index::Source& source, Products products = Products::kTensor,
        Storage storage = Storage::kAsItIs);

  // The same spread evenly over several devices, each of which scans its rows of every list that is visited. At least
  // one.
  Index(const std::vector<Context*>& contexts, const index::Source& source, Products products = Products::kTensor,
        Storage storage = Storage::kAsItIs);

  struct Answer {
    index::SearchAnswer found;
    std::int64_t on_cpu = 0;  // queries that the processor answered: their scores took more memory than the budget has,
                              // too many rows lay too close to the k-th, or float32 products overflow
  };

  // As index::search over this one source: the same rows and distances, filter and exclusion included.
  Answer search(const index::SearchRequest& request);

 private:
  void search_there(const index::SearchRequest& request, Answer& answer);

  HeldIndex held_;
};

}  // namespace concord::device
