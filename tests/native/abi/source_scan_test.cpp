// Every function of the public headers that returns a status is implemented inside guard(): an exception that crossed
// the ABI would end the process of the program that embeds us.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

namespace concord::test {
namespace {

std::string text_of_folder(const std::string& folder, const std::string& extension) {
  std::string text;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != extension) continue;
    std::ifstream file(entry.path());
    text.append(std::istreambuf_iterator<char>(file), {});
  }
  return text;
}

std::set<std::string> declared_functions() {
  const std::string headers = text_of_folder(CONCORD_INCLUDE_FOLDER, ".h");
  const std::regex declaration(R"(CONCORD_API concord_status (concord_\w+)\()");
  std::set<std::string> names;
  for (std::sregex_iterator at(headers.begin(), headers.end(), declaration), end; at != end; ++at)
    names.insert((*at)[1]);
  return names;
}

// The body of the function, up to the closing brace in the first column; "" when there is none.
std::string body_of(const std::string& name, const std::string& sources) {
  const std::size_t begin = sources.find("\nconcord_status " + name + "(");
  if (begin == std::string::npos) return "";
  const std::size_t open = sources.find('{', begin);
  return sources.substr(open, sources.find("\n}", begin) - open);
}

TEST(AbiSources, StatusFunctions_All_BeginInsideGuard) {
  const std::string sources = text_of_folder(CONCORD_ABI_FOLDER, ".cpp");
  const std::set<std::string> names = declared_functions();
  ASSERT_GE(names.size(), 20u) << "the scan no longer finds the declarations";
  for (const std::string& name : names) {
    const std::string body = body_of(name, sources);
    ASSERT_FALSE(body.empty()) << name << " is declared but not implemented in native/src/abi";
    EXPECT_TRUE(std::regex_search(body, std::regex(R"(^\{\s*return guard\()"))) << name << " does work outside guard()";
  }
}

}  // namespace
}  // namespace concord::test
