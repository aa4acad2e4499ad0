#include "device/held_rows.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "core/error.hpp"
#include "core/float16.hpp"
#include "core/parallel.hpp"

namespace concord::device {
namespace {

// Rows that are rounded before they are copied together, and by one thread.
constexpr std::int64_t kRowsAtOnce = 8192;
constexpr std::int64_t kRowsOfThread = 64;

// The length of what is lost; infinite for a row that float16 cannot hold.
double round_row(const std::byte* row, std::int64_t d, std::uint16_t* to) {
  double squares = 0.0;
  for (std::int64_t k = 0; k < d; ++k) {
    float x;
    std::memcpy(&x, row + k * 4, sizeof x);
    to[k] = float_to_float16(x);
    const double rest = static_cast<double>(x) - static_cast<double>(float16_to_float(to[k]));
    squares += rest * rest;
  }
  // The sum errs by less than d roundings. Written so that NaN is infinite.
  return squares <= 1e300 ? 1.001 * std::sqrt(squares) : std::numeric_limits<double>::infinity();
}

double round_rows(const index::RowSpan& span, std::int64_t first, std::int64_t count, std::int64_t d,
                  std::uint16_t* to) {
  const std::int64_t pieces = (count + kRowsOfThread - 1) / kRowsOfThread;
  std::vector<double> residues(static_cast<std::size_t>(count));
  parallel_for(thread_count(0, pieces), pieces, [&](std::int64_t piece, std::int32_t) {
    for (std::int64_t i = piece * kRowsOfThread; i < std::min(count, (piece + 1) * kRowsOfThread); ++i)
      residues[static_cast<std::size_t>(i)] = round_row(span.row(first + i), d, to + i * d);
  });
  const auto largest = std::max_element(residues.begin(), residues.end());
  if (std::isinf(*largest)) {
    throw Error(CONCORD_UNSUPPORTED, text_of("row ", span.number(first + (largest - residues.begin())),
                                             " has an element that float16 cannot hold; hold the rows as they are"));
  }
  return *largest;
}

}  // namespace

HeldRows hold_rows(Context& context, const index::RowSpan& span, index::RowRange range, std::int64_t d,
                   Storage storage) {
  if (stored_dtype(storage, span.dtype) == span.dtype)
    return {{context, span.row(range.begin), range.size() * span.row_bytes}, 0.0};
  const std::int64_t row_bytes = 2 * d;
  HeldRows held{{context, range.size() * row_bytes}, 0.0};
  std::vector<std::uint16_t> rounded(static_cast<std::size_t>(std::min(kRowsAtOnce, range.size()) * d));
  for (std::int64_t done = 0; done < range.size(); done += kRowsAtOnce) {
    const std::int64_t count = std::min(kRowsAtOnce, range.size() - done);
    held.residue = std::max(held.residue, round_rows(span, range.begin + done, count, d, rounded.data()));
    held.rows.upload(reinterpret_cast<const std::byte*>(rounded.data()), count * row_bytes, done * row_bytes);
    context.wait();
  }
  return held;
}

}  // namespace concord::device
