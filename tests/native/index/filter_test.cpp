// Filters and exclusion act inside the scan: a query gets k rows, or all that exist.
#include <gtest/gtest.h>

#include <random>

#include "support.hpp"

namespace concord::test {
namespace {

std::vector<std::uint8_t> bits_with(const std::vector<std::int64_t>& rows, std::int64_t n) {
  std::vector<std::uint8_t> bits(static_cast<std::size_t>((n + 7) / 8));
  for (const std::int64_t row : rows)
    bits[static_cast<std::size_t>(row / 8)] |= static_cast<std::uint8_t>(1u << (row % 8));
  return bits;
}

std::vector<std::int64_t> some_rows(std::int64_t n, double share, std::uint32_t seed) {
  std::mt19937 generator(seed);
  std::vector<std::int64_t> rows;
  for (std::int64_t row = 0; row < n; ++row) {
    if (static_cast<double>(generator()) < share * 4294967296.0) rows.push_back(row);
  }
  return rows;
}

void set_filter(concord_search_options& options, const std::vector<std::uint8_t>& bits) {
  options.row_filter = bits.data();
  options.row_filter_rows = static_cast<std::int64_t>(bits.size()) * 8;
}

// A small IVF generation with a segment behind it, as after some new slides.
class Filter : public ::testing::Test {
 protected:
  Filter()
      : vectors_(clustered_vectors(4'000, 24, 30, 1)),
        queries_(clustered_vectors(30, 24, 30, 3)),
        old_(open_segment(write_segment(folder_.file("old"), vectors_, 0, 3'000, 0))),
        generation_(build(folder_.file("g"), {old_.get()}, build_options(CONCORD_L2, 40))),
        new_(open_segment(write_segment(folder_.file("new"), vectors_, 3'000, 1'000, 3'000))) {}

  // What can be promised of an approximate search: no row outside the choice, all k rows or all that exist.
  void expect_all_that_exist(const Answer& answer, const Answer& exact, std::int32_t k, const Allowed& allowed) {
    ASSERT_EQ(CONCORD_OK, answer.status) << concord_last_error();
    EXPECT_EQ(exact.found, answer.found);
    for (std::size_t i = 0; i < answer.rows.size(); ++i) {
      const auto query = static_cast<std::int64_t>(i) / k;
      const bool is_hit = static_cast<std::int64_t>(i) % k < answer.found[static_cast<std::size_t>(query)];
      EXPECT_EQ(is_hit, answer.rows[i] >= 0);
      EXPECT_TRUE(!is_hit || allowed(answer.rows[i], query));
    }
  }

  void expect_filtered(concord_search_options options, const Allowed& allowed) {
    const std::vector<const concord_source*> both = {generation_.get(), new_.get()};
    const Answer exact = brute_force(vectors_, queries_, CONCORD_L2, options.k, allowed);
    options.exact = 1;
    expect_same(search(both, queries_, options), exact);
    options.exact = 0;
    options.nprobe = 1;
    expect_all_that_exist(search(both, queries_, options), exact, options.k, allowed);
  }

  Folder folder_;
  Vectors vectors_;
  Vectors queries_;
  Handle old_;
  Handle generation_;
  Handle new_;
};

TEST_F(Filter, Search_RandomFilters_GivesAllThatExist) {
  for (const std::vector<std::int64_t>& rows : {std::vector<std::int64_t>{},
                                                {2'999},
                                                {0},
                                                some_rows(4'000, 0.01, 1),
                                                some_rows(4'000, 0.3, 2),
                                                some_rows(4'000, 1.0, 3)}) {
    const std::vector<std::uint8_t> bits = bits_with(rows, 4'000);
    for (const std::int32_t k : {1, 10, 100, 5'000}) {
      concord_search_options options = search_options(CONCORD_L2, k);
      set_filter(options, bits);
      expect_filtered(options, {&bits, nullptr, nullptr});
    }
  }
}

TEST_F(Filter, Search_FilterShorterThanTheRows_LeavesTheRestOut) {
  const std::vector<std::uint8_t> bits(1'000 / 8, 0xFF);
  concord_search_options options = search_options(CONCORD_L2, 50);
  set_filter(options, bits);
  expect_filtered(options, {&bits, nullptr, nullptr});
}

TEST_F(Filter, Search_ExcludedGroups_GivesAllThatExistOfOthers) {
  std::vector<std::int32_t> row_group(3'500);
  for (std::size_t row = 0; row < row_group.size(); ++row) row_group[row] = static_cast<std::int32_t>(row % 7) - 1;
  std::vector<std::int32_t> query_group(30);
  for (std::size_t query = 0; query < 30; ++query) query_group[query] = static_cast<std::int32_t>(query % 8) - 1;
  const std::vector<std::uint8_t> bits = bits_with(some_rows(4'000, 0.02, 5), 4'000);
  for (const std::int32_t k : {1, 10, 200}) {
    concord_search_options options = search_options(CONCORD_L2, k);
    options.row_group = row_group.data();
    options.row_group_rows = 3'500;
    options.query_group = query_group.data();
    expect_filtered(options, {nullptr, &row_group, &query_group});
    set_filter(options, bits);
    expect_filtered(options, {&bits, &row_group, &query_group});
  }
}

TEST_F(Filter, Search_OneGroupHoldsEverything_GivesNothing) {
  const std::vector<std::int32_t> row_group(4'000, 5);
  const std::vector<std::int32_t> query_group(30, 5);
  concord_search_options options = search_options(CONCORD_L2, 3);
  options.row_group = row_group.data();
  options.row_group_rows = 4'000;
  options.query_group = query_group.data();
  const Answer answer = search({generation_.get(), new_.get()}, queries_, options);
  EXPECT_EQ(std::vector<std::int32_t>(30, 0), answer.found);
  EXPECT_EQ(std::vector<std::int64_t>(90, -1), answer.rows);
}

TEST_F(Filter, Search_TooFewInPlannedLists_ReportsTheFurtherLists) {
  const std::vector<std::uint8_t> bits = bits_with({17}, 4'000);
  concord_search_options options = search_options(CONCORD_L2, 1);
  options.nprobe = 1;
  set_filter(options, bits);
  const Answer answer = search({generation_.get()}, queries_, options);
  EXPECT_EQ(std::vector<std::int64_t>(30, 17), answer.rows);
  EXPECT_EQ(1, answer.stats.nprobe);
  EXPECT_GT(answer.stats.lists_scanned, 30);
  EXPECT_LE(answer.stats.lists_scanned, answer.stats.lists_total);
}

}  // namespace
}  // namespace concord::test
