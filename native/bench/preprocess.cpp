// A 1024 x 1024 picture of bytes to a 224 x 224 tensor. The peer, NetVips, is measured from C# (concord bench
// preprocess); here the ceiling is the time that reading the picture and writing the tensor take at memory speed.
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include "ceiling.hpp"
#include "concord/concord.h"
#include "report.hpp"

namespace {

constexpr std::int32_t kSide = 1024, kOutput = 224;

concord_preprocess_options options_of(std::int32_t filter) {
  concord_preprocess_options options;
  concord_preprocess_options_init(&options);
  options.output_width = options.output_height = kOutput;
  options.filter = filter;
  const float mean[] = {0.485f, 0.456f, 0.406f}, std[] = {0.229f, 0.224f, 0.225f};
  for (int channel = 0; channel < 3; ++channel)
    options.mean[channel] = mean[channel], options.std[channel] = std[channel];
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::uint8_t> picture(std::size_t{kSide} * kSide * 3);
  std::mt19937 random(1);
  for (std::uint8_t& byte : picture) byte = static_cast<std::uint8_t>(random());
  std::vector<float> tensor(std::size_t{kOutput} * kOutput * 3);
  const auto run = [&](std::int32_t filter) {
    const concord_preprocess_options options = options_of(filter);
    if (concord_preprocess_rgb8(picture.data(), kSide, kSide, kSide * 3, &options, tensor.data()) != CONCORD_OK) {
      std::fprintf(stderr, "%s\n", concord_last_error());
      std::exit(1);
    }
  };
  const std::vector<double> ms =
      concord::bench::medians_ms({[&] { run(CONCORD_RESIZE_BILINEAR); }, [&] { run(CONCORD_RESIZE_BICUBIC); }}, 101);
  const double bytes = static_cast<double>(picture.size()) + 4.0 * static_cast<double>(tensor.size());
  const double least = 1e3 * bytes / concord::bench::read_bandwidth(1, 3);
  concord::bench::print({concord::bench::timed("preprocess.bilinear", ms[0], 0.0, least, "ms"),
                         concord::bench::timed("preprocess.bicubic", ms[1], 0.0, least, "ms")},
                        concord::bench::has_option(argc, argv, "--json"));
}
