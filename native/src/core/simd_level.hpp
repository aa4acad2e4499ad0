// The instruction set that Highway's dispatch chooses, and the environment variable that lowers it.
#pragma once

namespace concord {

// As Highway names it. CONCORD_SIMD was read when the library was loaded, before any kernel was chosen.
const char* simd_level();

}  // namespace concord
