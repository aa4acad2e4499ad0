#include "index/build.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>

#include "index/calibration.hpp"
#include "index/canonical.hpp"
#include "index/generation_writer.hpp"
#include "index/kmeans.hpp"
#include "index/ranking.hpp"
#include "index/sample.hpp"

namespace concord::index {
namespace {

// Rows held as float32 while they are assigned: 24 MiB at 1,536 dimensions.
constexpr std::int64_t kAssignRows = 4096;

// Seeds of the steps are told apart, so that the rows used for training are not the ones that measure recall.
constexpr std::uint64_t kCalibrationSeed = 0x9E3779B97F4A7C15;

// One build: each step is a function, `total_` counts rows touched over all steps.
class Build {
 public:
  Build(const std::string& path, const std::vector<const Source*>& sources, const BuildRequest& request)
      : path_(path), request_(request), table_(sources, request.keep, request.cancel) {
    lists_ = request.lists > 0 ? request.lists : chosen_lists(table_.size(), request.flat_below);
    require(lists_ <= std::max<std::int64_t>(1, table_.size()), "lists is ", lists_, " for ", table_.size(), " rows");
    const std::int64_t wanted = request.training_rows > 0 ? request.training_rows : 64 * lists_;
    training_rows_ = is_flat() ? 0 : std::min(table_.size(), std::max(wanted, lists_));
    total_ = training_rows_ * kKMeansIterations + table_.size() * 2 + 1;
  }

  void run() {
    train();
    assign();
    GenerationWriter writer(path_, header());
    write(writer);
    calibrate_and_commit(writer);
    advance(1);
  }

 private:
  bool is_flat() const { return lists_ == 1; }
  void train();
  void assign();
  void assign_rows(std::int64_t first, std::int64_t count, const std::vector<float>& norms);
  GenerationHeader header() const;
  void write(GenerationWriter& writer);
  void write_row(GenerationWriter& writer, std::int64_t i);
  void calibrate_and_commit(GenerationWriter& writer);
  void advance(std::int64_t rows);

  const std::string& path_;
  const BuildRequest& request_;
  RowTable table_;
  std::int64_t lists_ = 1;
  std::int64_t training_rows_ = 0;
  std::int64_t total_ = 0;
  std::int64_t done_ = 0;
  std::vector<float> centroids_;
  std::vector<std::int32_t> list_of_row_;
};

void Build::advance(std::int64_t rows) {
  done_ += rows;
  if (request_.progress) request_.progress(done_, total_);
}

void Build::train() {
  const std::int64_t d = table_.dimension();
  centroids_.assign(static_cast<std::size_t>(d), 0.0f);
  if (is_flat()) return;
  std::vector<float> vectors(static_cast<std::size_t>(training_rows_ * d));
  float* vector = vectors.data();
  for (const std::int64_t row : sample(table_.size(), training_rows_, request_.seed)) {
    check_cancelled(request_.cancel);
    table_.read(row, vector);
    vector += d;
  }
  KMeansRequest kmeans{request_.metric, d, lists_, request_.seed, request_.threads, request_.cancel, {}};
  kmeans.iteration_done = [this] { advance(training_rows_); };
  centroids_ = train_centroids(kmeans, vectors, training_rows_);
  // FAISS takes as many rows as lists for the centroids themselves, without an iteration.
  done_ = training_rows_ * kKMeansIterations;
}

void Build::assign() {
  list_of_row_.assign(static_cast<std::size_t>(table_.size()), 0);
  std::vector<float> norms;
  for (std::int64_t list = 0; list < lists_; ++list) {
    const float* centroid = centroids_.data() + list * table_.dimension();
    norms.push_back(squared_norm(reinterpret_cast<const std::byte*>(centroid), CONCORD_FLOAT32, table_.dimension()));
  }
  for (std::int64_t first = 0; first < table_.size(); first += kAssignRows) {
    const std::int64_t count = std::min(kAssignRows, table_.size() - first);
    if (!is_flat()) assign_rows(first, count, norms);
    advance(count);
  }
}

void Build::assign_rows(std::int64_t first, std::int64_t count, const std::vector<float>& norms) {
  const std::int64_t d = table_.dimension();
  QuerySet queries(count, d);
  for (std::int64_t i = first; i < first + count; ++i) queries.add_row(table_.row(i).rows, table_.dtype());
  RowSpan table;
  table.rows = reinterpret_cast<const std::byte*>(centroids_.data());
  table.squared_norms = norms.data();
  table.count = lists_;
  table.row_bytes = 4 * d;
  table.dtype = CONCORD_FLOAT32;
  Crew crew(thread_count(request_.threads, count));
  const RankingRequest ranking{request_.metric, d, 1, false, crew, request_.cancel};
  const std::vector<Hit> nearest = rank_rows(table, ranking, queries, queries.everyone());
  for (std::size_t i = 0; i < nearest.size(); ++i) {
    list_of_row_[static_cast<std::size_t>(first) + i] = static_cast<std::int32_t>(nearest[i].row);
  }
}

GenerationHeader Build::header() const {
  GenerationHeader header{};
  header.collection = request_.collection;
  header.dimension = table_.dimension();
  header.dtype = table_.dtype();
  header.metric = static_cast<std::int32_t>(request_.metric);
  header.lists = static_cast<std::int32_t>(lists_);
  header.rows = table_.size();
  header.last_row = table_.size() > 0 ? table_.number(table_.size() - 1) : -1;
  header.seed = request_.seed;
  return header;
}

// Counts, then places: a counting sort keeps the rows of a list in the order of their numbers.
void Build::write(GenerationWriter& writer) {
  std::vector<std::int64_t> offsets(static_cast<std::size_t>(lists_ + 1));
  for (const std::int32_t list : list_of_row_) ++offsets[static_cast<std::size_t>(list) + 1];
  std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
  std::vector<std::int64_t> next(offsets.begin(), offsets.end() - 1);
  std::vector<std::int64_t> order(list_of_row_.size());
  for (std::size_t i = 0; i < list_of_row_.size(); ++i) {
    order[static_cast<std::size_t>(next[static_cast<std::size_t>(list_of_row_[i])]++)] = static_cast<std::int64_t>(i);
  }
  writer.write_centroids(centroids_);
  writer.write_list_offsets(offsets);
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i % kAssignRows == 0)
      advance(std::min<std::int64_t>(kAssignRows, table_.size() - static_cast<std::int64_t>(i)));
    write_row(writer, order[i]);
  }
  writer.finish_rows();
}

void Build::write_row(GenerationWriter& writer, std::int64_t i) {
  check_cancelled(request_.cancel);
  const RowSpan row = table_.row(i);
  writer.append_row(row.rows, table_.number(i), row.squared_norms[0]);
}

void Build::calibrate_and_commit(GenerationWriter& writer) {
  Calibration found;
  if (!is_flat()) {
    const GenerationSource written(writer.temporary_path(), request_.collection);
    CalibrationRequest calibration{
        request_.target_recall,           request_.calibration_k, request_.calibration_queries,
        request_.seed ^ kCalibrationSeed, request_.threads,       request_.cancel};
    found = calibrate(written, calibration);
  }
  check_cancelled(request_.cancel);
  writer.commit(found.nprobe, found.recall, is_flat() ? 0 : static_cast<std::int32_t>(request_.calibration_k));
}

}  // namespace

std::int64_t chosen_lists(std::int64_t rows, std::int64_t flat_below) {
  constexpr std::int64_t kRowsPerList = 39;
  if (rows < flat_below || rows < 2 * kRowsPerList) return 1;
  const auto by_size = static_cast<std::int64_t>(4.0 * std::sqrt(static_cast<double>(rows)));
  const std::int64_t lists = std::min(by_size, rows / kRowsPerList);
  return lists >= 64 ? lists / 16 * 16 : lists;
}

void build_generation(const std::string& path, const std::vector<const Source*>& sources, const BuildRequest& request) {
  if (std::filesystem::exists(std::filesystem::symlink_status(path))) {
    throw Error(CONCORD_ALREADY_EXISTS, text_of(path, " is there already"));
  }
  Build(path, sources, request).run();
}

}  // namespace concord::index
