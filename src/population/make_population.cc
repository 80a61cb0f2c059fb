#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <thread>

#include "base/check.h"
#include "crypto/digest.h"
#include "population/issuer_log.h"
#include "population/kit.h"
#include "population/line_files.h"
#include "population/people_csv.h"
#include "population/population.h"
#include "population/quotas.h"

namespace cs::population {
namespace {

constexpr std::uint64_t kPeopleMin = 1'000;
constexpr std::uint64_t kPeopleMax = 160'000'000;
constexpr std::uint64_t kLinesMax = 10'000'000;
constexpr std::uint64_t kLinesPerPerson = 20;
constexpr std::uint64_t kRowBytes = 170, kLineBytes = 1'100;  // on disk, generously: the room is looked at first

std::uint64_t asked_for(const Options& options) { return options.people ? *options.people : *options.rows; }

std::uint64_t zips_of(const Options& options, const Tables& t) {
  const std::uint64_t count = options.zips != 0 ? options.zips : std::max<std::uint64_t>(4, asked_for(options) / 250);
  return std::min<std::uint64_t>(count, t.zips.size());
}

Result<void> check_options(const Options& options, const Tables& t) {
  if (options.people.has_value() == options.rows.has_value()) return usage_fault("population: give either people or rows");
  const std::uint64_t asked = asked_for(options);
  if (asked < kPeopleMin || asked > kPeopleMax) return usage_fault("people or rows: not from 1,000 to 160,000,000");
  if (options.lines > kLinesMax) return usage_fault("lines: more than 10,000,000");
  if (options.lines > asked * kLinesPerPerson) return usage_fault("lines: more than 20 a registered person, which is more than the mix can supply");
  if (options.zips > t.zips.size()) return usage_fault("zips: more than there are (" + std::to_string(t.zips.size()) + ")");
  if (options.zips > asked / 20) return usage_fault("zips: fewer than 20 people for each");
  for (const std::uint32_t percent : {0U, 50U, 100U, 200U})
    if (options.error_percent == percent) {
      const Date today = Date::of(options.as_of);
      if (today < Date::civil(1980, 1, 1) || today > Date::civil(2200, 1, 1)) return usage_fault("as-of: not from 1980 to 2200");
      return {};
    }
  return usage_fault("error scale: not 0, 0.5, 1 or 2");
}

// A directory beside `out` that is renamed to it when all is well, and goes when not.
class Workshop {
 public:
  static Result<Workshop> open(const Path& out, std::uint64_t bytes) {
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(out, error))) return conflict(out.string() + ": exists already");
    const Path whole = std::filesystem::absolute(out, error);
    const Path name = whole.has_filename() ? whole.filename() : whole.parent_path().filename();
    const Path parent = whole.has_filename() ? whole.parent_path() : whole.parent_path().parent_path();
    CS_TRY_VOID(make_directories(parent));
    CS_TRY(room, free_bytes(parent));
    if (room < bytes) return io_fault(parent.string() + ": has " + std::to_string(room) + " bytes free, this population may need " + std::to_string(bytes));
    std::string hidden(".");
    hidden.append(name.string()).append(".making-").append(std::to_string(::getpid()));
    Workshop workshop(parent / hidden, parent / name);
    if (!std::filesystem::create_directory(workshop.making_, error)) return io_fault(workshop.making_.string() + ": cannot be created: " + error.message());
    workshop.open_ = true;
    return workshop;
  }
  Workshop(Workshop&& other) noexcept : making_(std::move(other.making_)), out_(std::move(other.out_)), open_(std::exchange(other.open_, false)) {}
  Workshop& operator=(Workshop&&) = delete;
  ~Workshop() {
    std::error_code ignored;
    if (open_) std::filesystem::remove_all(making_, ignored);
  }
  const Path& root() const { return making_; }
  Result<void> finish() {
    if (::renameat2(AT_FDCWD, making_.c_str(), AT_FDCWD, out_.c_str(), RENAME_NOREPLACE) != 0) {
      const int error = errno;
      if (error == EEXIST) return conflict(out_.string() + ": exists already");
      return io_fault(out_.string() + ": rename: " + std::strerror(error));
    }
    open_ = false;
    return {};
  }

 private:
  Workshop(Path making, Path out) : making_(std::move(making)), out_(std::move(out)) {}
  Path making_, out_;
  bool open_ = false;
};

struct ZipPlan {
  std::uint32_t zip_rank = 0;
  Quota quota;
  std::uint32_t lines = 0;
};

// A ZIP has kSlotsPerZip ids. A registered person brings about 0.6 others (children, the unregistered), a line at most one stranger.
bool has_room(std::uint64_t quota, std::uint64_t lines) { return quota * 2 + lines <= kSlotsPerZip; }

Result<std::vector<ZipPlan>> plan_zips(const Options& options, const Tables& t, const Prf& prf) {
  const std::vector<std::uint32_t> ranks = choose_zips(t, prf, zips_of(options, t));
  std::vector<std::uint64_t> people;
  for (const std::uint32_t rank : ranks) people.push_back(t.zips[rank].people);
  const std::vector<std::uint64_t> quotas = share_out(asked_for(options), people);
  const std::vector<std::uint64_t> lines = share_out(options.lines, quotas);
  std::vector<ZipPlan> plan;
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    if (!has_room(quotas[i], lines[i])) return usage_fault("zips: too few for so many people and lines");
    plan.push_back({ranks[i], {quotas[i], options.rows.has_value()}, static_cast<std::uint32_t>(lines[i])});
  }
  return plan;
}

// Two ZIPs that are made together, so that each can have people who moved to the other; the last may be three.
struct PairMade {
  std::vector<PeopleRows> rows;
  std::vector<LineBlock> lines;
  std::uint64_t people = 0;
};

class PairMaker {
 public:
  PairMaker(const Options& options, const Tables& t, const Prf& prf, std::vector<ZipPlan> plan)
      : tables_(t), prf_(prf), ids_(prf), rules_{story_table(options.mix), LineRates(t.assumed, options.error_percent)}, error_percent_(options.error_percent), plan_(std::move(plan)), today_(Date::of(options.as_of)) {}

  std::size_t count() const { return std::max<std::size_t>(1, plan_.size() / 2); }

  PairMade make(std::size_t pair) const {
    const std::size_t from = pair * 2;
    const std::size_t to = pair + 1 == count() ? plan_.size() : from + 2;
    std::vector<World> worlds;
    worlds.reserve(to - from);
    for (std::size_t i = from; i < to; ++i) worlds.emplace_back(tables_, prf_, plan_[i].zip_rank, plan_[i].quota, today_, error_percent_);
    PairMade out;
    for (std::size_t i = 0; i < worlds.size(); ++i) {
      const World* partner = worlds.size() > 1 ? &worlds[(i + 1) % worlds.size()] : nullptr;
      out.people += worlds[i].registered().size();
      out.rows.push_back(people_rows(worlds[i], tables_, ids_));
      out.lines.push_back(make_lines(tables_, prf_, ids_, rules_, worlds[i], partner, plan_[from + i].lines, today_));
    }
    return out;
  }

 private:
  const Tables& tables_;
  Prf prf_;
  PersonIds ids_;
  LineRules rules_;
  std::uint32_t error_percent_;
  std::vector<ZipPlan> plan_;
  Date today_;
};

struct People {
  LineSet lines;
  FileFacts file, truth;
  std::uint64_t people = 0;
};

Result<People> write_people(const Path& root, const PairMaker& maker, std::uint64_t asked, int threads, const Progress& progress) {
  CS_TRY(file, FileWriter::create(root, "people.csv"));
  CS_TRY_VOID(file.write(kPeopleHeader, 0));
  CS_TRY(truth, FileWriter::create(root, "people-truth.csv"));
  CS_TRY_VOID(truth.write(kPeopleTruthHeader, 0));
  People out;
  out.lines.first_line.push_back(0);
  const auto take = [&](std::size_t, PairMade made) -> Result<void> {
    for (const PeopleRows& rows : made.rows) CS_TRY_VOID(file.write(rows.text.view(), rows.rows));
    for (const PeopleRows& rows : made.rows) CS_TRY_VOID(truth.write(rows.truth.view(), rows.people));
    for (LineBlock& block : made.lines) {
      out.lines.first_line.push_back(out.lines.total() + block.heads.size());
      out.lines.blocks.push_back(std::move(block));
    }
    out.people += made.people;
    if (progress) progress("people", out.people, asked);
    return {};
  };
  CS_TRY_VOID(ordered_parallel<PairMade>(maker.count(), threads, [&](std::size_t i) { return maker.make(i); }, take));
  CS_TRY(facts, file.close());
  CS_TRY(truth_facts, truth.close());
  out.truth = truth_facts;
  out.file = facts;
  return out;
}

void tally_into(Manifest& manifest, const LineTally& tally) {
  for (const std::string_view expected : {"verified", "not_verified", "review", "insufficient"}) manifest.expected.push_back({std::string(expected), 0});
  for (std::size_t i = 0; i < kLineClasses; ++i) {
    const auto line_class = static_cast<LineClass>(i);
    manifest.classes.push_back({std::string(class_text(line_class)), tally.classes[i]});
    for (Count& expected : manifest.expected)
      if (expected.name == expected_text(line_class)) expected.count += tally.classes[i];
  }
  for (std::uint8_t kind = 1; kind <= kEditKindMax; ++kind)
    manifest.edits.push_back({std::string(edit_text(static_cast<EditKind>(kind))), tally.edits[kind]});
  for (std::size_t i = 0; i < kOrderStatuses; ++i)
    manifest.orders.push_back({std::string(order_status_text(static_cast<OrderStatus>(i))), tally.orders[i]});
}

Result<Manifest> write_all(const Options& options, const Tables& t, const Path& root, const Progress& progress) {
  const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  const int threads = options.threads > 0 ? options.threads : cores;
  const Prf prf(options.seed);
  Manifest manifest;
  manifest.options = options;
  CS_TRY(plan, plan_zips(options, t, prf));
  manifest.zips = plan.size();
  const PairMaker maker(options, t, prf, std::move(plan));
  CS_TRY(people, write_people(root, maker, asked_for(options), threads, progress));
  manifest.people = people.people;
  manifest.rows = people.file.rows;
  manifest.files.push_back(people.file);
  manifest.files.push_back(people.truth);

  const OrderBook book(prf, t.assumed, options.as_of);
  IssuerLog log(book, options.as_of);
  if (options.kit) CS_TRY_VOID(make_directories(root / "orders"));
  CS_TRY(lines, write_line_files(root, people.lines, prf, book, options.kit ? &log : nullptr, options.as_of, threads, progress));
  manifest.files.insert(manifest.files.end(), lines.files.begin(), lines.files.end());
  people.lines = LineSet{};
  if (options.kit) {
    const KitKeys keys;
    CS_TRY(log_facts, log.write(root, "orders", keys, progress));
    manifest.log_size = log_facts.size;
    manifest.log_root = log_facts.root;
    CS_TRY(kit, write_kit(root, keys, options.as_of, {manifest.rows, options.model}));
    manifest.files.insert(manifest.files.end(), log_facts.files.begin(), log_facts.files.end());
    manifest.files.insert(manifest.files.end(), kit.begin(), kit.end());
  }
  tally_into(manifest, lines.tally);
  for (const Source& source : sources()) manifest.sources.emplace_back(source.name, crypto::sha256(as_bytes(source.bytes)));
  CS_TRY(written, write_small(root, "manifest.json", manifest.json()));
  return manifest;
}

}  // namespace

Result<Manifest> make_population(const Options& options, const Progress& progress) {
  const Tables& t = tables();
  CS_TRY_VOID(check_options(options, t));
  CS_TRY(workshop, Workshop::open(options.out, asked_for(options) * kRowBytes * 2 + options.lines * kLineBytes));
  CS_TRY(manifest, write_all(options, t, workshop.root(), progress));
  CS_TRY_VOID(workshop.finish());
  return manifest;
}

}  // namespace cs::population
