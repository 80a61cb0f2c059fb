#include "app/progress.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <memory>

namespace cs::app {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

struct Drawn {
  std::string phase;
  SteadyTime phase_start{};
  SteadyTime last{};
};

constexpr int kBarCells = 30;

std::string bar(std::uint64_t done, std::uint64_t total) {
  if (total == 0) return std::string(kBarCells, '.');
  const int filled = static_cast<int>(std::uint64_t{kBarCells} * (done < total ? done : total) / total);
  return std::string(static_cast<std::size_t>(filled), '#') + std::string(static_cast<std::size_t>(kBarCells - filled), '.');
}

void draw(Drawn& drawn, bool terminal, const std::string& unit, const std::string& phase, std::uint64_t done, std::uint64_t total) {
  const SteadyTime now = std::chrono::steady_clock::now();
  const bool new_phase = phase != drawn.phase;
  const bool finished = total != 0 && done >= total;
  if (!new_phase && !finished && now - drawn.last < std::chrono::milliseconds(terminal ? 100 : 2000)) return;
  if (new_phase) {
    if (terminal && !drawn.phase.empty()) std::fputc('\n', stderr);
    drawn.phase = phase;
    drawn.phase_start = now;
  }
  drawn.last = now;
  const double seconds = std::chrono::duration<double>(now - drawn.phase_start).count();
  const double rate = seconds > 0.05 ? static_cast<double>(done) / seconds : 0;
  const double left = rate > 0 && total > done ? static_cast<double>(total - done) / rate : 0;
  std::fprintf(stderr, terminal ? "\r%-12s [%s] %llu of %llu %s, %.0f a second, %.0f s left   " : "%s [%s] %llu of %llu %s, %.0f a second, %.0f s left\n",
               phase.c_str(), bar(done, total).c_str(), static_cast<unsigned long long>(done), static_cast<unsigned long long>(total),
               unit.c_str(), rate, left);
  if (terminal && finished) std::fputc('\n', stderr), drawn.phase.clear();
}

}  // namespace

Progress make_progress(ProgressStyle style, std::string unit) {
  const bool terminal = style == ProgressStyle::kAuto && ::isatty(STDERR_FILENO) != 0;
  if (!terminal && style != ProgressStyle::kLines) return [](const std::string&, std::uint64_t, std::uint64_t) {};
  auto drawn = std::make_shared<Drawn>();
  return [drawn, terminal, unit = std::move(unit)](const std::string& phase, std::uint64_t done, std::uint64_t total) {
    draw(*drawn, terminal, unit, phase, done, total);
  };
}

std::optional<ProgressStyle> parse_progress_style(std::string_view text) {
  if (text == "auto") return ProgressStyle::kAuto;
  if (text == "lines") return ProgressStyle::kLines;
  if (text == "none") return ProgressStyle::kNone;
  return std::nullopt;
}

}  // namespace cs::app
