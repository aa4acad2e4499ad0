#include "index/batch.hpp"

#include <algorithm>

namespace concord::index {

std::int64_t planned_lists(const SourceShape& shape, const SearchRequest& request) {
  if (request.exact) return shape.lists;
  const std::int64_t wanted = request.nprobe > 0 ? request.nprobe : shape.nprobe;
  return std::min<std::int64_t>(wanted, shape.lists);
}

namespace {

// Starting a thread takes as long as reading some megabytes: each one gets at least so many of codes (a quarter of a
// slice), or as much scoring.
constexpr std::int64_t kLeastShare = 16;
constexpr std::int64_t kQueriesAShare = 4;

// Codes are looked at query by query. More queries share what reading the rows costs, and compute instead of waiting.
constexpr std::int64_t kQueriesForCodes = 3;

bool looks_at_codes(const Source& source, const SearchRequest& request, std::int64_t queries) {
  return !request.full_rows && queries <= kQueriesForCodes && source.is_coded();
}

// The shares of work that searching `source` for `count` queries will give, as far as the even run of lists tells.
std::int64_t planned_shares(const Source& source, const SearchRequest& request, std::int64_t count) {
  const SourceShape& shape = source.shape();
  const std::int64_t visits = planned_lists(shape, request) * count;
  const std::int64_t lists = std::min<std::int64_t>(shape.lists, visits);
  if (lists == 0) return 0;
  const std::int64_t slices = std::max(lists, shape.rows * shape.row_bytes / shape.lists * lists / kSliceBytes);
  const std::int64_t queries = visits / lists;
  const std::int64_t cost = looks_at_codes(source, request, queries) ? queries : 4 + queries / kQueriesAShare;
  return std::min(slices, (slices * cost + kLeastShare - 1) / kLeastShare);
}

std::int32_t planned_threads(const std::vector<const Source*>& sources, const SearchRequest& request,
                             std::int64_t count) {
  std::int64_t shares = 0;
  for (const Source* source : sources) shares += planned_shares(*source, request, count);
  return thread_count(request.threads, shares);
}

}  // namespace

Batch::Batch(const std::vector<const Source*>& sources, const SearchRequest& request, std::int64_t first,
             std::int64_t count)
    : request_(request),
      scoring_(request.metric, request.d, request.k),
      crew_(planned_threads(sources, request, count)),
      ranking_{request.metric, request.d, 0, false, crew_, request.cancel},
      queries_(count, request.d),
      limits_(static_cast<std::size_t>(count)) {
  for (std::int64_t i = first; i < first + count; ++i) {
    queries_.add(request.queries_nd + i * request.d, request.query_group != nullptr ? request.query_group[i] : -1);
  }
  everyone_ = queries_.everyone();
  for (const Source* source : sources) visits_.emplace_back(*source, planned_lists(source->shape(), request));
  for (std::int32_t i = 0; i < crew_.threads(); ++i) {
    workers_.emplace_back(scoring_, request.choice, static_cast<std::size_t>(count));
  }
}

void Batch::run() {
  for (Visits& visits : visits_) visits.begin(ranking_, queries_, everyone_);
  scan_round();
  extend();
  finish();
}

void Batch::scan_round() {
  std::vector<WorkItem> items;
  for (const Visits& visits : visits_) visits.append_items(items);
  const auto count = static_cast<std::int64_t>(items.size());
  crew_.run(count, [&](std::int64_t item, std::int32_t thread) {
    check_cancelled(request_.cancel);
    scan_item(items[static_cast<std::size_t>(item)], workers_[static_cast<std::size_t>(thread)]);
  });
}

void Batch::scan_item(const WorkItem& item, Worker& worker) {
  start_candidates(item, worker);
  if (looks_at_codes(*item.source, request_, item.wanted_count)) {
    for (std::int64_t i = 0; i < item.wanted_count; ++i) {
      const auto query = static_cast<std::size_t>(item.wanted[i]);
      worker.scanner.scan_coded(*item.source, item.range, queries_.data()[query], worker.candidates[query]);
    }
    return;
  }
  const RowSpan span = item.source->span(item.range);
  worker.scanner.scan(span, item.wanted, item.wanted_count, queries_.data(), worker.candidates.data());
}

void Batch::start_candidates(const WorkItem& item, Worker& worker) {
  for (std::int64_t i = 0; i < item.wanted_count; ++i) {
    const auto query = static_cast<std::size_t>(item.wanted[i]);
    Candidates& candidates = worker.candidates[query];
    if (!candidates.started()) candidates.start(&scoring_, queries_.data() + query, &limits_[query]);
  }
}

std::vector<std::int32_t> Batch::hungry_queries() const {
  std::vector<std::int32_t> hungry;
  for (const std::int32_t query : everyone_) {
    std::int64_t accepted = 0;
    for (const Worker& worker : workers_) accepted += worker.candidates[static_cast<std::size_t>(query)].accepted();
    if (accepted < request_.k) hungry.push_back(query);
  }
  return hungry;
}

// Goes on in growing steps, so that a filter that leaves almost nothing takes few rounds. How far depends on counts
// alone, so the answer is the same on every machine.
void Batch::extend() {
  for (std::int64_t step = 1;; step *= 2) {
    const std::vector<std::int32_t> hungry = hungry_queries();
    if (hungry.empty()) return;
    bool more = false;
    for (Visits& visits : visits_) more = visits.advance(ranking_, queries_, hungry, step) || more;
    if (!more) return;
    scan_round();
  }
}

void Batch::finish() {
  hits_.resize(static_cast<std::size_t>(queries_.size()));
  const std::int64_t count = queries_.size();
  crew_.run(count, [&](std::int64_t query, std::int32_t) {
    check_cancelled(request_.cancel);
    const auto index = static_cast<std::size_t>(query);
    Candidates all;
    all.start(&scoring_, queries_.data() + index, &limits_[index]);
    for (Worker& worker : workers_) all.absorb(worker.candidates[index]);
    hits_[index] = all.finish();
  });
}

std::int64_t Batch::lists_visited() const {
  std::int64_t lists = 0;
  for (const Visits& visits : visits_) {
    if (visits.source().shape().metric != -1) lists += visits.lists_visited();
  }
  return lists;
}

std::int64_t Batch::rows_scored() const {
  std::int64_t rows = 0;
  for (const Worker& worker : workers_) rows += worker.scanner.scored();
  return rows;
}

}  // namespace concord::index
