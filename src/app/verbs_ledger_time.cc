// ledger time: what the ledger costs, alone. bench/ledger drives it beside a rival and a bare loop.
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "app/command_line.h"
#include "crypto/digest.h"
#include "ledger/export.h"
#include "ledger/verify.h"
#include "tlog/tiles.h"

namespace cs::app {
namespace {

using codec::Value;

constexpr std::size_t kLoopBytes = 4096;
constexpr std::uint32_t kBlock = 50;  // answers and bare loop alternate
constexpr Instant kTime{1788253200000};

struct Spent {
  double cpu = 0, wall = 0;
};
Spent now() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
  return {seconds(usage.ru_utime) + seconds(usage.ru_stime), std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count()};
}
Spent since(const Spent& begin) {
  const Spent end = now();
  return {end.cpu - begin.cpu, end.wall - begin.wall};
}

Value micros(double seconds) { return Value(static_cast<std::int64_t>(seconds * 1e6)); }
void add(codec::Record& out, const std::string& name, const Spent& spent) {
  out.emplace_back(name + "_cpu_us", micros(spent.cpu));
  out.emplace_back(name + "_wall_us", micros(spent.wall));
}

Digest filled(std::uint32_t number) { return crypto::sha256(as_bytes(std::to_string(number))); }

ledger::Append plain(Instant time, ledger::Entry entry) { return {time, {std::move(entry)}, {}, std::nullopt, {}}; }

ledger::Append answer_of(EntryIndex request, EntryIndex first, std::uint32_t lines) {
  ledger::Append append{kTime, {}, {}, std::nullopt, {}};
  append.entries.reserve(lines + 1);
  const Digest in = filled(1), answer = filled(2), basis = filled(3);
  for (std::uint32_t line = 1; line <= lines; ++line) append.entries.emplace_back(ledger::LineEntry{request, {line}, in, answer, basis});
  ledger::CloseEntry close;
  close.request = request;
  close.first_line = first;
  close.lines = lines;
  close.response = crypto::sha256(as_bytes("sealed"));
  append.entries.emplace_back(close);
  append.answer = ledger::SealedAnswer{request, {first.value + lines}, to_bytes("sealed")};
  return append;
}

// One record of all lines: what is ours (encode, hash, integrate, sign) apart from what the database takes.
Result<void> bulk(ledger::Ledger& ledger, std::uint32_t lines, codec::Record& out) {
  const EntryIndex request = ledger.next();
  CS_TRY(opened, ledger.commit(plain(kTime, ledger::RequestEntry{filled(4), filled(5)})));
  (void)opened;
  const ledger::Append append = answer_of(request, ledger.next(), lines);
  double database_from = 0, database_until = 0;
  ledger.observe([&](ledger::CommitStep step) {
    if (step == ledger::CommitStep::kBegin) database_from = now().cpu;
    if (step == ledger::CommitStep::kCommitted) database_until = now().cpu;
  });
  const Spent begin = now();
  CS_TRY(durable, ledger.commit(append));
  (void)durable;
  add(out, "bulk", since(begin));
  out.emplace_back("bulk_database_cpu_us", micros(database_until - database_from));
  ledger.observe({});
  const Spent settling = now();
  CS_TRY_VOID(ledger.settle());
  add(out, "settle", since(settling));
  return {};
}

// What a durable append costs on this disk at the least.
class BareLoop {
 public:
  explicit BareLoop(const Path& file) : descriptor_(::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {}
  BareLoop(const BareLoop&) = delete;
  BareLoop& operator=(const BareLoop&) = delete;
  ~BareLoop() { ::close(descriptor_); }
  bool once() const { return ::write(descriptor_, bytes_.data(), bytes_.size()) == static_cast<ssize_t>(bytes_.size()) && ::fdatasync(descriptor_) == 0; }

 private:
  int descriptor_;
  Bytes bytes_ = Bytes(kLoopBytes, 0x5A);
};

void add_quantiles(codec::Record& out, const std::string& name, std::vector<double> seconds) {
  std::sort(seconds.begin(), seconds.end());
  out.emplace_back(name + "_p50_us", micros(seconds[seconds.size() / 2]));
  out.emplace_back(name + "_p99_us", micros(seconds[seconds.size() * 99 / 100]));
}

Result<void> singles(ledger::Ledger& ledger, const Path& work, std::uint32_t answers, codec::Record& out) {
  const BareLoop loop(work / "bare-loop");
  std::vector<double> ours, bare;
  for (std::uint32_t i = 0; i < answers; ++i) {
    const EntryIndex request = ledger.next();
    CS_TRY(opened, ledger.commit(plain(kTime, ledger::RequestEntry{filled(i), filled(5)})));
    (void)opened;
    const ledger::Append append = answer_of(request, ledger.next(), 1);
    const Spent begin = now();
    CS_TRY(durable, ledger.commit(append));
    (void)durable;
    ours.push_back(since(begin).wall);
    if (i % kBlock != kBlock - 1) continue;
    for (std::uint32_t k = 0; k < kBlock; ++k) {
      const Spent bare_begin = now();
      if (!loop.once()) return io_fault("the bare loop cannot write");
      bare.push_back(since(bare_begin).wall);
    }
  }
  out.emplace_back("answers", Value(std::int64_t{answers}));
  add_quantiles(out, "answer", std::move(ours));
  add_quantiles(out, "bare", std::move(bare));
  return {};
}

// A thousand proofs, from a reader each time new (nothing is kept from before) or from one that stays.
Result<void> proofs_from(const ledger::Ledger& ledger, const Path& tiles, bool kept, const std::string& name, codec::Record& out) {
  constexpr std::uint64_t kProofs = 1000;
  tlog::HashReader reader = tlog::tile_reader(tiles, ledger.size());
  const Spent begin = now();
  for (std::uint64_t i = 0; i < kProofs; ++i) {
    const std::uint64_t index = i * 7919 % ledger.size();
    if (!kept) reader = tlog::tile_reader(tiles, ledger.size());
    CS_TRY(leaf, reader(0, index));
    CS_TRY(proof, tlog::prove_inclusion(index, ledger.size(), reader));
    if (!tlog::verify_inclusion(index, ledger.size(), leaf, ledger.root(), proof)) return untrusted("a proof from tiles does not hold");
  }
  const Spent spent = since(begin);
  add(out, name, {spent.cpu / kProofs, spent.wall / kProofs});
  return {};
}

Result<void> proofs(const ledger::Ledger& ledger, const Path& work, codec::Record& out) {
  const Spent exporting = now();
  CS_TRY_VOID(ledger::export_log(ledger, work / "export"));
  add(out, "export", since(exporting));
  CS_TRY_VOID(proofs_from(ledger, work / "export", false, "first_proof_from_tiles", out));
  return proofs_from(ledger, work / "export", true, "proof_from_tiles", out);
}

// A child opens the ledger, makes one commit durable and is killed in it.
Result<void> kill_in_commit(const Path& home, const crypto::NoteSigner& signer) {
  const pid_t child = ::fork();
  if (child == 0) {
    auto ledger = ledger::Ledger::open(home, signer);
    if (!ledger) ::_exit(1);
    ledger->observe([](ledger::CommitStep step) {
      if (step == ledger::CommitStep::kCommitted) ::raise(SIGKILL);
    });
    const auto never = ledger->commit(plain(kTime, ledger::DeskEntry{kTime, filled(6)}));
    ::_exit(never ? 2 : 3);
  }
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) != child || !WIFSIGNALED(status)) return io_fault("the child was not killed in its commit");
  return {};
}

struct TimedWords {
  std::string work, only;
  std::uint32_t lines = 700'000, answers = 1000;
  bool asks(std::string_view part) const { return only.empty() || only == part; }
};

// What the program holds of its heap; the tree's hashes lie there.
std::int64_t heap_bytes() {
  const struct mallinfo2 heap = ::mallinfo2();
  return static_cast<std::int64_t>(heap.uordblks + heap.hblkhd);
}

// A thousand proofs from the hashes that a ledger at work holds: what a receipt takes.
Result<void> proofs_from_memory(const ledger::Ledger& ledger, codec::Record& out) {
  constexpr std::uint64_t kProofs = 1000;
  const Spent begin = now();
  for (std::uint64_t i = 0; i < kProofs; ++i) CS_TRY_VOID(ledger.prove({i * 7919 % ledger.size()}));
  const Spent spent = since(begin);
  add(out, "proof_from_memory", {spent.cpu / kProofs, spent.wall / kProofs});
  return {};
}

Result<void> start_and_verify(const Path& home, const crypto::NoteSigner& signer, codec::Record& out) {
  CS_TRY_VOID(kill_in_commit(home, signer));
  const std::int64_t held = heap_bytes();
  const Spent starting = now();
  {
    CS_TRY(ledger, ledger::Ledger::open(home, signer));
    add(out, "start_after_kill", since(starting));
    out.emplace_back("start_heap_bytes", Value(heap_bytes() - held));
    CS_TRY_VOID(proofs_from_memory(ledger, out));
  }
  const Spent verifying = now();
  CS_TRY(report, ledger::verify_ledger(home, signer.verifier()));
  add(out, "verify", since(verifying));
  if (report.fault) return untrusted(report.fault->text);
  out.emplace_back("entries", Value(static_cast<std::int64_t>(report.entries)));
  return {};
}

Result<int> time_ledger(const TimedWords& words) {
  const Path work = words.work;
  const Path home = work / "ledger";
  CS_TRY(signer, crypto::NoteSigner::from_seed("time.test.invalid/countersign/time", filled(7)));
  codec::Record out;
  out.emplace_back("lines", Value(std::int64_t{words.lines}));
  {
    CS_TRY(ledger, ledger::Ledger::create(home, signer, plain(kTime, ledger::GenesisEntry{signer.verifier().name(), {signer.verifier().text()}, crypto::sha256({}),
                                                                                           ledger::WitnessMode::kNone})));
    CS_TRY_VOID(bulk(ledger, words.lines, out));
    if (words.asks("answers")) CS_TRY_VOID(singles(ledger, work, words.answers, out));
    if (words.asks("proofs")) CS_TRY_VOID(proofs(ledger, work, out));
  }
  if (words.asks("start")) CS_TRY_VOID(start_and_verify(home, signer, out));
  print_json(Value(std::move(out)));
  return kExitDone;
}

}  // namespace

void add_ledger_time_verb(CommandLine& line, CLI::App* ledger_group) {
  auto words = std::make_shared<TimedWords>();
  CLI::App* timed = line.verb(ledger_group, "time", "what a ledger of its own costs: CPU and wall time in microseconds (JSON)", "ledger time --work /var/tmp/time --lines 700000");
  timed->add_option("--work", words->work, "an empty directory on the disk that is asked about")->required();
  timed->add_option("--lines", words->lines, "lines of the one large record");
  timed->add_option("--answers", words->answers, "answers of one line each")->check(CLI::Range(100, 1000000));
  timed->add_option("--only", words->only, "one part besides the large record")->check(CLI::IsMember({"answers", "proofs", "start"}));
  line.runs(timed, [words] { return time_ledger(*words); });
}

}  // namespace cs::app
