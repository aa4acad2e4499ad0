// Pooling of tokens with SIMD.
//
//   t x c -> c values: tokens are read in order, front to back; the c partial results stay in the first-level cache.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "pooling/token_kernels.cpp"
// Vectors of unknown size cannot be held in arrays; these machines run the NEON code, or plain code.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/foreach_target.h>  // IWYU pragma: keep

#include <hwy/cache_control.h>
#include <hwy/highway.h>

#include <algorithm>

#include "pooling/folds-inl.hpp"
#include "pooling/kernels.hpp"

HWY_BEFORE_NAMESPACE();
namespace concord::pooling::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// How far ahead of the reads of tokens memory is asked for: over the end of the page, where the hardware's own prefetch
// stops.
constexpr std::int64_t kAhead = 4096;

// N more tokens, in their order, for the partial results of all channels.
template <typename Input, std::int64_t N, typename Fold>
HWY_INLINE void add_tokens(const std::byte* const* tokens, std::int64_t c, const Fold& fold, float* partial) {
  constexpr std::int64_t kElement = sizeof(typename Input::Element);
  std::int64_t i = 0;
  for (; i + kWidth <= c; i += kWidth) {
    Vector sum = hn::LoadU(Floats(), partial + i);
    for (std::int64_t t = 0; t < N; ++t) {
      if (i % kLanes == 0) hwy::Prefetch(tokens[t] + i * kElement + kAhead);
      sum = fold.step(sum, Input::load(tokens[t] + i * kElement));
    }
    hn::StoreU(sum, Floats(), partial + i);
  }
  if (i == c) return;
  Vector sum = hn::LoadU(Floats(), partial + i);
  for (std::int64_t t = 0; t < N; ++t) {
    sum = fold.step(sum, Input::load(Tail<Input>(tokens[t] + i * kElement, c - i).bytes()));
  }
  hn::StoreU(sum, Floats(), partial + i);
}

// Four tokens together, so that a partial result is loaded and stored once for four additions.
template <typename Input, typename Fold>
void pool_tokens_with(const PoolJob& job, const TokenView& tokens, const Fold& fold, float* pooled) {
  const std::int64_t token_bytes = tokens.c * static_cast<std::int64_t>(sizeof(typename Input::Element));
  std::fill(pooled, pooled + tokens.c, Fold::kFirst);
  const std::byte* held[4];
  std::int64_t count = 0;
  for (std::int64_t token = 0; token < tokens.t; ++token) {
    if (tokens.keep != nullptr && tokens.keep[token] == 0) continue;
    held[count++] = tokens.elements + token * token_bytes;
    if (count < 4) continue;
    add_tokens<Input, 4>(held, tokens.c, fold, pooled);
    count = 0;
  }
  for (std::int64_t i = 0; i < count; ++i) add_tokens<Input, 1>(held + i, tokens.c, fold, pooled);
  for (std::int64_t i = 0; i < tokens.c; ++i) pooled[i] = finish_pooled(job, pooled[i], tokens.kept);
}

void pool_tokens_on_target(const PoolJob& job, const TokenView& tokens, float* pooled) {
  with_input(job, [&](auto input) {
    with_fold(job, [&](const auto& fold) { pool_tokens_with<decltype(input)>(job, tokens, fold, pooled); });
  });
}

}  // namespace concord::pooling::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace concord::pooling {

HWY_EXPORT(pool_tokens_on_target);

void pool_tokens(const PoolJob& job, const TokenView& tokens, float* pooled) {
  HWY_DYNAMIC_DISPATCH(pool_tokens_on_target)(job, tokens, pooled);
}

}  // namespace concord::pooling
#endif
