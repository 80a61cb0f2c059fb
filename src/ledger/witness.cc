#include "ledger/witness.h"

#include <algorithm>

#include "base/limits.h"
#include "ledger/contradiction.h"
#include "ledger/verify_cosigned.h"
#include "tlog/witness.h"

namespace cs::ledger {
namespace {

// The kind of an entry by its first bytes: a map's head, key 0 with value 1, key 1, the kind. Spares decoding 700,000 lines.
bool may_be_key_or_genesis(ByteView entry) { return entry.size() > 4 && (entry[4] == 1 || entry[4] == 2); }

struct Answered {
  WitnessResult result;
  std::string lines;  // signature lines of a witness that cosigned
};

class Pushing {
 public:
  Pushing(const Ledger& ledger, const Path& directory, const WitnessTransport& transport, Clock& clock)
      : ledger_(ledger), directory_(directory), transport_(transport), clock_(clock) {}

  Result<Answered> push(const tlog::PolicyWitness& witness) {
    if (witness.url.empty()) return with(witness, WitnessOutcome::kSilent, "the policy has no URL for it");
    auto reply = ask(witness, 0);
    if (reply && reply->status == 409) {
      CS_TRY(size, claimed_size(witness, reply->body));
      if (!size) return with(witness, WitnessOutcome::kBadAnswer, "409 without a size");
      if (*size > ledger_.size()) return look_at(witness, "claims " + std::to_string(*size) + " entries, we have " + std::to_string(ledger_.size()));
      reply = ask(witness, *size);
      // It does not follow from what the witness saw: either its answer is false, or we have another past than it was shown.
      if (reply && (reply->status == 422 || reply->status == 409)) return look_at(witness, "says " + std::to_string(reply->status) + " to our proof");
    }
    if (!reply) return with(witness, WitnessOutcome::kSilent, reply.fault().text);
    if (reply->status != 200) return with(witness, WitnessOutcome::kRefused, "says " + std::to_string(reply->status));
    return take(witness, reply->body);
  }

 private:
  static Answered doubting(const tlog::PolicyWitness& witness, std::string why) { return {{witness.name, WitnessOutcome::kRefused, std::move(why), {}, true}, {}}; }
  static Answered with(const tlog::PolicyWitness& witness, WitnessOutcome outcome, std::string why) { return {{witness.name, outcome, std::move(why), {}, false}, {}}; }

  static std::string place(const tlog::PolicyWitness& witness, const std::string& path) {
    return witness.url + (witness.url.back() == '/' ? "" : "/") + path;
  }

  Result<WitnessReply> ask(const tlog::PolicyWitness& witness, std::uint64_t old_size) {
    CS_TRY(proof, ledger_.prove_consistency(old_size));
    return transport_("POST", place(witness, "add-checkpoint"), tlog::AddCheckpoint{old_size, std::move(proof), ledger_.checkpoint_note()}.body());
  }

  static Result<std::optional<std::uint64_t>> claimed_size(const tlog::PolicyWitness&, std::string_view body) {
    if (body.empty() || body.back() != '\n') return std::optional<std::uint64_t>();
    const auto size = tlog::parse_size(body.substr(0, body.size() - 1));
    return size ? std::optional(*size) : std::nullopt;
  }

  // What the witness holds of us: only what our own key has signed is proof of anything.
  Result<Answered> look_at(const tlog::PolicyWitness& witness, const std::string& why) {
    auto shown = transport_("GET", place(witness, tlog::origin_hash(ledger_.origin()) + "/checkpoint"), "");
    if (!shown || shown->status != 200) return doubting(witness, why + ", and shows no head that we signed");
    const auto contradicted = contradicts(shown->body, ledger_);
    if (!contradicted) return doubting(witness, why + ", and shows no head that we signed and do not have");
    if (const auto recovery = ledger_.gave_up(shown->body))
      return with(witness, WitnessOutcome::kRefused, why + ": a head that the recovery at entry " + std::to_string(recovery->value) + " gave up; it can follow no more, name another witness (rotate-key; with previous gone where no quorum is left)");
    CS_TRY_VOID(keep_contradiction(directory_, shown->body));
    return untrusted(*contradicted + " (witness " + witness.name + "; the note is kept in " + (directory_ / kContradictionFile).string() + ")");
  }

  Result<Answered> take(const tlog::PolicyWitness& witness, const std::string& lines) const {
    const auto opened = tlog::open_checkpoint(ledger_.checkpoint_note() + lines, ledger_.log_keys(), {witness.key});
    if (!opened || opened->cosignatures.empty()) return with(witness, WitnessOutcome::kBadAnswer, "answers without a cosignature that holds");
    const Instant at = opened->cosignatures[0].at, now = clock_.now();
    if (at > now + tlog::kCosignatureAhead) return with(witness, WitnessOutcome::kBadAnswer, "its cosignature is dated " + at.text() + ", more than 60 s ahead");
    CS_TRY(note, tlog::Note::parse(ledger_.checkpoint_note() + lines));
    Answered out{{witness.name, WitnessOutcome::kCosigned, {}, {}, false}, {}};
    // A cosignature's time is in whole seconds: where ours falls into that second they are not apart.
    const Instant second = Instant{now.ms / 1000 * 1000};
    out.result.apart = at > second ? at - second : second - at;
    for (const tlog::NoteSignature& signature : note.signatures) {
      if (signature.name != witness.key.name() || signature.key_id != witness.key.key_id()) continue;
      out.lines = tlog::signature_line(signature);  // the last one, if it gave several
    }
    return out;
  }

  const Ledger& ledger_;
  const Path& directory_;
  const WitnessTransport& transport_;
  Clock& clock_;
};

}  // namespace

std::string_view witness_outcome_word(WitnessOutcome outcome) {
  switch (outcome) {
    case WitnessOutcome::kCosigned: return "cosigned";
    case WitnessOutcome::kSilent: return "silent";
    case WitnessOutcome::kRefused: return "refused";
    case WitnessOutcome::kBadAnswer: return "bad answer";
  }
  return "unknown";
}

namespace {

struct Watch {
  WitnessMode mode = WitnessMode::kNone;
  Digest policy{};
};
struct Watches {
  Watch now, before;               // `before`: what the entry `left` put an end to
  std::optional<EntryIndex> left;  // in mode none: the `key` entry since which no witnesses are named, where there had been some
};

Result<Watches> watches_of(const Ledger& ledger) {
  Watches out;
  CS_TRY_VOID(ledger.for_each_bytes({0}, [&](EntryIndex index, ByteView bytes) -> Result<void> {
    if (!may_be_key_or_genesis(bytes)) return {};
    CS_TRY(entry, decode(bytes));
    const auto* genesis = std::get_if<GenesisEntry>(&entry.entry);
    const auto* key = std::get_if<KeyEntry>(&entry.entry);
    const Watch was = out.now;
    if (genesis != nullptr) out.now = {genesis->mode, genesis->policy};
    if (key != nullptr) out.now = {key->mode, key->policy};
    if (out.now.mode != WitnessMode::kNone) out.left.reset();
    else if (was.mode != WitnessMode::kNone) out.left = index, out.before = was;
    return {};
  }));
  return out;
}

Result<tlog::Policy> policy_of(const Ledger& ledger, const Digest& digest) {
  CS_TRY(text, ledger.document(digest));
  auto parsed = tlog::Policy::parse(as_text(text));
  if (!parsed) return at("the ledger's witness policy", parsed.fault());
  return std::move(*parsed);
}

}  // namespace

Result<WitnessSettings> witness_settings(const Ledger& ledger) {
  CS_TRY(watches, watches_of(ledger));
  WitnessSettings out{watches.now.mode, {}};
  if (out.mode == WitnessMode::kNone) return out;
  CS_TRY(policy, policy_of(ledger, watches.now.policy));
  out.policy = std::move(policy);
  return out;
}

Result<std::optional<EntryIndex>> left_unseen(const Ledger& ledger, const Path& directory, Instant now) {
  CS_TRY(watches, watches_of(ledger));
  if (!watches.left) return std::optional<EntryIndex>();
  CS_TRY(policy, policy_of(ledger, watches.before.policy));
  const auto kept = read_cosigned(ledger, directory, policy, now, handover_file(*watches.left));
  if (!kept && kept.fault().kind == FaultKind::kIo) return kept.fault();
  const bool seen = kept && *kept && (*kept)->opened.checkpoint.size > watches.left->value;
  return seen ? std::optional<EntryIndex>() : watches.left;
}

namespace {

// The clocks of how many witnesses, the nearest first, it takes for a quorum: the last of them says how far apart they and ours are.
Result<std::optional<Span>> quorum_apart(const Ledger& ledger, const tlog::Policy& policy, std::vector<Answered> answered, Instant now) {
  std::erase_if(answered, [](const Answered& one) { return !one.result.apart; });
  std::stable_sort(answered.begin(), answered.end(), [](const Answered& a, const Answered& b) { return *a.result.apart < *b.result.apart; });
  std::string note = ledger.checkpoint_note();
  for (const Answered& one : answered) {
    note += one.lines;
    CS_TRY(opened, tlog::open_witnessed(note, ledger.log_keys(), policy, now));
    if (opened.quorum) return one.result.apart;
  }
  return std::optional<Span>();
}

}  // namespace

std::string handover_file(EntryIndex key) { return kHandoverNote + std::to_string(key.value); }

Result<void> show_to(const Ledger& ledger, const Path& directory, const std::vector<tlog::PolicyWitness>& witnesses, const WitnessTransport& transport, Clock& clock) {
  Pushing pushing(ledger, directory, transport, clock);
  for (const tlog::PolicyWitness& witness : witnesses) {
    CS_TRY(answered, pushing.push(witness));
    (void)answered;
  }
  return {};
}

Result<PushReport> push_to_witnesses(const Ledger& ledger, const Path& directory, const tlog::Policy& policy, const WitnessTransport& transport, Clock& clock,
                                     const std::string& kept) {
  PushReport report{ledger.size(), {}, false, {}, false};
  Pushing pushing(ledger, directory, transport, clock);
  std::string note = ledger.checkpoint_note();
  std::vector<Answered> all;
  for (const tlog::PolicyWitness& witness : policy.witnesses()) {
    CS_TRY(answered, pushing.push(witness));
    report.doubted = report.doubted || answered.result.doubts;
    report.witnesses.push_back(answered.result);
    note += answered.lines;
    all.push_back(std::move(answered));
  }
  CS_TRY(opened, tlog::open_witnessed(note, ledger.log_keys(), policy, clock.now()));
  report.quorum = opened.quorum;
  if (!report.quorum) return report;
  CS_TRY(apart, quorum_apart(ledger, policy, std::move(all), clock.now()));
  report.apart = apart;
  CS_TRY_VOID(write_file_durable(directory / kept, as_bytes(note)));
  return report;
}

Result<PushReport> push_to_witnesses(const Ledger& ledger, const Path& directory, const tlog::Policy& policy, const WitnessTransport& transport, Instant now) {
  ManualClock clock(now);
  return push_to_witnesses(ledger, directory, policy, transport, clock);
}

Result<std::optional<Cosigned>> read_cosigned(const Ledger& ledger, const Path& directory, const tlog::Policy& policy, Instant now, const std::string& kept) {
  auto note = read_file(directory / kept, limits::kNoteBytesMax);
  if (!note && note.fault().kind == FaultKind::kNotFound) return std::optional<Cosigned>();
  if (!note) return note.fault();
  auto opened = tlog::open_witnessed(*note, ledger.log_keys(), policy, now);
  const std::string file = (directory / kept).string();
  if (!opened) return untrusted(file + ": " + opened.fault().text + "; it says only what witnesses have seen: move it away, and they are asked again");
  const auto contradicted = contradicts(*note, ledger);
  if (contradicted && ledger.gave_up(*note)) return std::optional<Cosigned>();  // seen before a recovery: nothing of what is there now
  if (contradicted) return untrusted(file + ": " + *contradicted);
  if (!opened->quorum) return std::optional<Cosigned>();  // of an older policy, or dated ahead
  return std::optional(Cosigned{std::move(*note), std::move(*opened)});
}

Result<WitnessStanding> witness_standing(const Ledger& ledger, const Path& directory, Instant now) {
  CS_TRY(settings, witness_settings(ledger));
  return witness_standing(ledger, directory, settings, now);
}

Result<WitnessStanding> witness_standing(const Ledger& ledger, const Path& directory, const WitnessSettings& settings, Instant now) {
  WitnessStanding out{settings.mode, 0, {}, {}};
  if (settings.mode == WitnessMode::kNone) return out;
  CS_TRY(cosigned, read_cosigned(ledger, directory, *settings.policy, now));
  if (cosigned) {
    out.cosigned_size = cosigned->opened.checkpoint.size;
    out.cosigned_at = cosigned->opened.cosigned_at;
  }
  if (out.cosigned_size >= ledger.size()) return out;
  CS_TRY(first_unseen, ledger.entry({out.cosigned_size}));
  out.missing_since = first_unseen.time;
  return out;
}

}  // namespace cs::ledger
