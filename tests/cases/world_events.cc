// What happens: requests arrive, people act, the issuer enters events, clocks jump.
#include <algorithm>
#include <cstdlib>

#include "base/limits.h"
#include "codec/json.h"
#include "crypto/cms.h"
#include "crypto/seal.h"
#include "orders/opening.h"
#include "request/make.h"
#include "tests/cases/world.h"

namespace cs::cases {
namespace {

const std::vector<std::string> kEvents = {
    R"(request {name} signed by ({text}(?:, {text})*)(?: at {time})?( countersigned)? arrives(?: for (\S+))?)",          // 0
    "request {name} unsigned arrives",                                                                                    // 1
    R"(request {name} of {number} lines, orders ([^"]*), signed by ({text}(?:, {text})*)( countersigned)?( and no lines)? arrives)",  // 2
    R"(request {name} arrives again(?: (by another client|by a stranger|with a new id|with its signature encoded anew|with a line swapped|with a byte of the manifest changed))?)",  // 3
    R"(({text}(?:, {text})*) ((?:designates|undesignates|stops|restrains|lifts|lift|resumes|resume|terminates|protects|protect|clears|clear|enrolls|countersigns|publishes|renews)\b.*))",  // 4
    R"(issuer court-a enters (.+) for {name})",                                                                          // 5
    "issuer court-a forks its log",                                                                                       // 6
    "{number} lines of {name} are decided",                                                                               // 7
    "release time of {name}",                                                                                             // 8
    "time passes",                                                                                                        // 9
    R"(clock jumps by (-?\d+) s)",                                                                                        // 10
    "version 2 is signed by both, in force from {time}",                                                                  // 11
};

std::vector<std::string> quoted_in(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t from = text.find('"'); from != std::string::npos; from = text.find('"', from)) {
    const std::size_t end = text.find('"', from + 1);
    found.push_back(text.substr(from + 1, end - from - 1));
    from = end + 1;
  }
  return found;
}

orders::OpeningName name_of(const std::string& text) {
  orders::OpeningName name;
  std::vector<std::string> words;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find(' ', from), text.size());
    words.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  if (words.size() == 1) return {{words[0]}, {}, ""};
  name.given = {words[0]};
  name.family.assign(words.begin() + 1, words.end());
  return name;
}

Result<Instant> closing_time(Instant sent, bool) { return sent + Span::days(2); }

}  // namespace

// ---- acts ---------------------------------------------------------------------------------------------------------------------------

const Person& World::person_of(const std::string& label) {
  const auto found = certificate_of_.find(label);
  return People::all().signer(label, found == certificate_of_.end() ? 0 : found->second);
}

agreement::DesignateDetails World::designation(const std::string& office) {
  return {office, person_of(office).certificate, People::all().client(office).certificate.fingerprint(), "letter of appointment", std::nullopt};
}

Result<void> World::act(const std::vector<std::string>& signers, agreement::Verb verb, agreement::ActDetails details, bool evidence,
                        const std::vector<std::string>& records) {
  agreement::Act act;
  act.verb = verb;
  act.id = request::new_request_id(clock_.now(), random_).text();
  act.agreement = *AgreementId::parse("removal-orders");
  act.effective_at = clock_.now();
  act.ground = "a story";
  if (evidence) act.evidence = crypto::sha256(as_bytes("the document"));
  act.details = std::move(details);
  gate::ActPackage package{agreement::write_act(act), {}, records};
  Bytes cms;
  for (const std::string& signer : signers) {
    const Person& person = person_of(signer);
    auto made = cms.empty() ? crypto::sign_cms(as_bytes(package.act), person.certificate, person.key, clock_.now())
                            : crypto::add_signature(cms, as_bytes(package.act), person.certificate, person.key, clock_.now());
    if (!made) return made.fault();
    cms = std::move(*made);
  }
  package.cms.push_back(to_string(cms));
  auto entered = gate::submit_act(*gate_, package);
  if (!entered) return cs::at(where_ + ": act " + std::string(agreement::act_rule(verb).name), entered.fault());
  if (verb == agreement::Verb::kStop || verb == agreement::Verb::kRestrain) stops_.push_back(entered->front());
  if (verb == agreement::Verb::kRestrain) last_restraint_ = entered->front();
  return {};
}

Result<void> World::try_act(const std::vector<std::string>& signers, agreement::Verb verb, agreement::ActDetails details, bool evidence,
                            const std::vector<std::string>& records) {
  const auto done = act(signers, verb, std::move(details), evidence, records);
  act_entered_ = done.ok();
  act_fault_ = done.ok() ? "" : done.fault().text;
  if (!done.ok() && done.fault().kind == FaultKind::kIo) return done.fault();
  return {};
}

Result<void> World::signer_acts(const std::vector<std::string>& signers, const std::string& what) {
  using agreement::Verb;
  static const std::vector<std::string> kActs = {
      R"(designates {text} with (the same|a new) certificate)",                    // 0
      R"(undesignates {text})",                                                    // 1
      "stops",                                                                     // 2
      "stops from a session",                                                      // 3
      R"(restrains (disclosure|use)(?:, court {text})?)",                          // 4
      R"(restrains class state {text}(?:, court {text})?)",                    // 5
      "lifts? the restraint",                                                      // 6
      R"(resumes?(?: (the first stop))?(?: and {name})?)",                         // 7
      "terminates",                                                                // 8
      "protects? {name}",                                                          // 9
      "clears? the quarantine",                                                    // 10
      "publishes",                                                                 // 11
      "renews the safeguard certificate until {time}",                             // 12
  };
  Words w;
  const int pattern = match_sentence(what, kActs, w);
  switch (pattern) {
    case 0:
      if (w[1] == "a new") ++certificate_of_[w[0]];
      return try_act(signers, Verb::kDesignate, designation(w[0]));
    case 1: return try_act(signers, Verb::kUndesignate, agreement::UndesignateDetails{w[0], agreement::EndReason::kResigned});
    case 2: return try_act(signers, Verb::kStop, agreement::StopDetails{});
    case 3: {
      const auto stopped = gate::stop_from_session(*gate_, "removal-orders", People::all().client(signers.front()).certificate.fingerprint());
      act_entered_ = stopped.ok();
      if (stopped) stops_.push_back(*stopped);
      return {};
    }
    case 4:
      return try_act(signers, Verb::kRestrain,
                     agreement::RestrainDetails{w[1], "1:26", w[0] == "use" ? agreement::RestraintScope::kUse : agreement::RestraintScope::kDisclose, clock_.now(),
                                                std::nullopt, {}, {}}, true);
    case 5:
      return try_act(signers, Verb::kRestrain,
                     agreement::RestrainDetails{w[1], "1:26", agreement::RestraintScope::kClass, clock_.now(), std::nullopt, agreement::ClassField::kState, {w[0]}}, true);
    case 6: return try_act(signers, Verb::kLift, agreement::LiftDetails{last_restraint_.value_or(EntryIndex{0})}, true);
    case 7: {
      agreement::ResumeDetails details;
      details.ends = stops_;
      if (!w[0].empty() && !stops_.empty()) details.ends.resize(1);
      if (!w[1].empty()) details.requests.push_back(*RequestId::parse(requests_[w[1]].id));
      return try_act(signers, Verb::kResume, details);
    }
    case 8: return try_act(signers, Verb::kTerminate, agreement::TerminateDetails{});
    case 9: return try_act(signers, Verb::kProtect, agreement::ProtectDetails{gate::records_digest({w[0]})}, false, {w[0]});
    case 10: return try_act(signers, Verb::kClear, agreement::ClearDetails{last_quarantine_.value_or(EntryIndex{0})}, true);
    case 11: return try_act(signers, Verb::kPublish, agreement::PublishDetails{"https://holder.test.invalid/notice"});
    case 12: {
      CS_TRY(until, read_time(w[0]));
      return try_act(signers, Verb::kSafeguard, agreement::SafeguardDetails{{}, until, findings_});
    }
    default: break;
  }
  return unknown_sentence({Part::kWhen, {}, what, {}, where_}, kActs);
}

Result<void> World::amend(Instant from) {
  TermsFacts second = terms_;
  const auto before = gate_->state().timeline("removal-orders")->terms(clock_.now());
  second.version = 2;
  second.previous = digest_text(before->digest);
  second.from = from.text();
  const std::string toml = terms_text(second);
  for (const std::string& party : {std::string("holder"), std::string("requester")}) {
    const Person& signatory = People::all().signer(party + " signatory");
    CS_TRY(cms, crypto::sign_cms(as_bytes(toml), signatory.certificate, signatory.key, clock_.now()));
    CS_TRY(entries, gate::sign_agreement(*gate_, toml, as_text(cms), {}));
    (void)entries;
  }
  return {};
}

// ---- the issuer ---------------------------------------------------------------------------------------------------------------------

Result<void> World::enter_order(const std::string& name) {
  const OrderFacts& facts = orders_.at(name);
  orders::EnteredFacts entered;
  entered.docket = "D-" + name;
  std::replace(entered.docket.begin(), entered.docket.end(), '#', '-');
  entered.type = facts.type;
  entered.entered_on = facts.entered;
  entered.names = {name_of(facts.named.empty() ? people_[facts.person].name : facts.named)};
  if (!people_[facts.person].born.empty()) entered.born = *Date::parse(people_[facts.person].born);
  for (const auto& [other, opening] : openings_)  // a second order of one person is the same subject
    if (orders_.at(other).person == facts.person) {
      for (const orders::Leaf& leaf : issuer_->leaves())
        if (leaf.kind == orders::Kind::kEntered && leaf.order == opening.order) entered.subject = leaf.subject;
      break;
    }
  CS_TRY(opening, issuer_->enter(entered, clock_.now(), random_));
  openings_.emplace(name, opening);
  return {};
}

Result<void> World::order_step(const OrderStep& step) {
  const orders::Opening& opening = openings_.at(step.order);
  const Instant now = clock_.now();
  if (step.kind == "barred") {
    CS_TRY(leaf, issuer_->bar(opening.order, now, step.text, now, random_));
    bars_[step.order] = leaf;
    return {};
  }
  if (step.kind == "lifted") return issuer_->lift(opening.order, bars_[step.order], now, step.text, now, random_);
  if (step.kind == "ended") return issuer_->end(opening.order, now, step.text, now, random_);
  if (step.kind == "final") return issuer_->make_final(opening.order, Date::of(now), now);
  orders::EnteredFacts facts{opening.docket, opening.type, opening.entered_on, {name_of(step.text)}, opening.born, std::nullopt, std::nullopt};
  CS_TRY(corrected, issuer_->correct(opening.order, facts, now, random_));
  openings_.insert_or_assign(step.order, corrected);
  return {};
}

Result<void> World::issuer_enters(const std::string& what, const std::string& order) {
  static const std::vector<std::string> kSteps = {"(barred|lifted|ended) {text}", "corrected to {text}", "final"};
  Words w;
  const int pattern = match_sentence(what, kSteps, w);
  if (pattern == 0) return order_step({clock_.now(), order, w[0], w[1]});
  if (pattern == 1) return order_step({clock_.now(), order, "corrected", w[0]});
  if (pattern == 2) return order_step({clock_.now(), order, "final", ""});
  return unknown_sentence({Part::kWhen, {}, what, {}, where_}, kSteps);
}

// The same key signs two histories: the gate has seen one, and is offered the other.
Result<void> World::fork_issuer() {
  const Path copy = directory_ / "court-fork";
  std::filesystem::copy(directory_ / "court", copy, std::filesystem::copy_options::recursive);
  orders::EnteredFacts facts{"D-fork-1", "removal", Date::of(clock_.now()), {{{"First"}, {"History"}, ""}}, std::nullopt, std::nullopt, std::nullopt};
  CS_TRY(first, issuer_->enter(facts, clock_.now(), random_));
  (void)first;
  CS_TRY_VOID(refresh_orders());
  CS_TRY(forked, orders::Issuer::open(copy));
  facts.docket = "D-fork-2";
  CS_TRY(second, forked.enter(facts, clock_.now(), random_));
  (void)second;
  CS_TRY_VOID(forked.save());
  CS_TRY_VOID(forked.publish(clock_.now()));
  CS_TRY(outcome, gate::mirror_orders(*gate_, "court-a", forked.log_directory()));
  if (outcome.taken != orders::Taken::kQuarantined) return wrong("a forked log was taken");
  last_quarantine_ = EntryIndex{gate_->ledger().size() - 1};
  return {};
}

// ---- requests -----------------------------------------------------------------------------------------------------------------------

Result<request::LineParticulars> World::line_of(const std::string& order, std::uint32_t number) {
  request::LineParticulars line;
  line.line = number;
  orders::Opening opening;
  std::string person;
  if (order == "unknown" || order.starts_with("unknown#")) {
    opening = openings_.at("O1");
    random_.fill(opening.order.bytes);
    person = "P1";
  } else {
    const auto found = openings_.find(order);
    if (found == openings_.end()) return wrong("no order " + order);
    opening = found->second;
    person = orders_.at(order).person;
  }
  line.order = opening.order;
  line.issuer = opening.issuer;
  line.docket = opening.docket;
  line.type = opening.type;
  line.entered_on = opening.entered_on;
  const auto facts = orders_.find(order);
  line.final_on = opening.final_on ? opening.final_on : facts != orders_.end() && facts->second.final_on ? facts->second.final_on : opening.entered_on;
  line.salt = opening.salt;
  for (const orders::OpeningName& name : opening.names) line.names.push_back({name.family, name.given, name.suffix});
  line.born = opening.born;
  line.address_given = true;
  if (const auto who = people_.find(person); who != people_.end() && !who->second.addresses.empty()) {
    const Address& address = who->second.addresses.front();
    line.address = {"", address.line1, "", "", address.city, address.state, address.zip, "", ""};
  }
  line.address_source = "case file";
  line.address_seen_on = Date{Date::of(clock_.now()).days - 30};
  line.periods_given = true;
  line.periods = {std::to_string(Date::of(clock_.now()).year() - 1)};
  line.matter = "matter " + order;
  line.reason = "to confirm the address of this person before notice " + order;
  line.officers = {"officer-" + std::to_string(1 + (number - 1) / 200)};
  return line;
}

void World::apply_column(const std::string& column, const std::string& cell, request::LineParticulars& line) {
  if (column == "address") {
    const Address address = split_address(cell);
    line.address = {"", address.line1, "", "", address.city, address.state, address.zip, "", ""};
    if (cell.empty()) line.address_given = false;
  } else if (column == "country") line.address.country = cell;
  else if (column == "name") {
    const orders::OpeningName name = name_of(cell);
    line.names = {{name.family, name.given, name.suffix}};
  } else if (column == "seen") line.address_seen_on = cell.empty() ? std::nullopt : std::optional<Date>(*Date::parse(cell));
  else if (column == "source") line.address_source = cell;
  else if (column == "period") {
    line.periods_given = !cell.empty();
    line.periods = cell.empty() ? std::vector<std::string>() : std::vector<std::string>{cell};
  } else if (column == "reason") line.reason = cell;
  else if (column == "matter") line.matter = cell;
  else if (column == "officers") {
    line.officers.clear();
    for (std::size_t from = 0; from < cell.size();) {
      const std::size_t end = std::min(cell.find(' ', from), cell.size());
      line.officers.push_back(cell.substr(from, end - from));
      from = end + 1;
    }
  } else if (column == "final_on") line.final_on = cell.empty() ? std::nullopt : std::optional<Date>(*Date::parse(cell));
  else if (column == "docket") line.docket = cell;
  else if (column == "type") line.type = cell;
  else if (column == "issuer") line.issuer = cell;
  else if (column == "born") line.born = cell.empty() ? std::nullopt : std::optional<Date>(*Date::parse(cell));
}

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
  CS_TRY(not_after, closing_time(manifest.created_at, true));
  manifest.not_after = not_after;
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
  const gate::Package package{played.manifest, played.cms, played.client, [&played]() -> Result<std::string> { return played.lines; }};
  const auto never = [](Instant) { return false; };
  auto parsed = gate::parse(*gate_, package);
  if (!parsed) return played.fault = parsed.fault().text, Result<void>();
  CS_TRY(before, gate::sent_before(*gate_, *parsed));
  if (before) return played.fault = "the same request", Result<void>();
  (void)never;
  CS_TRY(admitted, gate::admit(*gate_, std::move(*parsed)));
  played.admitted = std::make_shared<gate::Admitted>(std::move(admitted));
  if (played.admitted->refusal() != Reason::kNone) return release(name);
  played.entries_after = gate_->ledger().size();
  return {};
}

Result<void> World::release(const std::string& name) {
  Played& played = requests_[name];
  if (!played.admitted || played.close) return {};
  CS_TRY(matched, gate::match_lines(*gate_, *played.admitted));
  auto recorded = gate::record(*gate_, std::move(matched));
  if (!recorded) {
    if (recorded.fault().kind == FaultKind::kIo) return recorded.fault();
    played.fault = recorded.fault().text;
    return {};
  }
  CS_TRY(answer, gate::answer(*gate_, *recorded));
  played.sealed = answer.sealed();
  played.receipt = answer.receipt();
  played.close = answer.close();
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
  }
  const std::vector<std::string> signers = w.size() > 1 ? quoted_in(w[1]) : std::vector<std::string>();
  Instant signed_at = clock_.now();
  for (const std::string& word : w)
    if (word.size() >= 10 && word[4] == '-' && word[7] == '-') { CS_TRY(t, read_time(word)); signed_at = t; }
  CS_TRY_VOID(write_request(played, lines, manifest_cells, signers, signed_at));
  if (std::find(w.begin(), w.end(), " countersigned") != w.end())
    CS_TRY_VOID(act({"counsel"}, agreement::Verb::kCountersign, agreement::CountersignDetails{*RequestId::parse(played.id), crypto::sha256(as_bytes(played.manifest))}));
  return submit(w[0], played);
}

Result<void> World::arrives_in_bulk(const Words& w) {
  Played& played = requests_[w[0]];
  played = {};
  played.client = People::all().client("director").certificate.spki();
  std::string digits = w[1];
  digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
  const std::size_t wanted = std::stoul(digits);
  std::vector<std::string> names;
  for (std::size_t from = 0; from < w[2].size();) {
    const std::size_t end = std::min(w[2].find(", ", from), w[2].size());
    const std::string part = w[2].substr(from, end - from);
    const std::size_t space = part.find(' ');
    if (space != std::string::npos && part.substr(space + 1) == "unknown")
      for (int i = 0; i < std::stoi(part); ++i) names.push_back("unknown");
    else if (part.ends_with('#'))
      for (int i = 1; i <= like_[part.substr(0, part.size() - 1)]; ++i) names.push_back(part + std::to_string(i));
    else names.push_back(part);
    from = end + 2;
  }
  const bool no_lines = w.size() > 6 && !w.back().empty();
  std::map<std::string, std::string> cells;
  std::vector<std::string> lines;
  if (no_lines) {
    cells["manifest.count"] = digits;
  } else {
    if (names.size() != wanted) return wrong("the orders named make " + std::to_string(names.size()) + " lines, not " + digits);
    for (std::size_t i = 0; i < names.size(); ++i) {
      CS_TRY(line, line_of(names[i], static_cast<std::uint32_t>(i + 1)));
      lines.push_back(request::write_line(line));
    }
  }
  CS_TRY_VOID(write_request(played, lines, cells, quoted_in(w[3]), clock_.now()));
  if (std::find(w.begin(), w.end(), " countersigned") != w.end())
    CS_TRY_VOID(act({"counsel"}, agreement::Verb::kCountersign, agreement::CountersignDetails{*RequestId::parse(played.id), crypto::sha256(as_bytes(played.manifest))}));
  return submit(w[0], played);
}

// Story 25: what comes again.
Result<void> World::arrives_again(const Words& w) {
  const std::string how = w[1];
  const Played first = requests_[w[0]];
  const std::string name = how.empty() ? w[0] : w[0] + "again";
  Played& played = requests_[name];
  if (how.empty()) {
    const std::uint64_t size = gate_->ledger().size();
    CS_TRY_VOID(submit(name, played));
    if (gate_->ledger().size() != size) return wrong("a request sent again made entries");
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

Result<void> World::when(const Sentence& sentence) {
  where_ = sentence.where;
  CS_TRY_VOID(advance(sentence.time));
  CS_TRY_VOID(refresh_register());
  CS_TRY_VOID(refresh_orders());
  CS_TRY(withdrawn, gate::withdraw_overdue(*gate_));
  (void)withdrawn;
  Words w;
  switch (match_sentence(sentence.text, kEvents, w)) {
    case 0: return arrives(sentence, w);
    case 1: return arrives(sentence, {w[0]});
    case 2: return arrives_in_bulk(w);
    case 3: return arrives_again(w);
    case 4: return signer_acts(quoted_in(w[0]), w.back());
    case 5: CS_TRY_VOID(issuer_enters(w[0], w[1])); return refresh_orders();
    case 6: return fork_issuer();
    case 7: return {};  // decisions are sealed until the release: nothing to see, nothing to do
    case 8: return release(w[0]);
    case 9: return {};
    case 10: clock_.set(clock_.now() + Span::seconds(std::stoi(w[0]))); return {};
    case 11: { CS_TRY(from, read_time(w[0])); return amend(from); }
    default: return unknown_sentence(sentence, kEvents);
  }
}

}  // namespace cs::cases
