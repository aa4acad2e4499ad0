#include "device/devices.hpp"

#include "device/check.hpp"

namespace concord::device {

DeviceList list_devices() {
  DeviceList list;
  static_cast<void>(cudaDriverGetVersion(&list.driver_version));
  int count = 0;
  const cudaError_t status = cudaGetDeviceCount(&count);
  if (status != cudaSuccess) {
    static_cast<void>(cudaGetLastError());
    list.absence = std::string("no CUDA device: ") + cudaGetErrorString(status);
    return list;
  }
  for (int i = 0; i < count; ++i) {
    cudaDeviceProp properties{};
    check(cudaGetDeviceProperties(&properties, i), "reading a device's properties");
    list.devices.push_back({properties.name, properties.major, properties.minor, properties.multiProcessorCount,
                            static_cast<std::int64_t>(properties.totalGlobalMem)});
  }
  if (count == 0) list.absence = "no CUDA device";
  return list;
}

}  // namespace concord::device
