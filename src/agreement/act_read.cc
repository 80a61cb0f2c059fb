// The reader of act.json: the frame first, then the details of its verb.
#include "agreement/act.h"
#include "agreement/table.h"
#include "base/limits.h"
#include "codec/json.h"

namespace cs::agreement {
namespace {

constexpr std::int64_t kEntryMax = static_cast<std::int64_t>(limits::kEntryIndexMax);

EntryIndex read_entry(Table& table, std::string_view key) {
  std::int64_t index = 0;
  table.number(key, index, 0, kEntryMax, Give::kMust);
  return EntryIndex{static_cast<std::uint64_t>(index)};
}

std::vector<EntryIndex> read_entries(Table& table, std::string_view key) {
  std::vector<EntryIndex> entries;
  const codec::Value* found = table.take(key, Give::kMust);
  if (found == nullptr) return entries;
  if (found->list() == nullptr) return table.wrong(key, "not a list"), entries;
  for (const codec::Value& item : *found->list()) {
    if (item.number() == nullptr || *item.number() < 0 || *item.number() > kEntryMax)
      return table.wrong(key, "an item is no entry index"), entries;
    const EntryIndex entry{static_cast<std::uint64_t>(*item.number())};
    if (!entries.empty() && entries.back() >= entry) return table.wrong(key, "entries must ascend"), entries;
    entries.push_back(entry);
  }
  return entries;
}

// Stands in where the file gives none: the fault is noted, so nobody sees it.
RequestId no_request() { return RequestId::parse("00000000000000000000000000").value(); }

RequestId read_request_id(Table& table, std::string_view key) {
  const codec::Value* found = table.take(key, Give::kMust);
  if (found == nullptr) return no_request();
  Result<RequestId> read = found->text() != nullptr ? RequestId::parse(*found->text()) : Result<RequestId>(malformed("not a text"));
  if (read.ok()) return *read;
  table.wrong(key, "not a request's id (26 Crockford characters)");
  return no_request();
}

std::vector<RequestId> read_request_ids(Table& table, std::string_view key) {
  std::vector<RequestId> ids;
  std::vector<std::string> texts;
  table.texts(key, texts, 1000, 26, Give::kMust);
  for (const std::string& text : texts) {
    Result<RequestId> read = RequestId::parse(text);
    if (!read.ok()) return table.wrong(key, "an item is not a request's id"), ids;
    ids.push_back(*read);
  }
  return ids;
}

// [[1,9],[12,12]]: ascending, not touching the one before.
std::vector<LineSpan> read_lines(Table& table, std::string_view key) {
  std::vector<LineSpan> spans;
  const codec::Value* found = table.take(key, Give::kMust);
  if (found == nullptr) return spans;
  const codec::List* list = found->list();
  if (list == nullptr || list->empty() || list->size() > limits::kActListMax) return table.wrong(key, "not a list of 1 to 1000 pairs"), spans;
  for (const codec::Value& item : *list) {
    const codec::List* pair = item.list();
    if (pair == nullptr || pair->size() != 2 || (*pair)[0].number() == nullptr || (*pair)[1].number() == nullptr)
      return table.wrong(key, "an item is not a pair of line numbers"), spans;
    const std::int64_t first = *(*pair)[0].number();
    const std::int64_t last = *(*pair)[1].number();
    const std::int64_t after = spans.empty() ? 0 : spans.back().last;
    if (first <= after || last < first || last > std::int64_t{limits::kLinesPerRequestMax})
      return table.wrong(key, "line numbers must ascend"), spans;
    spans.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)});
  }
  return spans;
}

// Nothing where there is none: then the fault is noted.
std::optional<crypto::Certificate> read_certificate(Table& table, std::string_view key) {
  std::string pem;
  table.page(key, pem, limits::kActBytesMax, Give::kMust);
  if (pem.empty()) return std::nullopt;
  const Result<std::vector<crypto::Certificate>> read = crypto::Certificate::parse_pem(pem);
  if (read.ok() && read->size() == 1) return read->front();
  table.wrong(key, "not one certificate in PEM");
  return std::nullopt;
}

ActDetails read_signatory(Table& table) {
  const std::optional<crypto::Certificate> certificate = read_certificate(table, "certificate");
  if (!certificate) return StopDetails{};
  SignatoryDetails details{Party::kHolder, *certificate, true};
  std::size_t party = 0;
  table.choice("party", party, {"holder", "requester"}, Give::kMust);
  details.party = party == 0 ? Party::kHolder : Party::kRequester;
  std::size_t state = 0;
  table.choice("state", state, {"pinned", "removed"}, Give::kMust);
  details.pinned = state == 0;
  return details;
}

ActDetails read_sign(Table& table) {
  SignDetails details;
  table.number("version", details.version, 1, 1'000'000'000, Give::kMust);
  table.digest("digest", details.digest, Give::kMust);
  return details;
}

ActDetails read_publish(Table& table) {
  PublishDetails details;
  table.text("url", details.url, 400, Give::kMust);
  return details;
}

ActDetails read_safeguard(Table& table) {
  SafeguardDetails details;
  table.digest("certificate", details.certificate, Give::kMust);
  table.instant_or_date("valid_to", details.valid_to, Give::kMust);
  for (Table& item : table.tables("findings", 0, 100, Give::kMust)) {
    Finding finding;
    item.text("id", finding.id, 40, Give::kMust);
    item.date("opened", finding.opened, Give::kMust);
    item.maybe_date("plan_due", finding.plan_due, Give::kMust);
    item.maybe_date("closed", finding.closed, Give::kMust);
    item.close();
    for (const Finding& before : details.findings)
      if (before.id == finding.id) item.wrong("id", "stands there twice");
    if (finding.closed && *finding.closed < finding.opened) item.wrong("closed", "lies before `opened`");
    details.findings.push_back(std::move(finding));
  }
  return details;
}

ActDetails read_designate(Table& table) {
  const std::optional<crypto::Certificate> certificate = read_certificate(table, "certificate");
  if (!certificate) return StopDetails{};
  DesignateDetails details{"", *certificate, std::nullopt, "", std::nullopt};
  table.slug("office", details.office, Give::kMust);
  table.take("client", Give::kMust);
  table.maybe_digest("client", details.client, Give::kMay);
  table.text("authority", details.authority, 500, Give::kMust);
  table.take("until", Give::kMust);
  table.maybe_instant("until", details.until, Give::kMay);
  return details;
}

ActDetails read_undesignate(Table& table) {
  UndesignateDetails details;
  table.slug("office", details.office, Give::kMust);
  std::size_t reason = 0;
  table.choice("reason", reason, {"none", "resigned", "dismissed", "acting-term-over", "key-compromised", "superseded", "error"},
               Give::kMust);
  details.reason = static_cast<EndReason>(reason);
  return details;
}

ActDetails read_officers(Table& table) {
  OfficersDetails details;
  table.slugs("officers", details.officers, 1, limits::kActListMax, Give::kMust);
  return details;
}

void read_class(Table table, RestrainDetails& details) {
  std::size_t field = 0;
  table.choice("field", field, {"state", "zip_prefix", "issuer", "order_type", "purpose"}, Give::kMust);
  details.field = static_cast<ClassField>(field + 1);
  table.texts("values", details.values, 200, 40, Give::kMust);
  if (details.values.empty()) table.wrong("values", "names nothing");
  table.close();
}

ActDetails read_restrain(Table& table) {
  RestrainDetails details;
  table.maybe_text("court", details.court, 200, Give::kMay);
  table.text("docket", details.docket, 100, Give::kMust);
  std::size_t scope = 0;
  table.choice("scope", scope, {"disclose", "use", "class"}, Give::kMust);
  details.scope = static_cast<RestraintScope>(scope + 1);
  table.instant("from", details.from, Give::kMust);
  table.take("until", Give::kMust);
  table.maybe_instant("until", details.until, Give::kMay);
  if (details.until && *details.until <= details.from) table.wrong("until", "not later than `from`");
  if (details.scope == RestraintScope::kClass) read_class(table.table("class", Give::kMust), details);
  return details;
}

ActDetails read_resume(Table& table) {
  ResumeDetails details;
  details.ends = read_entries(table, "ends");
  details.requests = read_request_ids(table, "requests");
  return details;
}

ActDetails read_countersign(Table& table) {
  CountersignDetails details{read_request_id(table, "request"), {}};
  table.digest("manifest", details.manifest, Give::kMust);
  return details;
}

ActDetails read_recall(Table& table) {
  RecallDetails details{read_request_id(table, "request"), read_lines(table, "lines"), {}};
  table.instant("until", details.until, Give::kMust);
  return details;
}

ActDetails read_dispose(Table& table) {
  DisposeDetails details;
  details.recall = read_entry(table, "recall");
  for (Table& item : table.tables("copies", 1, 100, Give::kMust)) {
    CopyDisposed copy;
    item.text("place", copy.place, 200, Give::kMust);
    item.text("method", copy.method, 200, Give::kMust);
    item.date("on", copy.on, Give::kMust);
    item.close();
    details.copies.push_back(std::move(copy));
  }
  return details;
}

ActDetails read_followup(Table& table) {
  FollowupDetails details{read_request_id(table, "request"), {}, 0};
  table.digest("file", details.file, Give::kMust);
  table.number("count", details.count, 1, limits::kLinesPerRequestMax, Give::kMust);
  return details;
}

ActDetails read_incident(Table& table) {
  IncidentDetails details;
  table.instant("found_at", details.found_at, Give::kMust);
  table.digest("pack", details.pack, Give::kMust);
  return details;
}

ActDetails read_protect(Table& table) {
  ProtectDetails details;
  table.digest("records", details.records, Give::kMust);
  return details;
}

ActDetails read_correct(Table& table) {
  CorrectDetails details{read_request_id(table, "request"), read_lines(table, "lines"), {}};
  table.digest("notice", details.notice, Give::kMust);
  return details;
}

ActDetails read_hold(Table& table) {
  HoldDetails details;
  table.text("scope", details.scope, 500, Give::kMust);
  std::size_t state = 0;
  table.choice("state", state, {"set", "lifted"}, Give::kMust);
  details.set = state == 0;
  const codec::Value* hold = table.take("hold", Give::kMust);
  if (hold != nullptr && !hold->is_null()) details.hold = read_entry(table, "hold");
  if (details.set == details.hold.has_value()) table.wrong("hold", "must name the entry of the hold that is lifted, and only then");
  return details;
}

OpeningClass read_opening_class(Table& table) {
  std::size_t index = 0;
  table.choice("class", index, {"input", "outcome"}, Give::kMust);
  return static_cast<OpeningClass>(index + 1);
}

ActDetails read_shred(Table& table) {
  ShredDetails details;
  details.opening_class = read_opening_class(table);
  std::int64_t year = 0;
  std::int64_t quarter = 0;
  table.number("year", year, 1970, 9999, Give::kMust);
  table.number("quarter", quarter, 1, 4, Give::kMust);
  details.year = static_cast<int>(year);
  details.quarter = static_cast<int>(quarter);
  return details;
}

ActDetails read_expunge(Table& table) {
  const OpeningClass opening_class = read_opening_class(table);
  return ExpungeDetails{opening_class, read_request_id(table, "request"), read_lines(table, "lines")};
}

ActDetails read_recover(Table& table) {
  RecoverDetails details;
  details.old_size = read_entry(table, "old_size").value;
  table.digest("old_root", details.old_root, Give::kMust);
  details.new_size = read_entry(table, "new_size").value;
  table.digest("new_root", details.new_root, Give::kMust);
  return details;
}

ActDetails read_rotate_key(Table& table) {
  RotateKeyDetails details;
  table.texts("vkeys", details.vkeys, 8, 400, Give::kMust);
  if (details.vkeys.empty()) table.wrong("vkeys", "names no key");
  table.page("policy", details.policy, 8192, Give::kMust);
  std::size_t mode = 0;
  table.choice("mode", mode, {"none", "lagging", "strict"}, Give::kMust);
  details.mode = static_cast<int>(mode);
  std::size_t previous = 0;
  table.choice("previous", previous, {"asked", "gone"}, Give::kMust);
  const codec::Value* size = table.take("size", Give::kMust);
  const codec::Value* root = table.take("root", Give::kMust);
  const bool neither = size != nullptr && size->is_null() && root != nullptr && root->is_null();
  if ((previous == 0) != neither) table.wrong("size", "`size` and `root` are those of the head that both parties mean where previous is gone, and null where it is asked");
  if (previous == 0 || neither) return details;
  details.gone.emplace().size = read_entry(table, "size").value;
  table.digest("root", details.gone->root, Give::kMust);
  return details;
}

ActDetails read_details(Verb verb, Table& table) {
  switch (verb) {
    case Verb::kSignatory: return read_signatory(table);
    case Verb::kSign: return read_sign(table);
    case Verb::kPublish: return read_publish(table);
    case Verb::kSafeguard: return read_safeguard(table);
    case Verb::kDesignate: return read_designate(table);
    case Verb::kUndesignate: return read_undesignate(table);
    case Verb::kEnroll:
    case Verb::kUnenroll: return read_officers(table);
    case Verb::kStop: return StopDetails{};
    case Verb::kRestrain: return read_restrain(table);
    case Verb::kLift: return LiftDetails{read_entry(table, "restraint")};
    case Verb::kResume: return read_resume(table);
    case Verb::kClear: return ClearDetails{read_entry(table, "entry")};
    case Verb::kCountersign: return read_countersign(table);
    case Verb::kCanary: {
      CanaryDetails details;
      table.digest("list", details.list, Give::kMust);
      return details;
    }
    case Verb::kRecall: return read_recall(table);
    case Verb::kDispose: return read_dispose(table);
    case Verb::kFollowup: return read_followup(table);
    case Verb::kIncident: return read_incident(table);
    case Verb::kProtect:
    case Verb::kUnprotect: return read_protect(table);
    case Verb::kCorrect: return read_correct(table);
    case Verb::kHold: return read_hold(table);
    case Verb::kShred: return read_shred(table);
    case Verb::kExpunge: return read_expunge(table);
    case Verb::kRecover: return read_recover(table);
    case Verb::kRotateKey: return read_rotate_key(table);
    case Verb::kTerminate: return TerminateDetails{};
  }
  return StopDetails{};
}

void read_verb(Table& root, Act& act, bool& known) {
  const codec::Value* found = root.take("act", Give::kMust);
  if (found == nullptr) return;
  const Result<Verb> verb = found->text() != nullptr ? parse_verb(*found->text()) : Result<Verb>(malformed("not a text"));
  if (!verb.ok()) return root.wrong("act", "no act of that name");
  act.verb = *verb;
  known = true;
}

void read_agreement(Table& root, Act& act) {
  const codec::Value* found = root.take("agreement", Give::kMust);
  if (found == nullptr) return;
  if (found->is_null()) {
    if (act_rule(act.verb).agreement_needed) root.wrong("agreement", "this act needs one");
    return;
  }
  Result<AgreementId> id = found->text() != nullptr ? AgreementId::parse(*found->text()) : Result<AgreementId>(malformed("not a text"));
  if (!id.ok()) return root.wrong("agreement", "not an agreement's id");
  act.agreement = *id;
}

void read_frame(Table& root, Act& act) {
  root.text("id", act.id, 26, Give::kMust);
  if (!act.id.empty() && !is_ulid(act.id)) root.wrong("id", "not 26 Crockford characters");
  read_agreement(root, act);
  root.instant("effective_at", act.effective_at, Give::kMust);
  root.text("ground", act.ground, 500, Give::kMust);
  root.take("evidence", Give::kMust);
  root.maybe_digest("evidence", act.evidence, Give::kMay);
  if (act_rule(act.verb).evidence_needed && !act.evidence) root.wrong("evidence", "this act rests on a document and must carry its digest");
}

}  // namespace

Result<Act> read_act(std::string_view json) {
  CS_TRY(value, codec::read_json(json, limits::kActBytesMax));
  Trouble trouble;
  Table root(value, "", trouble);
  Act act;
  std::size_t format = 0;
  bool known = false;
  root.choice("format", format, {"countersign-act/1"}, Give::kMust);
  read_verb(root, act, known);
  if (known) {
    read_frame(root, act);
    Table details = root.table("details", Give::kMust);
    act.details = read_details(act.verb, details);
    details.close();
    root.close();
  }
  if (trouble.first) return at("act", *trouble.first);
  return act;
}

}  // namespace cs::agreement
