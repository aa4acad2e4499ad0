// Arguments that cannot be, and calls that are told to stop.
#include <gtest/gtest.h>

#include <cstring>
#include <limits>
#include <thread>

#include "support.hpp"

namespace concord::test {
namespace {

TEST(Limits, Search_NaNOrInfiniteQuery_NamesTheQuery) {
  const Vectors vectors = normal_vectors(10, 4, 1);
  const Folder folder;
  const Handle source = segment_of(folder, vectors);
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    Vectors queries = normal_vectors(3, 4, 2);
    queries.row(2)[1] = bad;
    const Answer answer = search({source.get()}, queries, search_options(CONCORD_L2, 1));
    EXPECT_EQ(CONCORD_BAD_ARGUMENT, answer.status);
    EXPECT_NE(nullptr, std::strstr(concord_last_error(), "query 2"));
    EXPECT_EQ(-7, answer.rows[0]);
  }
}

TEST(Limits, Search_ImpossibleOptions_AreRefused) {
  const Vectors vectors = normal_vectors(10, 4, 1);
  const Vectors wide = normal_vectors(1, 5, 1);
  const Folder folder;
  const Handle source = segment_of(folder, vectors);
  concord_search_options options = search_options(CONCORD_L2, 1);
  EXPECT_EQ(CONCORD_BAD_ARGUMENT, search({source.get()}, wide, options).status);
  options.threads = -1;
  EXPECT_EQ(CONCORD_BAD_ARGUMENT, search({source.get()}, vectors, options).status);
  options = search_options(-1, 1);
  EXPECT_EQ(CONCORD_BAD_ARGUMENT, search({source.get()}, vectors, options).status);
  options = search_options(CONCORD_L2, 1);
  options.struct_size = 0;
  EXPECT_EQ(CONCORD_BAD_ARGUMENT, search({source.get()}, vectors, options).status);
  std::int64_t row = 0;
  float distance = 0;
  std::int32_t found = 0;
  const concord_source* one = source.get();
  for (const std::int32_t k : {0, -1, 1'000'001}) {
    options = search_options(CONCORD_L2, k);
    EXPECT_EQ(CONCORD_BAD_ARGUMENT,
              concord_search(&one, 1, vectors.row(0), 1, 4, &options, &distance, &row, &found, nullptr));
  }
}

TEST(Limits, Search_NoSourcesOrNoQueries_Succeeds) {
  const Vectors queries = normal_vectors(2, 4, 1);
  const Vectors none = normal_vectors(0, 4, 1);
  EXPECT_EQ((std::vector<std::int32_t>{0, 0}), search({}, queries, search_options(CONCORD_L2, 3)).found);
  EXPECT_EQ(CONCORD_OK, search({}, none, search_options(CONCORD_L2, 3)).status);
}

TEST(Limits, Search_CancelRaisedBefore_ReturnsCancelled) {
  const Vectors vectors = normal_vectors(1'000, 16, 1);
  const Folder folder;
  const Handle source = segment_of(folder, vectors);
  concord_search_options options = search_options(CONCORD_L2, 5);
  ASSERT_EQ(CONCORD_OK, concord_cancel_create(&options.cancel));
  concord_cancel_raise(options.cancel);
  const Answer answer = search({source.get()}, vectors, options);
  concord_cancel_free(options.cancel);
  EXPECT_EQ(CONCORD_CANCELLED, answer.status);
  EXPECT_EQ(-7, answer.rows[0]);
}

TEST(Limits, Search_CancelRaisedMeanwhile_StopsEveryThread) {
  const Vectors vectors = normal_vectors(20'000, 64, 1);
  const Folder folder;
  const Handle source = segment_of(folder, vectors);
  concord_search_options options = search_options(CONCORD_L2, 5);
  ASSERT_EQ(CONCORD_OK, concord_cancel_create(&options.cancel));
  std::atomic<bool> searching{false};
  std::thread raiser([&] {
    while (!searching) std::this_thread::yield();
    concord_cancel_raise(options.cancel);
  });
  searching = true;
  const Answer answer = search({source.get()}, vectors, options);  // 400 million distances if nobody stops it
  raiser.join();
  concord_cancel_free(options.cancel);
  EXPECT_EQ(CONCORD_CANCELLED, answer.status);
}

TEST(Limits, Search_FromManyThreads_VerifiesAndAnswersAlike) {
  const Vectors vectors = normal_vectors(3'000, 32, 1);
  const Vectors queries = normal_vectors(10, 32, 2);
  const Folder folder;
  const Handle source = segment_of(folder, vectors);
  const Answer expected = brute_force(vectors, queries, CONCORD_INNER_PRODUCT, 5);
  std::vector<std::thread> callers;
  std::vector<Answer> answers(6);
  for (Answer& answer : answers) {
    callers.emplace_back([&] { answer = search({source.get()}, queries, search_options(CONCORD_INNER_PRODUCT, 5)); });
  }
  for (std::thread& caller : callers) caller.join();
  for (const Answer& answer : answers) expect_same(answer, expected);
}

}  // namespace
}  // namespace concord::test
