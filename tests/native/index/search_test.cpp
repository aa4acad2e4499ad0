// Exact search against float64 brute force, to the id.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "support.hpp"

namespace concord::test {
namespace {

struct Case {
  std::int32_t metric;
  std::int32_t dtype;
  std::int64_t n;
  std::int64_t d;
};

std::string name_of(const ::testing::TestParamInfo<Case>& info) {
  const Case& c = info.param;
  return std::string(c.metric == CONCORD_L2 ? "L2" : "InnerProduct") +
         (c.dtype == CONCORD_FLOAT16 ? "Float16" : "Float32") + "_" + std::to_string(c.n) + "x" + std::to_string(c.d);
}

class Exact : public ::testing::TestWithParam<Case> {};

TEST_P(Exact, Search_PlantedTies_EqualsBruteForceToTheId) {
  const Case c = GetParam();
  Vectors vectors = normal_vectors(c.n, c.d, 1, c.dtype);
  plant_ties(vectors, 2);
  Vectors queries = normal_vectors(16, c.d, 3);
  // Stored rows as queries: distance zero, and all their copies tie.
  for (std::int64_t i = 0; i < 8; ++i) std::copy_n(vectors.row(i * vectors.n / 8), c.d, queries.row(i));
  const Folder folder;
  const Handle source = segment_of(folder, vectors);
  expect_same(search({source.get()}, queries, search_options(c.metric, 10)),
              brute_force(vectors, queries, c.metric, 10));
}

INSTANTIATE_TEST_SUITE_P(Search, Exact,
                         ::testing::Values(Case{CONCORD_L2, CONCORD_FLOAT32, 20'000 / kShrink, 1536},
                                           Case{CONCORD_INNER_PRODUCT, CONCORD_FLOAT32, 20'000 / kShrink, 1536},
                                           Case{CONCORD_L2, CONCORD_FLOAT16, 20'000 / kShrink, 1536},
                                           Case{CONCORD_INNER_PRODUCT, CONCORD_FLOAT16, 20'000 / kShrink, 1536},
                                           Case{CONCORD_L2, CONCORD_FLOAT32, 500, 1},
                                           Case{CONCORD_INNER_PRODUCT, CONCORD_FLOAT16, 500, 3},
                                           Case{CONCORD_L2, CONCORD_FLOAT16, 333, 17},
                                           Case{CONCORD_INNER_PRODUCT, CONCORD_FLOAT32, 1, 65},
                                           Case{CONCORD_L2, CONCORD_FLOAT32, 7, 65536}),
                         name_of);

TEST(Search, Search_AllRowsEqual_ReturnsTheLowestRowNumbers) {
  Vectors vectors = normal_vectors(5'000, 33, 1);
  for (std::int64_t i = 1; i < vectors.n; ++i) std::copy_n(vectors.row(0), vectors.d, vectors.row(i));
  const Vectors queries = normal_vectors(3, 33, 2);
  const Folder folder;
  const Handle source = segment_of(folder, vectors);
  expect_same(search({source.get()}, queries, search_options(CONCORD_L2, 100)),
              brute_force(vectors, queries, CONCORD_L2, 100));
}

TEST(Search, Search_FarFromTheOrigin_SettlesWhatFloat32CannotTell) {
  Vectors vectors = normal_vectors(4'000, 64, 1);
  for (float& value : vectors.values) value = 1000.0f + value * 1e-3f;
  Vectors queries = normal_vectors(8, 64, 2);
  for (float& value : queries.values) value = 1000.0f + value * 1e-3f;
  const Folder folder;
  const Handle source = segment_of(folder, vectors);
  for (const std::int32_t metric : {CONCORD_L2, CONCORD_INNER_PRODUCT}) {
    expect_same(search({source.get()}, queries, search_options(metric, 7)), brute_force(vectors, queries, metric, 7));
  }
}

TEST(Search, Search_ValuesThatOverflowFloat32_DecidesInFloat64) {
  Vectors vectors = normal_vectors(200, 16, 1);
  for (std::int64_t i = 0; i < vectors.n; i += 2) {
    for (std::int64_t j = 0; j < vectors.d; ++j) vectors.row(i)[j] *= 1e19f;
  }
  Vectors queries = normal_vectors(4, 16, 2);
  for (float& value : queries.values) value *= 1e18f;
  const Folder folder;
  const Handle source = segment_of(folder, vectors);
  for (const std::int32_t metric : {CONCORD_L2, CONCORD_INNER_PRODUCT}) {
    expect_same(search({source.get()}, queries, search_options(metric, 20)), brute_force(vectors, queries, metric, 20));
  }
}

TEST(Search, Search_TinyValues_KeepsTheOrderOfFloat64) {
  Vectors vectors = normal_vectors(500, 16, 1);
  for (float& value : vectors.values) value *= 1e-22f;
  Vectors queries = normal_vectors(4, 16, 2);
  for (float& value : queries.values) value *= 1e-22f;
  const Folder folder;
  const Handle source = segment_of(folder, vectors);
  for (const std::int32_t metric : {CONCORD_L2, CONCORD_INNER_PRODUCT}) {
    expect_same(search({source.get()}, queries, search_options(metric, 20)), brute_force(vectors, queries, metric, 20));
  }
}

TEST(Search, Search_AnyThreadCount_GivesTheSameAnswer) {
  Vectors vectors = normal_vectors(3'000, 96, 1);
  plant_ties(vectors, 2);
  const Vectors queries = normal_vectors(33, 96, 3);
  const Folder folder;
  const Handle source = segment_of(folder, vectors);
  const Answer expected = brute_force(vectors, queries, CONCORD_L2, 12);
  for (const std::int32_t threads : {1, 2, 5, 64}) {
    concord_search_options options = search_options(CONCORD_L2, 12);
    options.threads = threads;
    expect_same(search({source.get()}, queries, options), expected);
  }
}

TEST(Search, Search_KAboveCount_PadsWithMinusOneAndNaN) {
  const Vectors vectors = normal_vectors(50, 8, 1);
  const Vectors queries = normal_vectors(2, 8, 2);
  const Folder folder;
  const Handle source = segment_of(folder, vectors);
  const Answer answer = search({source.get()}, queries, search_options(CONCORD_L2, 1'000'000));
  expect_same(answer, brute_force(vectors, queries, CONCORD_L2, 1'000'000));
  EXPECT_EQ(50, answer.found[1]);
  EXPECT_EQ(-1, answer.rows[50]);
  EXPECT_TRUE(std::isnan(answer.distances[50]));
}

TEST(Search, Search_SegmentsAlone_ReportsAnExactAnswer) {
  const Vectors vectors = normal_vectors(100, 8, 1);
  const Vectors queries = normal_vectors(3, 8, 2);
  const Folder folder;
  const Handle source = segment_of(folder, vectors);
  const Answer answer = search({source.get()}, queries, search_options(CONCORD_L2, 5));
  EXPECT_EQ(1, answer.stats.exact);
  EXPECT_EQ(1.0, answer.stats.expected_recall);
  EXPECT_EQ(0, answer.stats.lists_total);
  EXPECT_EQ(300, answer.stats.rows_scanned);
  EXPECT_EQ(300, answer.stats.rows_total);
}

}  // namespace
}  // namespace concord::test
