// concord_preprocess_rgb8 against Pillow's definition of a resize, written out in float64 without its rounding to
// bytes.
#include <algorithm>

#include "support.hpp"

namespace concord::test {
namespace {

struct Picture {
  std::int64_t width, height, stride;
  std::vector<std::uint8_t> bytes;
  double at(std::int64_t x, std::int64_t y, std::int64_t channel) const {
    return bytes[static_cast<std::size_t>(y * stride + x * 3 + channel)];
  }
};

Picture random_picture(std::int64_t width, std::int64_t height, std::int64_t padding = 0) {
  std::mt19937 random(17);
  // The last row has no padding behind it, so that AddressSanitizer sees a read beyond.
  Picture picture{width, height, width * 3 + padding, {}};
  picture.bytes.resize(static_cast<std::size_t>((height - 1) * picture.stride + width * 3));
  for (std::uint8_t& byte : picture.bytes) byte = static_cast<std::uint8_t>(random());
  return picture;
}

concord_preprocess_options options_of(std::int32_t width, std::int32_t height, std::int32_t filter = 0,
                                      std::int32_t shorter = 0) {
  concord_preprocess_options options;
  concord_preprocess_options_init(&options);
  options.output_width = width;
  options.output_height = height;
  options.filter = filter;
  options.resize_shorter = shorter;
  return options;
}

std::vector<float> preprocess(const Picture& picture, const concord_preprocess_options& options) {
  std::vector<float> tensor(static_cast<std::size_t>(3 * options.output_width * options.output_height), -99.0f);
  EXPECT_EQ(concord_preprocess_rgb8(picture.bytes.data(), picture.width, picture.height, picture.stride, &options,
                                    tensor.data()),
            CONCORD_OK)
      << concord_last_error();
  return tensor;
}

double filter_weight(std::int32_t filter, double x) {
  x = std::fabs(x);
  if (filter != CONCORD_RESIZE_BICUBIC) return x < 1 ? 1 - x : 0;
  if (x < 1) return 1.5 * x * x * x - 2.5 * x * x + 1;
  if (x < 2) return -0.5 * (x * x * x - 5 * x * x + 8 * x - 4);
  return 0;
}

// Pillow's precompute_coeffs: weight of input pixel i in output pixel `at`.
std::vector<double> pillow_weights(std::int64_t size, std::int64_t scaled, std::int64_t at, std::int32_t filter) {
  const double scale = static_cast<double>(size) / static_cast<double>(scaled);
  const double stretch = std::max(1.0, scale);
  const double support = (filter == CONCORD_RESIZE_BICUBIC ? 2 : 1) * stretch;
  const double center = (static_cast<double>(at) + 0.5) * scale;
  const auto begin = std::max<std::int64_t>(0, static_cast<std::int64_t>(center - support + 0.5));
  const auto end = std::min<std::int64_t>(size, static_cast<std::int64_t>(center + support + 0.5));
  std::vector<double> weights(static_cast<std::size_t>(size), 0.0);
  double sum = 0;
  for (std::int64_t i = begin; i < end; ++i) {
    weights[static_cast<std::size_t>(i)] = filter_weight(filter, (static_cast<double>(i) - center + 0.5) / stretch);
    sum += weights[static_cast<std::size_t>(i)];
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

double pillow_pixel(const Picture& picture, std::int64_t scaled_width, std::int64_t scaled_height, std::int64_t x,
                    std::int64_t y, std::int64_t channel, std::int32_t filter) {
  const std::vector<double> columns = pillow_weights(picture.width, scaled_width, x, filter);
  const std::vector<double> rows = pillow_weights(picture.height, scaled_height, y, filter);
  double sum = 0;
  for (std::int64_t i = 0; i < picture.height; ++i) {
    if (rows[static_cast<std::size_t>(i)] == 0) continue;
    for (std::int64_t j = 0; j < picture.width; ++j) {
      sum += rows[static_cast<std::size_t>(i)] * columns[static_cast<std::size_t>(j)] * picture.at(j, i, channel);
    }
  }
  return std::clamp(sum, 0.0, 255.0) / 255;
}

// left, top: where the cut begins in the scaled picture.
void compare_with_pillow(const Picture& picture, const concord_preprocess_options& options, std::int64_t scaled_width,
                         std::int64_t scaled_height, std::int64_t left, std::int64_t top) {
  const std::vector<float> found = preprocess(picture, options);
  std::size_t at = 0;
  for (std::int64_t channel = 0; channel < 3; ++channel) {
    for (std::int64_t y = 0; y < options.output_height; ++y) {
      for (std::int64_t x = 0; x < options.output_width; ++x, ++at) {
        const double expected =
            pillow_pixel(picture, scaled_width, scaled_height, left + x, top + y, channel, options.filter);
        expect_near(found[at], expected, 2e-6, "element " + std::to_string(at));
      }
    }
  }
}

TEST(Preprocess, Rgb8_AnySizesBothFilters_EqualPillow) {
  for (std::int32_t filter : {CONCORD_RESIZE_BILINEAR, CONCORD_RESIZE_BICUBIC}) {
    compare_with_pillow(random_picture(40, 31), options_of(17, 9, filter), 17, 9, 0, 0);
    compare_with_pillow(random_picture(7, 5, 11), options_of(16, 23, filter), 16, 23, 0, 0);
    compare_with_pillow(random_picture(1, 1), options_of(3, 2, filter), 3, 2, 0, 0);
    compare_with_pillow(random_picture(67, 3, 1), options_of(1, 1, filter), 1, 1, 0, 0);
  }
}

// torchvision: Resize(12) makes 41 x 30 into int(12*41/30) = 16 x 12; CenterCrop(9) begins at round(7/2 = 3.5) = 4 and
// round(3/2 = 1.5) = 2, halves going to even.
TEST(Preprocess, Rgb8_ShorterSideThenCentre_EqualTorchvision) {
  compare_with_pillow(random_picture(41, 30), options_of(9, 9, CONCORD_RESIZE_BILINEAR, 12), 16, 12, 4, 2);
  compare_with_pillow(random_picture(30, 41), options_of(9, 9, CONCORD_RESIZE_BICUBIC, 12), 12, 16, 2, 4);
}

// round(1/2 = 0.5) = 0 and round(5/2 = 2.5) = 2 in Python.
TEST(Preprocess, Rgb8_CutAtAHalf_RoundsToEven) {
  compare_with_pillow(random_picture(10, 10), options_of(9, 5, CONCORD_RESIZE_BILINEAR, 10), 10, 10, 0, 2);
}

TEST(Preprocess, Rgb8_SizeEqual_IsThePixelsDividedBy255) {
  const Picture picture = random_picture(19, 8, 5);
  for (std::int32_t filter : {CONCORD_RESIZE_BILINEAR, CONCORD_RESIZE_BICUBIC}) {
    const std::vector<float> found = preprocess(picture, options_of(19, 8, filter));
    for (std::int64_t i = 0; i < 3 * 19 * 8; ++i) {
      const double pixel = picture.at(i % 19, i / 19 % 8, i / (19 * 8));
      ASSERT_EQ(found[static_cast<std::size_t>(i)], static_cast<float>(pixel) / 255.0f);
    }
  }
}

TEST(Preprocess, Rgb8_MeanAndStd_AreAppliedByChannelAndZeroStdIsOne) {
  const Picture picture = random_picture(4, 4);
  concord_preprocess_options options = options_of(4, 4);
  const float mean[3] = {0.485f, 0.456f, 0.406f}, std[3] = {0.229f, 0.0f, 0.225f};
  std::copy(mean, mean + 3, options.mean);
  std::copy(std, std + 3, options.std);
  const std::vector<float> found = preprocess(picture, options);
  for (std::int64_t i = 0; i < 48; ++i) {
    const auto channel = static_cast<std::size_t>(i / 16);
    const double divisor = channel == 1 ? 1.0 : std[channel];
    expect_near(found[static_cast<std::size_t>(i)],
                (picture.at(i % 4, i / 4 % 4, i / 16) / 255 - mean[channel]) / divisor, 1e-6, "pixel");
  }
}

void expect_refused(std::int64_t width, std::int64_t height, std::int64_t stride,
                    const concord_preprocess_options& options, const std::string& words) {
  const std::vector<std::uint8_t> bytes(4096, 1);
  std::vector<float> tensor(4096, -7.0f);
  EXPECT_EQ(concord_preprocess_rgb8(bytes.data(), width, height, stride, &options, tensor.data()), CONCORD_BAD_ARGUMENT)
      << words;
  EXPECT_NE(std::string(concord_last_error()).find(words), std::string::npos) << concord_last_error();
  EXPECT_EQ(tensor, std::vector<float>(4096, -7.0f));
}

TEST(Preprocess, Rgb8_BadArguments_FailWithTheirNumbers) {
  expect_refused(0, 8, 24, options_of(4, 4), "width is 0");
  expect_refused(8, 8, 23, options_of(4, 4), "row_stride is 23");
  expect_refused(8, 8, 24, options_of(0, 4), "output_width is 0");
  expect_refused(8, 8, 24, options_of(4, 4, 3), "filter is 3");
  expect_refused(8, 8, 24, options_of(9, 8, 0, 8), "the cut wants 9");
}

}  // namespace
}  // namespace concord::test
