// Which rows of one source are read for which queries.
#pragma once

#include <cstdint>
#include <vector>

#include "index/query_set.hpp"
#include "index/ranking.hpp"
#include "index/source.hpp"

namespace concord::index {

// Bytes of rows in one piece of work: small enough to share one list among threads and to notice a cancellation, large
// enough that taking the next piece costs nothing.
constexpr std::int64_t kSliceBytes = 1 << 20;

// A run of rows and the queries it is scored against: what one thread does before it looks for more.
struct WorkItem {
  const Source* source;
  RowRange range;
  const std::int32_t* wanted;
  std::int64_t wanted_count;
};

// The visits of one batch of queries to one source, round by round: first the planned lists of every query, then
// further lists for queries that found too few rows. Grouped by list, so each list is read once for all its queries.
class Visits {
 public:
  // planned_lists = shape().lists means every list, in the order of the file.
  Visits(const Source& source, std::int64_t planned_lists);

  // The first round: the planned lists of all queries.
  void begin(const RankingRequest& request, const QuerySet& queries, const std::vector<std::int32_t>& everyone);

  // A further round: the next `step` lists of the queries in `hungry`, all of which were in every round before. False
  // when there are none left.
  bool advance(const RankingRequest& request, const QuerySet& queries, const std::vector<std::int32_t>& hungry,
               std::int64_t step);

  // Adds the work of this round; the items point into this object until the next round.
  void append_items(std::vector<WorkItem>& items) const;

  bool is_planned_whole() const { return planned_ == source_->shape().lists; }
  std::int64_t planned() const { return planned_; }
  std::int64_t lists_visited() const { return lists_visited_; }
  const Source& source() const { return *source_; }

 private:
  void add_lists(const RankingRequest& request, const QuerySet& queries, const std::vector<std::int32_t>& wanted,
                 std::int64_t until);
  void append_slices(RowRange range, const std::vector<std::int32_t>& wanted, std::vector<WorkItem>& items) const;

  const Source* source_;
  std::int64_t planned_;
  std::int64_t depth_ = 0;  // lists of each query so far
  std::int64_t lists_visited_ = 0;
  const std::vector<std::int32_t>* everyone_ = nullptr;  // set in a round that reads the whole source
  std::vector<std::vector<std::int32_t>> wanted_of_list_;
};

}  // namespace concord::index
