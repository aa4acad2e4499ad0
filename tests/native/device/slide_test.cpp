// Slides on the device against the processor: the same tiles, the same bits.
#include "../slide/support.hpp"

#include "core/error.hpp"
#include "device/slide.hpp"
#include "slide/similarity.hpp"
#include "support.hpp"

namespace concord::test {
namespace {

class SlidesOnDevice : public OnDevice {
 protected:
  static slide::Tiles tiles_of(const Slide& slide) {
    return {static_cast<const std::byte*>(slide.data()), slide.dtype, slide.n, slide.d};
  }

  void compare(const Slide& a, const Slide& b, const std::string& where) {
    for (const Metric metric : {Metric::kL2, Metric::kInnerProduct}) {
      const auto found = device::compare_slides(*context, tiles_of(a), tiles_of(b), metric);
      const auto expected = slide::compare_slides(tiles_of(a), tiles_of(b), {metric, 1, nullptr});
      EXPECT_EQ(found.in_b.tile, expected.in_b.tile) << where;
      EXPECT_EQ(found.in_a.tile, expected.in_a.tile) << where;
      EXPECT_EQ(found.in_b.distance, expected.in_b.distance) << where;
      EXPECT_EQ(found.in_a.distance, expected.in_a.distance) << where;
    }
  }
};

TEST_F(SlidesOnDevice, CompareSlides_AnyShapeAndType_GivesTheProcessorsBits) {
  for (const std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16}) {
    for (const std::int64_t d : {1, 3, 16, 36, 130}) {
      for (const std::int64_t n : {1, 63, 130}) {
        compare(random_slide(n, d, 1, dtype), random_slide(70, d, 2, dtype),
                std::to_string(n) + " of " + std::to_string(d));
      }
    }
  }
}

TEST_F(SlidesOnDevice, CompareSlides_EqualAndNearlyEqualTiles_TiesGoToTheLowerTile) {
  Slide a = random_slide(66, 20, 3), b = random_slide(140, 20, 4);
  for (std::int64_t i = 0; i < 60; ++i) b.copy_row(i, 139 - i);
  for (std::int64_t i = 0; i < 66; ++i) {
    for (std::int64_t k = 0; k < 20; ++k) a.set(i * 20 + k, b.values[static_cast<std::size_t>(i * 20 + k)]);
    if (i % 2 == 0) a.set(i * 20, a.values[static_cast<std::size_t>(i * 20)] * (1.0f + 0x1p-23f));
  }
  compare(a, b, "ties");
}

TEST_F(SlidesOnDevice, CompareSlides_FarFromZero_GivesTheProcessorsBits) {
  Slide a = random_slide(80, 40, 10), b = random_slide(70, 40, 11);
  for (std::int64_t i = 0; i < 80 * 40; ++i) a.set(i, 1000.0f + 0.01f * a.values[static_cast<std::size_t>(i)]);
  for (std::int64_t i = 0; i < 70 * 40; ++i) b.set(i, 1000.0f + 0.01f * b.values[static_cast<std::size_t>(i)]);
  compare(a, b, "far from zero");
}

TEST_F(SlidesOnDevice, CompareSlides_ProductsOverflow_IsUnsupported) {
  Slide a = random_slide(3, 4, 12);
  a.set(5, 1e30f);
  try {
    device::compare_slides(*context, tiles_of(a), tiles_of(a), Metric::kL2);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), CONCORD_UNSUPPORTED);
  }
}

TEST_F(SlidesOnDevice, Similarity_AnyShapeAndType_GivesTheProcessorsBits) {
  for (const std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16}) {
    for (const std::int64_t d : {1, 2, 63, 64, 65, 200}) {
      for (const std::int64_t q : {1, 4, 7}) {
        const Slide tiles = random_slide(37, d, 5, dtype), queries = random_slide(q, d, 6);
        for (const Metric metric : {Metric::kL2, Metric::kInnerProduct}) {
          EXPECT_EQ(device::similarity(*context, tiles_of(tiles), queries.values.data(), q, metric),
                    slide::similarity(tiles_of(tiles), queries.values.data(), q, {metric, 1, nullptr}))
              << d << ", " << q;
        }
      }
    }
  }
}

TEST_F(SlidesOnDevice, Similarity_ScoreIsNaN_NamesQueryAndTile) {
  Slide tiles = random_slide(9, 4, 7);
  const Slide queries = random_slide(6, 4, 8);
  tiles.set(3 * 4 + 1, std::nanf(""));
  try {
    device::similarity(*context, tiles_of(tiles), queries.values.data(), 6, Metric::kL2);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), CONCORD_BAD_ARGUMENT);
    EXPECT_NE(std::string(error.what()).find("query 0 and tile 3"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace concord::test
