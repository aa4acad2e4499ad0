// Measures search: one query, batches, float16, filters, exact. See docs/benchmarks.md.
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <thread>

#include "ceiling.hpp"
#include "index/generation_source.hpp"
#include "index_data.hpp"
#include "index_scale.hpp"
#include "peer/faiss_peer.hpp"
#include "report.hpp"

namespace concord::bench {
namespace {

// The shape of the measurement.
constexpr std::int64_t kRows = 120'000;
constexpr std::int64_t kDimension = 1536;
constexpr std::int32_t kLists = 512;
constexpr std::int32_t kProbes = 16;
constexpr std::int32_t kHits = 10;
constexpr std::int64_t kBatch = 500;
constexpr std::int64_t kSingles = 20;  // different ones, so that the rows of the last are out of the cache
constexpr std::int64_t kFlatRows = 30'000;
constexpr std::int64_t kCodeBytes = kDimension + 8 + 4 + 8;  // of a row: codes, scale and error, norm, number
constexpr std::int64_t kGroups = 100;                        // patients

struct Options {
  std::int32_t runs;
  std::int32_t threads;
  bool has_peer;
  bool builds;
};

// What a search leaves besides its hits.
struct Work {
  std::int64_t rows_scanned = 0;
};

class Bench {
 public:
  Bench(const Options& options, const Workplace& place);
  std::vector<Result> run();

 private:
  using Change = std::function<void(concord_search_options&)>;

  void open_peer(const std::string& path);
  void make_filters();
  Work search(const concord_source* source, std::int64_t first, std::int64_t n, std::int32_t threads,
              const Change& change = {});
  void search_peer(std::int64_t first, std::int64_t n, std::int32_t threads);
  void each_single(const concord_source* source, std::int32_t threads, const Change& change = {});
  void each_single_peer(std::int32_t threads);
  double rows_of_singles(const concord_source* source);
  double rows_of_batch();

  void measure_singles();
  void measure_batches();
  void measure_choices();
  void measure_flat();
  void measure_build();

  Options options_;
  const Workplace& place_;
  std::vector<float> queries_;
  Source segment_;
  Built float32_;
  Built float16_;
  std::unique_ptr<index::GenerationSource> lists_;
  std::unique_ptr<PeerIndex, void (*)(PeerIndex*)> peer_{nullptr, peer_close};
  std::vector<std::uint8_t> one_percent_;
  std::vector<std::int32_t> row_group_;
  std::vector<std::int32_t> query_group_;
  double bandwidth_one_;
  double bandwidth_all_;
  double rate_all_;
  std::vector<Result> results_;
};

Bench::Bench(const Options& options, const Workplace& place)
    : options_(options), place_(place), queries_(made_up_rows(Kind::kScattered, kBatch, kDimension, 99)) {
  segment_ = made_up_segment(place.file("f32.seg"), Kind::kScattered, kRows, kDimension, CONCORD_FLOAT32, 1);
  float32_ = generation_of(place.file("f32.gen"), segment_.get(), kLists, false);
  const Source half = made_up_segment(place.file("f16.seg"), Kind::kScattered, kRows, kDimension, CONCORD_FLOAT16, 1);
  float16_ = generation_of(place.file("f16.gen"), half.get(), kLists, false);
  if (options.has_peer) open_peer(place.file("f32.gen"));
  make_filters();
  bandwidth_one_ = read_bandwidth(1);
  bandwidth_all_ = read_bandwidth(options.threads);
  rate_all_ = multiply_add_rate(options.threads);
  std::fprintf(stderr, "read bandwidth: 1 thread %.1f GB/s, %d threads %.1f GB/s; multiply-add: %.0f GFLOP/s\n",
               bandwidth_one_ / 1e9, options.threads, bandwidth_all_ / 1e9, rate_all_ / 1e9);
}

void Bench::open_peer(const std::string& path) {
  lists_ = std::make_unique<index::GenerationSource>(path, std::array<std::uint8_t, 16>{0xBE});
  std::vector<PeerList> contents;
  for (std::int32_t list = 0; list < kLists; ++list) {
    const index::RowSpan span = lists_->span(lists_->list(list));
    contents.push_back({span.count, reinterpret_cast<const float*>(span.rows), span.numbers});
  }
  const auto* const centroids = reinterpret_cast<const float*>(lists_->centroids().rows);
  peer_.reset(peer_open(kDimension, kLists, centroids, contents.data()));
}

void Bench::make_filters() {
  one_percent_.assign(kRows / 8, 0);
  for (std::size_t row = 0; row < kRows; row += 100) one_percent_[row / 8] |= static_cast<std::uint8_t>(1u << row % 8);
  for (std::int64_t row = 0; row < kRows; ++row) row_group_.push_back(static_cast<std::int32_t>(row % kGroups));
  for (std::int64_t query = 0; query < kBatch; ++query) {
    query_group_.push_back(static_cast<std::int32_t>(query % kGroups));
  }
}

Work Bench::search(const concord_source* source, std::int64_t first, std::int64_t n, std::int32_t threads,
                   const Change& change) {
  std::vector<float> distances(static_cast<std::size_t>(n * kHits));
  std::vector<std::int64_t> rows(distances.size());
  std::vector<std::int32_t> found(static_cast<std::size_t>(n));
  concord_search_options options;
  concord_search_options_init(&options);
  options.metric = CONCORD_L2;
  options.k = kHits;
  options.nprobe = kProbes;
  options.threads = threads;
  if (change) change(options);
  concord_search_stats stats{};
  stats.struct_size = sizeof stats;
  require_ok(concord_search(&source, 1, queries_.data() + first * kDimension, n, kDimension, &options, distances.data(),
                            rows.data(), found.data(), &stats));
  return {stats.rows_scanned};
}

void Bench::search_peer(std::int64_t first, std::int64_t n, std::int32_t threads) {
  std::vector<float> distances(static_cast<std::size_t>(n * kHits));
  std::vector<std::int64_t> rows(distances.size());
  peer_search(peer_.get(), queries_.data() + first * kDimension, n, kHits, kProbes, threads, distances.data(),
              rows.data());
}

void Bench::each_single(const concord_source* source, std::int32_t threads, const Change& change) {
  for (std::int64_t i = 0; i < kSingles; ++i) search(source, i, 1, threads, change);
}

void Bench::each_single_peer(std::int32_t threads) {
  for (std::int64_t i = 0; i < kSingles; ++i) search_peer(i, 1, threads);
}

double Bench::rows_of_singles(const concord_source* source) {
  std::int64_t rows = 0;
  for (std::int64_t i = 0; i < kSingles; ++i) rows += search(source, i, 1, 1).rows_scanned;
  return static_cast<double>(rows) / kSingles;
}

double Bench::rows_of_batch() {
  return static_cast<double>(search(float32_.source.get(), 0, kBatch, 0).rows_scanned) / kBatch + kLists;
}

// With the first look at codes, and of every row whole.
void Bench::measure_singles() {
  const concord_source* const full = float32_.source.get();
  const concord_source* const half = float16_.source.get();
  const Change whole = [](concord_search_options& options) { options.full_rows = 1; };
  const std::int32_t all = options_.threads;
  std::vector<std::function<void()>> work = {
      [&] { each_single(full, 1); },        [&] { each_single(full, all); },
      [&] { each_single(half, 1); },        [&] { each_single(half, all); },
      [&] { each_single(full, 1, whole); }, [&] { each_single(full, all, whole); },
      [&] { each_single(half, 1, whole); }, [&] { each_single(half, all, whole); }};
  if (options_.has_peer) {
    work.emplace_back([&] { each_single_peer(1); });
    work.emplace_back([&] { each_single_peer(all); });
  }
  std::vector<double> ms = medians_ms(work, options_.runs);
  for (double& one : ms) one /= kSingles;
  ms.resize(10, 0.0);
  const std::string threads = "." + std::to_string(all) + "threads";
  const double rows = rows_of_singles(full), halves = rows_of_singles(half);
  const auto add = [&](const std::string& name, double ours, double peer, double bytes, bool is_one) {
    const double least = bytes / (is_one ? bandwidth_one_ : bandwidth_all_) * 1e3;
    results_.push_back(timed(name + (is_one ? "" : threads), ours, peer, least, "ms"));
  };
  const double centroids = static_cast<double>(kLists) * kDimension * 4;
  for (const bool is_one : {true, false}) {
    const std::size_t at = is_one ? 0 : 1;
    add("index.single", ms[at], ms[8 + at], centroids + rows * kCodeBytes, is_one);
    add("index.single.float16", ms[2 + at], ms[8 + at], centroids + halves * kCodeBytes, is_one);
    add("index.single.rows", ms[4 + at], ms[8 + at], centroids + rows * kDimension * 4, is_one);
    // FAISS has no IVF-Flat of float16 rows: the peer is our own search of the same rows in float32.
    add("index.single.rows.float16", ms[6 + at], ms[4 + at], centroids + halves * kDimension * 2, is_one);
  }
  std::fprintf(stderr, "a single query reads %.0f MB (float32), %.0f MB of codes\n",
               (centroids + rows * kDimension * 4) / 1e6, (centroids + rows * kCodeBytes) / 1e6);
}

void Bench::measure_batches() {
  std::vector<std::function<void()>> work = {[&] { search(float32_.source.get(), 0, kBatch, options_.threads); },
                                             [&] { search(float16_.source.get(), 0, kBatch, options_.threads); }};
  if (options_.has_peer) work.emplace_back([&] { search_peer(0, kBatch, options_.threads); });
  std::vector<double> ms = medians_ms(work, options_.runs);
  for (double& one : ms) one /= kBatch;
  ms.resize(3, 0.0);
  const double least_ms = rows_of_batch() * kDimension * 2 / rate_all_ * 1e3;
  results_.push_back(timed("index.batch", ms[0], ms[2], least_ms, "ms a query"));
  results_.push_back(timed("index.batch.float16", ms[1], ms[0], least_ms, "ms a query"));
}

// What a filter and an exclusion cost, against the same search without: the peer is our own unfiltered search.
void Bench::measure_choices() {
  const concord_source* const source = float32_.source.get();
  const Change filter = [&](concord_search_options& options) {
    options.row_filter = one_percent_.data();
    options.row_filter_rows = kRows;
  };
  const Change exclusion = [&](concord_search_options& options) {
    options.row_group = row_group_.data();
    options.row_group_rows = kRows;
    options.query_group = query_group_.data();
  };
  const std::vector<double> ms =
      medians_ms({[&] { search(source, 0, kBatch, options_.threads); },
                  [&] { search(source, 0, kBatch, options_.threads, filter); },
                  [&] { search(source, 0, kBatch, options_.threads, exclusion); }, [&] { each_single(source, 1); },
                  [&] { each_single(source, 1, filter); }, [&] { each_single(source, 1, exclusion); }},
                 options_.runs);
  results_.push_back(timed("index.filter", ms[1] / kBatch, ms[0] / kBatch, 0.0, "ms a query"));
  results_.push_back(timed("index.exclusion", ms[2] / kBatch, ms[0] / kBatch, 0.0, "ms a query"));
  results_.push_back(timed("index.filter.single", ms[4] / kSingles, ms[3] / kSingles, 0.0, "ms"));
  results_.push_back(timed("index.exclusion.single", ms[5] / kSingles, ms[3] / kSingles, 0.0, "ms"));
}

void Bench::measure_flat() {
  const Source flat =
      made_up_segment(place_.file("flat.seg"), Kind::kScattered, kFlatRows, kDimension, CONCORD_FLOAT32, 1);
  std::vector<std::function<void()>> work = {[&] { search(flat.get(), 0, kBatch, options_.threads); }};
  std::unique_ptr<PeerFlat, void (*)(PeerFlat*)> peer(nullptr, peer_flat_close);
  if (options_.has_peer) {
    peer.reset(peer_flat_open(kDimension, kFlatRows, made_up_rows(Kind::kScattered, kFlatRows, kDimension, 1).data()));
    work.emplace_back([&] {
      std::vector<float> distances(kBatch * kHits);
      std::vector<std::int64_t> rows(kBatch * kHits);
      peer_flat_search(peer.get(), queries_.data(), kBatch, kHits, options_.threads, distances.data(), rows.data());
    });
  }
  std::vector<double> ms = medians_ms(work, options_.runs);
  ms.resize(2, 0.0);
  const double least_ms = static_cast<double>(kFlatRows * kDimension) * 2 / rate_all_ * 1e3;
  results_.push_back(timed("index.flat.batch", ms[0] / kBatch, ms[1] / kBatch, least_ms, "ms a query"));
}

// One build, since it takes seconds; the ceiling is that of its multiply-adds alone.
void Bench::measure_build() {
  const std::string path = place_.file("again.gen");
  const Built built = generation_of(path, segment_.get(), kLists, false);
  std::remove(path.c_str());
  const double training = 64.0 * kLists * 10.0;
  const double least = (training + static_cast<double>(kRows)) * kLists * kDimension * 2.0 / rate_all_;
  results_.push_back(timed("index.build", built.seconds, 0.0, least, "s"));
}

std::vector<Result> Bench::run() {
  measure_singles();
  measure_batches();
  measure_choices();
  measure_flat();
  if (options_.builds) measure_build();
  return std::move(results_);
}

}  // namespace
}  // namespace concord::bench

int main(int argc, char** argv) {
  using namespace concord::bench;
  if (has_option(argc, argv, "--help")) {
    std::puts(
        "concord_bench_index [--json] [--runs N] [--threads N] [--no-peer] [--no-build] [--keep DIR] [--scale ROWS "
        "[--from ROWS] [--plot FILE.svg]]");
    return 0;
  }
  const auto cores = std::max(1u, std::thread::hardware_concurrency());
  const auto number = [&](const char* name, const std::string& otherwise) {
    return std::atoi(option_value(argc, argv, name, otherwise).c_str());
  };
  const Options options{number("--runs", "5"), number("--threads", std::to_string(std::min(2u, cores))),
                        !has_option(argc, argv, "--no-peer"), !has_option(argc, argv, "--no-build")};
  const Workplace place(option_value(argc, argv, "--keep", ""));
  const std::int64_t scale = number("--scale", "0");
  if (scale > 0) {
    print_scale(place, number("--from", "0"), scale, options.threads, option_value(argc, argv, "--plot", ""));
    return 0;
  }
  std::fprintf(stderr, "peer: FAISS %s; Concord %s\n", peer_version(), concord_version());
  print(Bench(options, place).run(), has_option(argc, argv, "--json"));
}
