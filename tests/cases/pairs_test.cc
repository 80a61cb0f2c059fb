// Story 36 at large: of two failures of one level the earlier number is the answer, for each pair of codes that can come together.
//   Shape    a fault is what it changes: words of the story, the signers, cells of a row. Two faults that need the same place cannot come
//            together and are no pair; all others are played. Stories are written here and played like any other.
#include <gtest/gtest.h>

#include <map>

#include "base/verdict.h"
#include "tests/cases/play.h"

namespace cs::cases {
namespace {

using Cells = std::map<std::string, std::string>;

struct Fault36 {
  std::string code;
  std::string given, before;  // sentences; of the whole agreement
  std::string signers;        // who signs, where that is the fault
  Cells cells;                // of the row
};

std::string number_of(const std::string& code) { return std::to_string(100 + static_cast<int>(*parse_reason(code))); }
bool earlier(const Fault36& a, const Fault36& b) { return number_of(a.code) < number_of(b.code); }

// The state of the agreement and of the service: one world for each, or each two of them.
const std::vector<Fault36> kStates = {
    {"SVC-GENERATION", "register generation of 2026-07-01", "", "", {}},
    {"AGR-DRAFT", "agreement is signed by holder", "", "", {}},
    {"AGR-ENDED", "", "2026-09-01 10:00  \"requester signatory\" terminates", "", {}},
    {"AGR-WAITING", "agreement is waiting since 2026-08-30", "", "", {}},
    {"AGR-SAFEGUARD", "safeguard finding open", "", "", {}},
    {"RST-COURT", "", "2026-09-01 09:00  \"counsel\" restrains disclosure, court \"a court\"", "", {}},
    {"RST-HOLDER", "", "2026-09-01 09:01  \"counsel\" restrains use", "", {}},
    {"AGR-SUSPENDED", "", "2026-09-01 09:02  \"counsel\" stops", "", {}},
};

// What is wrong with the request itself.
const std::vector<Fault36> kRequests = {
    {"AGR-VERSION", "", "", "", {{"manifest.version", "7"}}},
    {"SIG-MISSING", "", "", "nobody", {}},
    {"SIG-ALG", "", "", "\"director with a short key\"", {}},
    {"SIG-TIME", "", "", "\"director\" at 2026-08-30 12:00", {{"manifest.created_at", "2026-09-01 11:00"}}},
    {"SIG-NOTDESIGNATED", "", "", "\"under-secretary\"", {}},
    {"REQ-FORMAT", "", "", "", {{"manifest.without", "contact"}}},
    {"REQ-EXPIRED", "", "", "", {{"manifest.not_after", "2026-09-01 11:59"}}},
    {"AGR-SCOPE", "", "", "", {{"manifest.purpose", "curiosity"}}},
    {"REQ-ATTEST", "", "", "", {{"manifest.attestations", "one missing"}}},
    {"REQ-REASON", "", "", "", {{"manifest.reason", "too short"}}},
    {"REQ-TOOLARGE", "", "", "", {{"manifest.count", "60000"}}},
    {"REQ-COUNTERSIGN", "", "", "", {{"manifest.count", "20000"}}},
    {"BUD-DAY", "setting caps.lines_per_day is 1", "", "", {{"manifest.count", "2"}}},
    {"BUD-TOTAL", "setting caps.lines_total is 1", "", "", {{"manifest.count", "2"}}},
    {"REQ-COUNT", "", "", "", {{"manifest.count", "2"}}},
};

// Of a line: the order's own facts stand in `given` with ORDER for its name; an address is told by its parts.
const std::vector<Fault36> kLines = {
    {"LIN-FORMAT", "", "", "", {{"extra", "\"surprise\":1"}}},
    {"LIN-TEXT", "", "", "", {{"docket", "left\xe2\x80\xaeright"}}},
    {"LIN-FORBIDDEN", "", "", "", {{"reason", "about 000-12-3456 in the file"}}},
    {"RST-CLASS", "", "", "", {{"order.type", "sealed"}}},
    {"ORD-MISSING", "", "", "", {{"final_on", ""}}},
    {"ORD-STALE", "", "", "", {{"issuer", "court-b"}}},
    {"ORD-UNKNOWN", "", "", "", {{"id", "invented"}}},
    {"ORD-MISMATCH", "", "", "", {{"docket", "D-other"}}},
    {"ORD-TYPE", "", "", "", {{"order.type", "renewal"}}},
    {"ORD-BARRED", "", "", "", {{"order.barred", "yes"}}},
    {"ORD-NOTFINAL", "", "", "", {{"order.final", "none"}}},
    {"ORD-AGE", "", "", "", {{"order.final", "2026-08-01"}}},
    {"NAM-MISSING", "", "", "", {{"order.named", "Madonna"}}},
    {"NAM-PLACEHOLDER", "", "", "", {{"order.named", "FNU Lopez"}}},
    {"NAM-INSUFFICIENT", "", "", "", {{"order.named", "M L"}}},
    {"ADR-MISSING", "", "", "", {{"line1", ""}, {"place", ""}}},
    {"ADR-FOREIGN", "", "", "", {{"country", "Canada"}}},
    {"ADR-PLACEHOLDER", "", "", "", {{"line1", "Failed to Provide"}}},
    {"ADR-MALFORMED", "", "", "", {{"place", "Salem OH 4446"}}},
    {"ADR-STREET", "", "", "", {{"line1", "12"}}},
    {"ADR-NUMBER", "", "", "", {{"line1", "Oak St"}}},
    {"ADR-LOCALITY", "", "", "", {{"place", ""}}},
    {"ADR-MANY", "", "", "", {{"line1", "12-40 Oak St"}}},
    {"ADR-ZIP", "", "", "", {{"place", "Salem OH 77002"}}},
    {"ADR-KIND", "", "", "", {{"line1", "PO Box 12"}}},
    {"ADR-UNIT", "", "", "", {{"line1", "200 Elm Ave"}}},
    {"ADR-SOURCE", "", "", "", {{"seen", "2025-08-31"}}},
    {"PER-MISSING", "", "", "", {{"period", ""}}},
    {"PER-RANGE", "", "", "", {{"period", "2031"}}},
    {"LIN-REASON", "", "", "", {{"matter", ""}}},
    {"OFF-MISSING", "", "", "", {{"officers", ""}}},
    {"OFF-NOTENROLLED", "", "", "", {{"officers", "stranger"}}},
    {"OFF-CASELOAD", "", "", "", {{"officers", "officer-400"}}},
    {"BUD-ORACLE", "", "", "", {{"order.spent", "yes"}}},
};

bool can_come_together(const Fault36& a, const Fault36& b) {
  for (const auto& [key, cell] : a.cells)
    if (b.cells.contains(key)) return false;
  if (a.code == "AGR-VERSION" && b.code == "REQ-FORMAT") return false;  // a manifest that is not whole names no version
  const auto both = [](const std::string& x, const std::string& y) { return !x.empty() && !y.empty(); };
  return !both(a.signers, b.signers);
}

Cells merged(const Fault36& a, const Fault36& b) {
  Cells cells = a.cells;
  cells.insert(b.cells.begin(), b.cells.end());
  return cells;
}

Story story_of(const std::string& text) {
  const auto story = read_story_text("pairs", "story  pairs\n" + text);
  EXPECT_TRUE(story) << story.fault().text;
  return *story;
}

void expect_told(const std::string& text) {
  const auto told = play(story_of(text), false);
  EXPECT_TRUE(told) << told.fault().text << "\n" << text;
}

std::string sentences(const char* keyword, const std::string& text) { return text.empty() ? "" : std::string(keyword) + "  " + text + "\n"; }

std::string arrival(int number, const Fault36& a, const Fault36& b) {
  const std::string signers = a.signers.empty() ? b.signers : a.signers;
  const std::string how = signers == "nobody" ? "unsigned" : "signed by " + (signers.empty() ? "\"director\"" : signers);
  std::string head = "        | line | order |", row = "        | 1    | O1    |";
  Cells cells = merged(a, b);
  cells["matter"] = "pair " + std::to_string(number);  // no two requests have the same lines
  for (const auto& [key, cell] : cells) head += " " + key + " |", row += " " + cell + " |";
  const std::string name = "R" + std::to_string(number);
  return "when  2026-09-01 12:00  request " + name + " " + how + " arrives\n" + head + "\n" + row + "\nthen  " + name + " is refused " + a.code + "\n";
}

const std::string kWorld = "title  pairs\nworld  plain\n";

TEST(pairs, of_two_failures_of_a_request_the_earlier_number_is_the_answer) {
  int played = 0;
  std::string text = kWorld;
  for (const Fault36& a : kRequests)
    for (const Fault36& b : kRequests)
      if (a.given.empty() && b.given.empty() && earlier(a, b) && can_come_together(a, b)) text += arrival(++played, a, b);
  expect_told(text);
  for (const Fault36& limit : kRequests) {
    if (limit.given.empty()) continue;
    std::string more = kWorld + sentences("given", limit.given);
    for (const Fault36& b : kRequests)
      if (b.given.empty() && earlier(b, limit) && can_come_together(b, limit)) more += arrival(++played, b, limit);
    expect_told(more);
  }
  EXPECT_EQ(played, 88);
}

// A stop, a restraint or the agreement's own state beside every failure of a request.
TEST(pairs, of_a_state_and_a_failure_of_the_request_the_earlier_number_is_the_answer) {
  int played = 0;
  for (const Fault36& state : kStates) {
    if (state.code == "AGR-DRAFT") continue;  // below
    std::string text = kWorld + sentences("given", state.given) + sentences("when", state.before);
    for (const Fault36& b : kRequests)
      if (b.given.empty()) text += earlier(state, b) ? arrival(++played, state, b) : arrival(++played, b, state);
    expect_told(text);
  }
  EXPECT_EQ(played, 91);
}

TEST(pairs, of_two_states_the_earlier_number_is_the_answer) {
  int played = 0;
  for (const Fault36& a : kStates)
    for (const Fault36& b : kStates) {
      const bool one_given = a.code.starts_with("AGR-DRAFT") || a.code == "AGR-WAITING" || b.code == "AGR-WAITING";
      if (!earlier(a, b) || (one_given && !(a.before.empty() && b.before.empty()))) continue;  // nobody is in office before anything is in force
      if (a.code == "AGR-DRAFT" && b.code == "AGR-WAITING") continue;                           // not signed is not yet waiting
      // What ends or stops comes in the order of its times, whichever number it has.
      const bool swap = !a.before.empty() && !b.before.empty() && b.before < a.before;
      expect_told(kWorld + sentences("given", a.given) + sentences("given", b.given) + sentences("when", swap ? b.before : a.before) +
                  sentences("when", swap ? a.before : b.before) + arrival(++played, a, b));
    }
  EXPECT_EQ(played, 19);
}

std::string order_of(const std::string& name, const Cells& cells) {
  const auto cell = [&](const char* key) { const auto found = cells.find(key); return found == cells.end() ? std::string() : found->second; };
  const std::string final_on = cell("order.final").empty() ? "2026-02-10" : cell("order.final");
  std::string out = "given  person P" + name + " \"Ana " + name + "berg Tester\" at \"12 Oak St Apt 4, Salem OH 44460\"\n";
  out += "given  order " + name + " for P" + name + " type " + (cell("order.type").empty() ? "removal" : cell("order.type")) + " entered 2026-01-10";
  if (final_on != "none") out += " final " + final_on;
  if (!cell("order.named").empty()) out += " named \"" + cell("order.named") + "\"";
  out += "\n";
  if (!cell("order.barred").empty()) out += "given  order " + name + " barred \"stay\" at 2026-08-30\n";
  return out;
}

std::string row_of(int number, const std::string& order, const Cells& cells) {
  const auto cell = [&](const char* key, const char* otherwise) { const auto found = cells.find(key); return found == cells.end() ? std::string(otherwise) : found->second; };
  const std::string line1 = cell("line1", "12 Oak St Apt 4"), place = cell("place", "Salem OH 44460");
  const std::string address = place.empty() ? line1 : line1 + ", " + place;
  std::string row = "        | " + std::to_string(number) + " | " + order + " | " + address + " |";
  for (const char* column : {"extra", "id", "docket", "reason", "final_on", "issuer", "country", "seen", "period", "matter", "officers"})
    row += " " + cell(column, column == std::string("extra") || column == std::string("country") ? "" : column == std::string("officers") ? "officer-1" : "=") + " |";
  return row + "\n";
}

TEST(pairs, of_two_failures_of_a_line_the_earlier_number_is_the_answer) {
  const std::string head =
      "        | line | order | address | extra | id | docket | reason | final_on | issuer | country | seen | period | matter | officers |\n";
  std::string given = kWorld + "given  setting address.po_box is refuse\ngiven  setting engagement.lines_per_officer is 1\ngiven  setting budget.addresses_per_street_day is 0\n";
  std::string rows, spent, claims;
  int lines = 0, spends = 1;
  for (const Fault36& a : kLines)
    for (const Fault36& b : kLines) {
      if (!earlier(a, b) || !can_come_together(a, b)) continue;
      const Cells cells = merged(a, b);
      const std::string order = "L" + std::to_string(++lines);
      // An order whose units are spent was good when they were spent.
      const bool spends_order = cells.contains("order.spent");
      const bool order_faulty = cells.contains("order.type") || cells.contains("order.final") || cells.contains("order.named") ||
                                cells.contains("order.barred") || cells.contains("id");
      if (spends_order && order_faulty) { --lines; continue; }
      given += order_of(order, cells);
      rows += row_of(lines, order, cells);
      claims += "then  line " + std::to_string(lines) + " is refused " + a.code + "\n";
      if (!spends_order) continue;
      for (const char* house : {"41 Ash Ct", "43 Ash Ct"}) {
        ++spends;
        spent += row_of(spends, order, {{"line1", house}, {"officers", "officer-" + std::to_string(spends)}});
      }
    }
  given += order_of("Full", {});
  const std::string text = given + "when  2026-09-01 11:00  \"counsel\" restrains class order_type \"sealed\"\n" +
                           "when  2026-09-01 11:01  request R0 signed by \"director\" arrives\n" + head + row_of(1, "Full", {{"officers", "officer-400"}}) + spent +
                           "and  2026-09-01 11:03  release time of R0\nthen  " + std::to_string(spends) + " lines are answered\n" +
                           "when  2026-09-01 12:00  request R1 signed by \"director\" arrives\n" + head + rows + "and  2026-09-01 12:02  release time of R1\n" + claims;
  expect_told(text);
  EXPECT_EQ(lines, 515);
}

}  // namespace
}  // namespace cs::cases
