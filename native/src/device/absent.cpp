// The device room of a build without CUDA.
#include "core/error.hpp"
#include "device/accelerator.hpp"
#include "device/devices.hpp"

namespace concord::device {

DeviceList list_devices() {
  DeviceList list;
  list.absence = "no CUDA device: this build of Concord has no CUDA";
  return list;
}

std::unique_ptr<Accelerator> Accelerator::open(const AcceleratorOptions&) {
  throw Error(CONCORD_UNSUPPORTED, list_devices().absence);
}

}  // namespace concord::device
