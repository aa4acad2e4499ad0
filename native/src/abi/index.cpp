// concord/index.h: checks arguments, calls, translates.
#include "concord/index.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <memory>
#include <vector>

#include "abi/device_handle.hpp"
#include "abi/guard.hpp"
#include "abi/options.hpp"
#include "abi/size.hpp"
#include "abi/source_handle.hpp"
#include "index/build.hpp"
#include "index/generation_source.hpp"
#include "index/read_rows.hpp"
#include "index/search.hpp"
#include "index/segment_source.hpp"
#include "index/verify.hpp"

namespace {

using concord::require;
using concord::abi::guard;
using concord::abi::init;
using concord::abi::own_copy;
using concord::abi::product;
using concord::index::Hit;
using concord::index::SourceShape;

// Gives the caller as much of `value` as its struct has room for.
template <typename Struct>
void give(Struct value, Struct* to, const char* name) {
  require(to->struct_size >= sizeof to->struct_size, name, "->struct_size is not set");
  value.struct_size = to->struct_size;
  std::memcpy(to, &value, std::min<std::size_t>(to->struct_size, sizeof value));
}

std::array<std::uint8_t, 16> uuid_of(const std::uint8_t* bytes) {
  require(bytes != nullptr, "collection is NULL");
  std::array<std::uint8_t, 16> uuid;
  std::copy_n(bytes, uuid.size(), uuid.begin());
  return uuid;
}

std::vector<const concord::index::Source*> held_by(const concord_source* const* sources, std::int32_t count) {
  require(count >= 0 && (sources != nullptr || count == 0), "sources is NULL or source_count is negative");
  std::vector<const concord::index::Source*> held;
  for (std::int32_t i = 0; i < count; ++i) {
    require(sources[i] != nullptr, "source ", i, " is NULL");
    held.push_back(sources[i]->held.get());
  }
  return held;
}

std::int64_t or_default(std::int64_t value, std::int64_t otherwise, const char* name) {
  require(value >= 0, name, " is ", value, ", it must not be negative");
  return value > 0 ? value : otherwise;
}

concord::index::BuildRequest build_request(const concord_build_options& options) {
  concord::index::BuildRequest request;
  request.metric = concord::metric_of(options.metric);
  request.lists = or_default(options.lists, request.lists, "lists");
  request.threads = static_cast<std::int32_t>(or_default(options.threads, 0, "threads"));
  request.flat_below = or_default(options.flat_below, request.flat_below, "flat_below");
  request.training_rows = or_default(options.training_rows, request.training_rows, "training_rows");
  request.seed = options.seed;
  require(options.target_recall >= 0.0 && options.target_recall <= 1.0, "target_recall is ", options.target_recall,
          ", it must be 0 to 1");
  if (options.target_recall > 0.0) request.target_recall = options.target_recall;
  request.calibration_k = or_default(options.calibration_k, request.calibration_k, "calibration_k");
  request.calibration_queries =
      or_default(options.calibration_queries, request.calibration_queries, "calibration_queries");
  request.collection = uuid_of(options.collection);
  return request;
}

concord::index::SearchRequest search_request(const concord_search_options& options) {
  concord::index::SearchRequest request;
  request.metric = concord::metric_of(options.metric);
  require(options.k >= 1 && options.k <= 1'000'000, "k is ", options.k, ", it must be 1 to 1,000,000");
  request.k = options.k;
  request.nprobe = or_default(options.nprobe, 0, "nprobe");
  request.threads = static_cast<std::int32_t>(or_default(options.threads, 0, "threads"));
  require(options.exact <= 1, "exact is ", int{options.exact}, ", it must be 0 or 1");
  request.exact = options.exact == 1;
  require(options.full_rows <= 1, "full_rows is ", int{options.full_rows}, ", it must be 0 or 1");
  request.full_rows = options.full_rows == 1;
  require(options.row_filter_rows >= 0 && options.row_group_rows >= 0, "row_filter_rows or row_group_rows is negative");
  require(options.row_group == nullptr || options.query_group != nullptr, "row_group is given without query_group");
  request.choice =
      concord::index::RowChoice(options.row_filter, options.row_filter_rows, options.row_group, options.row_group_rows);
  request.query_group = options.row_group != nullptr ? options.query_group : nullptr;
  request.cancel = options.cancel;
  return request;
}

concord_search_stats stats_of(const concord::index::SearchStats& stats) {
  concord_search_stats full{};
  full.nprobe = static_cast<std::int32_t>(stats.nprobe);
  full.lists_total = stats.lists_total;
  full.lists_scanned = stats.lists_scanned;
  full.rows_scanned = stats.rows_scanned;
  full.rows_total = stats.rows_total;
  full.expected_recall = stats.expected_recall;
  full.exact = stats.exact ? 1 : 0;
  full.device_queries = stats.device_queries;
  return full;
}

// Writes the hits of one query and pads behind them.
void fill(const concord::index::SearchRequest& request, const std::vector<Hit>& hits, float* distances,
          std::int64_t* rows) {
  std::fill_n(distances, request.k, std::numeric_limits<float>::quiet_NaN());
  std::fill_n(rows, request.k, std::int64_t{-1});
  for (std::size_t i = 0; i < hits.size(); ++i) {
    distances[i] = concord::key_of(request.metric, hits[i].key);
    rows[i] = hits[i].row;
  }
}

}  // namespace

extern "C" {

concord_status concord_source_open_segment(const char* path, const concord_segment_info* info, int64_t rows,
                                           const concord_chunk* chunks, int64_t chunk_count, concord_source** source) {
  return guard([&] {
    require(path != nullptr && source != nullptr, "path or source is NULL");
    require(chunk_count >= 0 && (chunks != nullptr || chunk_count == 0), "chunks is NULL or chunk_count is negative");
    const concord_segment_info known = own_copy(info, CONCORD_SIZE_UP_TO(concord_segment_info, first_row), "info");
    concord::SegmentHeader header{uuid_of(known.collection), known.dimension, known.dtype, known.first_row};
    concord::require_storable(header);
    std::vector<concord_chunk> table(chunks, chunks + chunk_count);
    auto opened = std::make_unique<concord::index::SegmentSource>(path, header, rows, std::move(table));
    *source = new concord_source{std::move(opened)};
  });
}

concord_status concord_source_open_generation(const char* path, const uint8_t* collection, concord_source** source) {
  return guard([&] {
    require(path != nullptr && source != nullptr, "path or source is NULL");
    auto opened = std::make_unique<concord::index::GenerationSource>(path, uuid_of(collection));
    *source = new concord_source{std::move(opened)};
  });
}

void concord_source_free(concord_source* source) {
  delete source;
}

concord_status concord_source_describe(const concord_source* source, concord_source_info* info) {
  return guard([&] {
    require(source != nullptr && info != nullptr, "source or info is NULL");
    const SourceShape& shape = source->held->shape();
    concord_source_info full{};
    full.dimension = shape.dimension;
    full.dtype = shape.dtype;
    full.metric = shape.metric;
    full.rows = shape.rows;
    full.last_row = shape.last_row;
    full.lists = shape.lists;
    full.nprobe = shape.nprobe;
    full.expected_recall = shape.expected_recall;
    full.calibrated_k = shape.calibrated_k;
    full.file_bytes = shape.file_bytes;
    give(full, info, "info");
  });
}

concord_status concord_source_verify(const concord_source* source, concord_progress progress, void* state,
                                     concord_cancel* cancel, int64_t* bad_blocks) {
  return guard([&] {
    require(source != nullptr && bad_blocks != nullptr, "source or bad_blocks is NULL");
    *bad_blocks = concord::index::count_bad_blocks(*source->held, [&](std::int64_t done, std::int64_t total) {
      concord::check_cancelled(cancel);
      if (progress != nullptr) progress(state, done, total);
    });
  });
}

concord_status concord_source_read_rows(const concord_source* source, const int64_t* rows, int64_t n, float* vectors_nd,
                                        uint8_t* present) {
  return guard([&] {
    require(source != nullptr && n >= 0, "source is NULL or n is negative");
    require(n == 0 || (rows != nullptr && vectors_nd != nullptr && present != nullptr),
            "rows, vectors_nd or present is NULL");
    concord::index::read_rows(*source->held, rows, n, vectors_nd, present);
  });
}

void concord_build_options_init(concord_build_options* options) {
  init(options);
  if (options != nullptr) options->metric = -1;
}

concord_status concord_generation_build(const char* path, const concord_source* const* sources, int32_t source_count,
                                        const uint8_t* keep, int64_t keep_rows, const concord_build_options* options,
                                        concord_progress progress, void* state, concord_cancel* cancel) {
  return guard([&] {
    require(path != nullptr, "path is NULL");
    concord::index::BuildRequest request =
        build_request(own_copy(options, CONCORD_SIZE_UP_TO(concord_build_options, metric), "options"));
    request.keep = {keep, keep_rows};
    request.cancel = cancel;
    if (progress != nullptr) {
      request.progress = [&](std::int64_t done, std::int64_t total) { progress(state, done, total); };
    }
    concord::index::build_generation(path, held_by(sources, source_count), request);
  });
}

void concord_search_options_init(concord_search_options* options) {
  init(options);
  if (options != nullptr) options->metric = -1;
}

concord_status concord_search(const concord_source* const* sources, int32_t source_count, const float* queries_nd,
                              int64_t n, int64_t d, const concord_search_options* options, float* distances_nk,
                              int64_t* rows_nk, int32_t* found_n, concord_search_stats* stats) {
  return guard([&] {
    require(n >= 0 && d >= 1, "n is ", n, " and d is ", d, "; n must not be negative, d at least 1");
    require(n == 0 || (queries_nd && distances_nk && rows_nk && found_n), "an array of queries or results is NULL");
    const auto own = own_copy(options, CONCORD_SIZE_UP_TO(concord_search_options, k), "options");
    concord::index::SearchRequest request = search_request(own);
    product({n, d, 4}, "queries_nd");
    product({n, request.k, 8}, "rows_nk");
    request.queries_nd = queries_nd;
    request.n = n;
    request.d = d;
    const auto held = held_by(sources, source_count);
    const concord::index::SearchAnswer answer =
        own.device != nullptr ? own.device->held->search(held, request) : concord::index::search(held, request);
    if (stats != nullptr) give(stats_of(answer.stats), stats, "stats");
    for (int64_t i = 0; i < n; ++i) {
      const std::vector<Hit>& hits = answer.hits[static_cast<std::size_t>(i)];
      found_n[i] = static_cast<int32_t>(hits.size());
      fill(request, hits, distances_nk + i * request.k, rows_nk + i * request.k);
    }
  });
}

}  // extern "C"
