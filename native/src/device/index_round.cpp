#include "device/index_round.hpp"

#include <algorithm>

namespace concord::device {
namespace {

using kernels::ScanItem;

// Narrow items take a quarter of the work of wide ones.
constexpr std::int64_t kNarrowPairs = kernels::kScanPairs / 4;

void cut(const index::WorkItem& item, std::int64_t first_pair, RoundPlan& plan) {
  for (std::int64_t offset = 0; offset < item.range.size(); offset += kernels::kScanRows) {
    const std::int64_t rows = std::min(kernels::kScanRows, item.range.size() - offset);
    for (std::int64_t pair = 0; pair < item.wanted_count; pair += kernels::kScanPairs) {
      const std::int64_t pairs = std::min(kernels::kScanPairs, item.wanted_count - pair);
      (pairs <= kNarrowPairs ? plan.narrow : plan.wide)
          .push_back({item.range.begin + offset, first_pair + pair, static_cast<std::int32_t>(rows),
                      static_cast<std::int32_t>(pairs), offset});
    }
  }
}

void scan(Context& context, const SearchThere& search, const Buffer<kernels::ScanPair>& pairs,
          const std::vector<ScanItem>& items, bool narrow, unsigned long long* scores) {
  const Buffer<ScanItem> there(context, items);
  const kernels::ListScan work{search.stored, search.rules, search.queries, pairs.data(),
                               there.data(),  there.size(), narrow,         scores};
  check(kernels::scan_lists(work, search.dtype, context.stream()), "scanning lists");
}

}  // namespace

RoundPlan plan_round(const std::vector<index::WorkItem>& items, std::int64_t queries) {
  RoundPlan plan;
  plan.begins.assign(static_cast<std::size_t>(queries + 1), 0);
  for (const index::WorkItem& item : items) {
    for (std::int64_t i = 0; i < item.wanted_count; ++i)
      plan.begins[static_cast<std::size_t>(item.wanted[i] + 1)] += item.range.size();
  }
  for (std::size_t i = 1; i < plan.begins.size(); ++i) plan.begins[i] += plan.begins[i - 1];
  std::vector<std::int64_t> next = plan.begins;
  for (const index::WorkItem& item : items) {
    const auto first_pair = static_cast<std::int64_t>(plan.pairs.size());
    for (std::int64_t i = 0; i < item.wanted_count; ++i) {
      std::int64_t& to = next[static_cast<std::size_t>(item.wanted[i])];
      plan.pairs.push_back({to, item.wanted[i]});
      to += item.range.size();
    }
    cut(item, first_pair, plan);
  }
  return plan;
}

RoundResult run_round(Context& context, const SearchThere& search, const RoundPlan& plan) {
  const auto q = static_cast<std::size_t>(search.query_count);
  const std::int64_t places = search.query_count * search.capacity;
  RoundResult result{std::vector<unsigned>(q * static_cast<std::size_t>(search.capacity)),
                     {},
                     std::vector<std::int32_t>(q),
                     std::vector<std::int32_t>(q)};
  result.keys.resize(result.positions.size());
  const Buffer<unsigned long long> scores(context, plan.scores());
  const Buffer<kernels::ScanPair> pairs(context, plan.pairs);
  scan(context, search, pairs, plan.wide, false, scores.data());
  scan(context, search, pairs, plan.narrow, true, scores.data());
  const Buffer<std::int64_t> begins(context, plan.begins);
  const Buffer<unsigned> positions(context, places);
  const Buffer<float> keys(context, search.decides ? places : 0);
  Buffer<std::int32_t> found(context, search.query_count), eligible(context, search.query_count);
  found.fill_bytes(0);
  check(kernels::select({scores.data(), begins.data(), search.slack, search.query_count, search.k, search.capacity,
                         positions.data(), found.data(), eligible.data()},
                        context.stream()),
        "selecting the nearest");
  if (search.decides) {
    check(kernels::judge({search.stored, search.queries.values, search.query_count, search.capacity, positions.data(),
                          found.data(), keys.data()},
                         search.dtype, context.stream()),
          "deciding between the nearest");
    keys.download(result.keys.data(), places);
  }
  positions.download(result.positions.data(), places);
  found.download(result.found.data(), search.query_count);
  eligible.download(result.eligible.data(), search.query_count);
  context.wait();
  return result;
}

}  // namespace concord::device
