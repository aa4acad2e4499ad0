// Heatmap values have the bits of a plain sum in the order that the header of the kernel states.
#include "support.hpp"

namespace concord::test {
namespace {

constexpr std::int64_t kSums = 64;

float by_the_rule(const Slide& slide, std::int64_t tile, const float* query, std::int32_t metric) {
  float sums[kSums] = {};
  for (std::int64_t k = 0; k < slide.d; ++k) {
    const float x = slide.values[static_cast<std::size_t>(tile * slide.d + k)];
    sums[k % kSums] += metric == CONCORD_L2 ? (query[k] - x) * (query[k] - x) : query[k] * x;
  }
  for (std::int64_t half = kSums / 2; half > 0; half /= 2) {
    for (std::int64_t i = 0; i < half; ++i) sums[i] += sums[i + half];
  }
  return sums[0];
}

std::vector<float> similarity(const Slide& slide, const Slide& queries, const concord_slide_options& options) {
  std::vector<float> scores(static_cast<std::size_t>(slide.n * queries.n), -7.0f);
  EXPECT_EQ(concord_slide_similarity(slide.data(), slide.n, slide.d, queries.values.data(), queries.n, &options,
                                     scores.data()),
            CONCORD_OK)
      << concord_last_error();
  return scores;
}

TEST(SlideSimilarity, AnyShapeTypeAndMetric_HasTheBitsOfTheRule) {
  for (const std::int64_t d : {1, 15, 63, 64, 65, 200, 1536}) {
    for (const std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16}) {
      const Slide slide = random_slide(101, d, 1, dtype), queries = random_slide(3, d, 2);
      for (const std::int32_t metric : {CONCORD_L2, CONCORD_INNER_PRODUCT}) {
        const std::vector<float> found = similarity(slide, queries, options_of(metric, slide, 2));
        for (std::int64_t i = 0; i < 3 * 101; ++i) {
          const float* query = queries.values.data() + i / 101 * d;
          ASSERT_EQ(found[static_cast<std::size_t>(i)], by_the_rule(slide, i % 101, query, metric)) << d << " " << i;
        }
      }
    }
  }
}

TEST(SlideSimilarity, NaN_IsBadArgumentNamingItAndLeavesTheOutputs) {
  Slide slide = random_slide(5, 4, 3);
  slide.set(3 * 4, std::nanf(""));
  const Slide query = random_slide(1, 4, 4);
  const concord_slide_options options = options_of(CONCORD_L2, slide);
  std::vector<float> scores(5, -7.0f);
  EXPECT_EQ(concord_slide_similarity(slide.data(), 5, 4, query.values.data(), 1, &options, scores.data()),
            CONCORD_BAD_ARGUMENT);
  EXPECT_NE(std::string(concord_last_error()).find("query 0 and tile 3"), std::string::npos) << concord_last_error();
  EXPECT_EQ(scores, std::vector<float>(5, -7.0f));
}

TEST(SlideSimilarity, CancelRaised_IsCancelled) {
  const Slide slide = random_slide(5, 4, 5);
  concord_slide_options options = options_of(CONCORD_L2, slide);
  ASSERT_EQ(concord_cancel_create(&options.cancel), CONCORD_OK);
  concord_cancel_raise(options.cancel);
  float scores[5];
  EXPECT_EQ(concord_slide_similarity(slide.data(), 5, 4, slide.values.data(), 1, &options, scores), CONCORD_CANCELLED);
  concord_cancel_free(options.cancel);
}

}  // namespace
}  // namespace concord::test
