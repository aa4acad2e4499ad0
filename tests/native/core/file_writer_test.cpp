#include "core/file_writer.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include "support.hpp"

namespace concord::test {
namespace {

void replace(const std::string& path, const std::string& bytes, IfExists if_exists) {
  DurableReplacement file(path);
  file.writer().append(bytes.data(), static_cast<std::int64_t>(bytes.size()));
  file.commit(if_exists);
}

TEST(FileWriter, Create_FileExists_IsAlreadyExists) {
  const TemporaryFolder folder;
  put(folder.file("f"), "old");
  EXPECT_EQ(code_of([&] { FileWriter::create(folder.file("f")); }), CONCORD_ALREADY_EXISTS);
  EXPECT_EQ(content(folder.file("f")), "old");
}

TEST(FileWriter, Create_DanglingLink_DoesNotWriteThroughIt) {
  const TemporaryFolder folder;
  ASSERT_EQ(::symlink(folder.file("elsewhere").c_str(), folder.file("f").c_str()), 0);
  EXPECT_EQ(code_of([&] { FileWriter::create(folder.file("f")); }), CONCORD_ALREADY_EXISTS);
  EXPECT_FALSE(std::filesystem::exists(folder.file("elsewhere")));
}

TEST(FileWriter, Create_NewFile_IsForItsOwnerAlone) {
  const TemporaryFolder folder;
  FileWriter::create(folder.file("f"));
  struct stat status = {};
  ASSERT_EQ(::stat(folder.file("f").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777u, 0600u);
}

TEST(FileWriter, Open_Link_IsRefusedByName) {
  const TemporaryFolder folder;
  put(folder.file("f"), "old");
  ASSERT_EQ(::symlink(folder.file("f").c_str(), folder.file("link").c_str()), 0);
  const auto open = [&] { FileWriter::open(folder.file("link")); };
  EXPECT_EQ(code_of(open), CONCORD_IO_ERROR);
  EXPECT_NE(text_thrown_by(open).find("symbolic link"), std::string::npos);
}

TEST(FileWriter, Open_Pipe_IsBadArgumentAtOnce) {
  const TemporaryFolder folder;
  ASSERT_EQ(::mkfifo(folder.file("p").c_str(), 0600), 0);
  EXPECT_EQ(code_of([&] { FileWriter::open(folder.file("p")); }), CONCORD_BAD_ARGUMENT);
}

TEST(FileWriter, WriteAt_BeforeTheEnd_KeepsTheSize) {
  const TemporaryFolder folder;
  FileWriter writer = FileWriter::create(folder.file("f"));
  writer.append("abcdef", 6);
  writer.write_at(1, "XY", 2);
  writer.append("g", 1);
  EXPECT_EQ(writer.size(), 7);
  EXPECT_EQ(content(folder.file("f")), "aXYdefg");
}

TEST(DurableReplacement, Commit_NameTaken_ReplacesOrRefusesAsAsked) {
  const TemporaryFolder folder;
  put(folder.file("f"), "old");
  EXPECT_EQ(code_of([&] { replace(folder.file("f"), "new", IfExists::kFail); }), CONCORD_ALREADY_EXISTS);
  EXPECT_EQ(content(folder.file("f")), "old");
  replace(folder.file("f"), "new", IfExists::kReplace);
  EXPECT_EQ(content(folder.file("f")), "new");
  EXPECT_EQ(folder.names().size(), 1u);
}

TEST(DurableReplacement, Commit_LinkInPlaceOfTheFile_ReplacesTheLinkNotItsTarget) {
  const TemporaryFolder folder;
  put(folder.file("target"), "target");
  ASSERT_EQ(::symlink(folder.file("target").c_str(), folder.file("f").c_str()), 0);
  replace(folder.file("f"), "new", IfExists::kReplace);
  EXPECT_EQ(content(folder.file("target")), "target");
  EXPECT_TRUE(std::filesystem::is_regular_file(std::filesystem::symlink_status(folder.file("f"))));
}

TEST(DurableReplacement, Destroyed_NotCommitted_LeavesNothing) {
  const TemporaryFolder folder;
  { DurableReplacement(folder.file("f")).writer().append("x", 1); }
  EXPECT_TRUE(folder.names().empty());
}

TEST(DurableReplacement, Created_WhileWriting_HasTheTemporaryNameOfTheContract) {
  const TemporaryFolder folder;
  DurableReplacement file(folder.file("f"));
  ASSERT_EQ(folder.names().size(), 1u);
  EXPECT_EQ(folder.names()[0].substr(0, 6), "f.tmp-");
}

TEST(DurableReplacement, Created_FolderMissing_IsNotFound) {
  EXPECT_EQ(code_of([] { DurableReplacement file("/nowhere/at/all/f"); }), CONCORD_NOT_FOUND);
}

}  // namespace
}  // namespace concord::test
