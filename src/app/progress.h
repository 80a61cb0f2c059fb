// A progress bar for long work: on a terminal a line that is drawn again, elsewhere nothing, or lines with `--progress lines`.
//   Threads  one at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace cs::app {

enum class ProgressStyle { kAuto, kLines, kNone };

// Called with the phase, how much is done and how much there is in all (0: unknown), in the unit of the work.
using Progress = std::function<void(const std::string& phase, std::uint64_t done, std::uint64_t total)>;

Progress make_progress(ProgressStyle style, std::string unit);
std::optional<ProgressStyle> parse_progress_style(std::string_view text);  // "auto", "lines", "none"

}  // namespace cs::app
