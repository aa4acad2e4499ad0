#include "device/index.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "core/error.hpp"
#include "device/index_round.hpp"
#include "device/split_queries.hpp"
#include "index/visits.hpp"

namespace concord::device {
namespace {

using index::Hit;
using index::SearchRequest;

// Queries that are ranked and scanned together, as on the processor.
constexpr std::int64_t kMostQueries = 4096;

// Products of longer vectors might overflow.
constexpr float kLargestProduct = 1e37f;

// The error of a product with a row no longer than `longest`, for one of length 1 (index/scoring.hpp gives the bound).
// Ordinary cores: one chain of d fused multiply-adds. Tensor cores: they cut off, with at least 24 bits, at each of the
// d products and at each of the sums of four or more of them (Fasi, Higham, Mikaitis and Pranesh 2021, section 3).
double product_error_of(std::int64_t d, bool split) {
  const auto terms = static_cast<double>(d);
  const double mu = split ? (1.25 * terms + 16.0) * 0x1p-23 : (terms + 16.0) * 0x1p-24;
  return mu / (1.0 - mu);
}

// Twice the error of a score and of the key that decides, for the longest row. The scores' own three roundings and
// those of the norms are far below 2^-20 of the norms. residue: what splitting took from the query.
float slack_of(const index::Query& query, Metric metric, std::int64_t d, double longest, bool split, double residue) {
  const double product_error =
      (product_error_of(d, split) * query.length + residue) * longest + 2.0 * static_cast<double>(d + 8) * 0x1p-149;
  const double norms = query.squared_norm + longest * longest;
  const double error = metric == Metric::kL2 ? 2.0 * product_error + 0x1p-20 * norms : product_error;
  return static_cast<float>(2.02 * error);
}

// The queries of one batch, here and on the device, and what was found for them so far.
class Batch {
 public:
  Batch(Context& context, const index::Source& source, const SearchRequest& request, const kernels::StoredRows& stored,
        bool split, float longest, const std::int64_t* numbers, std::int64_t first, std::int64_t count)
      : context_(context),
        request_(request),
        numbers_(numbers),
        queries_(count, request.d),
        visits_(source, index::planned_lists(source.shape(), request)),
        hits_(static_cast<std::size_t>(count)),
        eligible_(static_cast<std::size_t>(count)),
        overflowed_(static_cast<std::size_t>(count)),
        groups_here_(static_cast<std::size_t>(count), -1),
        halves_here_(static_cast<std::size_t>(split ? 2 * count * request.d : 0)),
        values_(context, request.queries_nd + first * request.d, count * request.d),
        norms_(context, count),
        slack_(context, count),
        groups_(context, count),
        halves_(context, static_cast<std::int64_t>(halves_here_.size())),
        scales_(context, split ? count : 0),
        filter_(context, request.choice.filter(),
                request.choice.filter() != nullptr ? (request.choice.filter_rows() + 7) / 8 : 0),
        row_groups_(context, request.choice.groups(),
                    request.choice.groups() != nullptr ? request.choice.group_rows() : 0) {
    for (std::int64_t i = 0; i < count; ++i) add_query(first + i, longest, static_cast<std::size_t>(i));
    norms_.upload(norms_here_.data(), count);
    slack_.upload(slack_here_.data(), count);
    groups_.upload(groups_here_.data(), count);
    halves_.upload(halves_here_.data(), halves_.size());
    scales_.upload(scales_here_.data(), scales_.size());
    search_ = {stored,
               source.shape().dtype,
               {request.choice.filter() != nullptr ? filter_.data() : nullptr, request.choice.filter_rows(),
                request.choice.excludes_groups() ? row_groups_.data() : nullptr, request.choice.group_rows()},
               {values_.data(), norms_.data(), groups_.data(), split ? halves_.data() : nullptr, scales_.data()},
               slack_.data(),
               count,
               request.k,
               2 * request.k + 64};
  }

  void run() {
    const std::vector<std::int32_t> everyone = queries_.everyone();
    const index::RankingRequest ranking{request_.metric, request_.d, 0, false, request_.threads, request_.cancel};
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
  void add_query(std::int64_t i, float longest, std::size_t place) {
    if (request_.query_group != nullptr) groups_here_[place] = request_.query_group[i];
    queries_.add(request_.queries_nd + i * request_.d, groups_here_[place]);
    const index::Query& query = queries_.data()[place];
    norms_here_.push_back(static_cast<float>(query.squared_norm));
    SplitQuery parts{};
    const bool split = !halves_here_.empty();
    if (split) {
      parts = split_query(request_.queries_nd + i * request_.d, request_.d,
                          halves_here_.data() + place * 2 * static_cast<std::size_t>(request_.d));
      scales_here_.push_back(parts.scale);
    }
    slack_here_.push_back(slack_of(query, request_.metric, request_.d, longest, split, parts.residue));
  }

  void scan_round() {
    check_cancelled(request_.cancel);
    std::vector<index::WorkItem> items;
    visits_.append_items(items);
    const RoundPlan plan = plan_round(items, queries_.size());
    const RoundResult result = run_round(context_, search_, plan);
    rows_scored_ += plan.scores();
    for (std::size_t q = 0; q < hits_.size(); ++q) {
      eligible_[q] += result.eligible[q];
      overflowed_[q] = overflowed_[q] || result.found[q] > search_.capacity;
      const std::int64_t found = std::min<std::int64_t>(result.found[q], search_.capacity);
      for (std::int64_t i = 0; i < found; ++i) {
        const auto at = q * static_cast<std::size_t>(search_.capacity) + static_cast<std::size_t>(i);
        hits_[q].push_back({result.keys[at], numbers_[result.positions[at]]});
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

  Context& context_;
  const SearchRequest& request_;
  const std::int64_t* numbers_;
  index::QuerySet queries_;
  index::Visits visits_;
  std::vector<std::vector<Hit>> hits_;
  std::vector<std::int64_t> eligible_;
  std::vector<bool> overflowed_;
  std::int64_t rows_scored_ = 0;
  std::vector<float> norms_here_, slack_here_, scales_here_;
  std::vector<std::int32_t> groups_here_;
  std::vector<std::uint16_t> halves_here_;
  Buffer<float> values_, norms_, slack_;
  Buffer<std::int32_t> groups_;
  Buffer<std::uint16_t> halves_;
  Buffer<float> scales_;
  Buffer<std::uint8_t> filter_;
  Buffer<std::int32_t> row_groups_;
  SearchThere search_{};
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

bool products_overflow(const SearchRequest& request, float longest) {
  for (std::int64_t i = 0; i < request.n; ++i) {
    double squares = 0;
    for (std::int64_t k = 0; k < request.d; ++k)
      squares += std::pow(static_cast<double>(request.queries_nd[i * request.d + k]), 2);
    if (!(std::sqrt(squares) * longest < kLargestProduct && squares < kLargestProduct)) return true;
  }
  return !(longest * static_cast<double>(longest) < kLargestProduct);
}

}  // namespace

Index::Index(Context& context, const index::Source& source, Products products)
    : context_(context),
      source_(source),
      span_(source.span({0, source.shape().rows})),
      split_(products == Products::kTensor && span_.dtype == CONCORD_FLOAT16 && source.shape().dimension % 8 == 0),
      rows_(context, span_.rows, span_.count * span_.row_bytes),
      numbers_(context, span_.count),
      squared_norms_(context, span_.squared_norms, span_.count) {
  require(span_.count < std::numeric_limits<std::uint32_t>::max(), "a source of ", span_.count,
          " rows is too large for one device");
  std::vector<std::int64_t> numbers(static_cast<std::size_t>(span_.count));
  for (std::int64_t i = 0; i < span_.count; ++i) numbers[static_cast<std::size_t>(i)] = span_.number(i);
  numbers_.upload(numbers.data(), span_.count);
  const float* const longest = std::max_element(span_.squared_norms, span_.squared_norms + span_.count);
  if (span_.count > 0) longest_ = index::length_above(*longest);
  context.wait();
  numbers_here_ = std::move(numbers);
}

Index::Answer Index::search(const SearchRequest& request) {
  index::require_searchable({&source_}, request);
  Answer answer;
  answer.found.stats = index::planned_stats({&source_}, request);
  answer.found.hits.resize(static_cast<std::size_t>(request.n));
  context_.use();
  if (products_overflow(request, longest_)) {
    search_here(source_, request, 0, request.n, answer);
  } else {
    search_there(request, answer);
  }
  index::judge_answer({&source_}, request, answer.found.stats);
  return answer;
}

// Batches that do not fit are halved; a query that does not fit alone is the processor's.
void Index::search_there(const SearchRequest& request, Answer& answer) {
  const kernels::StoredRows stored{rows_.data(), numbers_.data(), squared_norms_.data(), request.d,
                                   request.metric == Metric::kL2};
  std::int64_t step = kMostQueries;
  for (std::int64_t first = 0; first < request.n;) {
    const std::int64_t count = std::min(step, request.n - first);
    try {
      Batch batch(context_, source_, request, stored, split_, longest_, numbers_here_.data(), first, count);
      batch.run();
      answer.found.stats.lists_scanned += batch.lists_visited();
      answer.found.stats.rows_scanned += batch.rows_scored();
      for (std::size_t i = 0; i < batch.hits().size(); ++i) {
        answer.found.hits[static_cast<std::size_t>(first) + i] = std::move(batch.hits()[i]);
        if (!batch.overflowed(i)) continue;
        // The lists were counted above.
        const std::int64_t counted = answer.found.stats.lists_scanned;
        search_here(source_, request, first + static_cast<std::int64_t>(i), 1, answer);
        answer.found.stats.lists_scanned = counted;
      }
    } catch (const Error& error) {
      if (error.code() != CONCORD_OUT_OF_DEVICE_MEMORY) throw;
      if (count > 1) {
        step = (count + 1) / 2;
        continue;
      }
      search_here(source_, request, first, 1, answer);
    }
    first += count;
  }
}

}  // namespace concord::device
