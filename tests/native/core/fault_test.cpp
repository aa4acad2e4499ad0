// Faults of the disk: full, read-only, and system calls that fail one by one. Tests that need a right this process
// lacks, or strace, say so and are skipped; they never pass unseen.
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "core/file_writer.hpp"
#include "core/segment_writer.hpp"
#include "support.hpp"

namespace concord::test {
namespace {

// A file system of its own, in memory, of one size, on a folder; mounted() is false without the right to mount.
class TinyDisk {
 public:
  explicit TinyDisk(const char* options, unsigned long flags = 0)
      : mounted_(::mount("tmpfs", folder_.path().c_str(), "tmpfs", flags, options) == 0) {}
  ~TinyDisk() {
    if (mounted_) ::umount2(folder_.path().c_str(), MNT_DETACH);
  }
  bool mounted() const { return mounted_; }
  const TemporaryFolder& folder() const { return folder_; }

 private:
  TemporaryFolder folder_;
  bool mounted_;
};

#define SKIP_UNLESS_MOUNTED(disk) \
  if (!(disk).mounted())          \
  GTEST_SKIP() << "SKIPPED, NOT TESTED: mounting a tmpfs needs root (" << std::strerror(errno) << ")"

TEST(SegmentWriter, Append_DiskFull_FailsThenPoisonedThenReopensAtTheCommittedRow) {
  const TinyDisk disk("size=64k");
  SKIP_UNLESS_MOUNTED(disk);
  const std::string path = disk.folder().file("s.seg");
  const std::vector<float> rows(3 * 1000, 1.0f);
  std::vector<std::uint64_t> hashes(1000, 7);
  {
    SegmentWriter writer = SegmentWriter::create(path, small_header());
    writer.append(rows.data(), 1000, hashes.data());
    writer.sync();
    std::uint64_t untouched = 7;
    concord_status status = CONCORD_OK;
    for (int i = 0; i < 100 && status == CONCORD_OK; ++i) {
      untouched = 7;
      status = code_of([&] { writer.append(rows.data(), 1000, &untouched); });
    }
    EXPECT_EQ(status, CONCORD_DISK_FULL);
    EXPECT_EQ(untouched, 7u) << "a failed append wrote a checksum";
    EXPECT_EQ(code_of([&] { writer.append(rows.data(), 1, &untouched); }), CONCORD_POISONED);
    EXPECT_EQ(code_of([&] { writer.sync(); }), CONCORD_POISONED);
  }
  SegmentWriter reopened = SegmentWriter::open(path, small_header(), 1000);
  EXPECT_EQ(std::filesystem::file_size(path), 4096u + 12000u);
  reopened.append(rows.data(), 1, hashes.data());
  reopened.sync();
}

TEST(DurableReplacement, Commit_DiskFull_KeepsTheOldFileAndNoTemporary) {
  const TinyDisk disk("size=64k");
  SKIP_UNLESS_MOUNTED(disk);
  put(disk.folder().file("f"), "old");
  const std::string large(1 << 20, 'x');
  const auto replace = [&] {
    DurableReplacement file(disk.folder().file("f"));
    file.writer().append(large.data(), static_cast<std::int64_t>(large.size()));
    file.commit(IfExists::kReplace);
  };
  EXPECT_EQ(code_of(replace), CONCORD_DISK_FULL);
  EXPECT_EQ(content(disk.folder().file("f")), "old");
  EXPECT_EQ(disk.folder().names().size(), 1u);
}

TEST(SegmentWriter, Create_DiskFull_LeavesNoFileBehind) {
  const TinyDisk disk("size=4k");
  SKIP_UNLESS_MOUNTED(disk);
  put(disk.folder().file("ballast"), std::string(4096, 'x'));
  EXPECT_EQ(code_of([&] { SegmentWriter::create(disk.folder().file("s.seg"), small_header()); }), CONCORD_DISK_FULL);
  EXPECT_EQ(disk.folder().names().size(), 1u);
}

TEST(FileWriter, Create_ReadOnlyFileSystem_IsIoErrorWithItsReason) {
  const TinyDisk disk("size=64k", MS_RDONLY);
  SKIP_UNLESS_MOUNTED(disk);
  const auto create = [&] { FileWriter::create(disk.folder().file("f")); };
  EXPECT_EQ(code_of(create), CONCORD_IO_ERROR);
  EXPECT_NE(text_thrown_by(create).find("Read-only"), std::string::npos) << text_thrown_by(create);
}

TEST(FileWriter, Create_FolderWithoutWriteRight_IsIoError) {
  if (::geteuid() == 0) GTEST_SKIP() << "SKIPPED, NOT TESTED: root may write into any folder";
  const TemporaryFolder folder;
  std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  EXPECT_EQ(code_of([&] { FileWriter::create(folder.file("f")); }), CONCORD_IO_ERROR);
  std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
}

bool have_strace() {
  return std::system("strace -qq -o /dev/null true >/dev/null 2>&1") == 0;
}

#define SKIP_WITHOUT_STRACE() \
  if (!have_strace()) GTEST_SKIP() << "SKIPPED, NOT TESTED: strace is not installed or may not trace"

// Runs segment_steps with one kind of system call failing from its k-th use on (or killing, with signal=KILL), and
// gives what it printed. LeakSanitizer cannot work under another tracer.
std::string steps_with(const std::string& call, const std::string& fault, const std::string& path) {
  const std::string command = "ASAN_OPTIONS=detect_leaks=0 strace -f -qq -o /dev/null -e trace=" + call +
                              " -e inject=" + call + ":" + fault + " " + SEGMENT_STEPS + " " + path + " 2>/dev/null";
  FILE* pipe = ::popen(command.c_str(), "r");
  std::array<char, 256> line{};
  const bool got = pipe != nullptr && std::fgets(line.data(), line.size(), pipe) != nullptr;
  if (pipe != nullptr) ::pclose(pipe);
  return got ? line.data() : "";
}

// The statuses in the strings: create append sync append sync reopen.

TEST(SegmentWriter, Sync_FsyncFailsOnce_IsNeverRetriedAndReopens) {
  SKIP_WITHOUT_STRACE();
  const TemporaryFolder folder;
  // The first two fsyncs are those of creation: the file and its directory.
  EXPECT_EQ(steps_with("fsync", "error=EIO:when=3", folder.file("s")), "0 0 11 14 14 0 \n");
}

TEST(SegmentWriter, Sync_SecondFsyncFails_KeepsTheFirstTwoRows) {
  SKIP_WITHOUT_STRACE();
  const TemporaryFolder folder;
  EXPECT_EQ(steps_with("fsync", "error=ENOSPC:when=4", folder.file("s")), "0 0 0 0 12 0 \n");
  EXPECT_EQ(std::filesystem::file_size(folder.file("s")), 4096u + 2 * 12u);
}

TEST(SegmentWriter, Append_WriteFails_IsPoisoned) {
  SKIP_WITHOUT_STRACE();
  const TemporaryFolder folder;
  EXPECT_EQ(steps_with("pwrite64", "error=EIO:when=2", folder.file("s")), "0 11 14 14 14 0 \n");
}

TEST(SegmentWriter, Append_WriteIsInterruptedOnce_GoesOn) {
  SKIP_WITHOUT_STRACE();
  const TemporaryFolder folder;
  EXPECT_EQ(steps_with("pwrite64", "error=EINTR:when=2", folder.file("s")), "0 0 0 0 0 0 \n");
}

TEST(SegmentWriter, Append_WriteStopsShortOfTheDisk_IsIoError) {
  SKIP_WITHOUT_STRACE();
  const TemporaryFolder folder;
  EXPECT_EQ(steps_with("pwrite64", "retval=0:when=2", folder.file("s")), "0 11 14 14 14 0 \n");
}

TEST(SegmentWriter, Create_FsyncFails_LeavesNoFile) {
  SKIP_WITHOUT_STRACE();
  const TemporaryFolder folder;
  EXPECT_EQ(steps_with("fsync", "error=EIO:when=1", folder.file("s")), "11 -1 -1 -1 -1 2 \n");
  EXPECT_TRUE(folder.names().empty());
}

TEST(SegmentWriter, Create_FsyncOfTheDirectoryFails_IsAnError) {
  SKIP_WITHOUT_STRACE();
  const TemporaryFolder folder;
  EXPECT_EQ(steps_with("fsync", "error=EIO:when=2", folder.file("s")).substr(0, 3), "11 ");
}

TEST(SegmentWriter, AnyWrite_KilledThere_LeavesASegmentThatOpensOrNone) {
  SKIP_WITHOUT_STRACE();
  for (const char* call : {"pwrite64", "fsync", "renameat2"}) {
    for (int k = 1; k <= 4; ++k) {
      const TemporaryFolder folder;
      steps_with(call, "signal=KILL:when=" + std::to_string(k), folder.file("s"));
      if (!std::filesystem::exists(folder.file("s"))) continue;
      SegmentHeader header = small_header();
      header.collection = {};
      header.first_row = 0;
      EXPECT_EQ(code_of([&] { SegmentWriter::open(folder.file("s"), header, 0); }), CONCORD_OK) << call << " " << k;
    }
  }
}

}  // namespace
}  // namespace concord::test
