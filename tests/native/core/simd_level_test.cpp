#include "core/simd_level.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

namespace concord::test {
namespace {

TEST(SimdLevel, Level_LimitedByTheEnvironment_IsNotAboveTheLimit) {
  const char* limit = std::getenv("CONCORD_SIMD");
  if (limit == nullptr) GTEST_SKIP() << "run with CONCORD_SIMD set by the simd_level_* tests";
  const std::vector<std::string> ascending = {"SCALAR", "EMU128", "SSSE3", "SSE4", "AVX2", "AVX3", "AVX3_DL"};
  const auto found = std::find(ascending.begin(), ascending.end(), simd_level());
  if (found == ascending.end()) GTEST_SKIP() << "SKIPPED, NOT TESTED: the levels of this machine have other names";
  const std::string wanted = limit;
  const std::string most = wanted == "avx512" ? "AVX3"
                           : wanted == "avx2" ? "AVX2"
                           : wanted == "sse4" ? "SSE4"
                                              : "EMU128";
  EXPECT_LE(found - ascending.begin(), std::find(ascending.begin(), ascending.end(), most) - ascending.begin());
}

}  // namespace
}  // namespace concord::test
