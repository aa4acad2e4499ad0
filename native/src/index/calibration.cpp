#include "index/calibration.hpp"

#include <algorithm>
#include <numeric>

#include "index/products.hpp"
#include "index/ranking.hpp"
#include "index/row_table.hpp"
#include "index/sample.hpp"
#include "index/search.hpp"

namespace concord::index {
namespace {

struct Probes {
  std::vector<float> vectors_nd;
  std::vector<std::int64_t> numbers;
};

Probes draw(const GenerationSource& generation, const CalibrationRequest& request) {
  const SourceShape& shape = generation.shape();
  Probes probes;
  for (const std::int64_t position : sample(shape.rows, request.queries, request.seed)) {
    const RowSpan span = generation.span({position, position + 1});
    probes.numbers.push_back(span.number(0));
    probes.vectors_nd.resize(probes.vectors_nd.size() + static_cast<std::size_t>(shape.dimension));
    widen(span.rows, span.dtype, shape.dimension,
          probes.vectors_nd.data() + probes.vectors_nd.size() - shape.dimension);
  }
  return probes;
}

std::vector<std::vector<Hit>> exact_answers(const GenerationSource& generation, const CalibrationRequest& request,
                                            const Probes& probes) {
  SearchRequest search_request;
  search_request.metric = metric_of(generation.shape().metric);
  search_request.k = request.k + 1;  // the query itself is among them, or was displaced by its equals
  search_request.threads = request.threads;
  search_request.exact = true;
  search_request.queries_nd = probes.vectors_nd.data();
  search_request.n = static_cast<std::int64_t>(probes.numbers.size());
  search_request.d = generation.shape().dimension;
  search_request.cancel = request.cancel;
  std::vector<std::vector<Hit>> hits = search({&generation}, search_request).hits;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const auto itself = [&](const Hit& hit) { return hit.row == probes.numbers[i]; };
    hits[i].erase(std::remove_if(hits[i].begin(), hits[i].end(), itself), hits[i].end());
    if (static_cast<std::int64_t>(hits[i].size()) > request.k) hits[i].pop_back();
  }
  return hits;
}

std::vector<Hit> list_order(const GenerationSource& generation, const CalibrationRequest& request,
                            const Probes& probes) {
  const SourceShape& shape = generation.shape();
  const auto count = static_cast<std::int64_t>(probes.numbers.size());
  QuerySet queries(count, shape.dimension);
  for (std::int64_t i = 0; i < count; ++i) queries.add(probes.vectors_nd.data() + i * shape.dimension);
  Crew crew(thread_count(request.threads, count));
  const RankingRequest ranking{metric_of(shape.metric), shape.dimension, shape.lists, true, crew, request.cancel};
  return rank_rows(generation.centroids(), ranking, queries, queries.everyone());
}

// found[r] = exact hits whose list is the r-th in their query's order.
std::vector<std::int64_t> hits_by_rank(const GenerationSource& generation, const std::vector<std::vector<Hit>>& answers,
                                       const std::vector<Hit>& order) {
  const auto lists = static_cast<std::size_t>(generation.shape().lists);
  std::vector<std::int64_t> found(lists);
  std::vector<std::size_t> rank_of(lists);
  for (std::size_t query = 0; query < answers.size(); ++query) {
    for (std::size_t rank = 0; rank < lists; ++rank) {
      rank_of[static_cast<std::size_t>(order[query * lists + rank].row)] = rank;
    }
    for (const Hit& hit : answers[query]) {
      ++found[rank_of[static_cast<std::size_t>(generation.list_of(generation.find(hit.row)))]];
    }
  }
  return found;
}

}  // namespace

Calibration calibrate(const GenerationSource& generation, const CalibrationRequest& request) {
  const Probes probes = draw(generation, request);
  const std::vector<std::vector<Hit>> answers = exact_answers(generation, request, probes);
  const std::vector<std::int64_t> found = hits_by_rank(generation, answers, list_order(generation, request, probes));
  const std::int64_t all = std::accumulate(found.begin(), found.end(), std::int64_t{0});
  std::int64_t sum = 0;
  for (std::size_t rank = 0; rank < found.size(); ++rank) {
    sum += found[rank];
    const double recall = all > 0 ? static_cast<double>(sum) / static_cast<double>(all) : 1.0;
    if (recall >= request.target_recall) return {static_cast<std::int32_t>(rank + 1), recall};
  }
  return {generation.shape().lists, 1.0};
}

}  // namespace concord::index
