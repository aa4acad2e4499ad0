// Searches on the device beside the processor's, and beside FAISS's own index in builds that have it.
#pragma once

#include <cstdint>
#include <vector>

#include "device/context.hpp"
#include "report.hpp"

namespace concord::bench {

// Float16 rows on tensor cores, and a batch on the ordinary cores beside it. bandwidth: bytes a second of the device's
// memory. False when an answer differs from the processor's.
bool add_searches(device::Context& context, std::int64_t rows, double bandwidth, std::vector<Result>& results);

// The batch beside FAISS's own index of the same rows, which it holds as float32; what it finds is counted on standard
// error. Throws CONCORD_UNSUPPORTED in builds without it.
void add_faiss(device::Context& context, std::int64_t rows, double bandwidth, std::vector<Result>& results);

}  // namespace concord::bench
