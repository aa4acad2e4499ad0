#include "index/ranking.hpp"

#include <algorithm>
#include <numeric>

#include "core/parallel.hpp"
#include "index/scan.hpp"

namespace concord::index {
namespace {

// Queries that pass over the table together: as many as a scanner takes at once, or fewer to occupy all threads.
constexpr std::int64_t kGroupQueries = 128;

std::int64_t group_size(std::int64_t count, std::int32_t threads) {
  const std::int64_t share = (count + thread_count(threads, count) - 1) / thread_count(threads, count);
  return std::clamp<std::int64_t>(share, 1, kGroupQueries);
}

void rank_group(const RowSpan& table, const Scoring& scoring, const RankingRequest& request, const QuerySet& queries,
                const std::int32_t* wanted, std::int64_t count, Hit* hits) {
  const RowChoice every_row;
  std::vector<Query> group;
  std::vector<SharedLimit> limits(static_cast<std::size_t>(count));
  std::vector<Candidates> candidates(static_cast<std::size_t>(count));
  std::vector<std::int32_t> indices(static_cast<std::size_t>(count));
  std::iota(indices.begin(), indices.end(), 0);
  for (std::int64_t i = 0; i < count; ++i) group.push_back(queries.data()[wanted[i]]);
  for (std::size_t i = 0; i < candidates.size(); ++i) candidates[i].start(&scoring, &group[i], &limits[i]);
  Scanner(scoring, every_row).scan(table, indices.data(), count, group.data(), candidates.data());
  for (Candidates& one : candidates) {
    const std::vector<Hit> nearest = request.is_ordered ? one.finish() : one.finish_unordered();
    hits = std::copy(nearest.begin(), nearest.end(), hits);
  }
}

}  // namespace

std::vector<Hit> rank_rows(const RowSpan& table, const RankingRequest& request, const QuerySet& queries,
                           const std::vector<std::int32_t>& wanted) {
  const Scoring scoring(request.metric, request.d, request.depth);
  const auto count = static_cast<std::int64_t>(wanted.size());
  const std::int64_t step = group_size(count, request.threads);
  const std::int64_t groups = (count + step - 1) / step;
  std::vector<Hit> hits(static_cast<std::size_t>(count * request.depth));
  parallel_for(thread_count(request.threads, groups), groups, [&](std::int64_t group, std::int32_t) {
    check_cancelled(request.cancel);
    const std::int64_t first = group * step;
    const std::int64_t size = std::min(step, count - first);
    rank_group(table, scoring, request, queries, wanted.data() + first, size, hits.data() + first * request.depth);
  });
  return hits;
}

}  // namespace concord::index
