// Devices through the C ABI: the same answers as without one, and clear words where there is none.
#include "../index/support.hpp"
#include "../pooling/support.hpp"
#include "concord/device.h"
#include "device/devices.hpp"

namespace concord::test {
namespace {

concord_device* opened() {
  concord_device_options options;
  concord_device_options_init(&options);
  concord_device* device = nullptr;
  EXPECT_EQ(concord_device_open(&options, &device), CONCORD_OK) << concord_last_error();
  return device;
}

bool has_device() {
  return !device::list_devices().devices.empty();
}

TEST(DeviceAbi, OpenAndDescribe_NoDevice_SaySoAndLeaveTheOutputs) {
  int32_t count = -1;
  ASSERT_EQ(concord_device_count(&count), CONCORD_OK);
  EXPECT_EQ(count > 0, has_device());
  concord_device_info info{};
  info.struct_size = sizeof info;
  EXPECT_EQ(concord_device_describe(count, &info), CONCORD_BAD_ARGUMENT);
  if (count > 0) GTEST_SKIP() << "skipped: this machine has a device";
  concord_device_options options;
  concord_device_options_init(&options);
  concord_device* device = nullptr;
  EXPECT_EQ(concord_device_open(&options, &device), CONCORD_UNSUPPORTED);
  EXPECT_NE(std::string(concord_last_error()).find("no CUDA device"), std::string::npos) << concord_last_error();
  EXPECT_EQ(device, nullptr);
}

TEST(DeviceAbi, Describe_Device_NamesIt) {
  if (!has_device()) GTEST_SKIP() << "skipped: no device";
  concord_device_info info{};
  info.struct_size = sizeof info;
  ASSERT_EQ(concord_device_describe(0, &info), CONCORD_OK);
  EXPECT_NE(info.name[0], 0);
  EXPECT_GE(info.major, 7);
  EXPECT_GT(info.memory_bytes, 0);
}

TEST(DeviceAbi, Hold_FaissAskedForInABuildWithoutIt_IsUnsupported) {
  if (!has_device()) GTEST_SKIP() << "skipped: no device";
  concord_device_options options;
  concord_device_options_init(&options);
  options.faiss = 1;
  concord_device* device = nullptr;
  ASSERT_EQ(concord_device_open(&options, &device), CONCORD_OK) << concord_last_error();
  const Folder folder;
  const Handle segment = segment_of(folder, normal_vectors(20, 8, 1));
  const concord_status status = concord_device_hold(device, segment.get());
  EXPECT_TRUE(status == CONCORD_OK || status == CONCORD_UNSUPPORTED) << concord_last_error();
  concord_device_free(device);
}

TEST(DeviceAbi, Search_HeldByFaiss_GivesTheProcessorsHits) {
  if (!has_device()) GTEST_SKIP() << "skipped: no device";
  concord_device_options opening;
  concord_device_options_init(&opening);
  opening.faiss = 1;
  concord_device* device = nullptr;
  ASSERT_EQ(concord_device_open(&opening, &device), CONCORD_OK) << concord_last_error();
  const Folder folder;
  const Vectors rows = clustered_vectors(600, 12, 8, 5), queries = clustered_vectors(20, 12, 8, 6);
  const Handle segment = segment_of(folder, rows);
  bool held = true;
  for (const int lists : {1, 8}) {
    for (const int32_t metric : {CONCORD_L2, CONCORD_INNER_PRODUCT}) {
      const Handle generation = build(folder.file("g" + std::to_string(lists) + std::to_string(metric)),
                                      {segment.get()}, build_options(metric, lists));
      concord_search_options options = search_options(metric, 10);
      options.exact = 1;
      const Answer expected = search({generation.get()}, queries, options);
      held = held && concord_device_hold(device, generation.get()) == CONCORD_OK;
      options.device = device;
      const Answer found = search({generation.get()}, queries, options);
      expect_same(found, expected);
      EXPECT_EQ(found.stats.device_queries, held ? 20 : 0);
      concord_device_drop(device, generation.get());
    }
  }
  concord_device_free(device);
  if (!held) GTEST_SKIP() << "skipped: " << concord_last_error();
}

TEST(DeviceAbi, Open_OptionsThatCannotBe_AreBadArguments) {
  concord_device_options options;
  const int32_t again[] = {1, 0}, other[] = {1};
  concord_device* device = nullptr;
  const auto refuses = [&](const char* word) {
    EXPECT_EQ(concord_device_open(&options, &device), CONCORD_BAD_ARGUMENT) << word;
    EXPECT_NE(std::string(concord_last_error()).find(word), std::string::npos) << concord_last_error();
    concord_device_options_init(&options);
  };
  concord_device_options_init(&options);
  options.float16 = 2;
  refuses("float16 is 2");
  options.more_device_count = -1;
  refuses("more_device_count is -1");
  options.more_device_count = 1;
  refuses("more_devices is NULL");
  options.more_devices = again;
  options.more_device_count = 2;
  refuses("device 0 is named twice");
  options.more_devices = other;
  options.more_device_count = 1;
  options.faiss = 1;
  refuses("FAISS");
  EXPECT_EQ(device, nullptr);
}

TEST(DeviceAbi, Search_HeldByTwoDevicesAsFloat16_GivesTheProcessorsAnswer) {
  if (device::list_devices().devices.size() < 2) GTEST_SKIP() << "skipped: no second device";
  concord_device_options opening;
  concord_device_options_init(&opening);
  const int32_t other[] = {1};
  opening.float16 = 1;
  opening.more_devices = other;
  opening.more_device_count = 1;
  // Each device has room for half of the rows, rounded.
  opening.budget_bytes = 300 * (12 * 2 + 8 + 4) + 60'000;
  concord_device* device = nullptr;
  ASSERT_EQ(concord_device_open(&opening, &device), CONCORD_OK) << concord_last_error();
  const Folder folder;
  const Vectors rows = clustered_vectors(600, 12, 8, 3), queries = clustered_vectors(20, 12, 8, 4);
  const Handle segment = segment_of(folder, rows);
  const Handle generation = build(folder.file("g"), {segment.get()}, build_options(CONCORD_L2, 8));
  concord_search_options options = search_options(CONCORD_L2, 10);
  const Answer expected = search({generation.get()}, queries, options);
  ASSERT_EQ(concord_device_hold(device, generation.get()), CONCORD_OK) << concord_last_error();
  options.device = device;
  const Answer found = search({generation.get()}, queries, options);
  expect_same(found, expected);
  EXPECT_EQ(found.stats.device_queries, 20);
  concord_device_drop(device, generation.get());
  concord_device_free(device);
}

TEST(DeviceAbi, PoolMaps_DeviceGiven_GivesTheProcessorsBits) {
  if (!has_device()) GTEST_SKIP() << "skipped: no device";
  concord_device* const device = opened();
  const Array maps(random_floats(3 * 5 * 49, 2), CONCORD_FLOAT32);
  concord_pool_options options = pool_options(CONCORD_POOL_AVERAGE);
  std::vector<float> expected(15), found(15);
  ASSERT_EQ(concord_pool_maps(maps.data(), 3, 5, 7, 7, nullptr, &options, expected.data()), CONCORD_OK);
  options.device = device;
  ASSERT_EQ(concord_pool_maps(maps.data(), 3, 5, 7, 7, nullptr, &options, found.data()), CONCORD_OK)
      << concord_last_error();
  expect_same_bits(found, expected, "maps");
  concord_device_free(device);
}

TEST(DeviceAbi, PoolMaps_OnDeviceWithoutDeviceOrUnknown_IsBadArgument) {
  concord_pool_options options = pool_options(CONCORD_POOL_AVERAGE);
  float values[2] = {};
  for (const int on_device : {1, 2, 3}) {
    options.on_device = static_cast<std::uint8_t>(on_device);
    EXPECT_EQ(concord_pool_maps(values, 1, 1, 1, 1, nullptr, &options, values + 1), CONCORD_BAD_ARGUMENT);
  }
}

TEST(DeviceAbi, Stream_Device_IsTheOneThatWasGiven) {
  void* stream = nullptr;
  EXPECT_EQ(concord_device_stream(nullptr, &stream), CONCORD_BAD_ARGUMENT);
  if (!has_device()) GTEST_SKIP() << "skipped: no device";
  concord_device* const device = opened();
  EXPECT_EQ(concord_device_stream(device, nullptr), CONCORD_BAD_ARGUMENT);
  EXPECT_EQ(concord_device_stream(device, &stream), CONCORD_OK) << concord_last_error();
  concord_device_free(device);
}

TEST(DeviceAbi, Preprocess_StrideWiderThanTheRow_GivesTheProcessorsBits) {
  if (!has_device()) GTEST_SKIP() << "skipped: no device";
  concord_device* const device = opened();
  std::vector<std::uint8_t> pixels(20 * 100);
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint8_t>(i * 37);
  concord_preprocess_options options;
  concord_preprocess_options_init(&options);
  options.output_height = options.output_width = 7;
  std::vector<float> expected(147), found(147);
  ASSERT_EQ(concord_preprocess_rgb8(pixels.data(), 30, 20, 100, &options, expected.data()), CONCORD_OK);
  options.device = device;
  ASSERT_EQ(concord_preprocess_rgb8(pixels.data(), 30, 20, 100, &options, found.data()), CONCORD_OK)
      << concord_last_error();
  expect_same_bits(found, expected, "image");
  concord_device_free(device);
}

TEST(DeviceAbi, Search_GenerationHeldAndSegmentNot_GivesTheProcessorsAnswer) {
  if (!has_device()) GTEST_SKIP() << "skipped: no device";
  concord_device* const device = opened();
  const Folder folder;
  const Vectors rows = clustered_vectors(600, 12, 8, 1), queries = clustered_vectors(20, 12, 8, 2);
  const Handle old = open_segment(write_segment(folder.file("old"), rows, 0, 500, 0));
  const Handle generation = build(folder.file("g"), {old.get()}, build_options(CONCORD_L2, 8));
  const Handle tail = open_segment(write_segment(folder.file("new"), rows, 500, 100, 500));
  concord_search_options options = search_options(CONCORD_L2, 10);
  options.exact = 1;
  const std::vector<const concord_source*> both = {generation.get(), tail.get()};
  const Answer expected = search(both, queries, options);
  ASSERT_EQ(concord_device_hold(device, generation.get()), CONCORD_OK) << concord_last_error();
  ASSERT_EQ(concord_device_hold(device, generation.get()), CONCORD_OK);
  options.device = device;
  const Answer found = search(both, queries, options);
  expect_same(found, expected);
  EXPECT_EQ(found.stats.device_queries, 20);
  EXPECT_EQ(found.stats.exact, 1);
  EXPECT_EQ(found.stats.lists_total, expected.stats.lists_total);
  concord_device_drop(device, generation.get());
  EXPECT_EQ(search(both, queries, options).stats.device_queries, 0);
  concord_device_free(device);
}

}  // namespace
}  // namespace concord::test
