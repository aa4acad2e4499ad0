#include "core/segment_writer.hpp"

#include <numeric>

#include "core/hash.hpp"
#include "support.hpp"

namespace concord::test {
namespace {

// A segment of `rows` rows whose elements count up.
std::vector<float> write_rows(const std::string& path, std::int64_t rows) {
  std::vector<float> elements(static_cast<std::size_t>(rows * 3));
  std::iota(elements.begin(), elements.end(), 0.0f);
  std::vector<std::uint64_t> hashes(static_cast<std::size_t>(rows) + 1);
  SegmentWriter writer = SegmentWriter::create(path, small_header());
  writer.append(elements.data(), rows, hashes.data());
  writer.sync();
  return elements;
}

concord_status open_status(const std::string& path, const SegmentHeader& header, std::int64_t rows) {
  return code_of([&] { SegmentWriter::open(path, header, rows); });
}

TEST(SegmentWriter, Create_NewFile_IsOneHeaderPage) {
  const TemporaryFolder folder;
  SegmentWriter::create(folder.file("s"), small_header());
  EXPECT_EQ(std::filesystem::file_size(folder.file("s")), 4096u);
  EXPECT_EQ(folder.names().size(), 1u);
}

TEST(SegmentWriter, Create_FileExists_IsAlreadyExists) {
  const TemporaryFolder folder;
  put(folder.file("s"), "old");
  EXPECT_EQ(code_of([&] { SegmentWriter::create(folder.file("s"), small_header()); }), CONCORD_ALREADY_EXISTS);
  EXPECT_EQ(content(folder.file("s")), "old");
}

TEST(SegmentWriter, Append_Rows_LieBehindTheHeaderInOrder) {
  const TemporaryFolder folder;
  const std::vector<float> rows = write_rows(folder.file("s"), 5);
  const std::string bytes(reinterpret_cast<const char*>(rows.data()), rows.size() * 4);
  EXPECT_EQ(content(folder.file("s")).substr(4096), bytes);
}

TEST(SegmentWriter, Append_MoreThanAChunk_HashesEachChunkOfTheCall) {
  const TemporaryFolder folder;
  SegmentHeader header = small_header();
  header.dimension = 16384;  // 64 KiB a row: one row a chunk
  std::vector<float> rows(16384 * 2, 1.5f);
  std::vector<std::uint64_t> hashes(2);
  SegmentWriter::create(folder.file("s"), header).append(rows.data(), 2, hashes.data());
  EXPECT_EQ(hashes[0], hash64(rows.data(), 65536));
  EXPECT_EQ(hashes[1], hashes[0]);
}

TEST(SegmentWriter, Open_RowsBehindTheCommitted_AreCutOffAndOverwritten) {
  const TemporaryFolder folder;
  write_rows(folder.file("s"), 5);
  const float row[3] = {-1, -2, -3};
  std::uint64_t hash = 0;
  SegmentWriter::open(folder.file("s"), small_header(), 2).append(row, 1, &hash);
  EXPECT_EQ(std::filesystem::file_size(folder.file("s")), 4096u + 3 * 12u);
  EXPECT_EQ(hash, hash64(row, 12));
}

TEST(SegmentWriter, Open_FileShorterThanCommitted_IsCorruptAndUntouched) {
  const TemporaryFolder folder;
  write_rows(folder.file("s"), 5);
  std::filesystem::resize_file(folder.file("s"), 4096 + 5 * 12 - 1);
  EXPECT_EQ(open_status(folder.file("s"), small_header(), 5), CONCORD_CORRUPT);
  EXPECT_EQ(std::filesystem::file_size(folder.file("s")), 4096u + 5 * 12u - 1);
}

TEST(SegmentWriter, Open_AnyTruncationOfTheHeader_IsCorrupt) {
  const TemporaryFolder folder;
  for (std::uintmax_t size : {0, 1, 48, 4095}) {
    write_rows(folder.file(std::to_string(size)), 1);
    std::filesystem::resize_file(folder.file(std::to_string(size)), size);
    EXPECT_EQ(open_status(folder.file(std::to_string(size)), small_header(), 0), CONCORD_CORRUPT) << size;
  }
}

TEST(SegmentWriter, Open_NewerVersion_IsNewerFormatAndUntouched) {
  const TemporaryFolder folder;
  write_rows(folder.file("s"), 5);
  std::string bytes = content(folder.file("s"));
  bytes[8] = 2;
  put(folder.file("s"), bytes);
  EXPECT_EQ(open_status(folder.file("s"), small_header(), 2), CONCORD_NEWER_FORMAT);
  EXPECT_EQ(content(folder.file("s")), bytes);
}

TEST(SegmentWriter, Open_OtherThanExpected_IsCorrupt) {
  const TemporaryFolder folder;
  write_rows(folder.file("s"), 1);
  SegmentHeader other = small_header();
  other.collection[3] ^= 1;
  EXPECT_EQ(open_status(folder.file("s"), other, 1), CONCORD_CORRUPT);
  other = small_header();
  other.dimension = 4;
  EXPECT_EQ(open_status(folder.file("s"), other, 0), CONCORD_CORRUPT);
  other = small_header();
  other.dtype = CONCORD_FLOAT16;
  EXPECT_EQ(open_status(folder.file("s"), other, 0), CONCORD_CORRUPT);
  other = small_header();
  other.first_row = 71;
  EXPECT_EQ(open_status(folder.file("s"), other, 1), CONCORD_CORRUPT);
}

TEST(SegmentWriter, Open_ImpossibleRowCount_IsBadArgument) {
  const TemporaryFolder folder;
  write_rows(folder.file("s"), 1);
  EXPECT_EQ(open_status(folder.file("s"), small_header(), -1), CONCORD_BAD_ARGUMENT);
  EXPECT_EQ(open_status(folder.file("s"), small_header(), INT64_MAX), CONCORD_BAD_ARGUMENT);
}

TEST(SegmentWriter, Open_MissingFile_IsNotFound) {
  const TemporaryFolder folder;
  EXPECT_EQ(open_status(folder.file("s"), small_header(), 0), CONCORD_NOT_FOUND);
}

TEST(SegmentWriter, Open_LinkInPlaceOfTheFile_IsRefused) {
  const TemporaryFolder folder;
  write_rows(folder.file("s"), 5);
  std::filesystem::create_symlink(folder.file("s"), folder.file("link"));
  EXPECT_EQ(open_status(folder.file("link"), small_header(), 0), CONCORD_IO_ERROR);
  EXPECT_EQ(std::filesystem::file_size(folder.file("s")), 4096u + 60u);
}

}  // namespace
}  // namespace concord::test
