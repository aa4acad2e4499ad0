// Every function of the public headers that returns a status is implemented inside guard(): an exception that crossed
// the ABI would end the process of the program that embeds us.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
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
  const std::string declaration = "CONCORD_API concord_status ";
  std::set<std::string> names;
  for (std::size_t at = headers.find(declaration); at != std::string::npos; at = headers.find(declaration, at + 1)) {
    const std::size_t name = at + declaration.size();
    names.insert(headers.substr(name, headers.find('(', name) - name));
  }
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
    const std::string first_statement = body.substr(body.find_first_not_of("{ \n"));
    EXPECT_EQ(first_statement.rfind("return guard(", 0), 0u) << name << " does work outside guard()";
  }
}

}  // namespace
}  // namespace concord::test
