#include "index/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace concord::index {
namespace {

class Crew {
 public:
  Crew(std::int64_t items, const std::function<void(std::int64_t, std::int32_t)>& work) : items_(items), work_(work) {}

  void run(std::int32_t thread) noexcept {
    try {
      for (std::int64_t item = next_++; item < items_ && !failed_; item = next_++) work_(item, thread);
    } catch (...) {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (!failed_.exchange(true)) failure_ = std::current_exception();
    }
  }

  void rethrow() {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  const std::int64_t items_;
  const std::function<void(std::int64_t, std::int32_t)>& work_;
  std::atomic<std::int64_t> next_{0};
  std::atomic<bool> failed_{false};
  std::mutex mutex_;
  std::exception_ptr failure_;
};

// Joins on every way out, so that a thread that cannot be started leaves none behind.
struct Threads {
  std::vector<std::thread> all;
  ~Threads() {
    for (std::thread& thread : all) thread.join();
  }
};

}  // namespace

std::int32_t thread_count(std::int32_t wanted, std::int64_t items) {
  const std::int64_t cores = std::max(1u, std::thread::hardware_concurrency());
  // More than this only costs memory: every thread keeps candidates of its own.
  const std::int64_t threads = wanted > 0 ? std::min<std::int64_t>(wanted, 4 * cores + 16) : cores;
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(threads, 1, std::max<std::int64_t>(1, items)));
}

void parallel_for(std::int32_t threads, std::int64_t items,
                  const std::function<void(std::int64_t, std::int32_t)>& work) {
  Crew crew(items, work);
  {
    Threads helpers;
    for (std::int32_t thread = 1; thread < threads; ++thread) {
      try {
        helpers.all.emplace_back([&crew, thread] { crew.run(thread); });
      } catch (const std::system_error&) {
        break;  // the machine grants no more threads; those that run do all the work
      }
    }
    crew.run(0);
  }
  crew.rethrow();
}

}  // namespace concord::index
