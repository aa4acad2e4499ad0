// The flag behind the concord_cancel handle.
#pragma once

#include <atomic>

#include "core/error.hpp"

struct concord_cancel {
  std::atomic<bool> raised{false};
};

namespace concord {

// Throws CONCORD_CANCELLED when `cancel` is given and raised. Call it between lists or blocks.
inline void check_cancelled(const concord_cancel* cancel) {
  if (cancel != nullptr && cancel->raised.load(std::memory_order_relaxed)) throw Error(CONCORD_CANCELLED, "cancelled");
}

}  // namespace concord
