// Data on which the norm expansion loses all digits: scores decide nothing there, and the ids must be right all the
// same.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/float16.hpp"
#include "support.hpp"

namespace concord::test {
namespace {

// Copies of a few rows, each moved by `step` of its size: far below the error of a score.
Vectors near_duplicates(std::int64_t n, std::int64_t d, float step, std::int32_t dtype) {
  const Vectors originals = normal_vectors(5, d, 1);
  Vectors vectors = normal_vectors(n, d, 2);
  vectors.dtype = dtype;
  for (std::int64_t i = 0; i < n; ++i) {
    const float* const original = originals.row(i % 5);
    for (std::int64_t j = 0; j < d; ++j) vectors.row(i)[j] = original[j] * (1.0f + step * vectors.row(i)[j]);
  }
  if (dtype == CONCORD_FLOAT16) {
    const std::vector<std::byte> halves = vectors.bytes(0, n);
    for (std::size_t i = 0; i < vectors.values.size(); ++i) {
      std::uint16_t bits;
      std::copy_n(halves.data() + 2 * i, 2, reinterpret_cast<std::byte*>(&bits));
      vectors.values[i] = float16_to_float(bits);
    }
  }
  return vectors;
}

void expect_exact(const Vectors& vectors, const Vectors& queries, std::int32_t k) {
  const Folder folder;
  const Handle source = segment_of(folder, vectors);
  for (const std::int32_t metric : {CONCORD_L2, CONCORD_INNER_PRODUCT}) {
    expect_same(search({source.get()}, queries, search_options(metric, k)), brute_force(vectors, queries, metric, k));
  }
}

TEST(SearchNearDuplicates, Search_StepsBelowTheError_EqualsBruteForce) {
  for (const std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16}) {
    for (const float step : {1e-2f, 1e-4f, 1e-6f}) {
      const Vectors vectors = near_duplicates(3'000 / kShrink, 254, step, dtype);
      Vectors queries = normal_vectors(20, 254, 3);
      for (std::int64_t i = 0; i < 15; ++i) std::copy_n(vectors.row(i * 7), 254, queries.row(i));
      expect_exact(vectors, queries, 10);
    }
  }
}

TEST(SearchNearDuplicates, Search_ManyQueriesAtOnce_EqualsBruteForce) {
  const Vectors vectors = near_duplicates(800, 96, 1e-5f, CONCORD_FLOAT32);
  const Vectors queries{300, 96, CONCORD_FLOAT32, {vectors.row(0), vectors.row(300)}};
  expect_exact(vectors, queries, 3);
}

// One direction far larger than the spread: the norms drown the distances.
TEST(SearchNearDuplicates, Search_LargeCommonOffset_EqualsBruteForce) {
  Vectors vectors = normal_vectors(2'000, 128, 1);
  Vectors queries = normal_vectors(60, 128, 2);
  for (std::int64_t i = 0; i < vectors.n; ++i) vectors.row(i)[5] += 3e4f;
  for (std::int64_t i = 0; i < queries.n; ++i) queries.row(i)[5] += 3e4f;
  expect_exact(vectors, queries, 10);
}

}  // namespace
}  // namespace concord::test
