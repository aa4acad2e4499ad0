// The rows that may still be among the k nearest of one query, given what the approximate scores prove.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <vector>

#include "index/score.hpp"
#include "index/source.hpp"

namespace concord::index {

// One query of a search. `norm` is at least its length.
struct Query {
  const float* values = nullptr;
  float norm = 0.0f;
  std::int32_t group = -1;
};

Query query_of(const float* values, std::int64_t d);

struct Hit {
  float key = 0.0f;
  std::int64_t row = -1;
};

// Hits are ordered by key, then by row number.
inline bool operator<(const Hit& a, const Hit& b) {
  return a.key != b.key ? a.key < b.key : a.row < b.row;
}

// What the collectors of one search share.
struct Scoring {
  Metric metric;
  std::int64_t d;
  std::int64_t k;
  ErrorBound error;
};

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

// Keeps every offered row whose canonical key can be among the k smallest; used by one thread. Rows are dropped only
// by proof: each score brackets the canonical key (ErrorBound), and a row goes when its lower end lies above the k-th
// smallest upper end. So what comes out does not depend on SIMD width, order, threads or layout.
class Candidates {
 public:
  void start(const Scoring* scoring, const Query* query, SharedLimit* limit);
  bool started() const { return scoring_ != nullptr; }

  // Offers a row: its score from score_tile, its number, its bytes. `squared_norm` is used for inner products alone.
  void offer(float score, std::int64_t row, const std::byte* bytes, std::int32_t dtype, float squared_norm) {
    ++offered_;
    const Bracket bracket = bracket_of(score, squared_norm);
    if (bracket.lower > limit_) return;
    kept_.push_back({bracket, row, bytes, dtype});
    if (scoring_->k == 1 && bracket.upper < limit_) limit_ = bracket.upper;
    if (static_cast<std::int64_t>(kept_.size()) >= capacity_) prune();
  }

  // Takes over what other threads have proved about this query.
  void refresh() {
    if (shared_->get() < limit_) limit_ = shared_->get();
  }

  // Rows offered so far.
  std::int64_t offered() const { return offered_; }

  // Adds everything `other` holds of the same query; `other` is empty afterwards.
  void absorb(Candidates& other);

  // The k nearest of the rows offered, re-scored, in order.
  std::vector<Hit> finish();

 private:
  struct Bracket {
    float lower;
    float upper;
  };
  struct Candidate {
    Bracket key;
    std::int64_t row;
    const std::byte* bytes;  // nullptr once the bracket is the canonical key itself
    std::int32_t dtype;
  };

  Bracket bracket_of(float score, float squared_norm) const;
  void prune();
  void drop_beyond_limit();
  void rescore();

  const Scoring* scoring_ = nullptr;
  const Query* query_ = nullptr;
  SharedLimit* shared_ = nullptr;
  float limit_ = std::numeric_limits<float>::infinity();
  std::int64_t capacity_ = 0;
  std::int64_t offered_ = 0;
  std::vector<Candidate> kept_;
};

}  // namespace concord::index
