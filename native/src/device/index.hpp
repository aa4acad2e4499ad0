// A generation in device memory, searched there.
#pragma once

#include <vector>

#include "device/buffer.hpp"
#include "index/search.hpp"
#include "index/source.hpp"
#include "kernels/list_scan.hpp"

namespace concord::device {

// How rows and queries are multiplied: by the ordinary cores, or by tensor cores where these can (float16 rows of a
// multiple of eight elements; float32 rows would need three products for one).
enum class Products { kOrdinary, kTensor };

// Rows, row numbers and norms of one source; lists are ranked on the processor. Used by one thread at a time.
class Index {
 public:
  // Copies the source, whose checksums are verified on the way; it outlives the index, and so does the context. Throws
  // CONCORD_OUT_OF_DEVICE_MEMORY when the rows do not fit the budget, CONCORD_CORRUPT as reading them does.
  Index(Context& context, const index::Source& source, Products products = Products::kTensor);

  struct Answer {
    index::SearchAnswer found;
    std::int64_t on_cpu = 0;  // queries that the processor answered: their scores took more memory than the budget has,
                              // too many rows lay too close to the k-th, or float32 products overflow
  };

  // As index::search over this one source: the same rows and distances, filter and exclusion included.
  Answer search(const index::SearchRequest& request);

 private:
  void search_there(const index::SearchRequest& request, Answer& answer);

  Context& context_;
  const index::Source& source_;
  index::RowSpan span_;
  bool split_;
  float longest_ = 0.0f;
  Buffer<std::byte> rows_;
  Buffer<std::int64_t> numbers_;
  Buffer<float> squared_norms_;
  std::vector<std::int64_t> numbers_here_;
};

}  // namespace concord::device
