// How failures reach the caller: guard() and concord_last_error.
#include <gtest/gtest.h>

#include <new>
#include <stdexcept>
#include <string>
#include <thread>

#include "abi/guard.hpp"

namespace concord::abi::test {
namespace {

TEST(Guard, Run_ErrorThrown_GivesItsCodeAndText) {
  EXPECT_EQ(guard([] { throw Error(CONCORD_CORRUPT, "page 3"); }), CONCORD_CORRUPT);
  EXPECT_STREQ(concord_last_error(), "page 3");
}

TEST(Guard, Run_OtherExceptions_GetTheirCodes) {
  EXPECT_EQ(guard([] { throw std::bad_alloc(); }), CONCORD_OUT_OF_MEMORY);
  EXPECT_EQ(guard([] { throw std::runtime_error("odd"); }), CONCORD_INTERNAL);
  EXPECT_STREQ(concord_last_error(), "odd");
  EXPECT_EQ(guard([] { throw 3; }), CONCORD_INTERNAL);
}

TEST(Guard, Run_NothingThrown_IsOk) {
  EXPECT_EQ(guard([] {}), CONCORD_OK);
}

TEST(LastError, Set_OnAnotherThread_IsNotSeenHere) {
  set_last_error("here");
  std::string there = "unset";
  std::thread([&] { there = concord_last_error(); }).join();
  EXPECT_EQ(there, "");
  EXPECT_STREQ(concord_last_error(), "here");
}

TEST(LastError, Set_LongerThanTheBuffer_IsCutBetweenCharacters) {
  std::string text = "x";
  for (int i = 0; i < 3000; ++i) text += "\xC3\xA4";
  set_last_error(text.c_str());
  const std::string kept = concord_last_error();
  EXPECT_GT(kept.size(), 2000u);
  EXPECT_EQ(kept, text.substr(0, kept.size()));
  EXPECT_EQ(kept.size() % 2, 1u) << "half a character at the end";
}

}  // namespace
}  // namespace concord::abi::test
