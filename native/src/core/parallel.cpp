#include "core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "core/placement.hpp"

namespace concord {
namespace {

// How long a thread looks for the next phase before it goes to sleep: longer than the serial work between two phases
// of a comparison takes, shorter than anybody would notice.
constexpr std::chrono::microseconds kLook{200};

// One phase: its items, and who takes the next.
class Phase {
 public:
  Phase(std::int64_t items, const std::function<void(std::int64_t, std::int32_t)>& work) : items_(items), work_(work) {}

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

}  // namespace

class Crew::Phases {
 public:
  explicit Phases(std::int32_t others) : placement_(others) {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (std::int32_t thread = 1; thread <= others; ++thread) {
      try {
        threads_.emplace_back([this, thread] { serve(thread); });
      } catch (const std::system_error&) {
        return;  // the machine grants no more threads; those that run do all the work
      }
      placement_.begin(threads_.back(), thread);
    }
  }

  ~Phases() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      number_ = -1;
    }
    begun_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  void run(Phase& phase) {
    if (threads_.empty()) return phase.run(0);
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      phase_ = &phase;
      ++number_;
    }
    begun_.notify_all();
    phase.run(0);
    std::unique_lock<std::mutex> lock(mutex_);
    phase_ = nullptr;  // who comes now comes too late
    left_.wait(lock, [this] { return inside_ == 0; });
  }

 private:
  void serve(std::int32_t thread) {
    { const std::lock_guard<std::mutex> placed(mutex_); }
    placement_.widen();
    std::int64_t seen = 0;
    while (Phase* phase = next(seen)) {
      phase->run(thread);
      const std::lock_guard<std::mutex> lock(mutex_);
      if (--inside_ == 0) left_.notify_all();
    }
  }

  // Enters the first phase after `seen` that is still open; null when there will be none.
  Phase* next(std::int64_t& seen) {
    for (;;) {
      look(seen);
      std::unique_lock<std::mutex> lock(mutex_);
      begun_.wait(lock, [&] { return number_ != seen; });
      seen = number_;
      if (seen < 0) return nullptr;
      if (phase_ == nullptr) continue;
      ++inside_;
      return phase_;
    }
  }

  void look(std::int64_t seen) const {
    const auto end = std::chrono::steady_clock::now() + kLook;
    while (number_.load(std::memory_order_relaxed) == seen && std::chrono::steady_clock::now() < end) {
    }
  }

  const Placement placement_;
  std::mutex mutex_;  // also held until all threads are placed
  std::condition_variable begun_;
  std::condition_variable left_;
  std::atomic<std::int64_t> number_{0};  // of the phase that began last; -1 when the crew is dismissed
  Phase* phase_ = nullptr;
  std::int32_t inside_ = 0;
  std::vector<std::thread> threads_;
};

std::int32_t thread_count(std::int32_t wanted, std::int64_t items) {
  // Asked once: the C++ library opens a file of the kernel's for each answer.
  static const std::int64_t cores = std::max(1u, std::thread::hardware_concurrency());
  // More than this only costs memory: every thread keeps candidates of its own.
  const std::int64_t threads = wanted > 0 ? std::min<std::int64_t>(wanted, 4 * cores + 16) : cores;
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(threads, 1, std::max<std::int64_t>(1, items)));
}

Crew::Crew(std::int32_t threads) : threads_(std::max(threads, 1)), phases_(std::make_unique<Phases>(threads_ - 1)) {}

Crew::~Crew() = default;

void Crew::run(std::int64_t items, const std::function<void(std::int64_t, std::int32_t)>& work) {
  Phase phase(items, work);
  phases_->run(phase);
  phase.rethrow();
}

void parallel_for(std::int32_t threads, std::int64_t items,
                  const std::function<void(std::int64_t, std::int32_t)>& work) {
  Crew(threads).run(items, work);
}

}  // namespace concord
