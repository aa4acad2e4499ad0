#include "core/mapped_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <utility>

#include "support.hpp"

namespace concord::test {
namespace {

TEST(MappedFile, Open_File_ShowsItsBytes) {
  const TemporaryFolder folder;
  put(folder.file("f"), "concord");
  MappedFile first = MappedFile::open(folder.file("f"));
  const MappedFile moved = std::move(first);
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(moved.data()), 7), "concord");
  EXPECT_EQ(moved.size(), 7);
  EXPECT_EQ(first.data(), nullptr);
}

TEST(MappedFile, Open_EmptyFile_HasSizeZero) {
  const TemporaryFolder folder;
  put(folder.file("f"), "");
  EXPECT_EQ(MappedFile::open(folder.file("f")).size(), 0);
}

TEST(MappedFile, Open_MissingFile_IsNotFound) {
  const TemporaryFolder folder;
  EXPECT_EQ(code_of([&] { MappedFile::open(folder.file("f")); }), CONCORD_NOT_FOUND);
}

TEST(MappedFile, Open_Link_IsRefused) {
  const TemporaryFolder folder;
  put(folder.file("f"), "concord");
  ASSERT_EQ(::symlink(folder.file("f").c_str(), folder.file("link").c_str()), 0);
  EXPECT_EQ(code_of([&] { MappedFile::open(folder.file("link")); }), CONCORD_IO_ERROR);
}

TEST(MappedFile, Open_PipeOrFolder_IsBadArgument) {
  const TemporaryFolder folder;
  ASSERT_EQ(::mkfifo(folder.file("p").c_str(), 0600), 0);
  EXPECT_EQ(code_of([&] { MappedFile::open(folder.file("p")); }), CONCORD_BAD_ARGUMENT);
  EXPECT_EQ(code_of([&] { MappedFile::open(folder.path()); }), CONCORD_BAD_ARGUMENT);
}

}  // namespace
}  // namespace concord::test
