#include "support.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <thread>

#include "core/float16.hpp"
#include "core/segment_writer.hpp"

namespace concord::test {
namespace {

void round_to(Vectors& vectors) {
  if (vectors.dtype != CONCORD_FLOAT16) return;
  for (float& value : vectors.values) value = float16_to_float(float_to_float16(value));
}

double exact(const float* a, const float* b, std::int64_t d, std::int32_t metric) {
  double sum = 0.0;
  for (std::int64_t i = 0; i < d; ++i) {
    const double difference = static_cast<double>(a[i]) - b[i];
    sum += metric == CONCORD_L2 ? difference * difference : static_cast<double>(a[i]) * b[i];
  }
  return sum;
}

using Scored = std::pair<float, std::int64_t>;

std::vector<Scored> nearest(const Vectors& vectors, const Vectors& queries, std::int64_t query, std::int32_t metric,
                            std::int32_t k, const Allowed& allowed) {
  std::vector<Scored> all;
  for (std::int64_t row = 0; row < vectors.n; ++row) {
    if (!allowed(row, query)) continue;
    const auto distance = static_cast<float>(exact(queries.row(query), vectors.row(row), vectors.d, metric));
    all.emplace_back(metric == CONCORD_L2 ? distance : -distance, row);
  }
  const auto end = all.begin() + std::min<std::ptrdiff_t>(k, static_cast<std::ptrdiff_t>(all.size()));
  std::partial_sort(all.begin(), end, all.end());
  all.erase(end, all.end());
  return all;
}

}  // namespace

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "concord-index-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder for the test");
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::vector<std::byte> Vectors::bytes(std::int64_t first, std::int64_t count) const {
  const std::size_t elements = static_cast<std::size_t>(count * d);
  std::vector<std::byte> out(elements * (dtype == CONCORD_FLOAT16 ? 2 : 4));
  for (std::size_t i = 0; i < elements; ++i) {
    const float value = values[static_cast<std::size_t>(first * d) + i];
    const std::uint16_t half = float_to_float16(value);
    if (dtype == CONCORD_FLOAT16) {
      std::memcpy(&out[i * 2], &half, 2);
    } else {
      std::memcpy(&out[i * 4], &value, 4);
    }
  }
  return out;
}

Vectors normal_vectors(std::int64_t n, std::int64_t d, std::uint32_t seed, std::int32_t dtype) {
  Vectors vectors{n, d, dtype, std::vector<float>(static_cast<std::size_t>(n * d))};
  std::mt19937 generator(seed);
  std::normal_distribution<float> normal;
  for (float& value : vectors.values) value = normal(generator);
  round_to(vectors);
  return vectors;
}

Vectors clustered_vectors(std::int64_t n, std::int64_t d, std::int64_t centres, std::uint32_t seed,
                          std::int32_t dtype) {
  const Vectors middle = normal_vectors(centres, d, seed);
  Vectors vectors = normal_vectors(n, d, seed + 1);
  vectors.dtype = dtype;
  std::mt19937 generator(seed + 2);
  for (std::int64_t i = 0; i < n; ++i) {
    const float* centre = middle.row(static_cast<std::int64_t>(generator() % static_cast<std::uint64_t>(centres)));
    for (std::int64_t j = 0; j < d; ++j) vectors.row(i)[j] = centre[j] + 0.5f * vectors.row(i)[j];
  }
  round_to(vectors);
  return vectors;
}

void plant_ties(Vectors& vectors, std::uint32_t seed) {
  std::mt19937 generator(seed);
  const auto any = [&](std::int64_t bound) {
    return static_cast<std::int64_t>(generator() % static_cast<std::uint64_t>(bound));
  };
  for (std::int64_t i = 0; i < vectors.n / 4; ++i) {
    const std::int64_t to = any(vectors.n);
    std::copy_n(vectors.row(any(vectors.n)), vectors.d, vectors.row(to));
    if (i % 2 == 0) continue;
    float& element = vectors.row(to)[any(vectors.d)];
    const float next = std::nextafter(element, 100.0f);
    element = vectors.dtype == CONCORD_FLOAT16
                  ? float16_to_float(static_cast<std::uint16_t>(float_to_float16(element) ^ 1))
                  : next;
  }
}

Segment write_segment(const std::string& path, const Vectors& vectors, std::int64_t first, std::int64_t count,
                      std::int64_t first_number) {
  Segment segment{};
  segment.path = path;
  segment.info.struct_size = sizeof segment.info;
  std::copy(kCollection.begin(), kCollection.end(), segment.info.collection);
  segment.info.dimension = static_cast<std::int32_t>(vectors.d);
  segment.info.dtype = vectors.dtype;
  segment.info.first_row = first_number;
  SegmentWriter writer =
      SegmentWriter::create(path, {kCollection, segment.info.dimension, vectors.dtype, first_number});
  const std::int64_t chunk = segment_chunk_rows(segment.info.dimension, vectors.dtype);
  std::vector<std::uint64_t> hashes(static_cast<std::size_t>((count + chunk - 1) / chunk));
  const std::vector<std::byte> bytes = vectors.bytes(first, count);
  writer.append(bytes.data(), count, hashes.data());
  for (std::int64_t at = 0; at < count; at += chunk) {
    segment.chunks.push_back({at, std::min(chunk, count - at), hashes[static_cast<std::size_t>(at / chunk)]});
  }
  return segment;
}

Handle open_segment(const Segment& segment) {
  std::int64_t rows = 0;
  for (const concord_chunk& chunk : segment.chunks) rows += chunk.rows;
  concord_source* source = nullptr;
  EXPECT_EQ(CONCORD_OK, concord_source_open_segment(segment.path.c_str(), &segment.info, rows, segment.chunks.data(),
                                                    static_cast<std::int64_t>(segment.chunks.size()), &source))
      << concord_last_error();
  return Handle(source);
}

Handle segment_of(const Folder& folder, const Vectors& vectors, const std::string& name) {
  return open_segment(write_segment(folder.file(name), vectors, 0, vectors.n, 0));
}

concord_build_options build_options(std::int32_t metric, std::int32_t lists) {
  concord_build_options options;
  concord_build_options_init(&options);
  options.metric = metric;
  options.lists = lists;
  options.seed = 7;
  std::copy(kCollection.begin(), kCollection.end(), options.collection);
  return options;
}

Handle build(const std::string& path, const std::vector<const concord_source*>& sources,
             const concord_build_options& options) {
  EXPECT_EQ(CONCORD_OK,
            concord_generation_build(path.c_str(), sources.data(), static_cast<std::int32_t>(sources.size()), nullptr,
                                     0, &options, nullptr, nullptr, nullptr))
      << concord_last_error();
  return open_generation(path);
}

Handle open_generation(const std::string& path) {
  concord_source* source = nullptr;
  EXPECT_EQ(CONCORD_OK, concord_source_open_generation(path.c_str(), kCollection.data(), &source))
      << concord_last_error();
  return Handle(source);
}

concord_search_options search_options(std::int32_t metric, std::int32_t k) {
  concord_search_options options;
  concord_search_options_init(&options);
  options.metric = metric;
  options.k = k;
  return options;
}

Answer search(const std::vector<const concord_source*>& sources, const Vectors& queries,
              const concord_search_options& options) {
  Answer answer;
  const auto hits = static_cast<std::size_t>(queries.n * options.k);
  answer.distances.assign(hits, -7.0f);
  answer.rows.assign(hits, -7);
  answer.found.assign(static_cast<std::size_t>(queries.n), -7);
  answer.stats.struct_size = sizeof answer.stats;
  answer.status = concord_search(sources.data(), static_cast<std::int32_t>(sources.size()), queries.values.data(),
                                 queries.n, queries.d, &options, answer.distances.data(), answer.rows.data(),
                                 answer.found.data(), &answer.stats);
  return answer;
}

bool Allowed::operator()(std::int64_t row, std::int64_t query) const {
  if (bits != nullptr) {
    const bool covered = row / 8 < static_cast<std::int64_t>(bits->size());
    if (!covered || ((*bits)[static_cast<std::size_t>(row / 8)] >> (row % 8) & 1) == 0) return false;
  }
  if (row_group == nullptr || row >= static_cast<std::int64_t>(row_group->size())) return true;
  const std::int32_t group = (*query_group)[static_cast<std::size_t>(query)];
  return group == -1 || (*row_group)[static_cast<std::size_t>(row)] != group;
}

Answer brute_force(const Vectors& vectors, const Vectors& queries, std::int32_t metric, std::int32_t k,
                   const Allowed& allowed) {
  Answer answer;
  answer.distances.assign(static_cast<std::size_t>(queries.n * k), std::numeric_limits<float>::quiet_NaN());
  answer.rows.assign(static_cast<std::size_t>(queries.n * k), -1);
  answer.found.assign(static_cast<std::size_t>(queries.n), 0);
  const auto some = [&](std::int64_t first, std::int64_t step) {
    for (std::int64_t query = first; query < queries.n; query += step) {
      const std::vector<Scored> hits = nearest(vectors, queries, query, metric, k, allowed);
      answer.found[static_cast<std::size_t>(query)] = static_cast<std::int32_t>(hits.size());
      for (std::size_t i = 0; i < hits.size(); ++i) {
        const std::size_t at = static_cast<std::size_t>(query * k) + i;
        answer.distances[at] = metric == CONCORD_L2 ? hits[i].first : -hits[i].first;
        answer.rows[at] = hits[i].second;
      }
    }
  };
  std::thread other(some, 1, 2);
  some(0, 2);
  other.join();
  return answer;
}

void expect_same(const Answer& got, const Answer& expected) {
  ASSERT_EQ(expected.status, got.status) << concord_last_error();
  EXPECT_EQ(expected.rows, got.rows);
  EXPECT_EQ(expected.found, got.found);
  ASSERT_EQ(expected.distances.size(), got.distances.size());
  for (std::size_t i = 0; i < got.distances.size(); ++i) {
    const bool both_nan = std::isnan(got.distances[i]) && std::isnan(expected.distances[i]);
    ASSERT_TRUE(both_nan || got.distances[i] == expected.distances[i]) << "hit " << i;
  }
}

}  // namespace concord::test
