#include "app/option_words.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include "base/file.h"
#include "base/limits.h"
#include "match/instructions.h"

namespace cs::app {
namespace {

bool same_file(const std::string& one, const std::string& other) {
  struct stat left {}, right {};
  if (::stat(one.c_str(), &left) == 0 && ::stat(other.c_str(), &right) == 0) return left.st_dev == right.st_dev && left.st_ino == right.st_ino;
  std::error_code error;
  const Path here = std::filesystem::weakly_canonical(one, error), there = std::filesystem::weakly_canonical(other, error);
  return !error && here == there;
}

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::uint32_t number_of(std::string_view digits) {
  std::uint32_t out = 0;
  for (const char c : digits) out = out * 10 + static_cast<std::uint32_t>(c - '0');
  return out;
}

// /dev/stdout and pipes are written as they come: they are nobody's file.
bool is_file_or_new(const std::string& path) {
  struct stat at {};
  return ::stat(path.c_str(), &at) != 0 || S_ISREG(at.st_mode);
}

}  // namespace

Result<int> thread_count(int threads) {
  if (threads < 0 || threads > limits::kThreadsMax)
    return usage_fault("--threads: 0 (all cores) to " + std::to_string(limits::kThreadsMax) + ", not " + std::to_string(threads));
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  return threads > 0 ? threads : std::min(cores, limits::kThreadsMax);
}

Result<Progress> progress_of(const std::string& style, std::string unit) {
  const auto read = parse_progress_style(style);
  if (!read) return usage_fault("--progress: auto, lines or none, not \"" + style + "\"");
  return make_progress(*read, std::move(unit));
}

Result<bool> yes_or_no(std::string_view option, const std::string& text) {
  if (text == "yes") return true;
  if (text == "no") return false;
  return usage_fault(std::string(option) + ": yes or no, not \"" + text + "\"");
}

Result<std::uint32_t> percent_ppm(std::string_view option, const std::string& text) {
  constexpr std::size_t kWholeDigitsMax = 3, kDecimalsMax = 4;
  constexpr std::uint32_t kOnePercent = 10'000;
  const std::string_view whole = std::string_view(text).substr(0, text.find('.'));
  std::string decimals = text.find('.') == std::string::npos ? std::string() : text.substr(text.find('.') + 1);
  const bool written = !whole.empty() && whole.size() <= kWholeDigitsMax && decimals.size() <= kDecimalsMax && is_digits(whole) && is_digits(decimals);
  decimals.resize(kDecimalsMax, '0');
  const std::uint32_t ppm = written ? number_of(whole) * kOnePercent + number_of(decimals) : UINT32_MAX;
  if (ppm > 100 * kOnePercent) return usage_fault(std::string(option) + ": a percentage from 0 to 100 with at most four decimals, not \"" + text + "\"");
  return ppm;
}

Result<void> hold_instructions(const std::string& name) {
  if (name.empty() || match::hold_instructions(name)) return {};
  std::string here;
  for (const std::string& each : match::known_instructions()) here += (here.empty() ? "" : ", ") + each;
  return Fault{FaultKind::kUsage, "--instructions " + name + ": this machine has " + here};
}

Result<void> files_apart(const std::vector<std::string>& read, const std::vector<std::string>& written) {
  for (std::size_t at = 0; at < written.size(); ++at) {
    const std::string& out = written[at];
    if (out.empty() || !is_file_or_new(out)) continue;
    const auto is_out = [&](const std::string& other) { return !other.empty() && same_file(out, other); };
    if (std::any_of(read.begin(), read.end(), is_out)) return usage_fault(out + ": would be written over, and is read");
    if (std::any_of(written.begin(), written.begin() + static_cast<std::ptrdiff_t>(at), is_out)) return usage_fault(out + ": would be written twice");
    const Path directory = Path(out).parent_path();
    std::error_code error;
    if (!directory.empty() && !std::filesystem::is_directory(directory, error)) return io_fault(out + ": its directory is not there");
  }
  return {};
}

}  // namespace cs::app
