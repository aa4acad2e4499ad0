// concord/file.h through the ABI: option structs, untouched outputs, poisoning seen from outside.
#include <gtest/gtest.h>
#include <sys/mount.h>

#include <cstring>
#include <string>
#include <vector>

#include "../core/support.hpp"
#include "concord/file.h"

namespace concord::test {
namespace {

concord_segment_info info_of(std::int32_t dimension) {
  concord_segment_info info;
  concord_segment_info_init(&info);
  info.dimension = dimension;
  info.dtype = CONCORD_FLOAT32;
  return info;
}

TEST(File, FileReplace_NewThenOld_HasTheWholeContent) {
  const TemporaryFolder folder;
  const std::string path = folder.file("f");
  EXPECT_EQ(concord_file_replace(path.c_str(), "first", 5), CONCORD_OK) << concord_last_error();
  EXPECT_EQ(concord_file_replace(path.c_str(), "second", 6), CONCORD_OK);
  EXPECT_EQ(content(path), "second");
  EXPECT_EQ(concord_file_replace(path.c_str(), nullptr, 0), CONCORD_OK);
  EXPECT_EQ(content(path), "");
}

TEST(File, PathIsNetwork_LocalFolder_IsZero) {
  std::uint8_t is_network = 7;
  EXPECT_EQ(concord_path_is_network("/proc", &is_network), CONCORD_OK);
  EXPECT_EQ(is_network, 0);
}

TEST(File, PathIsNetwork_MissingFolder_LeavesTheOutput) {
  std::uint8_t is_network = 7;
  EXPECT_EQ(concord_path_is_network("/nowhere/at/all", &is_network), CONCORD_NOT_FOUND);
  EXPECT_EQ(is_network, 7);
}

TEST(File, SegmentCreate_BadShape_FailsWithItsNumberAndMakesNothing) {
  const TemporaryFolder folder;
  concord_segment_writer* writer = nullptr;
  const concord_segment_info info = info_of(65537);
  EXPECT_EQ(concord_segment_create(folder.file("s").c_str(), &info, &writer), CONCORD_BAD_ARGUMENT);
  EXPECT_NE(std::string(concord_last_error()).find("65537"), std::string::npos);
  EXPECT_EQ(writer, nullptr);
  EXPECT_TRUE(folder.names().empty());
}

TEST(File, SegmentCreate_StructSizeUnset_IsBadArgument) {
  const TemporaryFolder folder;
  concord_segment_writer* writer = nullptr;
  concord_segment_info info = info_of(4);
  info.struct_size = 0;
  EXPECT_EQ(concord_segment_create(folder.file("s").c_str(), &info, &writer), CONCORD_BAD_ARGUMENT);
}

TEST(File, Segment_CreateAppendSyncReopen_GoesOnAfterTheCommittedRows) {
  const TemporaryFolder folder;
  const std::string path = folder.file("s");
  const concord_segment_info info = info_of(4);
  const std::vector<float> rows(4 * 10, 1.0f);
  std::uint64_t hash = 0;
  concord_segment_writer* writer = nullptr;
  ASSERT_EQ(concord_segment_create(path.c_str(), &info, &writer), CONCORD_OK) << concord_last_error();
  EXPECT_EQ(concord_segment_append(writer, rows.data(), 10, &hash), CONCORD_OK);
  EXPECT_EQ(concord_segment_append(writer, rows.data(), 0, nullptr), CONCORD_OK);
  EXPECT_EQ(concord_segment_append(writer, rows.data(), -1, &hash), CONCORD_BAD_ARGUMENT);
  EXPECT_EQ(concord_segment_append(writer, rows.data(), INT64_MAX / 2, &hash), CONCORD_BAD_ARGUMENT);
  EXPECT_EQ(concord_segment_append(writer, rows.data(), 1, &hash), CONCORD_OK) << "a bad argument does not poison";
  EXPECT_EQ(concord_segment_sync(writer), CONCORD_OK);
  concord_segment_writer_free(writer);
  writer = nullptr;
  ASSERT_EQ(concord_segment_open(path.c_str(), &info, 10, &writer), CONCORD_OK) << concord_last_error();
  EXPECT_EQ(std::filesystem::file_size(path), 4096u + 160u);
  concord_segment_writer_free(writer);
  writer = nullptr;
  EXPECT_EQ(concord_segment_open(path.c_str(), &info, 11, &writer), CONCORD_CORRUPT);
  EXPECT_EQ(writer, nullptr);
}

}  // namespace
}  // namespace concord::test
