// Opening segments as sources: what is refused, and that opening reads nothing but the header.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <filesystem>

#include "support.hpp"

namespace concord::test {
namespace {

concord_status open_status(const Segment& segment, std::int64_t rows, const std::vector<concord_chunk>& chunks) {
  concord_source* source = nullptr;
  const concord_status status = concord_source_open_segment(segment.path.c_str(), &segment.info, rows, chunks.data(),
                                                            static_cast<std::int64_t>(chunks.size()), &source);
  concord_source_free(source);
  return status;
}

class SegmentOpen : public ::testing::Test {
 protected:
  SegmentOpen() : vectors_(normal_vectors(3'000, 16, 1)) {
    segment_ = write_segment(folder_.file("s"), vectors_, 0, 3'000, 70);
  }
  Folder folder_;
  Vectors vectors_;
  Segment segment_;
};

TEST_F(SegmentOpen, Open_ChunksThatDoNotCover_IsRefused) {
  ASSERT_EQ(3u, segment_.chunks.size());
  std::vector<concord_chunk> chunks = segment_.chunks;
  EXPECT_EQ(CONCORD_OK, open_status(segment_, 3'000, chunks));
  EXPECT_EQ(CONCORD_BAD_ARGUMENT, open_status(segment_, 2'999, chunks));
  EXPECT_EQ(CONCORD_BAD_ARGUMENT, open_status(segment_, 3'001, chunks));
  EXPECT_EQ(CONCORD_BAD_ARGUMENT, open_status(segment_, -1, {}));
  std::swap(chunks[0], chunks[1]);
  EXPECT_EQ(CONCORD_BAD_ARGUMENT, open_status(segment_, 3'000, chunks));
  chunks = segment_.chunks;
  chunks[1].rows = -chunks[1].rows;
  EXPECT_EQ(CONCORD_BAD_ARGUMENT, open_status(segment_, 3'000, chunks));
}

TEST_F(SegmentOpen, Open_FewerRowsThanTheFile_SearchesThoseAlone) {
  const std::vector<concord_chunk> first = {segment_.chunks[0]};
  concord_source* opened = nullptr;
  ASSERT_EQ(CONCORD_OK, concord_source_open_segment(segment_.path.c_str(), &segment_.info, first[0].rows, first.data(),
                                                    1, &opened));
  const Handle source(opened);
  const Answer answer = search({source.get()}, vectors_, search_options(CONCORD_L2, 1));
  EXPECT_EQ(70, answer.rows[0]);
  EXPECT_EQ(3'000 * first[0].rows, answer.stats.rows_total);
}

TEST_F(SegmentOpen, Open_ShortFile_IsCorrupt) {
  std::filesystem::resize_file(segment_.path, 4096 + 2'999 * 64 + 63);
  EXPECT_EQ(CONCORD_CORRUPT, open_status(segment_, 3'000, segment_.chunks));
  std::filesystem::resize_file(segment_.path, 4095);
  EXPECT_EQ(CONCORD_CORRUPT, open_status(segment_, 0, {}));
}

TEST_F(SegmentOpen, Open_OtherShapeOrMissing_SaysSo) {
  Segment other = segment_;
  other.info.dimension = 17;
  EXPECT_EQ(CONCORD_CORRUPT, open_status(other, 3'000, segment_.chunks));
  other = segment_;
  other.info.collection[0] ^= 1;
  EXPECT_EQ(CONCORD_CORRUPT, open_status(other, 3'000, segment_.chunks));
  other = segment_;
  other.path += ".gone";
  EXPECT_EQ(CONCORD_NOT_FOUND, open_status(other, 3'000, segment_.chunks));
}

std::int64_t minor_faults() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_minflt + usage.ru_majflt;
}

// 120 MiB of zeros that no disk holds: opening must not walk through them.
TEST(Source, Open_LargeSegment_TouchesOnlyItsHeader) {
  const Folder folder;
  const Vectors nothing = normal_vectors(0, 1536, 1);
  Segment segment = write_segment(folder.file("s"), nothing, 0, 0, 0);
  const std::int64_t rows = 20'000;
  std::filesystem::resize_file(segment.path, 4096 + static_cast<std::uintmax_t>(rows) * 6144);
  for (std::int64_t at = 0; at < rows; at += 10) segment.chunks.push_back({at, 10, 0});
  const std::int64_t before = minor_faults();
  const Handle source = open_segment(segment);
  EXPECT_LT(minor_faults() - before, 200);
}

TEST(Source, Describe_Segment_ServesEitherMetric) {
  const Vectors vectors = normal_vectors(10, 4, 1);
  const Folder folder;
  const Handle source = open_segment(write_segment(folder.file("s"), vectors, 0, 10, 100));
  concord_source_info info{};
  info.struct_size = sizeof info;
  ASSERT_EQ(CONCORD_OK, concord_source_describe(source.get(), &info));
  EXPECT_EQ(-1, info.metric);
  EXPECT_EQ(1, info.lists);
  EXPECT_EQ(109, info.last_row);
  concord_source_info older{};
  older.struct_size = 16;
  older.rows = -5;
  ASSERT_EQ(CONCORD_OK, concord_source_describe(source.get(), &older));
  EXPECT_EQ(-5, older.rows) << "beyond the caller's struct";
  EXPECT_EQ(4, older.dimension);
}

}  // namespace
}  // namespace concord::test
