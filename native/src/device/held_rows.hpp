// Rows of a source in the memory of a device, as they are or rounded.
#pragma once

#include <cstddef>

#include "device/buffer.hpp"
#include "device/storage.hpp"
#include "index/source.hpp"

namespace concord::device {

struct HeldRows {
  Buffer<std::byte> rows;
  double residue;  // at least the length of what rounding took from any row; 0 where nothing was rounded
};

// Copies positions range.begin .. range.end-1 of the span, rows of d elements, which outlive it until Context::wait
// unless they are rounded. Throws CONCORD_UNSUPPORTED for rows that float16 cannot hold.
HeldRows hold_rows(Context& context, const index::RowSpan& span, index::RowRange range, std::int64_t d,
                   Storage storage);

}  // namespace concord::device
