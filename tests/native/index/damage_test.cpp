// Damaged generation and segment files: CONCORD_CORRUPT or the right answer, never a wrong one, never a crash.
#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>

#include "core/hash.hpp"
#include "index/generation_layout.hpp"
#include "support.hpp"

namespace concord::test {
namespace {

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A generation small enough to damage in thousands of ways.
class Damage : public ::testing::Test {
 protected:
  Damage() : vectors_(clustered_vectors(200, 12, 6, 1)), queries_(clustered_vectors(5, 12, 6, 3)) {
    const Handle segment = segment_of(folder_, vectors_);
    build(folder_.file("g"), {segment.get()}, build_options(CONCORD_L2, 5));
    bytes_ = content(folder_.file("g"));
    expected_ = brute_force(vectors_, queries_, CONCORD_L2, 4);
  }

  // Opens and searches `bytes` as a generation; reads a row and verifies as well. Returns the worst status met.
  concord_status use(const std::string& bytes) {
    const std::string path = folder_.file("damaged");
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    concord_source* opened = nullptr;
    const concord_status status = concord_source_open_generation(path.c_str(), kCollection.data(), &opened);
    if (status != CONCORD_OK) return status;
    const Handle source(opened);
    const concord_status searched = use_search(source.get());
    const concord_status read = use_rows(source.get());
    return searched != CONCORD_OK ? searched : read;
  }

  concord_status use_search(const concord_source* source) {
    concord_search_options options = search_options(CONCORD_L2, 4);
    options.exact = 1;
    options.threads = 1;
    const Answer answer = search({source}, queries_, options);
    if (answer.status == CONCORD_OK) expect_same(answer, expected_);
    const Vectors first{1, 12, CONCORD_FLOAT32, {queries_.row(0), queries_.row(0) + 12}};
    const Answer alone = search({source}, first, options);  // which looks at the codes
    if (alone.status == CONCORD_OK) expect_same(alone, brute_force(vectors_, first, CONCORD_L2, 4));
    options.exact = 0;
    options.nprobe = 2;
    const Answer approximate = search({source}, queries_, options);
    if (answer.status != CONCORD_OK) return answer.status;
    return alone.status != CONCORD_OK ? alone.status : approximate.status;
  }

  concord_status use_rows(const concord_source* source) {
    std::vector<std::int64_t> rows = {0, 57, 199, 1'000'000};
    std::vector<float> out(rows.size() * 12);
    std::vector<std::uint8_t> present(rows.size());
    const concord_status read = concord_source_read_rows(source, rows.data(), 4, out.data(), present.data());
    if (read == CONCORD_OK) {
      EXPECT_EQ((std::vector<std::uint8_t>{1, 1, 1, 0}), present);
      EXPECT_EQ(0, std::memcmp(out.data() + 12, vectors_.row(57), 12 * sizeof(float)));
    }
    std::int64_t bad = 0;
    EXPECT_EQ(CONCORD_OK, concord_source_verify(source, nullptr, nullptr, nullptr, &bad));
    if (bad == 0) {
      EXPECT_EQ(CONCORD_OK, read);
    }
    return bad == 0 ? read : CONCORD_CORRUPT;
  }

  // Changes the header and makes its checksum right again, as somebody who means harm would.
  std::string forged(const std::function<void(index::GenerationHeader&)>& change) {
    std::string bytes = bytes_;
    index::GenerationHeader header;
    std::memcpy(&header, bytes.data(), sizeof header);
    change(header);
    index::seal(header);
    std::memcpy(bytes.data(), &header, sizeof header);
    return bytes;
  }

  Folder folder_;
  Vectors vectors_;
  Vectors queries_;
  std::string bytes_;
  Answer expected_;
};

TEST_F(Damage, Use_NoDamage_Answers) {
  EXPECT_EQ(CONCORD_OK, use(bytes_));
}

TEST_F(Damage, Use_CutAtEvery512Bytes_IsCorrupt) {
  for (std::size_t size = 0; size < bytes_.size(); size += 512) {
    EXPECT_EQ(CONCORD_CORRUPT, use(bytes_.substr(0, size))) << size;
  }
  EXPECT_EQ(CONCORD_CORRUPT, use(bytes_.substr(0, bytes_.size() - 1)));
  EXPECT_EQ(CONCORD_CORRUPT, use(bytes_ + '\0'));
}

TEST_F(Damage, Use_BitFlippedAtEvery512Bytes_IsCorruptOrRight) {
  std::mt19937 generator(1);
  std::int64_t corrupt = 0;
  for (std::size_t at = 0; at < bytes_.size(); at += 512) {
    for (const std::size_t byte : {at, at + generator() % 512}) {
      if (byte >= bytes_.size()) continue;
      std::string damaged = bytes_;
      damaged[byte] = static_cast<char>(damaged[byte] ^ (1 << generator() % 8));
      const concord_status status = use(damaged);
      EXPECT_TRUE(status == CONCORD_OK || status == CONCORD_CORRUPT) << byte << ": " << concord_last_error();
      if (status == CONCORD_CORRUPT) ++corrupt;
    }
  }
  EXPECT_GT(corrupt, 20);
}

TEST_F(Damage, Use_EveryHeaderByteFlipped_IsCorrupt) {
  for (std::size_t byte = 0; byte < 4096; ++byte) {
    std::string damaged = bytes_;
    damaged[byte] = static_cast<char>(damaged[byte] ^ 0x10);
    EXPECT_EQ(CONCORD_CORRUPT, use(damaged)) << byte;
  }
}

TEST_F(Damage, Use_EverySectionByteFlipped_IsCorrupt) {
  index::GenerationHeader header;
  std::memcpy(&header, bytes_.data(), sizeof header);
  for (const index::SectionEntry& section : header.sections) {
    const std::int64_t step = section.length / 100 + 1;
    for (std::int64_t at = section.offset; at < section.offset + section.length; at += step) {
      std::string damaged = bytes_;
      damaged[static_cast<std::size_t>(at)] ^= 0x04;
      EXPECT_EQ(CONCORD_CORRUPT, use(damaged)) << at;
    }
  }
}

TEST_F(Damage, Open_ForgedHeader_IsCorrupt) {
  using Header = index::GenerationHeader;
  const std::vector<std::function<void(Header&)>> forgeries = {
      [](Header& header) { header.rows = std::int64_t{1} << 62; },
      [](Header& header) { header.rows = -1; },
      [](Header& header) { header.rows += 1; },
      [](Header& header) { header.dimension = 0; },
      [](Header& header) { header.dimension = -12; },
      [](Header& header) { header.dimension = 1 << 30; },
      [](Header& header) { header.dtype = CONCORD_FLOAT16; },
      [](Header& header) { header.dtype = 77; },
      [](Header& header) { header.metric = 2; },
      [](Header& header) { header.lists = 0; },
      [](Header& header) { header.lists = 1 << 30; },
      [](Header& header) { header.nprobe = 6; },
      [](Header& header) { header.expected_recall = 2.0; },
      [](Header& header) { header.expected_recall = std::numeric_limits<double>::quiet_NaN(); },
      [](Header& header) { header.file_bytes += 4096; },
      [](Header& header) { header.collection[3] ^= 1; },
      [](Header& header) { header.section(index::Section::kRows).offset = -4096; },
      [](Header& header) { header.section(index::Section::kRows).length += 48; },
      [](Header& header) { header.section(index::Section::kLookup).block_bytes = 0; },
      [](Header& header) { header.section(index::Section::kCodes).offset += 4096; },
      [](Header& header) { header.section(index::Section::kCodeScales).length -= 8; },
      [](Header& header) { header.version = 1; },
      [](Header& header) { header.version = 0; }};
  for (std::size_t i = 0; i < forgeries.size(); ++i) EXPECT_EQ(CONCORD_CORRUPT, use(forged(forgeries[i]))) << i;
}

TEST_F(Damage, Open_NewerVersion_SaysSo) {
  EXPECT_EQ(CONCORD_NEWER_FORMAT, use(forged([](index::GenerationHeader& header) { ++header.version; })));
}

TEST_F(Damage, Search_ForgedRowNumbers_IsCorrupt) {
  const auto forge = [&](std::int64_t number) {
    std::string bytes = bytes_;
    index::GenerationHeader header;
    std::memcpy(&header, bytes.data(), sizeof header);
    const index::SectionEntry& numbers = header.section(index::Section::kRowNumbers);
    index::SectionEntry& hashes = header.section(index::Section::kBlockHashes);
    std::memcpy(bytes.data() + numbers.offset, &number, sizeof number);
    const std::uint64_t block = hash64(bytes.data() + numbers.offset, numbers.length);
    std::memcpy(bytes.data() + hashes.offset + 8, &block, sizeof block);  // rows have one block, row numbers the second
    hashes.xxh3 = hash64(bytes.data() + hashes.offset, hashes.length);
    index::seal(header);
    std::memcpy(bytes.data(), &header, sizeof header);
    return bytes;
  };
  EXPECT_EQ(CONCORD_CORRUPT, use(forge(-1)));
  EXPECT_EQ(CONCORD_CORRUPT, use(forge(std::int64_t{1} << 60)));
}

TEST_F(Damage, Open_OtherCollection_IsCorrupt) {
  std::array<std::uint8_t, 16> other = kCollection;
  other[0] ^= 1;
  concord_source* source = nullptr;
  EXPECT_EQ(CONCORD_CORRUPT, concord_source_open_generation(folder_.file("g").c_str(), other.data(), &source));
  EXPECT_EQ(nullptr, source);
}

TEST_F(Damage, Search_FlippedSegment_NamesFileAndBlock) {
  const Segment segment = write_segment(folder_.file("s"), vectors_, 0, 200, 0);
  std::string bytes = content(segment.path);
  bytes[4096 + 100 * 48] ^= 1;
  std::ofstream(segment.path, std::ios::binary | std::ios::trunc) << bytes;
  const Handle source = open_segment(segment);
  const Answer answer = search({source.get()}, queries_, search_options(CONCORD_L2, 3));
  EXPECT_EQ(CONCORD_CORRUPT, answer.status);
  EXPECT_EQ(-7, answer.rows[0]) << "outputs stay as they were";
  EXPECT_NE(nullptr, std::strstr(concord_last_error(), segment.path.c_str()));
  EXPECT_NE(nullptr, std::strstr(concord_last_error(), "block 0"));
  std::int64_t bad = 0;
  ASSERT_EQ(CONCORD_OK, concord_source_verify(source.get(), nullptr, nullptr, nullptr, &bad));
  EXPECT_EQ(1, bad);
}

}  // namespace
}  // namespace concord::test
