// Claims, and what is checked unasked.
#include <algorithm>

#include "crypto/cms.h"
#include "gate/named_documents.h"
#include "gate/payloads.h"
#include "ledger/verify.h"
#include "tests/cases/world.h"

namespace cs::cases {
namespace {

const std::vector<std::string> kClaims = {
    "{name} is refused {code}",                              // 0
    "{name} is admitted",                                    // 1
    "{name} is released",                                    // 2
    "{name} is cut {code}",                                  // 3
    "{name} is the same request",                            // 4
    "line {number} is (verified|not_verified)",              // 5
    "line {number} is refused {code}",                       // 6
    "lines {number} to {number} are (verified|not_verified)",  // 7
    "lines {number} to {number} are refused {code}",         // 8
    "{number} lines are (verified|not_verified)",            // 9
    "{number} lines are refused {code}",                     // 10
    "{number} lines are answered",                           // 11
    "nothing of {name} leaves",                              // 12
    "ledger holds {number} disclosures",                     // 13
    "{name} and {name} differ in nothing",                   // 14
    "the act is entered",                                    // 15
    "the act is rejected",                                   // 16
    "{name} is withdrawn",                                   // 17
    "{name} is recalled",                                    // 18
    "{name} is cut {code} at the restraint's entry",         // 19
    "no byte of the lines of {name} is read",                // 20
    "the openings of {name} name {text}",                    // 21
    "the auditor opens the cause of {name} as {text}",       // 22
    "the auditor opens line {number} of {name} as protected",  // 23
    "the stop's entry names the client certificate of {text}",  // 24
    "the stop took at most {number} ms",                     // 25
    "{name} is released at {time}",                          // 26
    "{name} slips",                                          // 27
    "{name} is not taken, {code}, and nothing is entered",   // 28
    "the recall names lines {number} to {number} of {name}", // 29
    "the correction names lines {number} to {number} of {name}",  // 30
    "audit agrees",                                          // 31
    R"({name} is shown {number} disclosures of (\d{4}q[1-4]))",  // 32
    R"({name} is shown no map of (\d{4}q[1-4]))",            // 33
    R"(the map of (\d{4}q[1-4]) has {number} leaves)",       // 34
    "{name} is (shown|not shown) line {number} of {name}",    // 35
    "the requester is (shown|not shown) line {number} of {name}",  // 36
    "the lines of {name} are gone",                           // 37
    "line {number} of {name} is gone, and no other",          // 38
    "the self-check (agrees|differs)",                        // 39
    "{name} is shown how line {number} of {name} was answered, and not what it says",  // 40
    "the gate does not start: (ROLLBACK|FORK|the ledger's guard is gone)",  // 41
    "the gate starts",                                        // 42
    "the ledger holds {number} recoveries",                   // 43
    "the gate has stopped the agreement: (canary hit|disposals overdue|follow-ups overdue|self-check differed)",  // 44
    "the outcomes of {name} are gone",                        // 45
    R"({name} is told that records of (\d{4}q[1-4]) are destroyed)",  // 46
    "the act is rejected because {text}",                     // 47
    R"(the head is signed by {number} keys?)",                // 48
    "a head that the first key signed alone is refused",      // 49
};

std::uint64_t number_of(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), ','), text.end());
  return std::stoull(text);
}

std::string code_part(const std::string& record) {
  const std::string code = record.substr(22, 16);
  return code.substr(0, code.find_last_not_of(' ') + 1);
}

}  // namespace

const gate::HeldRequest* World::held_of(const Played& played) const {
  for (const gate::HeldRequest& one : gate_->state().requests())
    if (one.id == played.id && one.client == played.client && one.request.value >= played.entries_before) return &one;
  return nullptr;
}

gate::RequestStage World::stage_of(const Played& played) const {
  const gate::HeldRequest* held = held_of(played);
  return held == nullptr ? gate::RequestStage::kReceived : held->stage;
}

Result<std::string> World::verdict_of(const Played& played, std::uint32_t line) const {
  const std::size_t at_record = gate::kAnswerHeadBytes + (line - 1) * gate::kAnswerRecordBytes;
  if (played.document.size() < at_record + gate::kAnswerRecordBytes) return wrong("there is no answer for line " + std::to_string(line) + " " + played.fault);
  const std::string record = played.document.substr(at_record, gate::kAnswerRecordBytes);
  const std::string verdict = record.substr(9, record.find(' ', 9) - 9);
  return verdict == "refused" ? "refused " + code_part(record) : verdict;
}

Result<void> World::expect_stage(const std::string& request, const std::string& wanted, const std::string& code) {
  const Played& played = requests_[request];
  const gate::HeldRequest* held = held_of(played);
  if (held == nullptr) return wrong(request + " is nowhere in the ledger; " + played.fault);
  std::string is(gate::stage_text(held->stage));
  const Reason reason = held->stage == gate::RequestStage::kCut ? held->cut_reason : held->refusal;
  if (reason != Reason::kNone) is += " " + std::string(reason_code(reason));
  const std::string should = wanted + (code.empty() ? "" : " " + code);
  return is == should ? Result<void>() : wrong(request + " is " + is + ", not " + should + (played.fault.empty() ? "" : " (" + played.fault + ")"));
}

std::uint64_t World::disclosures() const {
  std::uint64_t count = 0;
  for (const auto& [name, played] : requests_) {
    if (stage_of(played) != gate::RequestStage::kReleased) continue;
    for (std::size_t at_record = gate::kAnswerHeadBytes; at_record < played.document.size(); at_record += gate::kAnswerRecordBytes)
      if (played.document.compare(at_record + 9, 7, "refused") != 0) ++count;
  }
  return count;
}

Result<void> World::then(const Sentence& sentence) {
  where_ = sentence.where;
  Words words;
  const int pattern = match_sentence(sentence.text, kClaims, words);
  if (pattern < 0) return unknown_sentence(sentence, kClaims);
  return claim(sentence, words, pattern);
}

Result<void> World::claim(const Sentence&, const Words& w, int pattern) {
  const Played& last = requests_[last_request_];
  const auto expect_line = [&](std::uint64_t line, const std::string& should) -> Result<void> {
    CS_TRY(is, verdict_of(last, static_cast<std::uint32_t>(line)));
    const bool evaluated = should == "verified" || should == "not_verified";
    if (empty_register_ && evaluated) return is == "not_verified" ? Result<void>() : wrong("line " + std::to_string(line) + " is " + is + " although the register is empty");
    return is == should ? Result<void>() : wrong("line " + std::to_string(line) + " is " + is + ", not " + should);
  };
  const auto count_lines = [&](const std::string& should) {
    std::uint64_t count = 0;
    for (std::uint32_t line = 1; gate::kAnswerHeadBytes + line * gate::kAnswerRecordBytes <= last.document.size(); ++line) {
      const std::string is = *verdict_of(last, line);
      if (is == should || (should == "answered" && !is.starts_with("refused"))) ++count;
    }
    return count;
  };
  const auto expect_count = [&](const std::string& number, const std::string& should) -> Result<void> {
    if (empty_register_ && (should == "verified" || should == "not_verified")) return {};
    const std::uint64_t is = count_lines(should);
    return is == number_of(number) ? Result<void>() : wrong(std::to_string(is) + " lines are " + should + ", not " + number);
  };
  switch (pattern) {
    case 0: return expect_stage(w[0], "refused", w[1]);
    case 1: return expect_stage(w[0], "admitted", "");
    case 2: return expect_stage(w[0], "released", "");
    case 3: return expect_stage(w[0], "cut", w[1]);
    case 4: return requests_[w[0]].fault == "the same request" ? Result<void>() : wrong(w[0] + " is not taken for the same request");
    case 5: return expect_line(number_of(w[0]), w[1]);
    case 6: return expect_line(number_of(w[0]), "refused " + w[1]);
    case 7:
    case 8:
      for (std::uint64_t line = number_of(w[0]); line <= number_of(w[1]); ++line) CS_TRY_VOID(expect_line(line, pattern == 7 ? w[2] : "refused " + w[2]));
      return {};
    case 9: return expect_count(w[0], w[1]);
    case 10: return expect_count(w[0], "refused " + w[1]);
    case 11: return expect_count(w[0], "answered");
    case 12: {
      const Played& played = requests_[w[0]];
      return played.document.size() <= gate::kAnswerHeadBytes ? Result<void>() : wrong("an answer of " + w[0] + " left");
    }
    case 13: return disclosures() == number_of(w[0]) ? Result<void>() : wrong("the ledger holds " + std::to_string(disclosures()) + " disclosures, not " + w[0]);
    case 14: {
      const Played& a = requests_[w[0]];
      const Played& b = requests_[w[1]];
      const auto body = [](const Played& p) { std::string out; for (std::size_t i = gate::kAnswerHeadBytes; i < p.document.size(); i += 64) out += p.document.substr(i, 38); return out; };
      if (a.document.empty() || a.document.size() != b.document.size() || body(a) != body(b)) return wrong(w[0] + " and " + w[1] + " differ in their answers");
      if (a.sealed.size() != b.sealed.size()) return wrong(w[0] + " and " + w[1] + " differ in the size of what left");
      return a.entries_after - *&a.close->value == b.entries_after - *&b.close->value ? Result<void>() : wrong(w[0] + " and " + w[1] + " differ in their entries");
    }
    case 15: return act_entered_ ? Result<void>() : wrong("the act was rejected: " + act_fault_);
    case 16: return !act_entered_ ? Result<void>() : wrong("the act was entered");
    case 17: {
      const auto stage = stage_of(requests_[w[0]]);
      return stage == gate::RequestStage::kWithdrawn ? Result<void>() : wrong(w[0] + " is " + std::string(gate::stage_text(stage)) + ", not withdrawn");
    }
    case 18: {
      const Played& played = requests_[w[0]];
      for (const gate::HeldRequest& one : gate_->state().requests())
        if (one.close == played.close && one.recalled) return gate::deliver_again(*gate_, one.request, one.client).ok() ? Result<void>(wrong("a recalled answer was delivered again")) : Result<void>();
      return wrong(w[0] + " is not recalled");
    }
    default: return claim_of_openings(w, pattern);
  }
}

// What the auditor sees, and what only the ledger tells.
Result<void> World::claim_of_openings(const Words& w, int pattern) {
  const gate::HeldRequest* held = (pattern >= 22 && pattern <= 25) || pattern >= 31 ? nullptr : held_of(requests_[w[0]]);
  switch (pattern) {
    case 19:
      CS_TRY_VOID(expect_stage(w[0], "cut", w[1]));
      return held->cut_by == last_restraint_ ? Result<void>() : wrong(w[0] + " is cut elsewhere");
    case 20: return !requests_[w[0]].lines_read ? Result<void>() : wrong("the lines of " + w[0] + " were read");
    case 21: {
      CS_TRY(cms, gate_->opening_reader().document(ledger::OpeningKind::kManifestCms, held->request));
      const Bytes& der = person_of(w[1]).certificate.der();
      const bool there = std::search(cms.payload.begin(), cms.payload.end(), der.begin(), der.end()) != cms.payload.end();
      return there ? Result<void>() : wrong("the signature kept of " + w[0] + " does not name " + w[1]);
    }
    case 22: return open_cause(w[0], w[1]);
    case 23: return open_basis(w[1], number_of(w[0]));
    case 24: {
      CS_TRY(entry, gate_->ledger().entry(stops_.back()));
      const auto& stop = std::get<ledger::StopEntry>(entry.entry);
      return stop.credential == People::all().client(w[0]).certificate.fingerprint() ? Result<void>() : wrong("the stop's entry names another certificate");
    }
    case 25: return stop_us_ <= static_cast<std::int64_t>(number_of(w[0])) * 1000 ? Result<void>() : wrong("the stop took " + std::to_string(stop_us_) + " us");
    case 26: {
      CS_TRY(time, read_time(w[1]));
      CS_TRY_VOID(expect_stage(w[0], "released", ""));
      return held->closed == time ? Result<void>() : wrong(w[0] + " was released at " + held->closed.text());
    }
    case 27: {
      const std::string& fault = requests_[w[0]].fault;
      return fault.find("release slips") != std::string::npos ? Result<void>() : wrong(w[0] + " does not slip: " + fault);
    }
    case 28: {
      const Played& played = requests_[w[0]];
      const bool told = played.fault.starts_with(w[1]) && played.sealed.empty();
      return told && gate_->ledger().size() == played.entries_before ? Result<void>() : wrong(w[0] + " was taken, or told " + played.fault);
    }
    case 29: return open_notice(ledger::OpeningKind::kRecall, w[2], number_of(w[0]), number_of(w[1]));
    case 30: return open_notice(ledger::OpeningKind::kCorrection, w[2], number_of(w[0]), number_of(w[1]));
    case 31: return audit_agrees();
    case 32: return expect_shown(w[0], number_of(w[1]), w[2]);
    case 33: return expect_no_map(w[0], w[1]);
    case 34: return expect_leaves(w[0], number_of(w[1]));
    case 41: {
      const bool told = start_fault_.find(w[0]) != std::string::npos && start_fault_.find("countersign ledger recover") != std::string::npos;
      return told && !gate_ ? Result<void>() : wrong(gate_ ? "the gate has started" : "the gate says " + start_fault_);
    }
    case 45: return expect_outcome_gone(w[0]);
    case 46: return expect_told_destroyed(w[0], w[1]);
    case 47: {
      if (act_entered_) return wrong("the act was entered");
      return act_fault_.find(w[0]) != std::string::npos ? Result<void>() : wrong("the act was rejected: " + act_fault_ + ", not because " + w[0]);
    }
    case 48: return expect_signatures(number_of(w[0]));
    case 49: return expect_first_key_refused();
    case 44: {
      if (stops_.empty()) return wrong("nothing has stopped it");
      CS_TRY(entry, gate_->ledger().entry(stops_.back()));
      const auto* stop = std::get_if<ledger::StopEntry>(&entry.entry);
      const std::string cause(stop == nullptr || stop->by != ledger::StopBy::kGate ? "a person" : ledger::word(stop->cause));
      return cause == w[0] ? Result<void>() : wrong("it was stopped by " + cause);
    }
    case 42: return gate_ ? Result<void>() : wrong("the gate does not start: " + start_fault_);
    case 43: return gate_->state().recoveries().size() == number_of(w[0]) ? Result<void>() : wrong("there are " + std::to_string(gate_->state().recoveries().size()) + " recoveries");
    case 40: return expect_line_shown({requests_[w[2]].id, {static_cast<std::uint32_t>(number_of(w[1]))}, ledger::AccessBy::kSubject, {}, w[0]}, !empty_register_, 1);
    case 39: return self_check_agrees_ == (w[0] == "agrees") ? Result<void>() : wrong("the self-check does not say so");
    case 37: return expect_gone(w[0], std::nullopt);
    case 38: return expect_gone(w[1], static_cast<std::uint32_t>(number_of(w[0])));
    case 35: return expect_line_shown({requests_[w[3]].id, {static_cast<std::uint32_t>(number_of(w[2]))}, ledger::AccessBy::kSubject, {}, w[0]}, w[1] == "shown" && !empty_register_);
    case 36: return expect_line_shown({requests_[w[2]].id, {static_cast<std::uint32_t>(number_of(w[1]))}, ledger::AccessBy::kRequester, requests_[w[2]].client, {}}, w[0] == "shown");
    default: return wrong("no such claim");
  }
}

// The notice that the requester is handed: the gate's signature holds, and all lines are named whatever their answers were.
Result<void> World::open_notice(ledger::OpeningKind kind, const std::string& request, std::uint64_t first, std::uint64_t last) {
  const Played& played = requests_[request];
  const bool recalls = kind == ledger::OpeningKind::kRecall;
  std::optional<EntryIndex> told;
  Digest notice{};
  CS_TRY_VOID(gate_->ledger().for_each(*played.close, [&](EntryIndex index, const ledger::TimedEntry& entry) -> Result<void> {
    const auto keep = [&](const auto* made) {
      if (made == nullptr || made->close != *played.close) return;
      told = index;
      notice = made->notice;
    };
    if (recalls) keep(std::get_if<ledger::RecallEntry>(&entry.entry));
    else keep(std::get_if<ledger::CorrectionEntry>(&entry.entry));
    return {};
  }));
  if (!told) return wrong("no such entry for " + request);
  CS_TRY(opening, gate_->opening_reader().document(kind, *told));
  if (crypto::sha256(opening.payload) != notice) return wrong("the entry names another notice");
  CS_TRY(package, gate::read_signed_package(opening.payload));
  crypto::Trust trust;
  trust.anchors = {People::all().authority()};
  trust.crls = {People::all().crl()};
  CS_TRY(signers, crypto::verify_cms(package.signatures.at(0), package.document, trust, {People::all().gate().certificate}, clock_.now()));
  if (signers.problem != crypto::SignatureProblem::kNone) return wrong("the notice is not signed by the gate");
  const std::string text(as_text(package.document));
  const bool names = text.find("\"lines\":[[" + std::to_string(first) + "," + std::to_string(last) + "]]") != std::string::npos;
  return names ? Result<void>() : wrong("the notice reads " + text);
}

// The issuer opens a cause to the auditor, who finds its commitment in the issuer's log.
Result<void> World::open_cause(const std::string& order, const std::string& text) {
  const OrderNumber number = openings_.at(order).order;
  for (const orders::Cause& cause : issuer_->causes()) {
    if (cause.order != number || cause.text != text) continue;
    const orders::Leaf& leaf = issuer_->leaves()[cause.leaf];
    if (leaf.cause == orders::cause_commitment(cause.salt, text)) return {};
  }
  return wrong("no cause of " + order + " opens as \"" + text + "\"");
}

Result<void> World::open_basis(const std::string& request, std::uint64_t line) {
  if (empty_register_) return {};
  CS_TRY(opening, gate_->opening_reader().line(ledger::OpeningKind::kBasis, held_of(requests_[request])->request, {static_cast<std::uint32_t>(line)}));
  // The map's last key, 7, and true; what follows is padding.
  const std::string payload(as_text(opening.payload));
  return payload.find_last_not_of('\0') != std::string::npos && payload.substr(0, payload.find_last_not_of('\0') + 1).ends_with("\x07\xf5")
             ? Result<void>() : wrong("line " + std::to_string(line) + " is not protected");
}

std::string World::transcript() const {
  std::string out;
  for (const std::string& name : request_order_) {
    const Played& played = requests_.at(name);
    out += name + " " + std::string(gate::stage_text(stage_of(played))) + " entries " + std::to_string(played.entries_before) + ".." + std::to_string(played.entries_after) +
           " close " + (played.close ? std::to_string(played.close->value) : "-") + " sealed " + std::to_string(played.sealed.size()) + " fault \"" + played.fault + "\"\n";
    out += played.document.substr(0, std::min(played.document.size(), gate::kAnswerHeadBytes));
    for (std::size_t i = gate::kAnswerHeadBytes; i + 64 <= played.document.size(); i += 64) {
      const bool refused = played.document.compare(i + 9, 7, "refused") == 0;
      out += refused ? played.document.substr(i, 38) : played.document.substr(i, 9) + "evaluated";
      out += '\n';
    }
  }
  return out;
}

Result<void> World::finish() {
  for (const auto& [name, played] : requests_) {
    if (people_.size() > 1000) break;
    for (const auto& [id, person] : people_)
      for (const Address& address : person.addresses)
        if (played.document.find(address.line1) != std::string::npos) return wrong("an address of the register left with " + name);
  }
  CS_TRY_VOID(audit_agrees());
  const gate::HomePaths paths = gate_->paths();
  const tlog::LogKeys keys = gate_->ledger().log_keys();
  const std::uint64_t destroyed = lines_destroyed();
  gate_.reset();
  ledger::PeriodKeys period_keys(paths.period_keys());
  ledger::VerifyOptions options;
  options.openings = &period_keys;
  options.named_by_terms = gate::documents_named_by_terms;
  CS_TRY(report, ledger::verify_ledger(paths.ledger(), keys, options));
  if (report.fault) return wrong("ledger verify: " + report.fault->text);
  if (report.openings_destroyed != destroyed) return wrong("ledger verify: " + std::to_string(report.openings_destroyed) + " openings destroyed, not " + std::to_string(destroyed));
  return {};
}

}  // namespace cs::cases
