#include "core/placement.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "core/parallel.hpp"

#ifdef __linux__

namespace concord {
namespace {

cpu_set_t mask_of_this_thread() {
  cpu_set_t mask;
  CPU_ZERO(&mask);
  EXPECT_EQ(0, sched_getaffinity(0, sizeof mask, &mask));
  return mask;
}

class PlacementTest : public testing::Test {
 protected:
  void SetUp() override {
    if (CPU_COUNT(&mine_) < 2) GTEST_SKIP() << "this process may use a single processor";
  }

  const cpu_set_t mine_ = mask_of_this_thread();
};

TEST_F(PlacementTest, Begin_AnyNumberOfThreads_EachHasProcessorsAndNoneItsMakers) {
  for (const std::int32_t others : {1, 2, 3, 100}) {
    const Placement placement(others);
    std::atomic<bool> placed{false};
    std::vector<cpu_set_t> begun(static_cast<std::size_t>(others)), widened(begun.size());
    std::vector<std::thread> threads;
    for (std::int32_t number = 1; number <= others; ++number) {
      threads.emplace_back([&, number] {
        while (!placed) std::this_thread::yield();
        begun[static_cast<std::size_t>(number - 1)] = mask_of_this_thread();
        placement.widen();
        widened[static_cast<std::size_t>(number - 1)] = mask_of_this_thread();
      });
      placement.begin(threads.back(), number);
    }
    placed = true;
    for (std::thread& thread : threads) thread.join();
    cpu_set_t together;
    CPU_ZERO(&together);
    for (const cpu_set_t& mask : begun) {
      EXPECT_GE(CPU_COUNT(&mask), 1);
      CPU_OR(&together, &together, &mask);
    }
    EXPECT_LT(CPU_COUNT(&together), CPU_COUNT(&mine_));  // one is kept for the maker
    for (const cpu_set_t& mask : widened) EXPECT_TRUE(CPU_EQUAL(&mine_, &mask));
  }
}

TEST_F(PlacementTest, Crew_AtWork_MayRunWhereverItsMakerMay) {
  Crew crew(3);
  std::atomic<std::int32_t> bound{0};
  crew.run(300, [&](std::int64_t, std::int32_t) {
    const cpu_set_t mask = mask_of_this_thread();
    if (!CPU_EQUAL(&mine_, &mask)) ++bound;
  });
  EXPECT_EQ(0, bound);
}

}  // namespace
}  // namespace concord

#endif
