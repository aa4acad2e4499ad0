// What the tests of this folder share: a folder that goes, files as strings, and the code of what a call throws.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/segment.hpp"

namespace concord::test {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "concord-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) std::abort();
    path_ = pattern;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::string& path() const { return path_; }
  std::string file(const std::string& name) const { return path_ + "/" + name; }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) names.push_back(entry.path().filename());
    return names;
  }

 private:
  std::string path_;
};

inline std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void put(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// The status of the Error that `body` throws, CONCORD_OK when it throws none.
template <typename Body>
concord_status code_of(const Body& body) {
  try {
    body();
    return CONCORD_OK;
  } catch (const Error& error) {
    return error.code();
  }
}

// The text of the Error that `body` throws.
template <typename Body>
std::string text_thrown_by(const Body& body) {
  try {
    body();
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

// A segment of 3 float32 a row, 12 bytes.
inline SegmentHeader small_header() {
  SegmentHeader header;
  for (std::size_t i = 0; i < header.collection.size(); ++i) header.collection[i] = static_cast<std::uint8_t>(i + 1);
  header.dimension = 3;
  header.dtype = CONCORD_FLOAT32;
  header.first_row = 70;
  return header;
}

}  // namespace concord::test
