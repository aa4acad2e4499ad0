#include "core/directory.hpp"

#include "support.hpp"

namespace concord::test {
namespace {

TEST(Directory, DirectoryOf_AnyPath_IsTheFolderItLiesIn) {
  EXPECT_EQ(directory_of("a/b/c"), "a/b");
  EXPECT_EQ(directory_of("/c"), "/");
  EXPECT_EQ(directory_of("c"), ".");
}

TEST(Directory, SyncDirectory_Folder_IsDone) {
  const TemporaryFolder folder;
  EXPECT_EQ(code_of([&] { sync_directory(folder.path()); }), CONCORD_OK);
}

TEST(Directory, SyncDirectory_MissingOrFile_IsNotFound) {
  const TemporaryFolder folder;
  put(folder.file("f"), "");
  EXPECT_EQ(code_of([&] { sync_directory(folder.file("none")); }), CONCORD_NOT_FOUND);
  EXPECT_EQ(code_of([&] { sync_directory(folder.file("f")); }), CONCORD_NOT_FOUND);
}

TEST(Directory, IsOnNetwork_LocalFolder_IsFalse) {
  EXPECT_FALSE(is_on_network("/proc"));
}

TEST(Directory, IsOnNetwork_MissingFolder_IsNotFound) {
  EXPECT_EQ(code_of([] { is_on_network("/nowhere/at/all"); }), CONCORD_NOT_FOUND);
}

}  // namespace
}  // namespace concord::test
