#include "index/row_table.hpp"

#include <algorithm>

#include "index/products.hpp"

namespace concord::index {
namespace {

// Rows looked at between two questions about cancellation.
constexpr std::int64_t kStepRows = 4096;

}  // namespace

RowTable::RowTable(const std::vector<const Source*>& sources, const KeptRows& keep, const concord_cancel* cancel)
    : sources_(sources) {
  require(!sources.empty(), "a build needs at least one source, to know the dimension");
  dimension_ = sources[0]->shape().dimension;
  dtype_ = sources[0]->shape().dtype;
  row_bytes_ = sources[0]->shape().row_bytes;
  require_same_shape();
  for (std::size_t i = 0; i < sources.size(); ++i) collect(static_cast<std::int32_t>(i), keep, cancel);
  sort();
}

void RowTable::require_same_shape() const {
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    const SourceShape& shape = sources_[i]->shape();
    require(shape.dimension == dimension_ && shape.dtype == dtype_, "source ", i, " has dimension ", shape.dimension,
            " and dtype ", shape.dtype, ", the first has ", dimension_, " and ", dtype_);
  }
}

void RowTable::collect(std::int32_t source, const KeptRows& keep, const concord_cancel* cancel) {
  const Source& from = *sources_[static_cast<std::size_t>(source)];
  for (std::int64_t begin = 0; begin < from.shape().rows; begin += kStepRows) {
    check_cancelled(cancel);
    const RowSpan span = from.span({begin, std::min(from.shape().rows, begin + kStepRows)});
    for (std::int64_t i = 0; i < span.count; ++i) {
      const std::int64_t number = span.number(i);
      const bool kept =
          keep.bits == nullptr || (number < keep.rows && (keep.bits[number / 8] >> (number % 8) & 1) != 0);
      if (kept) rows_.push_back({number, begin + i, source});
    }
  }
}

void RowTable::sort() {
  std::sort(rows_.begin(), rows_.end(), [](const Place& a, const Place& b) { return a.number < b.number; });
  const auto twice = std::adjacent_find(rows_.begin(), rows_.end(),
                                        [](const Place& a, const Place& b) { return a.number == b.number; });
  require(twice == rows_.end(), "row ", twice == rows_.end() ? -1 : twice->number, " is in the sources twice");
}

RowSpan RowTable::row(std::int64_t i) const {
  const Place& place = rows_[static_cast<std::size_t>(i)];
  return sources_[static_cast<std::size_t>(place.source)]->span({place.position, place.position + 1});
}

void RowTable::read(std::int64_t i, float* vector) const {
  widen(row(i).rows, dtype_, dimension_, vector);
}

}  // namespace concord::index
