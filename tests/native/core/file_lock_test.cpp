#include "core/file_lock.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <memory>

#include "support.hpp"

namespace concord::test {
namespace {

// A child that takes the lock, says so, and holds it until killed.
class Holder {
 public:
  explicit Holder(const std::string& path) {
    int ends[2];
    if (::pipe(ends) != 0) std::abort();
    child_ = ::fork();
    if (child_ == 0) hold(path, ends[1]);
    char ready = 0;
    if (::read(ends[0], &ready, 1) != 1) std::abort();
    ::close(ends[0]);
    ::close(ends[1]);
  }
  ~Holder() { kill(); }

  void kill() {
    if (child_ == 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    child_ = 0;
  }

 private:
  [[noreturn]] static void hold(const std::string& path, int ready) {
    const FileLock lock(path, "held by a child");
    if (::write(ready, "r", 1) != 1) ::_exit(1);
    for (;;) ::pause();
  }

  pid_t child_ = 0;
};

TEST(FileLock, Acquire_HeldByAnotherProcess_IsLockedAndQuotesItsNote) {
  const TemporaryFolder folder;
  const Holder holder(folder.file("lock"));
  const auto acquire = [&] { FileLock lock(folder.file("lock"), "mine"); };
  EXPECT_EQ(code_of(acquire), CONCORD_LOCKED);
  EXPECT_NE(text_thrown_by(acquire).find("held by a child"), std::string::npos) << text_thrown_by(acquire);
  EXPECT_NE(text_thrown_by(acquire).find("pid "), std::string::npos);
}

TEST(FileLock, Acquire_HolderKilled_IsFree) {
  const TemporaryFolder folder;
  Holder holder(folder.file("lock"));
  holder.kill();
  EXPECT_EQ(code_of([&] { FileLock lock(folder.file("lock"), "mine"); }), CONCORD_OK);
}

TEST(FileLock, Acquire_HeldByThisProcess_IsLocked) {
  const TemporaryFolder folder;
  const FileLock first(folder.file("lock"), "first");
  EXPECT_EQ(code_of([&] { FileLock second(folder.file("lock"), ""); }), CONCORD_LOCKED);
}

TEST(FileLock, Acquire_StaleNoteOfOthers_DecidesNothing) {
  const TemporaryFolder folder;
  put(folder.file("lock"), "pid 1 holds this for ever\n");
  const FileLock lock(folder.file("lock"), "mine");
  EXPECT_NE(content(folder.file("lock")).find("mine"), std::string::npos);
  EXPECT_EQ(content(folder.file("lock")).find("for ever"), std::string::npos);
}

TEST(FileLock, Acquire_NoteWithControlCharacters_IsQuotedWithoutThem) {
  const TemporaryFolder folder;
  const FileLock lock(folder.file("lock"), "evil\x1b[2J\nline");
  const std::string text = text_thrown_by([&] { FileLock second(folder.file("lock"), ""); });
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find('\n'), std::string::npos);
}

TEST(FileLock, Acquire_LinkInPlaceOfTheFile_IsRefused) {
  const TemporaryFolder folder;
  put(folder.file("precious"), "keep");
  ASSERT_EQ(::symlink(folder.file("precious").c_str(), folder.file("lock").c_str()), 0);
  EXPECT_EQ(code_of([&] { FileLock lock(folder.file("lock"), "mine"); }), CONCORD_IO_ERROR);
  EXPECT_EQ(content(folder.file("precious")), "keep");
}

TEST(FileLock, Released_FileStays) {
  const TemporaryFolder folder;
  { const FileLock lock(folder.file("lock"), ""); }
  EXPECT_TRUE(std::filesystem::exists(folder.file("lock")));
}

}  // namespace
}  // namespace concord::test
