// Squared norms of a slide's tiles, which turn inner products into distances and bound their errors.
#pragma once

#include <cstdint>
#include <vector>

#include "core/parallel.hpp"
#include "slide/kernels.hpp"

namespace concord::slide {

// One for each tile. Throws CONCORD_BAD_ARGUMENT naming tile and element when one is NaN or infinite. `name` is the
// slide's, for the text.
std::vector<double> norms_of(const Tiles& tiles, const char* name, Crew& crew);

// How close to the least value of a tile others may lie and still be nearest. The value of a pair is
// |y|^2 - 2xy for L2 and -xy for inner products, computed in float32; the key that decides is the exact distance,
// rounded once. With u = 2^-24 and gamma = m*u / (1 - m*u), where m counts the roundings of a sum of d products
// (`roundings`, and four more; Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 3.1):
//   inner product  |value - key| <= gamma |x||y| + u |x||y|
//   L2             |value + |x|^2 - key| <= 2 gamma |x||y| + 4u (|x| + |y|)^2
// The slack is twice that bound, with the largest |y|. norms: of the tiles; among: of those they are compared with.
std::vector<float> slack_of(Metric metric, const std::vector<double>& norms, const std::vector<double>& among,
                            std::int64_t d, std::int64_t roundings);

}  // namespace concord::slide
