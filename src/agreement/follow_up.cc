#include "agreement/follow_up.h"

#include <algorithm>

#include "agreement/table.h"
#include "base/limits.h"
#include "codec/json.h"

namespace cs::agreement {
namespace {

constexpr std::size_t kTextPoints = 80;

std::string line_name(std::size_t index) { return "line " + std::to_string(index + 1); }

// An object, or null: then nothing is read.
bool given(Table& table, std::string_view key) {
  const codec::Value* found = table.take(key, Give::kMust);
  return found != nullptr && !found->is_null();
}

void read_verification(Table table, FollowUp& out) {
  table.text("method", out.method, kTextPoints, Give::kMust);
  table.date("on", out.verified_on, Give::kMust);
  table.text("source", out.source, kTextPoints, Give::kMust);
  table.close();
}

void read_notice(Table table, FollowUp& out) {
  Date served, until;
  table.date("served_on", served, Give::kMust);
  table.date("contest_until", until, Give::kMust);
  table.close();
  out.served_on = served;
  out.contest_until = until;
}

void read_delay(Table table, FollowUp& out) {
  Date review;
  std::string approved_by;
  table.text("ground", out.delay_ground, kTextPoints, Give::kMust);
  table.text("approved_by", approved_by, kTextPoints, Give::kMust);
  table.date("review_on", review, Give::kMust);
  table.close();
  out.review_on = review;
}

void read_contest(Table table, FollowUp& out) {
  Date received;
  std::optional<Date> on;
  std::size_t outcome = 0;
  table.date("received", received, Give::kMust);
  table.choice("outcome", outcome, {"open", "upheld", "rejected"}, Give::kMust);
  table.maybe_date("on", on, Give::kMust);
  if (on.has_value() != (outcome != 0)) table.wrong("on", "goes with an outcome, and with none that is open");
  table.close();
  out.contest_received = received;
}

Result<FollowUp> read_one(const std::string& text, const std::string& where) {
  CS_TRY(value, codec::read_json(text, limits::kFollowUpBytesMax));
  Trouble trouble;
  Table table(value, where, trouble);
  FollowUp out;
  std::int64_t line = 0;
  table.number("line", line, 1, limits::kLinesPerRequestMax, Give::kMust);
  out.line = static_cast<std::uint32_t>(line);
  read_verification(table.table("verification", Give::kMust), out);
  const bool notice = given(table, "notice"), delay = given(table, "delay");
  if (notice == delay) table.wrong("notice", "exactly one of notice and delay is given, the other null");
  if (notice) read_notice(table.table("notice", Give::kMust), out);
  if (delay) read_delay(table.table("delay", Give::kMust), out);
  if (given(table, "contest")) read_contest(table.table("contest", Give::kMust), out);
  table.take("adverse_use", Give::kMust);
  table.maybe_date("adverse_use", out.adverse_use, Give::kMay);
  table.close();
  if (trouble.first) return *trouble.first;
  return out;
}

}  // namespace

Result<std::vector<FollowUp>> read_follow_ups(const std::vector<std::string>& lines) {
  if (lines.empty()) return malformed("follow-ups: a file has one at least");
  if (lines.size() > limits::kFollowUpsMax) return limit_reached("follow-ups: more than a file may have");
  std::vector<FollowUp> out;
  out.reserve(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto one = read_one(lines[i], line_name(i));
    if (!one && one.fault().text.starts_with("line ")) return at("follow-ups", one.fault());
    if (!one) return at("follow-ups: " + line_name(i), one.fault());
    if (!out.empty() && out.back().line >= one->line) return malformed("follow-ups: " + line_name(i) + ": the request's lines must ascend");
    out.push_back(std::move(*one));
  }
  return out;
}

Result<void> check_follow_ups(const std::vector<FollowUp>& follow_ups, const DueProcess& terms, Date today) {
  for (std::size_t i = 0; i < follow_ups.size(); ++i) {
    const FollowUp& one = follow_ups[i];
    const auto wrong = [&](std::string_view what) { return conflict("follow-ups: " + line_name(i) + ": " + std::string(what)); };
    const auto lies_ahead = [&](const std::optional<Date>& date) { return date && *date > today; };
    if (lies_ahead(one.verified_on) || lies_ahead(one.served_on) || lies_ahead(one.contest_received) || lies_ahead(one.adverse_use)) return wrong("a day that has not come");
    if (one.served_on && one.contest_until->midnight() < one.served_on->midnight() + Span::days(terms.notice_days)) return wrong("notice.contest_until: earlier than due_process.notice_days after served_on");
    if (!one.delay_ground.empty() && std::find(terms.delay_grounds.begin(), terms.delay_grounds.end(), one.delay_ground) == terms.delay_grounds.end())
      return wrong("delay.ground: is none of due_process.delay_grounds");
  }
  return {};
}

}  // namespace cs::agreement
