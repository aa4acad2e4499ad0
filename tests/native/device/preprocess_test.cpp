// Preprocessing on the device against the processor: the same bits, however many images the budget takes at once.
#include "../pooling/support.hpp"

#include "concord/preprocess.h"
#include "core/error.hpp"
#include "device/preprocess.hpp"
#include "support.hpp"

namespace concord::test {
namespace {

struct Resize {
  std::int64_t width, height, output_width, output_height, shorter;
};

const Resize kResizes[] = {{5, 7, 5, 7, 0},   {64, 48, 20, 30, 0}, {300, 200, 37, 23, 30},
                           {9, 8, 40, 31, 0}, {1, 1, 3, 2, 0},     {2500, 12, 6, 5, 0}};

class PreprocessOnDevice : public OnDevice {
 protected:
  static std::vector<std::uint8_t> random_pixels(std::int64_t bytes, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(bytes));
    for (std::uint8_t& one : pixels) one = static_cast<std::uint8_t>(random());
    return pixels;
  }

  static pooling::PreprocessJob job_of(const Resize& resize, std::int32_t filter) {
    pooling::PreprocessJob job;
    job.output_height = resize.output_height;
    job.output_width = resize.output_width;
    job.resize_shorter = resize.shorter;
    job.filter = filter;
    for (int i = 0; i < 3; ++i) {
      job.mean[i] = 0.4f + 0.05f * static_cast<float>(i);
      job.std[i] = 0.2f + 0.03f * static_cast<float>(i);
    }
    return job;
  }

  static void compare(device::Context& on, const Resize& resize, std::int32_t filter, std::int64_t n) {
    const pooling::PreprocessJob job = job_of(resize, filter);
    const std::int64_t bytes = resize.width * resize.height * 3,
                       values = 3 * resize.output_width * resize.output_height;
    const std::vector<std::uint8_t> pixels = random_pixels(n * bytes, 9);
    std::vector<float> found(static_cast<std::size_t>(n * values)), expected(found.size());
    device::preprocess(on, pixels.data(), n, resize.width, resize.height, job, found.data());
    for (std::int64_t i = 0; i < n; ++i) {
      pooling::preprocess({pixels.data() + i * bytes, resize.width, resize.height, resize.width * 3}, job,
                          expected.data() + i * values);
    }
    expect_same_bits(found, expected, std::to_string(resize.width) + " to " + std::to_string(resize.output_width));
  }
};

TEST_F(PreprocessOnDevice, Preprocess_EitherFilterAnySize_GivesTheProcessorsBits) {
  for (const Resize& resize : kResizes) {
    for (const std::int32_t filter : {CONCORD_RESIZE_BILINEAR, CONCORD_RESIZE_BICUBIC})
      compare(*context, resize, filter, 3);
  }
}

TEST_F(PreprocessOnDevice, Preprocess_BudgetForOneImageAtATime_GivesTheSame) {
  device::Context small(0, 25'000);
  compare(small, {64, 48, 20, 30, 0}, CONCORD_RESIZE_BILINEAR, 3);
}

TEST_F(PreprocessOnDevice, Preprocess_ReductionTooStrong_IsUnsupported) {
  std::vector<std::uint8_t> pixels(10'000 * 3);
  float tensor[3];
  try {
    device::preprocess(*context, pixels.data(), 1, 10'000, 1, job_of({10'000, 1, 1, 1, 0}, CONCORD_RESIZE_BICUBIC),
                       tensor);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), CONCORD_UNSUPPORTED);
  }
}

}  // namespace
}  // namespace concord::test
