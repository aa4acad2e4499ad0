// On which processors new threads begin.
#pragma once

#include <cstdint>
#include <thread>

#ifdef __linux__
#include <sched.h>
#endif

namespace concord {

// Gives threads processors to begin on: not their maker's, and as far as they go, not each other's. A scheduler may
// leave a new thread behind its maker for some milliseconds, beside an idle processor (one that packs virtual
// processors does so by design), and most searches are over by then. Nobody stays bound.
//
// Does nothing where the system has no such call, or where the process may use one processor alone.
class Placement {
 public:
  // Made by the thread that starts the others; `others`: how many it means to start.
  explicit Placement(std::int32_t others);

  // Called by the maker for thread `number`, 1 .. others, as soon as it exists.
  void begin(std::thread& thread, std::int32_t number) const;

  // Called by a thread after begin() was called for it: it may run wherever its maker may.
  void widen() const;

 private:
#ifdef __linux__
  cpu_set_t allowed_;
  std::int32_t others_;
  std::int32_t maker_ = 0;  // the maker's processor
  std::int32_t free_ = 0;   // processors allowed besides; 0 = nobody is placed
#endif
};

}  // namespace concord
