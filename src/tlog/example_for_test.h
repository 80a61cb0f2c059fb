// The examples in docs/formats. Tests only.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "base/file.h"

namespace cs::tlog {

// What stands between the first line `fence` of the page and the next one that closes it.
inline std::string example(const std::string& page, const std::string& fence) {
  const auto text = read_file(CS_SOURCE_DIR "/docs/formats/" + page, std::size_t{1} << 20);
  EXPECT_TRUE(text.ok()) << page;
  if (!text) return {};
  const std::size_t begin = text->find(fence) + fence.size();
  return text->substr(begin, text->find("```", begin) - begin);
}

}  // namespace cs::tlog
