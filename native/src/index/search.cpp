#include "index/search.hpp"

#include <algorithm>
#include <cmath>

#include "index/batch.hpp"

namespace concord::index {
namespace {

// Queries scanned together. More would gain nothing, and every one holds candidates on every thread.
constexpr std::int64_t kBatchQueries = 4096;
constexpr std::int64_t kBatchHits = 4'000'000;

void require_finite(const SearchRequest& request) {
  for (std::int64_t i = 0; i < request.n; ++i) {
    for (std::int64_t j = 0; j < request.d; ++j) {
      require(std::isfinite(request.queries_nd[i * request.d + j]), "query ", i, " is NaN or infinite at dimension ",
              j);
    }
  }
}

void require_searchable(const Source& source, const SearchRequest& request) {
  const SourceShape& shape = source.shape();
  require(shape.dimension == request.d, "a source has dimension ", shape.dimension, ", the queries have ", request.d);
  const bool other_metric = shape.metric != -1 && shape.metric != static_cast<std::int32_t>(request.metric);
  require(!other_metric || shape.lists == 1 || request.exact,
          "a generation was built for the other metric; search it with exact = 1");
}

// Recall was measured for one nprobe; of another nothing is known.
double expected_recall(const std::vector<const Source*>& sources, const SearchRequest& request) {
  double least = 1.0;
  for (const Source* source : sources) {
    const SourceShape& shape = source->shape();
    const std::int64_t nprobe = planned_lists(shape, request);
    if (nprobe == shape.lists) continue;
    least = nprobe == shape.nprobe ? std::min(least, shape.expected_recall) : -1.0;
    if (least < 0.0) break;
  }
  return least;
}

}  // namespace

void require_searchable(const std::vector<const Source*>& sources, const SearchRequest& request) {
  for (const Source* source : sources) require_searchable(*source, request);
  require_finite(request);
}

SearchStats planned_stats(const std::vector<const Source*>& sources, const SearchRequest& request) {
  SearchStats stats;
  for (const Source* source : sources) {
    const SourceShape& shape = source->shape();
    const bool is_generation = shape.metric != -1;
    stats.rows_total += shape.rows * request.n;
    if (!is_generation) continue;
    const std::int64_t planned = planned_lists(shape, request);
    stats.lists_total += shape.lists * request.n;
    if (planned < shape.lists) stats.nprobe = std::max(stats.nprobe, planned);
  }
  return stats;
}

void judge_answer(const std::vector<const Source*>& sources, const SearchRequest& request, SearchStats& stats) {
  stats.exact = stats.lists_scanned == stats.lists_total;
  stats.expected_recall = stats.exact ? 1.0 : expected_recall(sources, request);
}

SearchAnswer search(const std::vector<const Source*>& sources, const SearchRequest& request) {
  require_searchable(sources, request);
  SearchAnswer answer;
  answer.stats = planned_stats(sources, request);
  const std::int64_t step = std::clamp<std::int64_t>(kBatchHits / request.k, 1, kBatchQueries);
  for (std::int64_t first = 0; first < request.n; first += step) {
    Batch batch(sources, request, first, std::min(step, request.n - first));
    batch.run();
    for (std::vector<Hit>& hits : batch.hits()) answer.hits.push_back(std::move(hits));
    answer.stats.lists_scanned += batch.lists_visited();
    answer.stats.rows_scanned += batch.rows_scored();
  }
  judge_answer(sources, request, answer.stats);
  return answer;
}

}  // namespace concord::index
