// The same work on several threads, with the first exception brought home.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

namespace concord {

// The threads to use for `wanted` (0 = all cores) and `items` pieces of work.
std::int32_t thread_count(std::int32_t wanted, std::int64_t items);

// Threads for several phases of work, one after the other, each of some microseconds or more. They start once: a thread
// that is woken between phases may come a scheduler's tick too late to be of use. The maker's thread is number 0 and
// works along. A thread that comes late to a phase finds what is left of it, and holds nobody up.
class Crew {
 public:
  // Starts threads - 1 others; fewer where the machine grants no more.
  explicit Crew(std::int32_t threads);
  ~Crew();
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  std::int32_t threads() const { return threads_; }

  // Calls work(item, thread) for every item 0 .. items-1, each thread taking the next one as it gets free. After an
  // exception no further item begins, and the exception is thrown here.
  void run(std::int64_t items, const std::function<void(std::int64_t, std::int32_t)>& work);

 private:
  class Phases;
  std::int32_t threads_;
  std::unique_ptr<Phases> phases_;
};

// One phase of work on threads of its own.
void parallel_for(std::int32_t threads, std::int64_t items,
                  const std::function<void(std::int64_t, std::int32_t)>& work);

}  // namespace concord
