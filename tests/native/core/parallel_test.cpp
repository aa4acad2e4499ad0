#include "core/parallel.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace concord {
namespace {

TEST(Crew, Run_ManyPhases_EveryItemOfEachOnce) {
  Crew crew(4);
  for (std::int64_t items = 0; items < 300; ++items) {
    std::vector<std::atomic<int>> calls(static_cast<std::size_t>(items));
    crew.run(items, [&](std::int64_t item, std::int32_t thread) {
      EXPECT_LT(thread, crew.threads());
      ++calls[static_cast<std::size_t>(item)];
    });
    for (const std::atomic<int>& count : calls) ASSERT_EQ(1, count);
  }
}

TEST(Crew, Run_WorkThrows_ThrownHereAndTheNextPhaseRuns) {
  Crew crew(3);
  for (int round = 0; round < 50; ++round) {
    EXPECT_THROW(crew.run(20,
                          [](std::int64_t item, std::int32_t) {
                            if (item == 7) throw std::runtime_error("seven");
                          }),
                 std::runtime_error);
    std::atomic<int> done{0};
    crew.run(20, [&](std::int64_t, std::int32_t) { ++done; });
    ASSERT_EQ(20, done);
  }
}

TEST(Crew, Destroyed_NeverUsed_ThreadsEnd) {
  for (int round = 0; round < 200; ++round) Crew crew(4);
}

TEST(Crew, Run_OneThread_IsTheCaller) {
  Crew crew(1);
  crew.run(5, [](std::int64_t, std::int32_t thread) { EXPECT_EQ(0, thread); });
}

}  // namespace
}  // namespace concord
