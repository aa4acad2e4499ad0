#include "core/placement.hpp"

#ifdef __linux__
#include <pthread.h>

#include <algorithm>
#endif

namespace concord {

#ifdef __linux__

Placement::Placement(std::int32_t others) : others_(others) {
  maker_ = sched_getcpu();
  // Fails on machines of more than 1,024 processors.
  if (others < 1 || maker_ < 0 || sched_getaffinity(0, sizeof allowed_, &allowed_) != 0) return;
  free_ = CPU_COUNT(&allowed_) - (CPU_ISSET(maker_, &allowed_) ? 1 : 0);
}

// The free processors, in their order, are dealt out in runs of equal length, one for each thread; where there are more
// threads than processors, several begin on one.
void Placement::begin(std::thread& thread, std::int32_t number) const {
  if (free_ == 0) return;
  const std::int32_t run = std::max(free_ / others_, 1);
  const std::int32_t first = (number - 1) * run % free_;
  cpu_set_t chosen;
  CPU_ZERO(&chosen);
  std::int32_t at = 0;
  for (std::int32_t processor = 0; processor < CPU_SETSIZE; ++processor) {
    if (processor == maker_ || !CPU_ISSET(processor, &allowed_)) continue;
    if (at >= first && at < first + run) CPU_SET(processor, &chosen);
    ++at;
  }
  pthread_setaffinity_np(thread.native_handle(), sizeof chosen, &chosen);  // where it fails, the scheduler decides
}

void Placement::widen() const {
  if (free_ > 0) sched_setaffinity(0, sizeof allowed_, &allowed_);
}

#else

Placement::Placement(std::int32_t) {}
void Placement::begin(std::thread&, std::int32_t) const {}
void Placement::widen() const {}

#endif

}  // namespace concord
