// The nearest rows of a table do not depend on how the table and the queries are shared among threads.
#include "index/ranking.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "index/canonical.hpp"

namespace concord::test {
namespace {

constexpr std::int64_t kRows = 900, kDimension = 1536, kDepth = 40;  // 5.5 MB: parts for ten threads

class Table {
 public:
  Table() {
    std::mt19937 random(3);
    std::uniform_real_distribution<float> between(-1.0f, 1.0f);
    for (std::int64_t i = 0; i < kRows * kDimension; ++i) values_.push_back(between(random));
    // Equal rows far from each other: ties that fall into different parts.
    for (const std::int64_t copy : {100, 450, 899}) {
      std::copy_n(values_.begin(), kDimension, values_.begin() + copy * kDimension);
    }
    for (std::int64_t i = 0; i < kRows; ++i) {
      norms_.push_back(index::squared_norm(row(i), CONCORD_FLOAT32, kDimension));
    }
    span_.rows = row(0);
    span_.squared_norms = norms_.data();
    span_.count = kRows;
    span_.row_bytes = 4 * kDimension;
    span_.dtype = CONCORD_FLOAT32;
  }
  const index::RowSpan& span() const { return span_; }
  const float* values(std::int64_t i) const { return values_.data() + i * kDimension; }

  // By canonical key, then by number.
  std::vector<std::int64_t> by_hand(Metric metric, const float* query) const {
    std::vector<index::Hit> hits;
    for (std::int64_t i = 0; i < kRows; ++i) {
      const std::byte* const one = row(i);
      const std::int32_t dtype = CONCORD_FLOAT32;
      float key;
      index::canonical_keys(metric, query, kDimension, &one, &dtype, 1, &key);
      hits.push_back({key, i});
    }
    std::sort(hits.begin(), hits.end());
    std::vector<std::int64_t> rows;
    for (std::size_t i = 0; i < kDepth; ++i) rows.push_back(hits[i].row);
    return rows;
  }

 private:
  const std::byte* row(std::int64_t i) const { return reinterpret_cast<const std::byte*>(values(i)); }
  std::vector<float> values_;
  std::vector<float> norms_;
  index::RowSpan span_;
};

std::vector<std::int64_t> rows_of(const std::vector<index::Hit>& hits, std::size_t query) {
  std::vector<std::int64_t> rows;
  for (std::size_t i = 0; i < kDepth; ++i) rows.push_back(hits[query * kDepth + i].row);
  return rows;
}

TEST(Ranking, RankRows_AnyNumberOfThreadsAndQueries_GivesTheRowsFoundByHand) {
  const Table table;
  for (const Metric metric : {Metric::kL2, Metric::kInnerProduct}) {
    for (const std::int32_t threads : {1, 2, 3, 10}) {
      for (const std::int64_t count : {1, 2, 7}) {
        index::QuerySet queries(count, kDimension);
        for (std::int64_t i = 0; i < count; ++i) queries.add(table.values(i * 50));
        Crew crew(threads);
        for (const bool is_ordered : {true, false}) {
          const std::vector<index::Hit> hits = rank_rows(
              table.span(), {metric, kDimension, kDepth, is_ordered, crew, nullptr}, queries, queries.everyone());
          for (std::int64_t i = 0; i < count; ++i) {
            std::vector<std::int64_t> found = rows_of(hits, static_cast<std::size_t>(i));
            std::vector<std::int64_t> expected = table.by_hand(metric, table.values(i * 50));
            if (!is_ordered) {
              std::sort(found.begin(), found.end());
              std::sort(expected.begin(), expected.end());
            }
            EXPECT_EQ(expected, found) << threads << " threads, query " << i << " of " << count;
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace concord::test
