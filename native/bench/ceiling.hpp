// What this machine can do at all: the figures ours are held against, measured in the same run.
#pragma once

#include <cstdint>

namespace concord::bench {

// Bytes a second that `threads` threads read together out of memory (1 GiB, far above the caches): the best of several
// numbers of streams, each tried `runs` times.
double read_bandwidth(std::int32_t threads, std::int32_t runs = 5);

// Single-precision operations a second (a multiply-add counts two) that `threads` threads do in registers, with the
// instruction set that the kernels are dispatched to: the best of `runs` runs.
double multiply_add_rate(std::int32_t threads, std::int32_t runs = 5);

}  // namespace concord::bench
