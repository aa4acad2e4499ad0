#include "index/candidates.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "index/canonical.hpp"

namespace concord::index {
namespace {

// Room beyond k, so that pruning costs little a row even for small k.
constexpr std::int64_t kSlack = 64;

}  // namespace

void Candidates::start(const Scoring* scoring, const Query* query, SharedLimit* limit) {
  scoring_ = scoring;
  query_ = query;
  shared_ = limit;
  capacity_ = std::max(2 * scoring->k(), scoring->k() + kSlack);
}

void Candidates::prune() {
  const auto k = static_cast<std::ptrdiff_t>(scoring_->k());
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

// Replaces the brackets of the candidates from `from` on by their canonical keys.
void Candidates::settle(std::vector<Candidate>::iterator from) {
  const auto unsettled =
      std::partition(from, kept_.end(), [](const Candidate& one) { return one.row.bytes == nullptr; });
  const auto count = static_cast<std::size_t>(kept_.end() - unsettled);
  std::vector<const std::byte*> rows(count);
  std::vector<std::int32_t> dtypes(count);
  std::vector<float> keys(count);
  for (std::size_t i = 0; i < count; ++i) {
    rows[i] = unsettled[static_cast<std::ptrdiff_t>(i)].row.bytes;
    dtypes[i] = unsettled[static_cast<std::ptrdiff_t>(i)].row.dtype;
  }
  canonical_keys(scoring_->metric(), query_->values, scoring_->d(), rows.data(), dtypes.data(),
                 static_cast<std::int64_t>(count), keys.data());
  for (std::size_t i = 0; i < count; ++i) {
    Candidate& one = unsettled[static_cast<std::ptrdiff_t>(i)];
    one.key = {keys[i], keys[i]};
    one.row.bytes = nullptr;
  }
}

// Of settled candidates the k best by (key, row).
void Candidates::keep_nearest() {
  const auto nearer = [](const Candidate& a, const Candidate& b) {
    return Hit{a.key.upper, a.row.number} < Hit{b.key.upper, b.row.number};
  };
  const auto k = static_cast<std::size_t>(scoring_->k());
  if (kept_.size() > k) {
    std::nth_element(kept_.begin(), kept_.begin() + static_cast<std::ptrdiff_t>(k - 1), kept_.end(), nearer);
    kept_.resize(k);
  }
  if (kept_.size() == k) limit_ = std::min(limit_, std::max_element(kept_.begin(), kept_.end(), nearer)->key.upper);
}

void Candidates::rescore() {
  settle(kept_.begin());
  keep_nearest();
}

void Candidates::absorb(Candidates& other) {
  if (!other.started()) return;
  accepted_ += other.accepted_;
  other.accepted_ = 0;
  kept_.insert(kept_.end(), other.kept_.begin(), other.kept_.end());
  other.kept_ = {};
  refresh();
}

std::vector<Hit> Candidates::finish() {
  prune();
  rescore();
  std::vector<Hit> nearest = hits();
  std::sort(nearest.begin(), nearest.end());
  return nearest;
}

std::vector<Hit> Candidates::finish_unordered() {
  prune();
  const auto k = static_cast<std::ptrdiff_t>(scoring_->k());
  if (static_cast<std::ptrdiff_t>(kept_.size()) > k) {
    // The (k+1)-th smallest lower end: whatever ends below it is nearer than all but k - 1 at most.
    const auto lower = [](const Candidate& a, const Candidate& b) { return a.key.lower < b.key.lower; };
    std::nth_element(kept_.begin(), kept_.begin() + k, kept_.end(), lower);
    const float beyond = kept_[static_cast<std::size_t>(k)].key.lower;
    const auto doubtful =
        std::partition(kept_.begin(), kept_.end(), [beyond](const Candidate& one) { return one.key.upper < beyond; });
    settle(doubtful);
    keep_nearest();
  }
  return hits();
}

std::vector<Hit> Candidates::hits() const {
  std::vector<Hit> all;
  all.reserve(kept_.size());
  for (const Candidate& one : kept_) all.push_back({one.key.upper, one.row.number});
  return all;
}

}  // namespace concord::index
