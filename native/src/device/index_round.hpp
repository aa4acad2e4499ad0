// One round of a search on the device: lists, each with the queries that visit it, to the candidates of every query.
#pragma once

#include <vector>

#include "device/buffer.hpp"
#include "index/batch.hpp"
#include "kernels/list_scan.hpp"

namespace concord::device {

// The work of a round, cut for the kernels.
struct RoundPlan {
  std::vector<kernels::ScanPair> pairs;
  std::vector<kernels::ScanItem> wide, narrow;
  std::vector<std::int64_t> begins;  // where each query's scores begin, and the end
  std::int64_t scores() const { return begins.back(); }
};

RoundPlan plan_round(const std::vector<index::WorkItem>& items, std::int64_t queries);

// What stays on the device from round to round.
struct SearchThere {
  kernels::StoredRows stored;
  std::int32_t dtype;
  kernels::RowRules rules;
  kernels::Queries queries;
  const float* slack;
  std::int64_t query_count;
  std::int64_t k;
  std::int64_t capacity;  // candidates of a query
  bool decides;           // the keys are taken there
};

struct RoundResult {
  std::vector<unsigned> positions;     // query_count * capacity
  std::vector<float> keys;             // the same places; not filled unless the device decides
  std::vector<std::int32_t> found;     // more than capacity: some are missing
  std::vector<std::int32_t> eligible;  // rows of the round that may be returned
};

RoundResult run_round(Context& context, const SearchThere& search, const RoundPlan& plan);

}  // namespace concord::device
