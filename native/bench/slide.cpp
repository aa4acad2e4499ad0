// Slide against slide, and a heatmap. The peer is the plain way: a matrix product by OpenBLAS, then the least of each
// row and column; and a matrix-vector product by OpenBLAS.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <thread>
#include <vector>

#include "ceiling.hpp"
#include "concord/concord.h"
#include "core/float16.hpp"
#include "report.hpp"

extern "C" {
void openblas_set_num_threads(int threads) __attribute__((weak));
void cblas_sgemm(int order, int trans_a, int trans_b, int m, int n, int k, float alpha, const float* a, int lda,
                 const float* b, int ldb, float beta, float* c, int ldc);
void cblas_sgemv(int order, int trans, int m, int n, float alpha, const float* a, int lda, const float* x, int incx,
                 float beta, float* y, int incy);
}

namespace concord::bench {
namespace {

constexpr std::int64_t kDimension = 1536;
constexpr int kRowMajor = 101, kPlain = 111, kTransposed = 112;

std::vector<float> random_tiles(std::int64_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> between(-1.0f, 1.0f);
  std::vector<float> tiles(static_cast<std::size_t>(count * kDimension));
  for (float& value : tiles) value = between(random);
  return tiles;
}

std::vector<std::uint16_t> as_halves(const std::vector<float>& values) {
  std::vector<std::uint16_t> halves;
  halves.reserve(values.size());
  for (const float value : values) halves.push_back(float_to_float16(value));
  return halves;
}

concord_slide_options options_of(std::int32_t metric, std::int32_t dtype, std::int32_t threads) {
  concord_slide_options options;
  concord_slide_options_init(&options);
  options.metric = metric;
  options.dtype = dtype;
  options.threads = threads;
  return options;
}

void require_ok(concord_status status) {
  if (status == CONCORD_OK) return;
  std::fprintf(stderr, "%s\n", concord_last_error());
  std::exit(1);
}

void set_peer_threads(std::int32_t threads) {
  if (openblas_set_num_threads != nullptr) openblas_set_num_threads(threads);
}

class DistanceBench {
 public:
  DistanceBench()
      : a_(random_tiles(kTiles, 1)), b_(random_tiles(kTiles, 2)), a_half_(as_halves(a_)), b_half_(as_halves(b_)) {}

  void ours(std::int32_t dtype, std::int32_t threads) {
    const concord_slide_options options = options_of(CONCORD_L2, dtype, threads);
    const bool half = dtype == CONCORD_FLOAT16;
    const void* a = half ? static_cast<const void*>(a_half_.data()) : a_.data();
    const void* b = half ? static_cast<const void*>(b_half_.data()) : b_.data();
    concord_slide_distances distances{};
    distances.struct_size = sizeof distances;
    require_ok(concord_slide_distance(a, kTiles, b, kTiles, kDimension, &options, &distances, nearest_.data(), nullptr,
                                      nullptr, nullptr));
  }

  // No float64 decision, no evidence: less than ours gives.
  void peer(std::int32_t threads) {
    set_peer_threads(threads);
    const int n = kTiles, d = kDimension;
    products_.resize(static_cast<std::size_t>(n) * n);
    cblas_sgemm(kRowMajor, kPlain, kTransposed, n, n, d, -2.0f, a_.data(), d, b_.data(), d, 0.0f, products_.data(), n);
    const std::vector<float> of_a = norms(a_), of_b = norms(b_);
    std::vector<float> rows(n, kFar), columns(n, kFar);
    for (std::size_t i = 0; i < kTiles; ++i) {
      for (std::size_t j = 0; j < kTiles; ++j) {
        const float distance = of_a[i] + of_b[j] + products_[i * kTiles + j];
        rows[i] = std::min(rows[i], distance);
        columns[j] = std::min(columns[j], distance);
      }
    }
    std::nth_element(rows.begin(), rows.begin() + kTiles / 2, rows.end());
    std::nth_element(columns.begin(), columns.begin() + kTiles / 2, columns.end());
  }

  static double operations() { return 2.0 * kTiles * kTiles * static_cast<double>(kDimension); }

 private:
  static constexpr std::int64_t kTiles = 1000;
  static constexpr float kFar = std::numeric_limits<float>::infinity();

  static std::vector<float> norms(const std::vector<float>& tiles) {
    std::vector<float> norms(kTiles, 0.0f);
    for (std::size_t i = 0; i < tiles.size(); ++i) norms[i / kDimension] += tiles[i] * tiles[i];
    return norms;
  }

  std::vector<float> a_, b_;
  std::vector<std::uint16_t> a_half_, b_half_;
  std::vector<std::int64_t> nearest_ = std::vector<std::int64_t>(kTiles);
  std::vector<float> products_;
};

class HeatmapBench {
 public:
  HeatmapBench() : tiles_(random_tiles(kTiles, 3)), halves_(as_halves(tiles_)), query_(random_tiles(1, 4)) {}

  void ours(std::int32_t dtype, std::int32_t threads) {
    const concord_slide_options options = options_of(CONCORD_INNER_PRODUCT, dtype, threads);
    const void* tiles = dtype == CONCORD_FLOAT16 ? static_cast<const void*>(halves_.data()) : tiles_.data();
    require_ok(concord_slide_similarity(tiles, kTiles, kDimension, query_.data(), 1, &options, scores_.data()));
  }

  void peer(std::int32_t threads) {
    set_peer_threads(threads);
    cblas_sgemv(kRowMajor, kPlain, kTiles, kDimension, 1.0f, tiles_.data(), kDimension, query_.data(), 1, 0.0f,
                scores_.data(), 1);
  }

  static double bytes(std::int64_t element) { return static_cast<double>(kTiles * kDimension * element); }

 private:
  static constexpr std::int64_t kTiles = 50'000;

  std::vector<float> tiles_;
  std::vector<std::uint16_t> halves_;
  std::vector<float> query_;
  std::vector<float> scores_ = std::vector<float>(kTiles);
};

void add_distance(std::int32_t threads, const std::string& suffix, std::vector<Result>& results) {
  DistanceBench bench;
  const std::vector<double> ms =
      medians_ms({[&] { bench.ours(CONCORD_FLOAT32, threads); }, [&] { bench.peer(threads); },
                  [&] { bench.ours(CONCORD_FLOAT16, threads); }},
                 15);
  const double least = 1e3 * DistanceBench::operations() / multiply_add_rate(threads, 3);
  results.push_back(timed("slide.distance" + suffix, ms[0], ms[1], least, "ms"));
  results.push_back(timed("slide.distance.float16" + suffix, ms[2], ms[1], least, "ms"));
}

void add_heatmap(std::int32_t threads, const std::string& suffix, std::vector<Result>& results) {
  HeatmapBench bench;
  const std::vector<double> ms =
      medians_ms({[&] { bench.ours(CONCORD_FLOAT32, threads); }, [&] { bench.peer(threads); },
                  [&] { bench.ours(CONCORD_FLOAT16, threads); }},
                 11);
  const double bandwidth = read_bandwidth(threads, 3);
  results.push_back(timed("slide.similarity" + suffix, ms[0], ms[1], 1e3 * HeatmapBench::bytes(4) / bandwidth, "ms"));
  results.push_back(
      timed("slide.similarity.float16" + suffix, ms[2], ms[1], 1e3 * HeatmapBench::bytes(2) / bandwidth, "ms"));
}

}  // namespace
}  // namespace concord::bench

int main(int argc, char** argv) {
  const auto cores = static_cast<std::int32_t>(std::max(1u, std::thread::hardware_concurrency()));
  std::vector<concord::bench::Result> results;
  concord::bench::add_distance(cores, "", results);
  concord::bench::add_distance(1, ".one_thread", results);
  concord::bench::add_heatmap(cores, "", results);
  concord::bench::add_heatmap(1, ".one_thread", results);
  concord::bench::print(results, concord::bench::has_option(argc, argv, "--json"));
}
