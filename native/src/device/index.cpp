#include "device/index.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "index/canonical.hpp"
#include "index/visits.hpp"

namespace concord::device {
namespace {

using index::Hit;
using index::SearchRequest;

// Queries that are ranked and scanned together, as on the processor.
constexpr std::int64_t kMostQueries = 4096;

// Products of longer vectors might overflow.
constexpr float kLargestProduct = 1e37f;

// One batch of queries on its way through the parts, and what was found for them so far.
class Batch {
 public:
  Batch(const HeldIndex& index, const SearchRequest& request, std::int64_t first, std::int64_t count)
      : index_(index),
        request_(request),
        queries_(query_set(request, first, count)),
        queries_there_(index, request, queries_, first),
        visits_(*index.source, index::planned_lists(index.source->shape(), request)),
        hits_(static_cast<std::size_t>(count)),
        eligible_(static_cast<std::size_t>(count)),
        overflowed_(static_cast<std::size_t>(count)) {
    parts_.reserve(index.parts.size());
    for (const IndexPart& part : index.parts) parts_.emplace_back(index, part, request, queries_there_);
  }

  void run() {
    const std::vector<std::int32_t> everyone = queries_.everyone();
    Crew crew(thread_count(request_.threads, queries_.size()));
    const index::RankingRequest ranking{request_.metric, request_.d, 0, false, crew, request_.cancel};
    visits_.begin(ranking, queries_, everyone);
    scan_round();
    // In growing steps, as the processor goes on for queries whose lists held too few rows.
    for (std::int64_t step = 1;; step *= 2) {
      const std::vector<std::int32_t> hungry = hungry_queries();
      if (hungry.empty() || !visits_.advance(ranking, queries_, hungry, step)) break;
      scan_round();
    }
    for (std::vector<Hit>& hits : hits_) {
      std::sort(hits.begin(), hits.end());
      if (hits.size() > static_cast<std::size_t>(request_.k)) hits.resize(static_cast<std::size_t>(request_.k));
    }
  }

  std::vector<std::vector<Hit>>& hits() { return hits_; }
  bool overflowed(std::size_t query) const { return overflowed_[query]; }
  std::int64_t lists_visited() const { return visits_.lists_visited(); }
  std::int64_t rows_scored() const { return rows_scored_; }

 private:
  static index::QuerySet query_set(const SearchRequest& request, std::int64_t first, std::int64_t count) {
    index::QuerySet queries(count, request.d);
    for (std::int64_t i = first; i < first + count; ++i)
      queries.add(request.queries_nd + i * request.d, request.query_group != nullptr ? request.query_group[i] : -1);
    return queries;
  }

  void scan_round() {
    check_cancelled(request_.cancel);
    std::vector<index::WorkItem> items;
    visits_.append_items(items);
    for (const index::WorkItem& item : items) rows_scored_ += item.range.size() * item.wanted_count;
    std::vector<RoundResult> results(parts_.size());
    const auto scan = [&](std::int64_t part, std::int32_t) {
      results[static_cast<std::size_t>(part)] = parts_[static_cast<std::size_t>(part)].run(items);
    };
    const auto count = static_cast<std::int32_t>(parts_.size());
    // A thread for each device: each waits for its own.
    count == 1 ? scan(0, 0) : parallel_for(count, count, scan);
    for (RoundResult& result : results) {
      if (index_.rounded()) decide(result, parts_.front().capacity());
      take(result, parts_.front().capacity());
    }
  }

  // The keys of candidates whose rows are rounded on the device.
  void decide(RoundResult& result, std::int64_t capacity) const {
    parallel_for(thread_count(request_.threads, queries_.size()), queries_.size(), [&](std::int64_t q, std::int32_t) {
      const std::int64_t found = std::min<std::int64_t>(result.found[static_cast<std::size_t>(q)], capacity);
      std::vector<const std::byte*> rows;
      for (std::int64_t i = 0; i < found; ++i)
        rows.push_back(index_.here.row(result.positions[static_cast<std::size_t>(q * capacity + i)]));
      const std::vector<std::int32_t> dtypes(rows.size(), index_.here.dtype);
      index::canonical_keys(request_.metric, queries_there_.values + q * request_.d, request_.d, rows.data(),
                            dtypes.data(), found, result.keys.data() + q * capacity);
    });
  }

  void take(const RoundResult& result, std::int64_t capacity) {
    for (std::size_t q = 0; q < hits_.size(); ++q) {
      eligible_[q] += result.eligible[q];
      overflowed_[q] = overflowed_[q] || result.found[q] > capacity;
      const std::int64_t found = std::min<std::int64_t>(result.found[q], capacity);
      for (std::int64_t i = 0; i < found; ++i) {
        const auto at = q * static_cast<std::size_t>(capacity) + static_cast<std::size_t>(i);
        hits_[q].push_back({result.keys[at], index_.numbers[result.positions[at]]});
      }
    }
  }

  std::vector<std::int32_t> hungry_queries() const {
    std::vector<std::int32_t> hungry;
    for (const std::int32_t query : queries_.everyone()) {
      if (eligible_[static_cast<std::size_t>(query)] < request_.k) hungry.push_back(query);
    }
    return hungry;
  }

  const HeldIndex& index_;
  const SearchRequest& request_;
  index::QuerySet queries_;
  BatchQueries queries_there_;
  index::Visits visits_;
  std::vector<std::vector<Hit>> hits_;
  std::vector<std::int64_t> eligible_;
  std::vector<bool> overflowed_;
  std::int64_t rows_scored_ = 0;
  std::vector<PartSearch> parts_;
};

// Queries first .. first+count-1 on the processor.
void search_here(const index::Source& source, const SearchRequest& request, std::int64_t first, std::int64_t count,
                 Index::Answer& answer) {
  SearchRequest part = request;
  part.queries_nd += first * request.d;
  part.n = count;
  if (part.query_group != nullptr) part.query_group += first;
  index::SearchAnswer found = index::search({&source}, part);
  for (std::int64_t i = 0; i < count; ++i)
    answer.found.hits[static_cast<std::size_t>(first + i)] = std::move(found.hits[static_cast<std::size_t>(i)]);
  answer.found.stats.lists_scanned += found.stats.lists_scanned;
  answer.found.stats.rows_scanned += found.stats.rows_scanned;
  answer.on_cpu += count;
}

bool products_overflow(const SearchRequest& request, double longest) {
  for (std::int64_t i = 0; i < request.n; ++i) {
    double squares = 0;
    for (std::int64_t k = 0; k < request.d; ++k)
      squares += std::pow(static_cast<double>(request.queries_nd[i * request.d + k]), 2);
    if (!(std::sqrt(squares) * longest < kLargestProduct && squares < kLargestProduct)) return true;
  }
  return !(longest * longest < kLargestProduct);
}

}  // namespace

Index::Index(Context& context, const index::Source& source, Products products, Storage storage)
    : Index(std::vector<Context*>{&context}, source, products, storage) {}

Index::Index(const std::vector<Context*>& contexts, const index::Source& source, Products products, Storage storage) {
  held_.source = &source;
  held_.here = source.span({0, source.shape().rows});
  held_.dtype = stored_dtype(storage, source.shape().dtype);
  const std::int64_t d = source.shape().dimension, rows = held_.here.count;
  held_.split = products == Products::kTensor && held_.dtype == CONCORD_FLOAT16 && d % 8 == 0;
  require(rows < std::numeric_limits<std::uint32_t>::max(), "a source of ", rows, " rows is too large for devices");
  for (std::int64_t i = 0; i < rows; ++i) held_.numbers.push_back(held_.here.number(i));
  const auto count = static_cast<std::int64_t>(contexts.size());
  for (std::int64_t i = 0; i < count; ++i) {
    held_.parts.emplace_back(*contexts[static_cast<std::size_t>(i)], held_.here, held_.numbers.data(),
                             index::RowRange{rows * i / count, rows * (i + 1) / count}, d, storage);
    held_.residue = std::max(held_.residue, held_.parts.back().held.residue);
  }
  const float* const norms = held_.here.squared_norms;
  if (rows > 0) held_.longest = static_cast<double>(index::length_above(*std::max_element(norms, norms + rows)));
  held_.longest += held_.residue;
  for (const Context* context : contexts) context->wait();
}

Index::Answer Index::search(const SearchRequest& request) {
  index::require_searchable({held_.source}, request);
  Answer answer;
  answer.found.stats = index::planned_stats({held_.source}, request);
  answer.found.hits.resize(static_cast<std::size_t>(request.n));
  if (products_overflow(request, held_.longest)) {
    search_here(*held_.source, request, 0, request.n, answer);
  } else {
    search_there(request, answer);
  }
  index::judge_answer({held_.source}, request, answer.found.stats);
  return answer;
}

// Batches that do not fit are halved; a query that does not fit alone is the processor's.
void Index::search_there(const SearchRequest& request, Answer& answer) {
  std::int64_t step = kMostQueries;
  for (std::int64_t first = 0; first < request.n;) {
    const std::int64_t count = std::min(step, request.n - first);
    try {
      Batch batch(held_, request, first, count);
      batch.run();
      answer.found.stats.lists_scanned += batch.lists_visited();
      answer.found.stats.rows_scanned += batch.rows_scored();
      for (std::size_t i = 0; i < batch.hits().size(); ++i) {
        answer.found.hits[static_cast<std::size_t>(first) + i] = std::move(batch.hits()[i]);
        if (!batch.overflowed(i)) continue;
        // The lists were counted above.
        const std::int64_t counted = answer.found.stats.lists_scanned;
        search_here(*held_.source, request, first + static_cast<std::int64_t>(i), 1, answer);
        answer.found.stats.lists_scanned = counted;
      }
    } catch (const Error& error) {
      if (error.code() != CONCORD_OUT_OF_DEVICE_MEMORY) throw;
      if (count > 1) {
        step = (count + 1) / 2;
        continue;
      }
      search_here(*held_.source, request, first, 1, answer);
    }
    first += count;
  }
}

}  // namespace concord::device
