// The device room of a build without CUDA.
#include "device/devices.hpp"

namespace concord::device {

DeviceList list_devices() {
  DeviceList list;
  list.absence = "no CUDA device: this build of Concord has no CUDA";
  return list;
}

}  // namespace concord::device
