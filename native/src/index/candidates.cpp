#include "index/candidates.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "index/canonical.hpp"

namespace concord::index {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

// A squared norm loses up to 2^-149 where it underflows; this is far more.
constexpr float kTiny = std::numeric_limits<float>::min();

// Room beyond k, so that pruning costs little a row even for small k.
constexpr std::int64_t kSlack = 64;

}  // namespace

Query query_of(const float* values, std::int64_t d) {
  double sum = 0.0;
  for (std::int64_t i = 0; i < d; ++i) sum += static_cast<double>(values[i]) * values[i];
  // One part in 2^20 more than the length, and a little more for the tiniest, covers the rounding to float32.
  const double norm = std::sqrt(sum) * (1.0 + 0x1p-20) + std::numeric_limits<float>::min();
  return {values, norm < std::numeric_limits<float>::max() ? static_cast<float>(norm) : kInfinity, -1};
}

void Candidates::start(const Scoring* scoring, const Query* query, SharedLimit* limit) {
  scoring_ = scoring;
  query_ = query;
  shared_ = limit;
  capacity_ = std::max(2 * scoring->k, scoring->k + kSlack);
}

Candidates::Bracket Candidates::bracket_of(float score, float squared_norm) const {
  // Overflow in float32 says nothing about the canonical key: keep the row and let float64 decide.
  if (!std::isfinite(score)) return {-kInfinity, kInfinity};
  const float key = key_of(scoring_->metric, score);
  const float size = scoring_->metric == Metric::kL2 ? score : query_->norm * std::sqrt(squared_norm + kTiny);
  const float error = scoring_->error.gamma * size + scoring_->error.tiny;
  return std::isfinite(error) ? Bracket{key - error, key + error} : Bracket{-kInfinity, kInfinity};
}

void Candidates::prune() {
  const auto k = static_cast<std::ptrdiff_t>(scoring_->k);
  if (static_cast<std::ptrdiff_t>(kept_.size()) < k) return;
  const auto upper = [](const Candidate& a, const Candidate& b) { return a.key.upper < b.key.upper; };
  std::nth_element(kept_.begin(), kept_.begin() + (k - 1), kept_.end(), upper);
  limit_ = std::min(limit_, kept_[static_cast<std::size_t>(k - 1)].key.upper);
  drop_beyond_limit();
  // Many near ties: scores cannot tell them apart, so settle them now and keep memory bounded.
  if (static_cast<std::int64_t>(kept_.size()) > capacity_ - capacity_ / 4) rescore();
  shared_->lower_to(limit_);
}

void Candidates::drop_beyond_limit() {
  const auto beyond = [this](const Candidate& candidate) { return candidate.key.lower > limit_; };
  kept_.erase(std::remove_if(kept_.begin(), kept_.end(), beyond), kept_.end());
}

// Replaces brackets by canonical keys and keeps the k best by (key, row).
void Candidates::rescore() {
  for (Candidate& candidate : kept_) {
    if (candidate.bytes == nullptr) continue;
    float key = 0.0f;
    canonical_keys(scoring_->metric, query_->values, scoring_->d, &candidate.bytes, &candidate.dtype, 1, &key);
    candidate.key = {key, key};
    candidate.bytes = nullptr;
  }
  const auto nearer = [](const Candidate& a, const Candidate& b) {
    return Hit{a.key.upper, a.row} < Hit{b.key.upper, b.row};
  };
  const auto k = static_cast<std::size_t>(scoring_->k);
  if (kept_.size() > k) {
    std::nth_element(kept_.begin(), kept_.begin() + static_cast<std::ptrdiff_t>(k - 1), kept_.end(), nearer);
    kept_.resize(k);
  }
  if (kept_.size() == k) limit_ = std::min(limit_, std::max_element(kept_.begin(), kept_.end(), nearer)->key.upper);
}

void Candidates::absorb(Candidates& other) {
  if (!other.started()) return;
  offered_ += other.offered_;
  other.offered_ = 0;
  kept_.insert(kept_.end(), other.kept_.begin(), other.kept_.end());
  other.kept_ = {};
  refresh();
}

std::vector<Hit> Candidates::finish() {
  prune();
  rescore();
  std::vector<Hit> hits;
  hits.reserve(kept_.size());
  for (const Candidate& candidate : kept_) hits.push_back({candidate.key.upper, candidate.row});
  std::sort(hits.begin(), hits.end());
  return hits;
}

}  // namespace concord::index
