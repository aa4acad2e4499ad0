// What the index tests share: data with a known answer, sources made of it, and the answer by brute force.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "concord/concord.h"

namespace concord::test {

// AddressSanitizer slows the tests down several times; sizes shrink by this.
#if defined(__SANITIZE_ADDRESS__)
constexpr std::int64_t kShrink = 8;
#else
constexpr std::int64_t kShrink = 1;
#endif

constexpr std::array<std::uint8_t, 16> kCollection = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

// A directory of its own for one test, removed with everything in it.
class Folder {
 public:
  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// n rows of d elements, kept as float32 that `dtype` represents exactly; row i has number numbers[i].
struct Vectors {
  std::int64_t n = 0;
  std::int64_t d = 0;
  std::int32_t dtype = CONCORD_FLOAT32;
  std::vector<float> values;

  const float* row(std::int64_t i) const { return values.data() + i * d; }
  float* row(std::int64_t i) { return values.data() + i * d; }
  std::vector<std::byte> bytes(std::int64_t first, std::int64_t count) const;
};

// Independent normal elements.
Vectors normal_vectors(std::int64_t n, std::int64_t d, std::uint32_t seed, std::int32_t dtype = CONCORD_FLOAT32);

// Rows scattered around `centres` centres, as embeddings are.
Vectors clustered_vectors(std::int64_t n, std::int64_t d, std::int64_t centres, std::uint32_t seed,
                          std::int32_t dtype = CONCORD_FLOAT32);

// Makes ties: exact copies of some rows, and copies that differ in the last bit of one element.
void plant_ties(Vectors& vectors, std::uint32_t seed);

struct SourceFree {
  void operator()(concord_source* source) const { concord_source_free(source); }
};
using Handle = std::unique_ptr<concord_source, SourceFree>;

struct Segment {
  concord_segment_info info;
  std::vector<concord_chunk> chunks;
  std::string path;
};

// Writes rows first .. first+count-1 of `vectors` as a segment; its row numbers are first_number on.
Segment write_segment(const std::string& path, const Vectors& vectors, std::int64_t first, std::int64_t count,
                      std::int64_t first_number);
Handle open_segment(const Segment& segment);

// All rows of `vectors` as one segment, row number = row.
Handle segment_of(const Folder& folder, const Vectors& vectors, const std::string& name = "all.seg");

concord_build_options build_options(std::int32_t metric, std::int32_t lists);

// Builds and opens. Fails the test when it cannot.
Handle build(const std::string& path, const std::vector<const concord_source*>& sources,
             const concord_build_options& options);
Handle open_generation(const std::string& path);

concord_search_options search_options(std::int32_t metric, std::int32_t k);

struct Answer {
  concord_status status = CONCORD_OK;
  std::vector<float> distances;
  std::vector<std::int64_t> rows;
  std::vector<std::int32_t> found;
  concord_search_stats stats{};
};

Answer search(const std::vector<const concord_source*>& sources, const Vectors& queries,
              const concord_search_options& options);

// Which rows may be returned for which query; both optional.
struct Allowed {
  const std::vector<std::uint8_t>* bits = nullptr;
  const std::vector<std::int32_t>* row_group = nullptr;
  const std::vector<std::int32_t>* query_group = nullptr;
  bool operator()(std::int64_t row, std::int64_t query) const;
};

// The definition of the answer: every distance in float64 in order, rounded to float32, sorted by (distance, row).
Answer brute_force(const Vectors& vectors, const Vectors& queries, std::int32_t metric, std::int32_t k,
                   const Allowed& allowed = {});

// Fails the test unless status, ids, distances and counts are equal (NaN equals NaN).
void expect_same(const Answer& got, const Answer& expected);

}  // namespace concord::test
