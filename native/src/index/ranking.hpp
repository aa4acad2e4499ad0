// The nearest rows of a small table in memory: the centroids that a query or a row belongs to.
#pragma once

#include <cstdint>
#include <vector>

#include "core/cancel.hpp"
#include "core/parallel.hpp"
#include "index/candidates.hpp"
#include "index/query_set.hpp"

namespace concord::index {

struct RankingRequest {
  Metric metric;
  std::int64_t d;
  std::int64_t depth;  // rows wanted for each query, at most table.count
  bool is_ordered;
  Crew& crew;
  const concord_cancel* cancel;
};

// For each query of `wanted` (indices into queries) the `depth` nearest rows of `table`. hits[i * depth + j] is the
// j-th nearest of query wanted[i] with its canonical key; unless is_ordered: then they are the same rows in any order,
// and their keys are as near as scores are, which spares almost all of the float64 work.
std::vector<Hit> rank_rows(const RowSpan& table, const RankingRequest& request, const QuerySet& queries,
                           const std::vector<std::int32_t>& wanted);

}  // namespace concord::index
