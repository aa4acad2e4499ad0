// concord_bench_device: the kernels on the graphics processor beside what it can do at all: the bandwidth of a copy
// inside its memory for those that read once, and beside the processor for searches. Options: --rows N (1000000),
// --json; --faiss measures nothing but the search of a batch beside FAISS's own index. Ends with 1 when an answer
// differs from the processor's, with 0 and a note when there is no device.
#include <cuda_runtime.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "core/float16.hpp"
#include "core/parallel.hpp"
#include "device/buffer.hpp"
#include "device/devices.hpp"
#include "device/pooling.hpp"
#include "device/slide.hpp"
#include "device_rows.hpp"
#include "device_search.hpp"
#include "kernels/pool.hpp"
#include "report.hpp"

namespace concord::bench {
namespace {

using device::Buffer;
using device::check;
using device::Context;

constexpr std::int64_t kImages = 512;
constexpr std::int64_t kChannels = 1536;
constexpr std::int64_t kPositions = 14 * 14;

// Milliseconds on the device of one `work`: the median of eleven, each of ten launches one behind the other, after one
// round that is not counted.
template <typename Work>
double device_ms(Context& context, const Work& work) {
  cudaEvent_t begin, end;
  check(cudaEventCreate(&begin), "an event");
  check(cudaEventCreate(&end), "an event");
  std::vector<double> times;
  for (int round = 0; round < 12; ++round) {
    check(cudaEventRecord(begin, context.stream()), "an event");
    for (int i = 0; i < 10; ++i) work();
    check(cudaEventRecord(end, context.stream()), "an event");
    check(cudaEventSynchronize(end), "waiting");
    float ms = 0.0f;
    check(cudaEventElapsedTime(&ms, begin, end), "an event");
    if (round > 0) times.push_back(ms / 10);
  }
  cudaEventDestroy(begin);
  cudaEventDestroy(end);
  return median(times);
}

// Bytes a second read and written by a copy of 1 GiB inside the device's memory.
double copy_bandwidth(Context& context) {
  const std::int64_t bytes = std::int64_t{1} << 30;
  const Buffer<std::byte> from(context, bytes), to(context, bytes);
  const double ms = device_ms(context, [&] {
    check(cudaMemcpyAsync(to.data(), from.data(), static_cast<std::size_t>(bytes), cudaMemcpyDeviceToDevice,
                          context.stream()),
          "copying");
  });
  return 2e3 * static_cast<double>(bytes) / ms;
}

// 512 maps of 1536 x 14 x 14, or as many tokens, to unit vectors in float16; as the product does it, without the wait
// at the end.
class Pooling {
 public:
  explicit Pooling(Context& context)
      : context_(context),
        input_(context, kImages * kChannels * kPositions * 4),
        vectors_(context, kImages * kChannels * 2),
        pooled_(context, kImages * kChannels),
        tickets_(context, kImages),
        bad_(context, 1) {
    input_.fill_bytes(0x3C);
    bad_.fill_bytes(0xFF);
  }

  double maps_ms(kernels::PoolStep step, std::int32_t dtype) {
    const kernels::MapPooling work{
        {step, 3.0f, 1e-6f, 3}, output(), input_.data(), nullptr, kImages, kChannels, 14, 14, 1, 1, 0};
    return device_ms(context_, [&] {
      tickets_.fill_bytes(0);
      check(kernels::pool_maps(work, dtype, context_.multiprocessors(), context_.stream()), "pooling");
    });
  }

  double tokens_ms(std::int32_t dtype) {
    const kernels::TokenPooling work{{kernels::PoolStep::kAverage, 3.0f, 1e-6f, 3},
                                     output(),
                                     input_.data(),
                                     nullptr,
                                     kImages,
                                     kPositions,
                                     kChannels,
                                     0,
                                     false,
                                     true,
                                     0};
    return device_ms(context_, [&] {
      tickets_.fill_bytes(0);
      check(kernels::pool_tokens(work, dtype, context_.multiprocessors(), context_.stream()), "pooling");
    });
  }

  static double bytes(std::int64_t element) {
    return static_cast<double>(kImages * kChannels * (kPositions * element + 2));
  }

 private:
  kernels::PoolOutput output() const {
    return {pooled_.data(), tickets_.data(), bad_.data(), vectors_.data(), true, true, kChannels};
  }

  Context& context_;
  Buffer<std::byte> input_, vectors_;
  Buffer<float> pooled_;
  Buffer<unsigned> tickets_;
  Buffer<unsigned long long> bad_;
};

void add_pooling(Context& context, double bandwidth, std::vector<Result>& results) {
  Pooling pooling(context);
  const double single = 1e3 * Pooling::bytes(4) / bandwidth, half = 1e3 * Pooling::bytes(2) / bandwidth;
  using Step = kernels::PoolStep;
  results.push_back(timed("gpu.pool.average.float16", pooling.maps_ms(Step::kAverage, CONCORD_FLOAT16), 0, half, "ms"));
  results.push_back(
      timed("gpu.pool.average.bfloat16", pooling.maps_ms(Step::kAverage, CONCORD_BFLOAT16), 0, half, "ms"));
  results.push_back(timed("gpu.pool.average", pooling.maps_ms(Step::kAverage, CONCORD_FLOAT32), 0, single, "ms"));
  results.push_back(timed("gpu.pool.max.float16", pooling.maps_ms(Step::kMax, CONCORD_FLOAT16), 0, half, "ms"));
  results.push_back(timed("gpu.pool.gem.float16", pooling.maps_ms(Step::kGem, CONCORD_FLOAT16), 0, half, "ms"));
  results.push_back(timed("gpu.pool.tokens.float16", pooling.tokens_ms(CONCORD_FLOAT16), 0, half, "ms"));
  results.push_back(timed("gpu.pool.tokens", pooling.tokens_ms(CONCORD_FLOAT32), 0, single, "ms"));
}

// Two slides of 4,096 tiles, and a heatmap of one for four queries; with the copies to the device and back.
bool add_slides(Context& context, std::vector<Result>& results) {
  const ListedRows source(8192, 1);
  const index::RowSpan all = source.span({0, 8192});
  const slide::Tiles a{all.rows, CONCORD_FLOAT16, 4096, kDimension},
      b{all.row(4096), CONCORD_FLOAT16, 4096, kDimension};
  slide::SlideAnswer found, expected;
  const std::vector<double> ms = medians_ms({[&] { found = device::compare_slides(context, a, b, Metric::kL2); },
                                             [&] {
                                               expected = slide::compare_slides(a, b, {Metric::kL2, 0, nullptr});
                                             }},
                                            3);
  results.push_back(timed("gpu.slides", ms[0], ms[1], 0, "ms"));
  return found.in_a.tile == expected.in_a.tile && found.in_b.distance == expected.in_b.distance;
}

int run(int argc, char** argv) {
  const device::DeviceList list = device::list_devices();
  if (list.devices.empty()) {
    std::fprintf(stderr, "skipped: %s\n", list.absence.c_str());
    print({}, has_option(argc, argv, "--json"));
    return 0;
  }
  Context context(0);
  const double bandwidth = copy_bandwidth(context);
  std::vector<Result> results = {{"gpu.copy", bandwidth / 1e9, 0, 0, 0, 0, "GB/s"}};
  const std::int64_t rows = std::atoll(option_value(argc, argv, "--rows", "1000000").c_str());
  if (has_option(argc, argv, "--faiss")) {
    add_faiss(context, rows, bandwidth, results);
    print(results, has_option(argc, argv, "--json"));
    return 0;
  }
  add_pooling(context, bandwidth, results);
  const bool slides = add_slides(context, results);
  const bool searches = add_searches(context, rows, bandwidth, results);
  print(results, has_option(argc, argv, "--json"));
  if (!slides) std::fprintf(stderr, "the slides' distances differ from the processor's\n");
  if (!searches) std::fprintf(stderr, "a search's answer differs from the processor's\n");
  return slides && searches ? 0 : 1;
}

}  // namespace
}  // namespace concord::bench

int main(int argc, char** argv) {
  try {
    return concord::bench::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
