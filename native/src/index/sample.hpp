// Drawing without replacement, the same on every machine.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

namespace concord::index {

// `wanted` of the numbers 0 .. count-1 (all when there are fewer), ascending. Standard distributions differ between
// libraries, so the generator's output is reduced by hand; the bias of the modulus is below 2^-20 for any real count.
inline std::vector<std::int64_t> sample(std::int64_t count, std::int64_t wanted, std::uint64_t seed) {
  std::vector<std::int64_t> all(static_cast<std::size_t>(count));
  std::iota(all.begin(), all.end(), std::int64_t{0});
  std::mt19937_64 generator(seed);
  const auto drawn = static_cast<std::size_t>(std::min(count, wanted));
  for (std::size_t i = 0; i < drawn; ++i) {
    std::swap(all[i], all[i + generator() % (all.size() - i)]);
  }
  all.resize(drawn);
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace concord::index
