// Devices, contexts and budgets: there or not, nothing crashes.
#include "core/error.hpp"
#include "device/buffer.hpp"
#include "support.hpp"

namespace concord::test {
namespace {

template <typename Call>
concord_status code_of(const Call& call) {
  try {
    call();
    return CONCORD_OK;
  } catch (const Error& error) {
    return error.code();
  }
}

TEST(Devices, List_AnyMachine_GivesDevicesOrTheReason) {
  const device::DeviceList list = device::list_devices();
  EXPECT_EQ(list.devices.empty(), !list.absence.empty());
  for (const device::DeviceInfo& device : list.devices) {
    EXPECT_FALSE(device.name.empty());
    EXPECT_GT(device.multiprocessors, 0);
    EXPECT_GT(device.memory_bytes, 0);
  }
}

TEST(Devices, Context_DeviceThatIsNotThere_Fails) {
  const bool none = device::list_devices().devices.empty();
  EXPECT_EQ(code_of([] { device::Context context(99); }), none ? CONCORD_UNSUPPORTED : CONCORD_BAD_ARGUMENT);
}

TEST_F(OnDevice, Context_BudgetUsedUp_IsOutOfDeviceMemoryAndHoldsNothing) {
  device::Context small(0, 1000);
  const device::Buffer<float> most(small, 200);
  EXPECT_EQ(code_of([&] { device::Buffer<float> more(small, 100); }), CONCORD_OUT_OF_DEVICE_MEMORY);
  EXPECT_EQ(small.available(), 200);
  EXPECT_EQ(code_of([&] { device::Buffer<float> fits(small, 50); }), CONCORD_OK);
  EXPECT_EQ(small.available(), 200);
}

TEST_F(OnDevice, Buffer_UploadAndDownload_KeepsTheBytes) {
  std::vector<std::int64_t> values = {1, -2, 3, 1LL << 60}, back(4);
  device::Buffer<std::int64_t> buffer(*context, values);
  buffer.download(back.data(), 4);
  context->wait();
  EXPECT_EQ(back, values);
}

}  // namespace
}  // namespace concord::test
