// Figures, printed on demand: ledger_test --gtest_also_run_disabled_tests --gtest_filter='*figures*'.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>

#include "ledger/ledger_test_home.h"
#include "ledger/verify.h"

namespace cs::ledger {
namespace {

constexpr std::uint32_t kLines = 700'000;

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

class Stopwatch {
 public:
  void lap(const char* what) {
    const double cpu = cpu_seconds();
    const auto now = std::chrono::steady_clock::now();
    std::printf("%-58s %6.2f CPU s %6.2f s\n", what, cpu - cpu_, std::chrono::duration<double>(now - wall_).count());
    std::fflush(stdout);
    cpu_ = cpu_seconds();
    wall_ = std::chrono::steady_clock::now();
  }

 private:
  double cpu_ = cpu_seconds();
  std::chrono::steady_clock::time_point wall_ = std::chrono::steady_clock::now();
};

TEST(figures, DISABLED_a_request_of_700000_lines) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  ASSERT_TRUE(ledger);
  PeriodKeys keys(home.path() / "keys");
  crypto::SystemRandom random;
  OpeningWriter writer(ledger->origin(), keys, random);
  const EntryIndex request = commit_request(*ledger);

  // Sizes of a common line, its answer, its basis (padded) and its admission.
  const Bytes line(520, 'l'), answer(24, 'a'), basis(256, 'b'), adm(230, 'd');
  const std::pair<OpeningKind, const Bytes*> kinds[] = {
      {OpeningKind::kIn, &line}, {OpeningKind::kAnswer, &answer}, {OpeningKind::kBasis, &basis}, {OpeningKind::kAdm, &adm}};
  Stopwatch watch;
  std::vector<OpeningWriter::Lines> sealed;
  for (const auto& [kind, payload] : kinds)
    sealed.push_back(writer.lines(kind, request, kExampleTime, "first-agreement", std::vector<ByteView>(kLines, *payload)).value());
  watch.lap("seal 4 openings a line, commitments included");

  Append lines_only = answer_append(request, ledger->next(), kLines, kExampleTime);
  watch.lap("make 700,000 line entries");
  ASSERT_TRUE(ledger->commit(lines_only));
  watch.lap("commit of 700,000 lines and close, no openings");
  ASSERT_TRUE(ledger->settle());
  watch.lap("settle");

  Append openings = desk_append(*ledger, 1);
  for (OpeningWriter::Lines& lines : sealed) std::move(lines.rows.begin(), lines.rows.end(), std::back_inserter(openings.openings));
  watch.lap("gather the openings' rows");
  ASSERT_TRUE(ledger->commit(openings));
  watch.lap("commit of 2,800,000 openings");
  ASSERT_TRUE(ledger->settle());
  watch.lap("settle");

  OpeningReader reader(*ledger, keys);
  for (const auto& [kind, payload] : kinds)
    ASSERT_TRUE(reader.for_each_line(kind, request, kLines, [](LineNumber, const Digest&, ByteView) -> Result<void> { return {}; }));
  watch.lap("read 4 openings a line back");
  ledger = conflict("closed");
  watch.lap("close");
  ASSERT_TRUE(reopened(home.path()));
  watch.lap("open (recovery) over 700,000 lines");
  ASSERT_FALSE(verify_ledger(home.path(), test_signer().verifier())->fault);
  watch.lap("ledger verify over 700,000 lines");
  std::printf("store.db %.0f MB\n", static_cast<double>(std::filesystem::file_size(home.path() / "store.db")) / 1e6);
}

}  // namespace
}  // namespace cs::ledger
