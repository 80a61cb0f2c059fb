// Requests arrive: written, signed, sent, sent again, released.
#include <algorithm>
#include <cstdlib>

#include "base/limits.h"
#include "crypto/cms.h"
#include "crypto/seal.h"
#include "ledger/opening.h"
#include "ledger/receipt.h"
#include "request/make.h"
#include "tests/cases/world.h"

namespace cs::cases {
// Our own signer refuses such a key, so the openssl command makes this one.
Result<Bytes> World::signature_with_short_key(const std::string& manifest, const std::string& label) {
  const Person& person = People::all().with_short_key(label);
  const std::string stem = (directory_ / "short").string();
  CS_TRY_VOID(write_file(stem + ".json", as_bytes(manifest)));
  CS_TRY_VOID(write_file(stem + ".cert", as_bytes(person.certificate.pem())));
  CS_TRY_VOID(write_file(stem + ".key", as_bytes(person.key.pem())));
  const std::string command = "openssl cms -sign -cades -binary -outform DER -md sha256 -in " + stem + ".json -signer " + stem + ".cert -inkey " + stem + ".key -out " +
                              stem + ".p7s 2>/dev/null";
  if (std::system(command.c_str()) != 0) return wrong("the openssl command could not sign");
  CS_TRY(cms, read_file(stem + ".p7s", limits::kCmsBytesMax));
  return to_bytes(cms);
}

Result<Bytes> World::signature(const std::string& manifest, const std::vector<std::string>& signers, Instant signed_at) {
  Bytes cms;
  for (const std::string& label : signers) {
    if (label.ends_with(" with a short key")) return signature_with_short_key(manifest, label);
    const Person& person = person_of(label);
    auto made = cms.empty() ? crypto::sign_cms(as_bytes(manifest), person.certificate, person.key, signed_at)
                            : crypto::add_signature(cms, as_bytes(manifest), person.certificate, person.key, signed_at);
    if (!made) return made.fault();
    cms = std::move(*made);
  }
  return cms;
}

Result<void> World::write_request(Played& played, const std::vector<std::string>& lines, const std::map<std::string, std::string>& cells,
                                  const std::vector<std::string>& signers, Instant signed_at) {
  for (const std::string& line : lines) played.lines += line + "\n";
  const request::LinesFile file = request::split_lines(played.lines);
  const agreement::Timeline* timeline = gate_->state().timeline("removal-orders");
  const auto terms = timeline == nullptr ? nullptr : timeline->terms(clock_.now());
  request::Manifest manifest(request::new_request_id(clock_.now(), random_), *AgreementId::parse("removal-orders"));
  manifest.agreement_version = terms ? terms->version : 1;
  manifest.agreement_digest = terms ? terms->digest : Digest{};
  manifest.created_at = Instant{signed_at.ms / 1000 * 1000};
  manifest.not_after = manifest.created_at + Span::days(2);
  manifest.office = "director";
  manifest.contact = "duty desk";
  manifest.purpose = "visit";
  manifest.reason = "to confirm the last known addresses before notices are served";
  manifest.origin_system = "case system";
  manifest.origin_as_of = Date::of(signed_at);
  manifest.lines = file.computed;
  manifest.attestations = {"sole_use", "no_status_inference", "no_sole_basis", "safeguards_current", "no_redisclosure"};
  const auto cell = [&](const char* key) { const auto found = cells.find(std::string("manifest.") + key); return found == cells.end() ? nullptr : &found->second; };
  if (const auto* text = cell("purpose")) manifest.purpose = *text;
  if (const auto* text = cell("reason")) manifest.reason = *text;
  if (const auto* text = cell("office")) manifest.office = *text;
  if (const auto* text = cell("created_at")) { CS_TRY(t, read_time(*text)); manifest.created_at = t; }
  if (const auto* text = cell("not_after")) { CS_TRY(t, read_time(*text)); manifest.not_after = t; }
  if (const auto* text = cell("version")) manifest.agreement_version = std::stoi(*text);
  if (const auto* text = cell("count")) {
    manifest.lines.count = std::stoull(*text);
    manifest.lines.bytes = manifest.lines.count * 700;
    manifest.lines.digest = random_.digest();
  }
  if (cell("attestations") != nullptr) manifest.attestations.pop_back();
  played.manifest = request::write_manifest(manifest);
  if (const auto* key = cell("without")) {
    const std::size_t from = played.manifest.find("\"" + *key + "\"");
    played.manifest.erase(from, played.manifest.find('\n', from) + 1 - from);
  }
  if (const auto* agreement = cell("agreement")) {
    const std::size_t at_id = played.manifest.find("removal-orders");
    played.manifest.replace(at_id, 14, *agreement);
  }
  played.id = manifest.request.text();
  if (signers.empty()) return {};
  CS_TRY(cms, signature(played.manifest, signers, signed_at));
  played.cms = to_string(cms);
  return {};
}

Result<void> World::submit(const std::string& name, Played& played) {
  last_request_ = name;
  if (std::find(request_order_.begin(), request_order_.end(), name) == request_order_.end()) request_order_.push_back(name);
  played.fault.clear();
  played.entries_before = gate_->ledger().size();
  const gate::Package package{played.manifest, played.cms, played.client, [&played]() -> Result<std::string> { return played.lines_read = true, played.lines; }};
  auto parsed = gate::parse(*gate_, package);
  if (!parsed) return played.fault = parsed.fault().text, Result<void>();
  CS_TRY(before, gate::sent_before(*gate_, *parsed));
  if (before) return played.fault = "the same request", Result<void>();
  auto admitted = gate::admit(*gate_, std::move(*parsed));
  if (!admitted && gate::is_no_room(admitted.fault())) return played.fault = admitted.fault().text, Result<void>();
  if (!admitted) return admitted.fault();
  note_stops(played.entries_before);
  played.admitted = std::make_shared<gate::Admitted>(std::move(*admitted));
  if (played.admitted->is_entered()) CS_TRY_VOID(check_intake(played, played.admitted->request()));
  if (played.admitted->refusal() != Reason::kNone) return release(name);
  played.entries_after = gate_->ledger().size();
  return {};
}

// Whoever sent it can open what was entered with what he sent, and with nothing else.
Result<void> World::check_intake(const Played& played, EntryIndex request) {
  CS_TRY(text, gate::intake_receipt(*gate_, request));
  if (!text) return {};  // destroyed
  CS_TRY(receipt, ledger::read_receipt(*text, gate_->ledger().log_key()));
  if (receipt.index != request || !receipt.extra.r || receipt.extra.payload) return wrong("a receipt of an intake is of another entry, or is no such receipt");
  const auto opens = [&](const std::string& manifest, const std::optional<Digest>& lines) {
    return ledger::opens(receipt.entry.entry, "request", *receipt.extra.r,
                         ledger::request_payload({crypto::sha256(as_bytes(manifest)), crypto::sha256(as_bytes(played.cms)), lines}));
  };
  const std::optional<Digest> lines = played.lines_read ? std::optional(crypto::sha256(as_bytes(played.lines))) : std::nullopt;
  if (!opens(played.manifest, lines)) return wrong("the sender cannot open the entry of his request");
  if (opens(played.manifest + " ", lines) || opens(played.manifest, crypto::sha256(as_bytes(played.lines + " ")))) return wrong("the entry of a request opens to what was not sent");
  return {};
}

// What was cut or slipped goes on from what the store holds of it, as after a restart.
Result<void> World::take_up(Played& played) {
  const gate::HeldRequest* held = held_of(played);
  if (held == nullptr || !held->admission || held->close) return {};
  CS_TRY(admitted, gate::take_up(*gate_, held->request));
  played.admitted = std::make_shared<gate::Admitted>(std::move(admitted));
  played.matched.reset();
  return {};
}

Result<void> World::release(const std::string& name) {
  last_request_ = name;
  Played& played = requests_[name];
  if (!played.admitted || played.close) return {};
  if (const gate::HeldRequest* held = held_of(played); held != nullptr && held->close) return fetch(played);
  if (!played.fault.empty()) CS_TRY_VOID(take_up(played));
  if (!played.matched) {
    auto matched = gate::match_lines(*gate_, *played.admitted);
    if (!matched) return played.fault = matched.fault().text, Result<void>();
    played.matched = std::make_shared<gate::Matched>(std::move(*matched));
  }
  auto recorded = gate::record(*gate_, std::move(*played.matched));
  played.matched.reset();
  if (!recorded) {
    if (recorded.fault().kind == FaultKind::kIo) return recorded.fault();
    played.fault = recorded.fault().text;
    return {};
  }
  played.fault.clear();
  auto answer = gate::answer(*gate_, *recorded);
  if (!answer && answer.fault().kind == FaultKind::kConflict) return played.fault = answer.fault().text, Result<void>();
  if (!answer) return answer.fault();
  CS_TRY_VOID(receive(*answer, played));
  return look_back();
}

// Recorded before, and not yet let out.
Result<void> World::fetch(Played& played) {
  auto answer = gate::deliver_again(*gate_, held_of(played)->request, played.client);
  if (!answer) return played.fault = answer.fault().text, Result<void>();
  played.fault.clear();
  return receive(*answer, played);
}

Result<void> World::receive(const gate::Answer& answer, Played& played) {
  played.sealed = answer.sealed();
  played.receipt = answer.receipt();
  played.close = answer.close();
  CS_TRY_VOID(check_intake(played, answer.request()));
  played.entries_after = gate_->ledger().size();
  if (played.sealed.empty()) return {};
  const Person& recipient = People::all().recipient();
  CS_TRY(document, crypto::open_answer(played.sealed, recipient.certificate, recipient.key, People::all().gate().certificate));
  played.document = to_string(document);
  return {};
}

Result<void> World::arrives(const Sentence& sentence, const Words& w) {
  Played& played = requests_[w[0]];
  played = {};
  played.client = People::all().client(w.size() > 6 && !w[6].empty() ? "stranger" : "director").certificate.spki();
  std::vector<std::string> lines;
  std::map<std::string, std::string> manifest_cells;
  for (const Row& row : sentence.table) {
    const auto number = static_cast<std::uint32_t>(std::stoul(row.cells.at("line")));
    for (const auto& [column, cell] : row.cells)
      if (column.starts_with("manifest.")) manifest_cells[column] = cell;
    if (const auto raw = row.cells.find("raw"); raw != row.cells.end() && !raw->second.empty()) {
      lines.push_back(raw->second);
      continue;
    }
    CS_TRY(line, line_of(row.cells.at("order"), number));
    for (const auto& [column, cell] : row.cells)
      if (cell != "=") apply_column(column, cell, line);
    lines.push_back(request::write_line(line));
    if (const auto extra = row.cells.find("extra"); extra != row.cells.end() && !extra->second.empty()) lines.back().insert(1, extra->second + ",");
  }
  const std::vector<std::string> signers = w.size() > 1 ? quoted_in(w[1]) : std::vector<std::string>();
  Instant signed_at = clock_.now();
  for (const std::string& word : w)
    if (word.size() >= 10 && word[4] == '-' && word[7] == '-') { CS_TRY(t, read_time(word)); signed_at = t; }
  CS_TRY_VOID(write_request(played, lines, manifest_cells, signers, signed_at));
  if (w.size() > 7 && !w[7].empty()) played.lines.replace(played.lines.find("matter O"), 8, "matter Q");
  if (std::find(w.begin(), w.end(), " countersigned") != w.end())
    CS_TRY_VOID(act({"counsel"}, agreement::Verb::kCountersign, agreement::CountersignDetails{*RequestId::parse(played.id), crypto::sha256(as_bytes(played.manifest))}));
  return submit(w[0], played);
}

namespace {

std::size_t count_of(std::string digits) {
  digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
  return std::stoul(digits);
}

}  // namespace

// "O1, B1#, 5 unknown": O1, every order like B1, five that no issuer entered.
std::vector<std::string> World::orders_named(const std::string& text) const {
  std::vector<std::string> names;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find(", ", from), text.size());
    const std::string part = text.substr(from, end - from);
    const std::size_t space = part.find(' ');
    if (space != std::string::npos && part.substr(space + 1) == "unknown") names.insert(names.end(), std::stoul(part), "unknown");
    else if (part.ends_with('#'))
      for (int i = 1; i <= like_.at(part.substr(0, part.size() - 1)); ++i) names.push_back(part + std::to_string(i));
    else names.push_back(part);
    from = end + 2;
  }
  return names;
}

Result<std::vector<std::string>> World::bulk_lines(const Words& w, std::size_t wanted) {
  std::vector<std::string> lines;
  lines.reserve(wanted);
  if (!w[2].empty()) return std::vector<std::string>(wanted, w[0]);  // no JSON; the name keeps two such requests apart
  const std::vector<std::string> names = orders_named(w[3]);
  if (names.size() != wanted) return wrong("the orders named make " + std::to_string(names.size()) + " lines, not " + w[1]);
  const std::size_t one_reason = w[6].empty() ? 0 : count_of(w[6]);
  for (std::size_t i = 0; i < names.size(); ++i) {
    CS_TRY(line, line_of(names[i], static_cast<std::uint32_t>(i + 1)));
    if (!w[4].empty()) line.officers = {w[4]};
    if (!w[5].empty()) apply_column("address", std::to_string(101 + 2 * i) + " " + w[5], line);
    if (i < one_reason) line.reason = "one reason for all of them";
    lines.push_back(request::write_line(line));
  }
  return lines;
}

Result<void> World::arrives_in_bulk(const Words& w) {
  Played& played = requests_[w[0]];
  played = {};
  played.client = People::all().client("director").certificate.spki();
  const std::size_t wanted = count_of(w[1]);
  std::map<std::string, std::string> cells;
  std::vector<std::string> lines;
  if (!w[11].empty()) {
    cells["manifest.count"] = std::to_string(wanted);
  } else {
    CS_TRY(made, bulk_lines(w, wanted));
    lines = std::move(made);
  }
  CS_TRY_VOID(write_request(played, lines, cells, quoted_in(w[7]), clock_.now()));
  if (!w[10].empty())
    CS_TRY_VOID(act({"counsel"}, agreement::Verb::kCountersign, agreement::CountersignDetails{*RequestId::parse(played.id), crypto::sha256(as_bytes(played.manifest))}));
  return submit(w[0], played);
}

// "N lines of R are decided": all of them now, or, where the request has more, up to the act that comes next.
Result<void> World::decide(const Words& w) {
  Played& played = requests_[w[1]];
  if (!played.admitted) return wrong(w[1] + " is not admitted");
  const std::size_t lines = count_of(w[0]);
  if (lines < static_cast<std::size_t>(std::count(played.lines.begin(), played.lines.end(), '\n'))) {
    deciding_ = Deciding{w[1], lines};
    return {};
  }
  CS_TRY(matched, gate::match_lines(*gate_, *played.admitted));
  played.matched = std::make_shared<gate::Matched>(std::move(matched));
  return {};
}

// Story 25: what comes again.
Result<void> World::arrives_again(const Words& w) {
  const std::string how = w[1];
  const Played first = requests_[w[0]];
  const std::string name = how.empty() ? w[0] : w[0] + "again";
  Played& played = requests_[name];
  if (how.empty()) {
    const std::uint64_t size = gate_->ledger().size();
    const bool anew = played.document.size() <= gate::kAnswerHeadBytes && stage_of(played) != gate::RequestStage::kAdmitted;  // refused, or never taken
    played.close.reset();
    played.document.clear();
    CS_TRY_VOID(submit(name, played));
    if (!anew && gate_->ledger().size() != size) return wrong("a request sent again made entries");
    return {};
  }
  played = {};
  played.id = first.id;
  played.client = first.client;
  played.manifest = first.manifest;
  played.cms = first.cms;
  played.lines = first.lines;
  if (how == "by another client") played.client = People::all().client("deputy").certificate.spki();
  if (how == "by a stranger") played.client = People::all().client("stranger").certificate.spki();
  if (how == "with a new id") {
    const std::string fresh = request::new_request_id(clock_.now(), random_).text();
    played.manifest.replace(played.manifest.find(first.id), first.id.size(), fresh);
    played.id = fresh;
  }
  if (how == "with a byte of the manifest changed") played.manifest.replace(played.manifest.find("duty desk"), 9, "duty dexk");
  if (how == "with a line swapped") played.lines.replace(played.lines.find("matter O"), 8, "matter Q");
  if (how == "with a new id" || how == "with its signature encoded anew") {
    CS_TRY(cms, signature(played.manifest, {"director"}, clock_.now()));
    played.cms = to_string(cms);
  }
  return submit(name, played);
}

}  // namespace cs::cases
