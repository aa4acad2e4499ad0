#include "index_scale.hpp"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "ceiling.hpp"
#include "index_plot.hpp"
#include "report.hpp"

namespace concord::bench {
namespace {

constexpr std::int64_t kDimension = 1536;
constexpr std::int64_t kQueries = 100;
constexpr std::int64_t kHits = 10;

// The most memory this process held, in MB, mapped pages included; without them in `anonymous`. 0 where the system
// does not say.
struct Memory {
  double peak = 0.0;
  double anonymous = 0.0;
};

Memory memory_now() {
  Memory memory;
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmHWM:", 0) == 0) memory.peak = std::atof(line.c_str() + 6) / 1024.0;
    if (line.rfind("RssAnon:", 0) == 0) memory.anonymous = std::atof(line.c_str() + 8) / 1024.0;
  }
  return memory;
}

void search(const concord_source* source, const std::vector<float>& queries, std::int64_t first, std::int64_t n,
            std::int32_t threads) {
  std::vector<float> distances(static_cast<std::size_t>(n * kHits));
  std::vector<std::int64_t> rows(distances.size());
  std::vector<std::int32_t> found(static_cast<std::size_t>(n));
  concord_search_options options;
  concord_search_options_init(&options);
  options.metric = CONCORD_L2;
  options.k = kHits;
  options.threads = threads;
  require_ok(concord_search(&source, 1, queries.data() + first * kDimension, n, kDimension, &options, distances.data(),
                            rows.data(), found.data(), nullptr));
}

double ms_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

// Linux keeps the most memory held so far until it is told to begin again; elsewhere it stays the most of all.
void forget_peak() {
  std::ofstream("/proc/self/clear_refs") << 5;
}

ScalePoint print_row(const Workplace& place, std::int64_t rows, std::int32_t threads, double bandwidth) {
  const std::string path = place.file("scale.gen");
  std::filesystem::remove(path);
  forget_peak();
  double build_seconds = 0.0;
  {
    const Source segment =
        made_up_segment(place.file("scale.seg"), Kind::kClustered, rows, kDimension, CONCORD_FLOAT16, 1);
    build_seconds = generation_of(path, segment.get(), 0, true).seconds;
  }
  const Memory memory = memory_now();
  const auto begin = std::chrono::steady_clock::now();
  const Source source = generation_of(path, nullptr, 0, false).source;
  const double open_ms = ms_since(begin);
  const std::vector<float> queries = made_up_rows(Kind::kClustered, kQueries, kDimension, 77);
  const std::vector<double> ms = medians_ms({[&] {
                                               for (std::int64_t i = 0; i < kQueries; i += 5)
                                                 search(source.get(), queries, i, 1, 1);
                                             },
                                             [&] { search(source.get(), queries, 0, kQueries, threads); }},
                                            5);
  const concord_source_info info = describe(source.get());
  std::printf("%9lld %6d %7d %8.4f %9.1f %8.1f %9.3f %9.3f %9.0f %9.0f\n", static_cast<long long>(rows), info.lists,
              info.nprobe, info.expected_recall, build_seconds, open_ms, ms[0] / (kQueries / 5.0), ms[1] / kQueries,
              memory.peak, memory.anonymous);
  std::fflush(stdout);
  return {static_cast<double>(rows), ms[0] / (kQueries / 5.0), ms[1] / kQueries,
          1e3 * static_cast<double>(rows * kDimension * 2) / bandwidth};
}

}  // namespace

void print_scale(const Workplace& place, std::int64_t least, std::int64_t most, std::int32_t threads,
                 const std::string& plot) {
  const double bandwidth = read_bandwidth(1, 3);
  std::vector<ScalePoint> points;
  std::printf("%9s %6s %7s %8s %9s %8s %9s %9s %9s %9s\n", "rows", "lists", "nprobe", "recall", "build s", "open ms",
              "single ms", "batch ms", "peak MB", "anon MB");
  for (int step = 0;; ++step) {
    const auto rows = static_cast<std::int64_t>(std::llround(1e4 * std::pow(10.0, step / 2.0)));
    if (rows > most) break;
    if (rows >= least) points.push_back(print_row(place, rows, threads, bandwidth));
  }
  if (!plot.empty() && !write_scale_plot(plot, points)) std::fprintf(stderr, "%s cannot be written\n", plot.c_str());
}

}  // namespace concord::bench
