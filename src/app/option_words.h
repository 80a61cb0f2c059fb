// Words of a command line that several verbs take, each checked once: how many threads, which files are read and which are written.
//   Errors   kUsage: a number that is none or out of range, a word that is no choice, an output that is an input or another output; kIo: an
//            output whose directory is not there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/progress.h"
#include "base/result.h"

namespace cs::app {

// 0: as many as there are cores; limits::kThreadsMax at most.
Result<int> thread_count(int threads);
Result<Progress> progress_of(const std::string& style, std::string unit);
Result<bool> yes_or_no(std::string_view option, const std::string& text);
// "1", "0.25": percent with at most four decimals, 0 to 100, in parts per million.
Result<std::uint32_t> percent_ppm(std::string_view option, const std::string& text);

// Matching is held to these vector instructions, before it begins; "": the widest of the machine. The answers are the same.
Result<void> hold_instructions(const std::string& name);

// Nothing that is read may be written, nor anything be written twice: by name, link or another path. Empty words are none.
Result<void> files_apart(const std::vector<std::string>& read, const std::vector<std::string>& written);

}  // namespace cs::app
