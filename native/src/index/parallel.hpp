// Runs the same work on several threads and brings the first exception home.
#pragma once

#include <cstdint>
#include <functional>

namespace concord::index {

// The threads to use for `wanted` (0 = all cores) and `items` pieces of work.
std::int32_t thread_count(std::int32_t wanted, std::int64_t items);

// Calls work(item, thread) for every item 0 .. items-1, each thread taking the next one as it gets free; thread 0 is
// the caller. After an exception no further item begins, and the exception is thrown here.
void parallel_for(std::int32_t threads, std::int64_t items,
                  const std::function<void(std::int64_t, std::int32_t)>& work);

}  // namespace concord::index
