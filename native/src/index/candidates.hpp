// The rows that may still be among the k nearest of one query, given what the approximate scores prove.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <vector>

#include "index/scoring.hpp"
#include "index/source.hpp"

namespace concord::index {

struct Hit {
  float key = 0.0f;
  std::int64_t row = -1;
};

// Hits are ordered by key, then by row number.
inline bool operator<(const Hit& a, const Hit& b) {
  return a.key != b.key ? a.key < b.key : a.row < b.row;
}

// An upper bound on the canonical key of the k-th nearest row of a query, shared by the threads that look for it.
class SharedLimit {
 public:
  float get() const { return limit_.load(std::memory_order_relaxed); }
  void lower_to(float value) {
    float seen = get();
    while (value < seen && !limit_.compare_exchange_weak(seen, value, std::memory_order_relaxed)) {
    }
  }

 private:
  std::atomic<float> limit_{std::numeric_limits<float>::infinity()};
};

// Where a row is found.
struct RowPlace {
  std::int64_t number;
  const std::byte* bytes;
  std::int32_t dtype;
};

// Keeps every offered row whose canonical key can be among the k smallest; used by one thread. Rows are dropped only
// by proof: each product brackets the canonical key (Scoring), and a row goes when its lower end lies above the k-th
// smallest upper end. So what comes out does not depend on SIMD width, order, threads or layout.
class Candidates {
 public:
  void start(const Scoring* scoring, const Query* query, SharedLimit* limit);
  bool started() const { return scoring_ != nullptr; }

  // Offers a row with its inner product and the squared norm stored with it.
  void offer(float product, const RowPlace& row, float squared_norm) {
    const Bracket bracket = scoring_->bracket(*query_, product, squared_norm);
    if (bracket.lower > limit_) return;
    ++accepted_;
    kept_.push_back({bracket, row});
    if (scoring_->k() == 1 && bracket.upper < limit_) limit_ = bracket.upper;
    if (static_cast<std::int64_t>(kept_.size()) >= capacity_) prune();
  }

  // Lowers the limit to what the rows offered so far prove, before there are so many that it must be done.
  void tighten() { prune(); }

  // Rows whose bracket begins above this need not be offered.
  float limit() const { return limit_; }

  // Takes over what other threads have proved about this query.
  void refresh() {
    if (shared_->get() < limit_) limit_ = shared_->get();
  }

  // Rows accepted so far. Fewer than k over all threads means that no others exist: a limit that refuses rows comes
  // from k accepted ones.
  std::int64_t accepted() const { return accepted_; }

  // Adds everything `other` holds of the same query; `other` is empty afterwards.
  void absorb(Candidates& other);

  // The k nearest of the rows offered, re-scored, in order.
  std::vector<Hit> finish();

  // The same rows in any order, with keys that may be off by the error of their scores: only rows that scores cannot
  // tell from others are re-scored.
  std::vector<Hit> finish_unordered();

 private:
  struct Candidate {
    Bracket key;
    RowPlace row;  // bytes are nullptr once the bracket is the canonical key itself
  };

  void prune();
  void drop_beyond_limit();
  void settle(std::vector<Candidate>::iterator from);
  void keep_nearest();
  void rescore();
  std::vector<Hit> hits() const;

  const Scoring* scoring_ = nullptr;
  const Query* query_ = nullptr;
  SharedLimit* shared_ = nullptr;
  float limit_ = std::numeric_limits<float>::infinity();
  std::int64_t capacity_ = 0;
  std::int64_t accepted_ = 0;
  std::vector<Candidate> kept_;
};

}  // namespace concord::index
