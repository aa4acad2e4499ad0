// Slide distances are those of float64 brute force, bit by bit, whatever the shape, type, metric and thread count.
#include <algorithm>

#include "index/canonical.hpp"
#include "slide/race.hpp"
#include "support.hpp"

namespace concord::test {
namespace {

struct Answer {
  concord_slide_distances distances;
  std::vector<std::int64_t> nearest_in_b, nearest_in_a;
  std::vector<float> distance_to_b, distance_to_a;
};

// Written as plainly as it can be: float64 in order, rounded once, the first of equal ones.
void nearest_by_force(const Slide& of, const Slide& among, std::int32_t metric, std::vector<std::int64_t>& nearest,
                      std::vector<float>& distances) {
  const float sign = metric == CONCORD_L2 ? 1.0f : -1.0f;
  for (std::int64_t i = 0; i < of.n; ++i) {
    std::int64_t best = -1;
    float least = 0.0f;
    for (std::int64_t j = 0; j < among.n; ++j) {
      double sum = 0.0;
      for (std::int64_t k = 0; k < of.d; ++k) {
        const double x = of.values[static_cast<std::size_t>(i * of.d + k)];
        const double y = among.values[static_cast<std::size_t>(j * of.d + k)];
        sum += metric == CONCORD_L2 ? (x - y) * (x - y) : x * y;
      }
      const float key = sign * static_cast<float>(sum);
      if (best < 0 || key < least) best = j, least = key;
    }
    nearest.push_back(best);
    distances.push_back(sign * least);
  }
}

double median_by_sorting(std::vector<float> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  if (values.size() % 2 == 1) return values[half];
  return (static_cast<double>(values[half - 1]) + static_cast<double>(values[half])) / 2;
}

Answer by_force(const Slide& a, const Slide& b, std::int32_t metric) {
  Answer answer{};
  nearest_by_force(a, b, metric, answer.nearest_in_b, answer.distance_to_b);
  nearest_by_force(b, a, metric, answer.nearest_in_a, answer.distance_to_a);
  answer.distances.a_to_b = median_by_sorting(answer.distance_to_b);
  answer.distances.b_to_a = median_by_sorting(answer.distance_to_a);
  answer.distances.symmetric = (answer.distances.a_to_b + answer.distances.b_to_a) / 2;
  return answer;
}

concord_status compare(const Slide& a, const Slide& b, const concord_slide_options& options, Answer& answer) {
  answer.distances.struct_size = sizeof answer.distances;
  answer.nearest_in_b.assign(static_cast<std::size_t>(a.n), -7);
  answer.distance_to_b.assign(static_cast<std::size_t>(a.n), -7.0f);
  answer.nearest_in_a.assign(static_cast<std::size_t>(b.n), -7);
  answer.distance_to_a.assign(static_cast<std::size_t>(b.n), -7.0f);
  return concord_slide_distance(a.data(), a.n, b.data(), b.n, a.d, &options, &answer.distances,
                                answer.nearest_in_b.data(), answer.distance_to_b.data(), answer.nearest_in_a.data(),
                                answer.distance_to_a.data());
}

void expect_brute_force(const Slide& a, const Slide& b, const std::string& name, std::int32_t threads = 2) {
  for (const std::int32_t metric : {CONCORD_L2, CONCORD_INNER_PRODUCT}) {
    Answer found{};
    ASSERT_EQ(compare(a, b, options_of(metric, a, threads), found), CONCORD_OK) << concord_last_error();
    const Answer expected = by_force(a, b, metric);
    EXPECT_EQ(found.nearest_in_b, expected.nearest_in_b) << name << " metric " << metric;
    EXPECT_EQ(found.nearest_in_a, expected.nearest_in_a) << name << " metric " << metric;
    EXPECT_EQ(found.distance_to_b, expected.distance_to_b) << name << " metric " << metric;
    EXPECT_EQ(found.distance_to_a, expected.distance_to_a) << name << " metric " << metric;
    EXPECT_EQ(found.distances.a_to_b, expected.distances.a_to_b) << name;
    EXPECT_EQ(found.distances.b_to_a, expected.distances.b_to_a) << name;
    EXPECT_EQ(found.distances.symmetric, expected.distances.symmetric) << name;
  }
}

TEST(SlideDistance, AnyShapeAndType_EqualsBruteForce) {
  const std::int64_t shapes[][3] = {{1, 1, 1},   {1, 2, 3},    {2, 1, 17},   {5, 7, 16},    {8, 48, 64},
                                    {9, 49, 65}, {65, 97, 33}, {70, 3, 130}, {130, 50, 257}};
  for (const auto& [n, m, d] : shapes) {
    for (const std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16}) {
      expect_brute_force(random_slide(n, d, 1, dtype), random_slide(m, d, 2, dtype),
                         std::to_string(n) + " x " + std::to_string(m) + " x " + std::to_string(d));
    }
  }
}

TEST(SlideDistance, MoreTilesThanOneChunk_EqualsBruteForce) {
  expect_brute_force(random_slide(4100, 3, 3), random_slide(4099, 3, 4), "chunks");
}

TEST(SlideDistance, AnyThreadCount_GivesTheSame) {
  const Slide a = random_slide(200, 20, 5), b = random_slide(150, 20, 6);
  for (const std::int32_t threads : {0, 1, 3, 8}) expect_brute_force(a, b, "threads", threads);
}

TEST(SlideDistance, EqualTiles_GoToTheLowest) {
  Slide a = random_slide(120, 24, 7), b = random_slide(90, 24, 8);
  for (std::int64_t i = 3; i < 120; i += 2) a.copy_row(1, i);
  for (std::int64_t j = 5; j < 90; j += 3) b.copy_row(2, j);
  expect_brute_force(a, b, "equal tiles");
}

TEST(SlideDistance, AllTilesEqual_DecidesByNumber) {
  Slide a = random_slide(300, 8, 9), b = random_slide(200, 8, 9);
  for (std::int64_t i = 1; i < 300; ++i) a.copy_row(0, i);
  for (std::int64_t j = 1; j < 200; ++j) b.copy_row(0, j);
  expect_brute_force(a, b, "all tiles equal");
}

// Far from zero float32 cannot tell the distances apart: |x|^2 is ten million times larger than they are.
TEST(SlideDistance, TilesCloseTogetherFarFromZero_EqualsBruteForce) {
  Slide a = random_slide(80, 40, 10), b = random_slide(70, 40, 11);
  for (std::int64_t i = 0; i < 80 * 40; ++i) a.set(i, 1000.0f + 0.01f * a.values[static_cast<std::size_t>(i)]);
  for (std::int64_t i = 0; i < 70 * 40; ++i) b.set(i, 1000.0f + 0.01f * b.values[static_cast<std::size_t>(i)]);
  expect_brute_force(a, b, "far from zero");
}

TEST(SlideDistance, ValuesWhoseSquaresOverflowOrVanish_EqualsBruteForce) {
  for (const float scale : {1e30f, 1e25f, 1e-25f, 1e-42f}) {
    Slide a = random_slide(30, 10, 12), b = random_slide(20, 10, 13);
    for (std::int64_t i = 0; i < 30 * 10; i += 7) a.set(i, scale * a.values[static_cast<std::size_t>(i)]);
    for (std::int64_t i = 0; i < 20 * 10; ++i) b.set(i, scale * b.values[static_cast<std::size_t>(i)]);
    expect_brute_force(a, b, std::to_string(scale));
  }
}

TEST(SlideDistance, Judge_AnyPair_GivesTheKeysOfTheIndex) {
  const Slide a = random_slide(9, 515, 14), b = random_slide(9, 515, 15, CONCORD_FLOAT16);
  const slide::Tiles of{reinterpret_cast<const std::byte*>(a.data()), a.dtype, 9, 515};
  const slide::Tiles among{reinterpret_cast<const std::byte*>(b.data()), b.dtype, 9, 515};
  for (const Metric metric : {Metric::kL2, Metric::kInnerProduct}) {
    std::vector<slide::Entrant> pairs;
    for (std::int64_t i = 0; i < 9; ++i) pairs.push_back({i, 8 - i, 0.0f});
    float found[9];
    slide::Judge(metric, of, among).keys(pairs.data(), 9, found);
    for (std::int64_t i = 0; i < 9; ++i) {
      const std::byte* row = among.row(8 - i);
      float expected = 0.0f;
      index::canonical_keys(metric, a.values.data() + i * 515, 515, &row, &b.dtype, 1, &expected);
      EXPECT_EQ(found[i], expected) << i;
    }
  }
}

TEST(SlideDistance, NoEvidenceWanted_GivesTheDistances) {
  const Slide a = random_slide(5, 4, 16), b = random_slide(6, 4, 17);
  const concord_slide_options options = options_of(CONCORD_L2, a);
  concord_slide_distances found{};
  found.struct_size = sizeof found;
  ASSERT_EQ(concord_slide_distance(a.data(), 5, b.data(), 6, 4, &options, &found, nullptr, nullptr, nullptr, nullptr),
            CONCORD_OK);
  EXPECT_EQ(found.symmetric, by_force(a, b, CONCORD_L2).distances.symmetric);
}

TEST(SlideDistance, NaNOrInfinity_IsBadArgumentNamingItAndLeavesTheOutputs) {
  const Slide a = random_slide(5, 4, 18);
  for (const float bad : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
    for (const std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16}) {
      Slide b = random_slide(6, 4, 19, dtype), same = random_slide(5, 4, 18, dtype);
      b.set(4 * 4 + 2, bad);
      Answer answer{};
      EXPECT_EQ(compare(same, b, options_of(CONCORD_L2, b), answer), CONCORD_BAD_ARGUMENT);
      EXPECT_NE(std::string(concord_last_error()).find("slide b, tile 4, element 2"), std::string::npos)
          << concord_last_error();
      EXPECT_EQ(answer.nearest_in_b, std::vector<std::int64_t>(5, -7));
      EXPECT_EQ(answer.distances.symmetric, 0.0);
    }
  }
}

TEST(SlideDistance, BadArguments_FailWithTheirNumbers) {
  const Slide a = random_slide(5, 4, 20), none = random_slide(0, 4, 21);
  Answer answer{};
  EXPECT_EQ(compare(a, none, options_of(CONCORD_L2, a), answer), CONCORD_BAD_ARGUMENT);
  EXPECT_EQ(compare(a, a, options_of(-1, a), answer), CONCORD_BAD_ARGUMENT);
  EXPECT_EQ(compare(a, a, options_of(CONCORD_L2, a, -1), answer), CONCORD_BAD_ARGUMENT);
  concord_slide_options options = options_of(CONCORD_L2, a);
  options.dtype = CONCORD_BFLOAT16;
  EXPECT_EQ(compare(a, a, options, answer), CONCORD_BAD_ARGUMENT);
  EXPECT_NE(std::string(concord_last_error()).find("dtype is 3"), std::string::npos);
}

TEST(SlideDistance, CancelRaised_IsCancelled) {
  const Slide a = random_slide(50, 4, 22);
  concord_slide_options options = options_of(CONCORD_L2, a);
  ASSERT_EQ(concord_cancel_create(&options.cancel), CONCORD_OK);
  concord_cancel_raise(options.cancel);
  Answer answer{};
  EXPECT_EQ(compare(a, a, options, answer), CONCORD_CANCELLED);
  EXPECT_EQ(answer.nearest_in_b, std::vector<std::int64_t>(50, -7));
  concord_cancel_free(options.cancel);
}

}  // namespace
}  // namespace concord::test
