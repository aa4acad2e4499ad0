#include "core/segment.hpp"

#include <cstring>

#include "core/hash.hpp"
#include "support.hpp"

namespace concord::test {
namespace {

SegmentHeader read(const SegmentHeaderPage& page) {
  return read_segment_header(page.data(), page.size(), "s.seg");
}

// A page that says what it should not, with a checksum that holds.
template <typename Value>
SegmentHeaderPage with(std::size_t offset, Value value) {
  SegmentHeaderPage page = write_segment_header(small_header());
  std::memcpy(page.data() + offset, &value, sizeof value);
  const std::uint64_t hash = hash64(page.data(), 4088);
  std::memcpy(page.data() + 4088, &hash, sizeof hash);
  return page;
}

TEST(Segment, ReadHeader_Written_IsTheSame) {
  const SegmentHeader header = read(write_segment_header(small_header()));
  EXPECT_EQ(header.collection, small_header().collection);
  EXPECT_EQ(header.dimension, 3);
  EXPECT_EQ(header.dtype, CONCORD_FLOAT32);
  EXPECT_EQ(header.first_row, 70);
  EXPECT_EQ(header.row_bytes(), 12);
}

// The bytes of version 1, which later versions must go on reading.
TEST(Segment, WriteHeader_Version1_HasTheseBytes) {
  const SegmentHeaderPage page = write_segment_header(small_header());
  const unsigned char expected[48] = {'C', 'N', 'C', 'D', 'S', 'E', 'G', '1', 1,  0,  0,  0,  0,  16, 0,  0,
                                      1,   2,   3,   4,   5,   6,   7,   8,   9,  10, 11, 12, 13, 14, 15, 16,
                                      3,   0,   0,   0,   1,   0,   0,   0,   70, 0,  0,  0,  0,  0,  0,  0};
  EXPECT_EQ(std::memcmp(page.data(), expected, sizeof expected), 0);
}

TEST(Segment, ReadHeader_AnyByteFlipped_IsCorruptOrNewer) {
  const SegmentHeaderPage sound = write_segment_header(small_header());
  for (std::size_t i = 0; i < sound.size(); ++i) {
    SegmentHeaderPage page = sound;
    page[i] ^= std::byte{0x20};
    // The version is looked at before the checksum, since a later version may keep its checksum elsewhere.
    const concord_status expected = i >= 8 && i < 12 ? CONCORD_NEWER_FORMAT : CONCORD_CORRUPT;
    ASSERT_EQ(code_of([&] { read(page); }), expected) << "byte " << i;
  }
}

TEST(Segment, ReadHeader_ShortFile_IsCorrupt) {
  const SegmentHeaderPage page = write_segment_header(small_header());
  for (std::int64_t size : {0, 1, 8, 4095}) {
    EXPECT_EQ(code_of([&] { read_segment_header(page.data(), size, "s.seg"); }), CONCORD_CORRUPT) << size;
  }
}

TEST(Segment, ReadHeader_NewerVersion_IsNewerFormat) {
  EXPECT_EQ(code_of([] { read(with<std::uint32_t>(8, 2)); }), CONCORD_NEWER_FORMAT);
}

TEST(Segment, ReadHeader_ImpossibleFieldsWithSoundChecksum_IsCorrupt) {
  EXPECT_EQ(code_of([] { read(with<std::uint32_t>(8, 0)); }), CONCORD_CORRUPT);
  EXPECT_EQ(code_of([] { read(with<std::uint32_t>(12, 64)); }), CONCORD_CORRUPT);
  EXPECT_EQ(code_of([] { read(with<std::uint32_t>(32, 0)); }), CONCORD_CORRUPT);
  EXPECT_EQ(code_of([] { read(with<std::uint32_t>(32, 0xFFFFFFFFu)); }), CONCORD_CORRUPT);
  EXPECT_EQ(code_of([] { read(with<std::uint32_t>(36, CONCORD_BFLOAT16)); }), CONCORD_CORRUPT);
  EXPECT_EQ(code_of([] { read(with<std::int64_t>(40, -1)); }), CONCORD_CORRUPT);
}

TEST(Segment, ChunkRows_AnyShape_FillsSixtyFourKibibytes) {
  EXPECT_EQ(segment_chunk_rows(1536, CONCORD_FLOAT16), 21);
  EXPECT_EQ(segment_chunk_rows(1, CONCORD_FLOAT32), 16384);
  EXPECT_EQ(segment_chunk_rows(65536, CONCORD_FLOAT32), 1);
  EXPECT_EQ(segment_chunk_rows(0, CONCORD_FLOAT32), 0);
  EXPECT_EQ(segment_chunk_rows(65537, CONCORD_FLOAT32), 0);
  EXPECT_EQ(segment_chunk_rows(8, CONCORD_BFLOAT16), 0);
}

}  // namespace
}  // namespace concord::test
