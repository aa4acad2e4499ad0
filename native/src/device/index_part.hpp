// A run of a source's rows in the memory of one device, and searches of it.
#pragma once

#include <vector>

#include "device/held_rows.hpp"
#include "device/index_round.hpp"
#include "index/search.hpp"
#include "index/source.hpp"

namespace concord::device {

// How rows and queries are multiplied: by the ordinary cores, or by tensor cores where these can (float16 rows of a
// multiple of eight elements; float32 rows would need three products for one).
enum class Products { kOrdinary, kTensor };

struct IndexPart {
  // Copies positions range.begin .. range.end-1 of the source. numbers: of the whole source. The context and these
  // outlive it until Context::wait.
  IndexPart(Context& context, const index::RowSpan& span, const std::int64_t* numbers, index::RowRange range,
            std::int64_t d, Storage storage);

  Context* context;
  index::RowRange range;
  HeldRows held;
  Buffer<std::int64_t> numbers;
  Buffer<float> squared_norms;
};

// A source as devices hold it.
struct HeldIndex {
  const index::Source* source = nullptr;
  index::RowSpan here;  // the source's own rows
  std::vector<std::int64_t> numbers;
  std::vector<IndexPart> parts;
  std::int32_t dtype = 0;  // of the rows there
  double longest = 0.0;    // at least the length of any row, here or there
  double residue = 0.0;    // at least the length of what rounding took from any row
  bool split = false;      // queries go to tensor cores in halves

  // Devices decide from the rows themselves; of rounded ones the processor does.
  bool rounded() const { return dtype != here.dtype; }
};

// The queries of one batch as devices need them.
struct BatchQueries {
  BatchQueries(const HeldIndex& index, const index::SearchRequest& request, const index::QuerySet& queries,
               std::int64_t first);

  std::int64_t count;
  const float* values;  // of the request
  std::vector<float> norms, slack, scales;
  std::vector<std::int32_t> groups;
  std::vector<std::uint16_t> halves;
};

// A batch at one part: its queries and the rules of the request in the memory of that device.
class PartSearch {
 public:
  // All outlive it.
  PartSearch(const HeldIndex& index, const IndexPart& part, const index::SearchRequest& request,
             const BatchQueries& queries);

  std::int64_t capacity() const { return search_.capacity; }

  // One round: those rows of `items` that lie in the part. Positions in the result are the source's.
  RoundResult run(const std::vector<index::WorkItem>& items) const;

 private:
  const IndexPart& part_;
  Buffer<float> values_, norms_, slack_;
  Buffer<std::int32_t> groups_;
  Buffer<std::uint16_t> halves_;
  Buffer<float> scales_;
  Buffer<std::uint8_t> filter_;
  Buffer<std::int32_t> row_groups_;
  SearchThere search_;
};

}  // namespace concord::device
