#include "index/segment_source.hpp"

#include <algorithm>
#include <limits>

#include "core/hash.hpp"
#include "index/canonical.hpp"
#include "index/products.hpp"

namespace concord::index {
namespace {

// 43,000 rows of 1,536 elements, twice what is searched without a generation by default.
constexpr std::int64_t kMostCodeBytes = std::int64_t{64} << 20;

void require_cover(const std::vector<concord_chunk>& chunks, std::int64_t rows) {
  std::int64_t next = 0;
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    require(chunks[i].first == next && chunks[i].rows > 0 && chunks[i].rows <= rows - next, "chunk ", i, " (first ",
            chunks[i].first, ", rows ", chunks[i].rows, ") does not follow row ", next, " of ", rows);
    next += chunks[i].rows;
  }
  require(next == rows, "the chunks cover ", next, " rows, not ", rows);
}

}  // namespace

SegmentSource::SegmentSource(const std::string& path, const SegmentHeader& expected, std::int64_t rows,
                             std::vector<concord_chunk> chunks)
    : chunks_(std::move(chunks)),
      checks_(path, "segment", static_cast<std::int64_t>(chunks_.size())),
      encoded_(path, "segment", static_cast<std::int64_t>(chunks_.size())) {
  require(rows >= 0, "rows is ", rows, ", it must not be negative");
  require_cover(chunks_, rows);
  file_ = MappedFile::open(path);
  const SegmentHeader found = read_segment_header(file_.data(), file_.size(), path);
  require_same_segment(found, expected, path);
  const std::int64_t held = (file_.size() - kSegmentHeaderBytes) / found.row_bytes();
  if (held < rows) throw Error(CONCORD_CORRUPT, text_of(path, ": holds ", held, " rows where ", rows, " are expected"));
  if (found.first_row > std::numeric_limits<std::int64_t>::max() - rows) {
    throw Error(CONCORD_CORRUPT, text_of(path, ": row numbers from ", found.first_row, " on do not fit"));
  }
  rows_ = file_.data() + kSegmentHeaderBytes;
  first_row_ = found.first_row;
  // Not initialised, so no page of it is touched before its rows are.
  squared_norms_.reset(new float[static_cast<std::size_t>(rows)]);
  is_small_ = rows <= kMostCodeBytes / found.dimension;
  shape_.dimension = found.dimension;
  shape_.dtype = found.dtype;
  shape_.rows = rows;
  shape_.last_row = rows > 0 ? first_row_ + rows - 1 : -1;
  shape_.file_bytes = file_.size();
  shape_.row_bytes = found.row_bytes();
}

RowSpan SegmentSource::span(RowRange range) const {
  if (range.size() > 0) {
    checks_.ensure(chunk_at(range.begin), chunk_at(range.end - 1), [this](std::int64_t chunk) { return admit(chunk); });
  }
  RowSpan span;
  span.rows = row(range.begin);
  span.first_number = first_row_ + range.begin;
  span.squared_norms = squared_norms_.get() + range.begin;
  span.count = range.size();
  span.row_bytes = shape_.row_bytes;
  span.dtype = shape_.dtype;
  return span;
}

RowSpan SegmentSource::coded_span(RowRange range) const {
  std::call_once(room_for_codes_, [this] {
    codes_.reset(new std::int8_t[static_cast<std::size_t>(shape_.rows * shape_.dimension)]);
    code_scales_.reset(new CodeScale[static_cast<std::size_t>(shape_.rows)]);
  });
  RowSpan coded = span(range);
  if (range.size() > 0) {
    encoded_.ensure(chunk_at(range.begin), chunk_at(range.end - 1),
                    [this](std::int64_t chunk) { return encode(chunk); });
  }
  coded.codes = codes_.get() + range.begin * shape_.dimension;
  coded.code_scales = code_scales_.get() + range.begin;
  return coded;
}

std::int64_t SegmentSource::find(std::int64_t number) const {
  const bool held = number >= first_row_ && number - first_row_ < shape_.rows;
  return held ? number - first_row_ : -1;
}

bool SegmentSource::block_holds(std::int64_t block) const {
  const concord_chunk& chunk = chunks_[static_cast<std::size_t>(block)];
  return hash64(row(chunk.first), chunk.rows * shape_.row_bytes) == chunk.xxh3;
}

std::int64_t SegmentSource::chunk_at(std::int64_t position) const {
  const auto after = std::upper_bound(chunks_.begin(), chunks_.end(), position,
                                      [](std::int64_t at, const concord_chunk& chunk) { return at < chunk.first; });
  return after - chunks_.begin() - 1;
}

bool SegmentSource::admit(std::int64_t block) const {
  if (!block_holds(block)) return false;
  const concord_chunk& chunk = chunks_[static_cast<std::size_t>(block)];
  for (std::int64_t i = chunk.first; i < chunk.first + chunk.rows; ++i) {
    squared_norms_[static_cast<std::size_t>(i)] = squared_norm(row(i), shape_.dtype, shape_.dimension);
  }
  rows_read_ += chunk.rows;
  return true;
}

// Rows that were verified, so it cannot fail.
bool SegmentSource::encode(std::int64_t block) const {
  const concord_chunk& chunk = chunks_[static_cast<std::size_t>(block)];
  std::vector<float> vector(static_cast<std::size_t>(shape_.dimension));
  for (std::int64_t i = chunk.first; i < chunk.first + chunk.rows; ++i) {
    widen(row(i), shape_.dtype, shape_.dimension, vector.data());
    code_scales_[static_cast<std::size_t>(i)] =
        encode_row(vector.data(), shape_.dimension, codes_.get() + i * shape_.dimension);
  }
  return true;
}

}  // namespace concord::index
