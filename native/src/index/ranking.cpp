// Many queries are shared among threads in groups, each of which passes over the whole table. Where there are fewer
// groups than threads, a single query above all, the table is shared as well.
#include "index/ranking.hpp"

#include <algorithm>
#include <memory>
#include <numeric>

#include "index/scan.hpp"

namespace concord::index {
namespace {

// Queries that pass over the table together: as many as a scanner takes at once, or fewer to occupy all threads.
constexpr std::int64_t kGroupQueries = 128;

// The least part of the table that is worth a thread's while: some microseconds.
constexpr std::int64_t kPartBytes = 512 << 10;

RowSpan part_of(const RowSpan& table, std::int64_t begin, std::int64_t end) {
  RowSpan part = table;
  part.rows = table.row(begin);
  part.numbers = table.numbers != nullptr ? table.numbers + begin : nullptr;
  part.first_number = table.first_number + begin;
  part.squared_norms = table.squared_norms + begin;
  part.count = end - begin;
  return part;
}

// One group of queries. Each part of the table has candidates of its own, so that parts may be scanned side by side.
class Group {
 public:
  Group(const Scoring& scoring, const QuerySet& queries, const std::int32_t* wanted, std::int64_t count,
        std::int64_t parts)
      : scoring_(scoring),
        limits_(static_cast<std::size_t>(count)),
        candidates_(static_cast<std::size_t>(parts), std::vector<Candidates>(static_cast<std::size_t>(count))),
        indices_(static_cast<std::size_t>(count)) {
    std::iota(indices_.begin(), indices_.end(), 0);
    for (std::int64_t i = 0; i < count; ++i) queries_.push_back(queries.data()[wanted[i]]);
  }

  void scan(const RowSpan& table, std::int64_t part) {
    const auto parts = static_cast<std::int64_t>(candidates_.size()),
               count = static_cast<std::int64_t>(queries_.size());
    std::vector<Candidates>& candidates = candidates_[static_cast<std::size_t>(part)];
    for (std::size_t i = 0; i < candidates.size(); ++i) candidates[i].start(&scoring_, &queries_[i], &limits_[i]);
    const RowChoice every_row;
    const RowSpan rows = part_of(table, table.count * part / parts, table.count * (part + 1) / parts);
    Scanner(scoring_, every_row).scan(rows, indices_.data(), count, queries_.data(), candidates.data());
  }

  void finish(bool is_ordered, Hit* hits) {
    for (std::size_t i = 0; i < queries_.size(); ++i) {
      Candidates& all = candidates_[0][i];
      for (std::size_t part = 1; part < candidates_.size(); ++part) all.absorb(candidates_[part][i]);
      const std::vector<Hit> nearest = is_ordered ? all.finish() : all.finish_unordered();
      hits = std::copy(nearest.begin(), nearest.end(), hits);
    }
  }

 private:
  const Scoring& scoring_;
  std::vector<Query> queries_;
  std::vector<SharedLimit> limits_;
  std::vector<std::vector<Candidates>> candidates_;  // [part][query]
  std::vector<std::int32_t> indices_;
};

}  // namespace

std::vector<Hit> rank_rows(const RowSpan& table, const RankingRequest& request, const QuerySet& queries,
                           const std::vector<std::int32_t>& wanted) {
  const Scoring scoring(request.metric, request.d, request.depth);
  const auto count = static_cast<std::int64_t>(wanted.size());
  const std::int64_t threads = request.crew.threads();
  const std::int64_t step = std::clamp<std::int64_t>((count + threads - 1) / threads, 1, kGroupQueries);
  const std::int64_t groups = (count + step - 1) / step;
  const std::int64_t most_parts = std::max<std::int64_t>(1, table.count * table.row_bytes / kPartBytes);
  const std::int64_t parts = std::clamp<std::int64_t>(threads / std::max<std::int64_t>(groups, 1), 1, most_parts);
  std::vector<Hit> hits(static_cast<std::size_t>(count * request.depth));
  const auto group_at = [&](std::int64_t group) {
    const std::int64_t first = group * step;
    return std::make_unique<Group>(scoring, queries, wanted.data() + first, std::min(step, count - first), parts);
  };
  const auto hits_of = [&](std::int64_t group) { return hits.data() + group * step * request.depth; };
  if (parts == 1) {
    request.crew.run(groups, [&](std::int64_t group, std::int32_t) {
      check_cancelled(request.cancel);
      const std::unique_ptr<Group> one = group_at(group);
      one->scan(table, 0);
      one->finish(request.is_ordered, hits_of(group));
    });
    return hits;
  }
  std::vector<std::unique_ptr<Group>> all;
  for (std::int64_t group = 0; group < groups; ++group) all.push_back(group_at(group));
  request.crew.run(groups * parts, [&](std::int64_t piece, std::int32_t) {
    check_cancelled(request.cancel);
    all[static_cast<std::size_t>(piece / parts)]->scan(table, piece % parts);
  });
  for (std::int64_t group = 0; group < groups; ++group) {
    all[static_cast<std::size_t>(group)]->finish(request.is_ordered, hits_of(group));
  }
  return hits;
}

}  // namespace concord::index
