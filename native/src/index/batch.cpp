#include "index/batch.hpp"

#include <algorithm>

#include "core/parallel.hpp"

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

bool looks_at_codes(const WorkItem& item, const SearchRequest& request) {
  return !request.full_rows && item.wanted_count <= kQueriesForCodes && item.source->is_coded();
}

std::int64_t shares(const std::vector<WorkItem>& items, const SearchRequest& request) {
  std::int64_t work = 0;
  for (const WorkItem& item : items) {
    work += looks_at_codes(item, request) ? item.wanted_count : 4 + item.wanted_count / kQueriesAShare;
  }
  return std::min<std::int64_t>(static_cast<std::int64_t>(items.size()), (work + kLeastShare - 1) / kLeastShare);
}

}  // namespace

Batch::Batch(const std::vector<const Source*>& sources, const SearchRequest& request, std::int64_t first,
             std::int64_t count)
    : request_(request),
      scoring_(request.metric, request.d, request.k),
      ranking_{request.metric, request.d, 0, false, request.threads, request.cancel},
      queries_(count, request.d),
      limits_(static_cast<std::size_t>(count)) {
  for (std::int64_t i = first; i < first + count; ++i) {
    queries_.add(request.queries_nd + i * request.d, request.query_group != nullptr ? request.query_group[i] : -1);
  }
  everyone_ = queries_.everyone();
  for (const Source* source : sources) visits_.emplace_back(*source, planned_lists(source->shape(), request));
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
  const std::int32_t threads = thread_count(request_.threads, shares(items, request_));
  while (static_cast<std::int32_t>(workers_.size()) < threads) {
    workers_.emplace_back(scoring_, request_.choice, static_cast<std::size_t>(queries_.size()));
  }
  parallel_for(threads, count, [&](std::int64_t item, std::int32_t thread) {
    check_cancelled(request_.cancel);
    scan_item(items[static_cast<std::size_t>(item)], workers_[static_cast<std::size_t>(thread)]);
  });
}

void Batch::scan_item(const WorkItem& item, Worker& worker) {
  start_candidates(item, worker);
  if (looks_at_codes(item, request_)) {
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
  parallel_for(thread_count(request_.threads, count), count, [&](std::int64_t query, std::int32_t) {
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
