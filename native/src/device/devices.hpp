// The graphics processors of this machine. Free of CUDA's headers, and there in builds without CUDA too: they find
// none.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace concord::device {

struct DeviceInfo {
  std::string name;
  std::int32_t major = 0;  // compute capability
  std::int32_t minor = 0;
  std::int32_t multiprocessors = 0;
  std::int64_t memory_bytes = 0;
};

struct DeviceList {
  std::vector<DeviceInfo> devices;
  std::int32_t driver_version = 0;  // 1000 * major + 10 * minor of the CUDA version it serves; 0: no driver
  std::string absence;              // why there are none; empty when there are some
};

// Never fails: a machine without a driver has no devices.
DeviceList list_devices();

}  // namespace concord::device
