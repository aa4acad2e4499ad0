// The first look at codes: what they leave out of a row is known, and no answer depends on them.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <random>

#include "core/hash.hpp"
#include "index/generation_layout.hpp"
#include "index/row_codes.hpp"
#include "support.hpp"

namespace concord::test {
namespace {

Vectors one_of(const Vectors& vectors, std::int64_t i) {
  return {1, vectors.d, CONCORD_FLOAT32, {vectors.row(i), vectors.row(i) + vectors.d}};
}

// Each query alone, with codes and without, against brute force.
void expect_same_one_by_one(const concord_source* source, const Vectors& vectors, const Vectors& queries,
                            concord_search_options options) {
  options.exact = 1;
  for (std::int64_t i = 0; i < queries.n; ++i) {
    const Vectors query = one_of(queries, i);
    const Answer expected = brute_force(vectors, query, options.metric, options.k);
    for (const bool full_rows : {false, true}) {
      options.full_rows = full_rows ? 1 : 0;
      SCOPED_TRACE(testing::Message() << "query " << i << ", full_rows " << full_rows);
      expect_same(search({source}, query, options), expected);
    }
  }
}

TEST(Codes, Search_OneQuery_EqualsBruteForce) {
  for (const std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16}) {
    for (const std::int32_t metric : {CONCORD_L2, CONCORD_INNER_PRODUCT}) {
      for (const std::int64_t d : {1, 7, 48, 130}) {
        Vectors vectors = clustered_vectors(3'000 / kShrink, d, 30, 1, dtype);
        plant_ties(vectors, 2);
        const Vectors queries = clustered_vectors(6, d, 30, 3);
        const Folder folder;
        const Handle segment = segment_of(folder, vectors);
        const Handle generation = build(folder.file("g"), {segment.get()}, build_options(metric, 8));
        for (const std::int32_t k : {1, 10, 100}) {
          expect_same_one_by_one(generation.get(), vectors, queries, search_options(metric, k));
        }
      }
    }
  }
}

// Rows from 1e-44 to 1e18, zeros, rows with one large element: where scales vanish, errors are long and products
// overflow.
Vectors rows_of_every_magnitude(std::int64_t n, std::int64_t d, std::uint32_t seed) {
  Vectors vectors = normal_vectors(n, d, seed);
  std::mt19937 random(seed);
  for (std::int64_t i = 0; i < n; ++i) {
    const float size = std::pow(10.0f, static_cast<float>(random() % 63) - 44.0f);
    for (std::int64_t j = 0; j < d; ++j) vectors.row(i)[j] *= i % 17 == 0 ? 0.0f : size;
    if (i % 5 == 0) vectors.row(i)[i % d] *= 1e4f;
  }
  return vectors;
}

TEST(Codes, Search_RowsOfEveryMagnitude_EqualsBruteForce) {
  const Vectors vectors = rows_of_every_magnitude(2'000 / kShrink, 37, 1);
  const Vectors queries = rows_of_every_magnitude(40, 37, 2);
  for (const std::int32_t metric : {CONCORD_L2, CONCORD_INNER_PRODUCT}) {
    const Folder folder;
    const Handle segment = segment_of(folder, vectors);
    const Handle generation = build(folder.file("g"), {segment.get()}, build_options(metric, 1));
    expect_same_one_by_one(generation.get(), vectors, queries, search_options(metric, 12));
  }
}

TEST(Codes, Search_LongestQueries_EqualsBruteForce) {
  const Vectors vectors = normal_vectors(500, 24, 1);
  Vectors queries = normal_vectors(6, 24, 2);
  for (std::int64_t i = 0; i < queries.n; ++i) {
    for (std::int64_t j = 0; j < queries.d; ++j) queries.row(i)[j] *= std::pow(10.0f, 31.0f + static_cast<float>(i));
  }
  const Folder folder;
  const Handle segment = segment_of(folder, vectors);
  const Handle generation = build(folder.file("g"), {segment.get()}, build_options(CONCORD_INNER_PRODUCT, 1));
  expect_same_one_by_one(generation.get(), vectors, queries, search_options(CONCORD_INNER_PRODUCT, 5));
}

TEST(Codes, Search_FilterAndExclusion_EqualsBruteForce) {
  const Vectors vectors = clustered_vectors(2'000, 40, 20, 1);
  const Vectors queries = clustered_vectors(5, 40, 20, 3);
  std::vector<std::uint8_t> bits(2'000 / 8, 0x29);
  std::vector<std::int32_t> groups;
  for (std::int32_t i = 0; i < 2'000; ++i) groups.push_back(i % 3 == 0 ? -1 : i % 7);
  const Folder folder;
  const Handle segment = segment_of(folder, vectors);
  const Handle generation = build(folder.file("g"), {segment.get()}, build_options(CONCORD_L2, 8));
  for (std::int64_t i = 0; i < queries.n; ++i) {
    const std::vector<std::int32_t> of_query = {static_cast<std::int32_t>(i)};
    concord_search_options options = search_options(CONCORD_L2, 20);
    options.exact = 1;
    options.row_filter = bits.data();
    options.row_filter_rows = 2'000;
    options.row_group = groups.data();
    options.row_group_rows = 2'000;
    options.query_group = of_query.data();
    const Vectors query = one_of(queries, i);
    expect_same(search({generation.get()}, query, options),
                brute_force(vectors, query, CONCORD_L2, 20, {&bits, &groups, &of_query}));
  }
}

TEST(Codes, Encode_AnyRow_LeavesNoMoreThanItsError) {
  const std::int64_t d = 61;
  Vectors rows = rows_of_every_magnitude(500, d, 5);
  for (std::int64_t j = 0; j < d; ++j) rows.row(1)[j] = std::numeric_limits<float>::max() * (j % 2 == 0 ? 1.0f : -1.0f);
  for (std::int64_t j = 0; j < d; ++j) rows.row(2)[j] = std::numeric_limits<float>::denorm_min();
  std::vector<std::int8_t> codes(d);
  for (std::int64_t i = 0; i < rows.n; ++i) {
    const index::CodeScale code = index::encode_row(rows.row(i), d, codes.data());
    long double left = 0.0L;
    for (std::int64_t j = 0; j < d; ++j) {
      const long double x = rows.row(i)[j];
      const long double part = x - static_cast<long double>(code.scale) * codes[static_cast<std::size_t>(j)];
      left += part * part;
      // Half a step each, but where the scale itself is too small to be precise.
      if (code.scale > 1e-36f) {
        EXPECT_LE(std::fabs(part), 0.50001L * code.scale) << i;
      }
    }
    EXPECT_GE(static_cast<long double>(code.error), std::sqrt(left)) << i;
  }
}

// The first search of a segment reads its rows, the second makes codes of them, the third finds them made.
TEST(Codes, Search_SegmentAgain_EqualsBruteForce) {
  for (const std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16}) {
    Vectors vectors = clustered_vectors(3'000 / kShrink, 70, 30, 1, dtype);
    plant_ties(vectors, 2);
    const Vectors queries = clustered_vectors(6, 70, 30, 3);
    const Folder folder;
    const Handle segment = segment_of(folder, vectors);
    for (std::int32_t round = 0; round < 3; ++round) {
      expect_same_one_by_one(segment.get(), vectors, queries, search_options(CONCORD_INNER_PRODUCT, 7));
    }
  }
}

// The query lies along what the codes leave out of the last row, so that they are wrong by as much as can be; the rows
// before are nearly as near, and their limit is known when the last one is looked at.
TEST(Codes, Search_QueryAlongTheError_FindsTheRow) {
  const std::int64_t d = 64, before = 100;
  std::vector<std::int8_t> codes(d);
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    const Vectors one = normal_vectors(1, d, seed);
    const index::CodeScale code = index::encode_row(one.row(0), d, codes.data());
    Vectors vectors{before + 1, d, CONCORD_FLOAT32, std::vector<float>(static_cast<std::size_t>((before + 1) * d))};
    Vectors query{1, d, CONCORD_FLOAT32, std::vector<float>(d)};
    for (std::int64_t j = 0; j < d; ++j) {
      const float x = one.row(0)[j], left = x - code.scale * codes[static_cast<std::size_t>(j)];
      query.row(0)[j] = 1e3f * left;
      for (std::int64_t i = 0; i < before; ++i) vectors.row(i)[j] = x - 0.1f * left;
      vectors.row(before)[j] = x;
    }
    for (const std::int32_t metric : {CONCORD_L2, CONCORD_INNER_PRODUCT}) {
      const Folder folder;
      const Handle segment = segment_of(folder, vectors);
      const Handle generation = build(folder.file("g"), {segment.get()}, build_options(metric, 1));
      const Answer answer = search({generation.get()}, query, search_options(metric, 1));
      ASSERT_EQ(CONCORD_OK, answer.status);
      EXPECT_EQ(before, answer.rows[0]) << "seed " << seed << ", metric " << metric;
    }
  }
}

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// The same generation as version 1 had it: the sections of before, and the checksums of those.
std::string first_version_of(const std::string& bytes) {
  index::GenerationHeader now;
  std::memcpy(&now, bytes.data(), sizeof now);
  index::GenerationHeader then = now;
  then.version = 1;
  index::lay_out(then);
  std::string old(static_cast<std::size_t>(then.file_bytes), '\0');
  for (const index::Section section : index::kFileOrder) {
    const index::SectionEntry& to = then.section(section);
    old.replace(
        static_cast<std::size_t>(to.offset), static_cast<std::size_t>(to.length),
        bytes.substr(static_cast<std::size_t>(now.section(section).offset), static_cast<std::size_t>(to.length)));
  }
  index::SectionEntry& hashes = then.section(index::Section::kBlockHashes);
  hashes.xxh3 = hash64(old.data() + hashes.offset, hashes.length);
  index::seal(then);
  std::memcpy(old.data(), &then, sizeof then);
  return old;
}

TEST(Codes, Open_FirstVersion_AnswersAlike) {
  const Vectors vectors = clustered_vectors(1'500, 40, 20, 1);
  const Vectors queries = clustered_vectors(6, 40, 20, 3);
  const Folder folder;
  const Handle segment = segment_of(folder, vectors);
  build(folder.file("g"), {segment.get()}, build_options(CONCORD_L2, 8));
  const std::string now = content(folder.file("g"));
  const std::string then = first_version_of(now);
  write(folder.file("old"), then);
  EXPECT_LT(then.size() + 1'500 * 40, now.size());
  const Handle old = open_generation(folder.file("old"));
  expect_same_one_by_one(old.get(), vectors, queries, search_options(CONCORD_L2, 10));
  std::int64_t bad = -1;
  ASSERT_EQ(CONCORD_OK, concord_source_verify(old.get(), nullptr, nullptr, nullptr, &bad));
  EXPECT_EQ(0, bad);
}

// A damaged row that the codes rule out is not read; one that they do not rule out is, and says so.
TEST(Codes, Search_DamagedRow_FailsOnlyWhereTheRowIsRead) {
  const Vectors vectors = clustered_vectors(2'000, 512, 20, 1);
  const Folder folder;
  const Handle segment = segment_of(folder, vectors);
  build(folder.file("g"), {segment.get()}, build_options(CONCORD_L2, 1));
  std::string bytes = content(folder.file("g"));
  index::GenerationHeader header;
  std::memcpy(&header, bytes.data(), sizeof header);
  const std::int64_t damaged = 1'999;
  bytes[static_cast<std::size_t>(header.section(index::Section::kRows).offset + damaged * 512 * 4)] ^= 1;
  write(folder.file("damaged"), bytes);
  const Vectors far = one_of(vectors, 0), near = one_of(vectors, damaged);
  concord_search_options options = search_options(CONCORD_L2, 1);
  options.threads = 1;
  EXPECT_EQ(CONCORD_CORRUPT, search({open_generation(folder.file("damaged")).get()}, near, options).status);
  const Handle source = open_generation(folder.file("damaged"));
  const Answer answer = search({source.get()}, far, options);
  ASSERT_EQ(CONCORD_OK, answer.status);
  EXPECT_EQ(0, answer.rows[0]);
  options.full_rows = 1;
  EXPECT_EQ(CONCORD_CORRUPT, search({source.get()}, far, options).status);
}

}  // namespace
}  // namespace concord::test
