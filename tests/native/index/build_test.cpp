// Building generations: the same bytes for the same seed, an honest recall, nothing left behind on failure.
#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <set>

#include "index/build.hpp"
#include "support.hpp"

namespace concord::test {
namespace {

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

concord_source_info describe(const Handle& source) {
  concord_source_info info{};
  info.struct_size = sizeof info;
  EXPECT_EQ(CONCORD_OK, concord_source_describe(source.get(), &info));
  return info;
}

TEST(Build, Build_SameSeed_GivesTheSameFileForAnyThreadsAndLayout) {
  Vectors vectors = clustered_vectors(3'000, 32, 20, 1);
  plant_ties(vectors, 2);
  const Folder folder;
  const Handle whole = segment_of(folder, vectors);
  const Handle left = open_segment(write_segment(folder.file("l"), vectors, 0, 1'000, 0));
  const Handle right = open_segment(write_segment(folder.file("r"), vectors, 1'000, 2'000, 1'000));
  for (const std::int32_t metric : {CONCORD_L2, CONCORD_INNER_PRODUCT}) {
    const std::string name = std::to_string(metric);
    concord_build_options options = build_options(metric, 20);
    options.threads = 1;
    build(folder.file("one" + name), {whole.get()}, options);
    options.threads = 5;
    build(folder.file("five" + name), {right.get(), left.get()}, options);
    EXPECT_TRUE(content(folder.file("one" + name)) == content(folder.file("five" + name)));
    options.seed = 8;
    build(folder.file("other" + name), {whole.get()}, options);
    EXPECT_FALSE(content(folder.file("one" + name)) == content(folder.file("other" + name)));
  }
}

// The example of docs/storage-format.md; a change of these bytes is a change of the format.
TEST(Build, Build_WorkedExample_HasTheDocumentedBytes) {
  const Vectors vectors{3, 2, CONCORD_FLOAT32, {1.0f, 2.0f, -1.0f, 0.5f, 0.0f, 3.0f}};
  const Folder folder;
  const Handle segment = open_segment(write_segment(folder.file("s"), vectors, 0, 3, 40));
  const Handle generation = build(folder.file("g"), {segment.get()}, build_options(CONCORD_L2, 1));
  const std::string bytes = content(folder.file("g"));
  ASSERT_EQ(36'912u, bytes.size());
  EXPECT_EQ(std::string("\x8d\xde\x92\xab\xc2\x2b\xdf\xfc", 8), bytes.substr(4088, 8));
  EXPECT_EQ(std::string("\x50\xf0\xb3\xf7\xf0\xfc\xc7\x93", 8), bytes.substr(0x9000, 8));
  EXPECT_EQ(std::string("\x40\x7f\x81\x40\x00\x7f", 6), bytes.substr(0x7000, 6));
}

// The recall that was stored is a measurement on some stored rows; new queries of the same kind must agree with it.
TEST(Build, Calibrate_ClusteredData_ReachesTheTargetAndReportsHonestly) {
  // Forty rows a centre at any size: among few, a stored row that is left out of its own answer is missed more than a
  // new one.
  const std::int64_t centres = 300 / kShrink;
  Vectors vectors = clustered_vectors(40 * centres + 300, 32, centres, 1);
  const Vectors queries{300, 32, CONCORD_FLOAT32, {vectors.row(40 * centres), vectors.row(40 * centres) + 300 * 32}};
  vectors.n = 40 * centres;
  const Folder folder;
  const Handle segment = segment_of(folder, vectors);
  const Answer exact = brute_force(vectors, queries, CONCORD_L2, 10);
  for (const double target : {0.5, 0.9, 0.99}) {
    concord_build_options options = build_options(CONCORD_L2, 64);
    options.target_recall = target;
    const Handle generation = build(folder.file(std::to_string(target)), {segment.get()}, options);
    const concord_source_info info = describe(generation);
    EXPECT_GE(info.expected_recall, target);
    EXPECT_LT(info.nprobe, 64);
    const Answer answer = search({generation.get()}, queries, search_options(CONCORD_L2, 10));
    EXPECT_EQ(info.nprobe, answer.stats.nprobe);
    EXPECT_EQ(info.expected_recall, answer.stats.expected_recall);
    std::int64_t found = 0;
    for (std::size_t query = 0; query < 300; ++query) {
      const std::set<std::int64_t> truth(&exact.rows[query * 10], &exact.rows[query * 10] + 10);
      for (std::size_t i = 0; i < 10; ++i) found += truth.count(answer.rows[query * 10 + i]) != 0 ? 1 : 0;
    }
    // 200 queries against 300: were all hits of a query right or wrong together, the standard error of the difference
    // would be 0.046 at most; the data are fixed, so two of them never fail by chance.
    EXPECT_NEAR(info.expected_recall, static_cast<double>(found) / 3'000.0, 0.1);
  }
}

TEST(Build, Build_FewRows_MakesAFlatGeneration) {
  const Vectors vectors = normal_vectors(500, 8, 1);
  const Folder folder;
  const Handle segment = segment_of(folder, vectors);
  const Handle generation = build(folder.file("g"), {segment.get()}, build_options(CONCORD_INNER_PRODUCT, 0));
  const concord_source_info info = describe(generation);
  EXPECT_EQ(1, info.lists);
  EXPECT_EQ(1, info.nprobe);
  EXPECT_EQ(1.0, info.expected_recall);
  EXPECT_EQ(0, info.calibrated_k);
  EXPECT_EQ(1, search({generation.get()}, vectors, search_options(CONCORD_L2, 1)).stats.exact);
}

TEST(Build, Build_NoRows_MakesAnEmptyGenerationThatAnswers) {
  const Vectors nothing = normal_vectors(0, 8, 1);
  const Vectors queries = normal_vectors(2, 8, 1);
  const Folder folder;
  const Handle segment = segment_of(folder, nothing);
  const Handle generation = build(folder.file("g"), {segment.get()}, build_options(CONCORD_L2, 0));
  EXPECT_EQ(-1, describe(generation).last_row);
  expect_same(search({segment.get(), generation.get()}, queries, search_options(CONCORD_L2, 3)),
              brute_force(nothing, queries, CONCORD_L2, 3));
}

TEST(Build, ChosenLists_AnySize_LeavesThirtyNineRowsAList) {
  EXPECT_EQ(1, index::chosen_lists(0, 0));
  EXPECT_EQ(1, index::chosen_lists(19'999, 20'000));
  for (const std::int64_t rows : {100, 20'000, 120'000, 1'000'000, 10'000'000}) {
    const std::int64_t lists = index::chosen_lists(rows, 0);
    EXPECT_GE(rows / lists, 39) << rows;
    EXPECT_GT(lists, 1) << rows;
  }
}

TEST(Build, Build_ListsEqualToRows_StillFindsEverything) {
  const Vectors vectors = normal_vectors(40, 8, 1);
  const Folder folder;
  const Handle segment = segment_of(folder, vectors);
  for (const std::int32_t lists : {39, 40}) {
    const Handle generation =
        build(folder.file(std::to_string(lists)), {segment.get()}, build_options(CONCORD_L2, lists));
    concord_search_options options = search_options(CONCORD_L2, 40);
    options.nprobe = 1;
    expect_same(search({generation.get()}, vectors, options), brute_force(vectors, vectors, CONCORD_L2, 40));
  }
}

TEST(Build, Build_PathTaken_FailsAndLeavesItAlone) {
  const Vectors vectors = normal_vectors(50, 8, 1);
  const Folder folder;
  const Handle segment = segment_of(folder, vectors);
  std::ofstream(folder.file("g")) << "mine";
  const concord_build_options options = build_options(CONCORD_L2, 1);
  const concord_source* source = segment.get();
  EXPECT_EQ(CONCORD_ALREADY_EXISTS, concord_generation_build(folder.file("g").c_str(), &source, 1, nullptr, 0, &options,
                                                             nullptr, nullptr, nullptr));
  EXPECT_EQ("mine", content(folder.file("g")));
}

struct CancelAt {
  concord_cancel* cancel;
  std::int64_t calls_left;
  std::int64_t last_done;
};

void cancel_at(void* state, std::int64_t done, std::int64_t total) {
  auto* at = static_cast<CancelAt*>(state);
  EXPECT_GE(done, at->last_done);
  EXPECT_LE(done, total);
  at->last_done = done;
  if (at->calls_left-- == 0) concord_cancel_raise(at->cancel);
}

TEST(Build, Build_CancelledAnywhere_LeavesNoFileBehind) {
  const Vectors vectors = clustered_vectors(2'000, 16, 10, 1);
  const Folder folder;
  const Handle segment = segment_of(folder, vectors);
  const concord_build_options options = build_options(CONCORD_L2, 8);
  const concord_source* source = segment.get();
  for (const std::int64_t calls : {0, 5, 9, 10, 11}) {
    CancelAt at{nullptr, calls, 0};
    ASSERT_EQ(CONCORD_OK, concord_cancel_create(&at.cancel));
    EXPECT_EQ(CONCORD_CANCELLED, concord_generation_build(folder.file("g").c_str(), &source, 1, nullptr, 0, &options,
                                                          cancel_at, &at, at.cancel))
        << "after " << calls << " reports";
    concord_cancel_free(at.cancel);
    EXPECT_EQ(1, std::distance(std::filesystem::directory_iterator(folder.path()), {})) << "only the segment is left";
  }
}

TEST(Build, Build_ImpossibleOptions_AreRefused) {
  const Vectors vectors = normal_vectors(50, 8, 1);
  const Folder folder;
  const Handle segment = segment_of(folder, vectors);
  const auto refused = [&](concord_build_options options, const std::vector<const concord_source*>& sources) {
    const concord_status status =
        concord_generation_build(folder.file("g").c_str(), sources.data(), static_cast<std::int32_t>(sources.size()),
                                 nullptr, 0, &options, nullptr, nullptr, nullptr);
    EXPECT_EQ(CONCORD_BAD_ARGUMENT, status) << concord_last_error();
  };
  const std::vector<const concord_source*> one = {segment.get()};
  refused(build_options(CONCORD_L2, 51), one);
  refused(build_options(CONCORD_L2, -1), one);
  refused(build_options(7, 1), one);
  refused(build_options(CONCORD_L2, 1), {});
  refused(build_options(CONCORD_L2, 1), {nullptr});
  refused(build_options(CONCORD_L2, 1), {segment.get(), segment.get()});
  concord_build_options options = build_options(CONCORD_L2, 1);
  options.target_recall = 1.5;
  refused(options, one);
}

}  // namespace
}  // namespace concord::test
