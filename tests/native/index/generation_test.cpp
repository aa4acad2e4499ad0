// Generations: every list gives the exact answer, mixtures merge, rows come back as they went in.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "support.hpp"

namespace concord::test {
namespace {

TEST(Generation, Search_NprobeEqualToLists_EqualsBruteForce) {
  for (const std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16}) {
    for (const std::int32_t metric : {CONCORD_L2, CONCORD_INNER_PRODUCT}) {
      Vectors vectors = clustered_vectors(6'000 / kShrink, 48, 40, 1, dtype);
      plant_ties(vectors, 2);
      const Vectors queries = clustered_vectors(20, 48, 40, 3);
      const Folder folder;
      const Handle segment = segment_of(folder, vectors);
      const Handle generation = build(folder.file("g"), {segment.get()}, build_options(metric, 16));
      concord_search_options options = search_options(metric, 10);
      options.nprobe = 16;
      const Answer answer = search({generation.get()}, queries, options);
      expect_same(answer, brute_force(vectors, queries, metric, 10));
      EXPECT_EQ(1, answer.stats.exact);
      EXPECT_EQ(0, answer.stats.nprobe);
    }
  }
}

TEST(Generation, Search_SegmentsAndGenerations_EqualsOneBruteForce) {
  Vectors vectors = clustered_vectors(4'000, 40, 20, 1);
  plant_ties(vectors, 2);
  const Vectors queries = clustered_vectors(20, 40, 20, 3);
  const Folder folder;
  const Handle a = open_segment(write_segment(folder.file("a"), vectors, 0, 1'500, 0));
  const Handle b = open_segment(write_segment(folder.file("b"), vectors, 1'500, 1'000, 1'500));
  const Handle c = open_segment(write_segment(folder.file("c"), vectors, 2'500, 1'200, 2'500));
  const Handle d = open_segment(write_segment(folder.file("d"), vectors, 3'700, 300, 3'700));
  const Handle ab = build(folder.file("ab"), {b.get(), a.get()}, build_options(CONCORD_L2, 12));
  const Handle flat = build(folder.file("c1"), {c.get()}, build_options(CONCORD_L2, 1));
  concord_search_options options = search_options(CONCORD_L2, 9);
  options.exact = 1;
  const Answer answer = search({d.get(), ab.get(), flat.get()}, queries, options);
  expect_same(answer, brute_force(vectors, queries, CONCORD_L2, 9));
  EXPECT_EQ(20 * 13, answer.stats.lists_total);
  EXPECT_EQ(20 * 4'000, answer.stats.rows_scanned);
}

TEST(Generation, Search_AnyThreadCount_GivesTheSameApproximateAnswer) {
  const Vectors vectors = clustered_vectors(4'000, 40, 60, 1);
  const Vectors queries = clustered_vectors(50, 40, 60, 3);
  const Folder folder;
  const Handle segment = segment_of(folder, vectors);
  const Handle generation = build(folder.file("g"), {segment.get()}, build_options(CONCORD_L2, 32));
  concord_search_options options = search_options(CONCORD_L2, 10);
  options.nprobe = 3;
  options.threads = 1;
  const Answer one = search({generation.get()}, queries, options);
  options.threads = 7;
  const Answer seven = search({generation.get()}, queries, options);
  expect_same(seven, one);
  EXPECT_EQ(one.stats.rows_scanned, seven.stats.rows_scanned);
  EXPECT_EQ(3, one.stats.nprobe);
  EXPECT_EQ(50 * 3, one.stats.lists_scanned);
  EXPECT_EQ(-1.0, one.stats.expected_recall);
  EXPECT_EQ(0, one.stats.exact);
}

TEST(Generation, Search_OtherMetricThanBuilt_IsRefusedUnlessExact) {
  const Vectors vectors = clustered_vectors(1'000, 16, 8, 1);
  const Folder folder;
  const Handle segment = segment_of(folder, vectors);
  const Handle generation = build(folder.file("g"), {segment.get()}, build_options(CONCORD_L2, 8));
  concord_search_options options = search_options(CONCORD_INNER_PRODUCT, 3);
  EXPECT_EQ(CONCORD_BAD_ARGUMENT, search({generation.get()}, vectors, options).status);
  options.exact = 1;
  const Vectors queries = normal_vectors(5, 16, 9);
  expect_same(search({generation.get()}, queries, options), brute_force(vectors, queries, CONCORD_INNER_PRODUCT, 3));
}

TEST(Generation, Describe_AfterABuild_SaysWhatWasBuilt) {
  const Vectors vectors = clustered_vectors(2'000, 24, 10, 1, CONCORD_FLOAT16);
  const Folder folder;
  const Handle segment = segment_of(folder, vectors);
  const Handle generation = build(folder.file("g"), {segment.get()}, build_options(CONCORD_L2, 10));
  concord_source_info info{};
  info.struct_size = sizeof info;
  ASSERT_EQ(CONCORD_OK, concord_source_describe(generation.get(), &info));
  EXPECT_EQ(24, info.dimension);
  EXPECT_EQ(CONCORD_FLOAT16, info.dtype);
  EXPECT_EQ(CONCORD_L2, info.metric);
  EXPECT_EQ(2'000, info.rows);
  EXPECT_EQ(1'999, info.last_row);
  EXPECT_EQ(10, info.lists);
  EXPECT_EQ(10, info.calibrated_k);
  EXPECT_GE(info.expected_recall, 0.99);
  EXPECT_EQ(static_cast<std::int64_t>(std::filesystem::file_size(folder.file("g"))), info.file_bytes);
}

TEST(Generation, ReadRows_HeldAndMissingRows_CopiesTheHeldOnes) {
  for (const std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16}) {
    const Vectors vectors = clustered_vectors(1'000, 20, 10, 1, dtype);
    const Folder folder;
    const Handle segment = open_segment(write_segment(folder.file("s"), vectors, 0, 1'000, 5'000));
    const Handle generation = build(folder.file("g"), {segment.get()}, build_options(CONCORD_L2, 8));
    const std::vector<std::int64_t> rows = {5'000, 5'999, 4'999, 6'000, 5'123, -1, 5'123};
    for (const concord_source* source : {segment.get(), generation.get()}) {
      std::vector<float> out(rows.size() * 20, -7.0f);
      std::vector<std::uint8_t> present(rows.size(), 9);
      ASSERT_EQ(CONCORD_OK, concord_source_read_rows(source, rows.data(), 7, out.data(), present.data()));
      EXPECT_EQ((std::vector<std::uint8_t>{1, 1, 0, 0, 1, 0, 1}), present);
      EXPECT_TRUE(std::equal(vectors.row(999), vectors.row(999) + 20, out.begin() + 20));
      EXPECT_TRUE(std::equal(vectors.row(123), vectors.row(123) + 20, out.begin() + 6 * 20));
      EXPECT_EQ(-7.0f, out[2 * 20]);
    }
  }
}

TEST(Generation, Build_OfGenerationsWithDeletedRows_KeepsTheChosenRows) {
  const Vectors vectors = clustered_vectors(3'000, 24, 10, 1);
  const Folder folder;
  const Handle segment = segment_of(folder, vectors);
  const Handle first = build(folder.file("first"), {segment.get()}, build_options(CONCORD_L2, 8));
  std::vector<std::uint8_t> keep(2'400 / 8, 0xB6);
  const concord_build_options options = build_options(CONCORD_L2, 6);
  const concord_source* from = first.get();
  ASSERT_EQ(CONCORD_OK, concord_generation_build(folder.file("second").c_str(), &from, 1, keep.data(), 2'400, &options,
                                                 nullptr, nullptr, nullptr))
      << concord_last_error();
  const Handle second = open_generation(folder.file("second"));
  const Vectors queries = clustered_vectors(10, 24, 10, 5);
  concord_search_options everything = search_options(CONCORD_L2, 10);
  everything.exact = 1;
  const Allowed allowed{&keep, nullptr, nullptr};
  const Answer answer = search({second.get()}, queries, everything);
  expect_same(answer, brute_force(vectors, queries, CONCORD_L2, 10, allowed));
  EXPECT_EQ(10 * 2'400 * 5 / 8, answer.stats.rows_total);
}

}  // namespace
}  // namespace concord::test
