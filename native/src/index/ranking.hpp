// The nearest rows of a small table in memory: the centroids that a query or a row belongs to.
#pragma once

#include <cstdint>
#include <vector>

#include "core/cancel.hpp"
#include "index/candidates.hpp"

namespace concord::index {

struct RankingRequest {
  Metric metric;
  std::int64_t d;
  std::int64_t depth;  // rows wanted for each query, at most table.count
  std::int32_t threads;
  const concord_cancel* cancel;
};

// For each query of `wanted` (indices into queries) the `depth` nearest rows of `table` in order, canonical keys with
// them: hits[i * depth + j] is the j-th nearest of query wanted[i].
std::vector<Hit> rank_rows(const RowSpan& table, const RankingRequest& request, const Query* queries,
                           const std::vector<std::int32_t>& wanted);

}  // namespace concord::index
