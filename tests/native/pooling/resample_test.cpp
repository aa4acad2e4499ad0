#include "pooling/resample.hpp"

#include "support.hpp"

namespace concord::test {
namespace {

using pooling::make_resampling;
using pooling::Resampling;

TEST(Resample, MakeResampling_EqualSizes_IsOneTapOfWeightOne) {
  for (std::int32_t filter : {CONCORD_RESIZE_BILINEAR, CONCORD_RESIZE_BICUBIC}) {
    const Resampling same = make_resampling({224, 224, 0, 224}, filter);
    for (std::int64_t i = 0; i < 224; ++i) {
      EXPECT_EQ(same.taps[static_cast<std::size_t>(i)].first, i);
      EXPECT_EQ(same.taps[static_cast<std::size_t>(i)].count, 1);
      EXPECT_EQ(*same.weights_of(same.taps[static_cast<std::size_t>(i)]), 1.0f);
    }
  }
}

TEST(Resample, MakeResampling_AnySizes_StaysInsideAndSumsToOne) {
  for (std::int32_t filter : {CONCORD_RESIZE_BILINEAR, CONCORD_RESIZE_BICUBIC}) {
    for (std::int64_t size : {1, 2, 3, 100, 1023}) {
      for (std::int64_t scaled : {1, 2, 7, 224, 1500}) {
        const Resampling resampling = make_resampling({size, scaled, 0, scaled}, filter);
        for (const pooling::Taps& taps : resampling.taps) {
          ASSERT_GE(taps.first, 0);
          ASSERT_GE(taps.count, 1);
          ASSERT_LE(taps.first + taps.count, size);
          double sum = 0;
          for (std::int64_t i = 0; i < taps.count; ++i) sum += resampling.weights_of(taps)[i];
          expect_near(sum, 1, 1e-5, "sum");
        }
      }
    }
  }
}

// 4 -> 2 halves: each output pixel is a triangle over four inputs, cut off at the border.
TEST(Resample, MakeResampling_FourToTwoBilinear_HasPillowsWeights) {
  const Resampling half = make_resampling({4, 2, 0, 2}, CONCORD_RESIZE_BILINEAR);
  ASSERT_EQ(half.taps[0].count, 3);
  EXPECT_FLOAT_EQ(half.weights_of(half.taps[0])[0], 3.0f / 7);
  EXPECT_FLOAT_EQ(half.weights_of(half.taps[0])[1], 3.0f / 7);
  EXPECT_FLOAT_EQ(half.weights_of(half.taps[0])[2], 1.0f / 7);
}

}  // namespace
}  // namespace concord::test
