// The table of acts: names, who signs, what the file must carry. In the order of Verb.
#include <array>

#include "agreement/act.h"
#include "agreement/unsaid.h"

namespace cs::agreement {
namespace {

constexpr std::string_view kSignatories = "one existing signatory of each party";
constexpr std::string_view kOneStopHolder = "one person of stop.holder";
constexpr std::string_view kTwoStopHolder = "two people of stop.holder";

constexpr std::array<ActRule, kVerbCount> kRules = {{
    {Verb::kSignatory, "signatory", Quorum::kSignatoryOfEach, false, false, kSignatories},
    {Verb::kSign, "sign", Quorum::kSignatoryOfEachApart, false, true, "one signatory of each party, each for its own party"},
    {Verb::kPublish, "publish", Quorum::kHolderSignatory, false, true, "a signatory of the holder"},
    {Verb::kSafeguard, "safeguard", Quorum::kHolderSignatory, false, true, "a signatory of the holder"},
    {Verb::kDesignate, "designate", Quorum::kSignatoryOfEachApart, false, true,
     "a signatory of each party; for a stop office a signatory of its own party"},
    {Verb::kUndesignate, "undesignate", Quorum::kSignatoryOrPerson, false, true, "a signatory of either party, or the person"},
    {Verb::kEnroll, "enroll", Quorum::kActiveOfficial, false, true, "one official in office"},
    {Verb::kUnenroll, "unenroll", Quorum::kActiveOfficial, false, true, "one official in office"},
    {Verb::kStop, "stop", Quorum::kStopOfEither, false, true, "one person of stop.holder or stop.requester; a session is enough"},
    {Verb::kRestrain, "restrain", Quorum::kStopHolder, true, true, kOneStopHolder},
    {Verb::kLift, "lift", Quorum::kTwoStopHolder, true, true, kTwoStopHolder},
    {Verb::kResume, "resume", Quorum::kResume, false, true, "resume_holder people of stop.holder and resume_requester of stop.requester"},
    {Verb::kClear, "clear", Quorum::kTwoStopHolder, true, true, kTwoStopHolder},
    {Verb::kCountersign, "countersign", Quorum::kStopHolder, false, true, kOneStopHolder},
    {Verb::kCanary, "canary", Quorum::kHolderSignatory, false, true, "a signatory of the holder"},
    {Verb::kRecall, "recall", Quorum::kStopHolder, false, true, kOneStopHolder},
    {Verb::kDispose, "dispose", Quorum::kActiveOfficial, false, true, "one official in office"},
    {Verb::kFollowup, "followup", Quorum::kActiveOfficial, false, true, "one official in office"},
    {Verb::kIncident, "incident", Quorum::kStopHolder, false, true, kOneStopHolder},
    {Verb::kProtect, "protect", Quorum::kTwoStopHolder, false, true, kTwoStopHolder},
    {Verb::kUnprotect, "unprotect", Quorum::kTwoStopHolder, false, true, kTwoStopHolder},
    {Verb::kCorrect, "correct", Quorum::kTwoStopHolder, false, true, kTwoStopHolder},
    {Verb::kHold, "hold", Quorum::kHold, true, true, "one person of stop.holder sets, two lift"},
    {Verb::kShred, "shred", Quorum::kSignatoryOfEach, false, true, kSignatories},
    {Verb::kExpunge, "expunge", Quorum::kSignatoryOfEach, false, true, kSignatories},
    {Verb::kRecover, "recover", Quorum::kSignatoryOfEach, false, false, kSignatories},
    {Verb::kRotateKey, "rotate-key", Quorum::kRotateKey, false, false, "a signatory of the holder; with previous gone one of each party"},
    {Verb::kTerminate, "terminate", Quorum::kEitherSignatory, false, true, "a signatory of either party"},
}};

struct Unsaid {
  Verb verb;
  std::string_view details;
};

constexpr std::array<Unsaid, 7> kUnsaid = {{
    {Verb::kSafeguard, R"({"findings":[]})"},
    {Verb::kDesignate, R"({"client":null,"until":null})"},
    {Verb::kUndesignate, R"({"reason":"none"})"},
    {Verb::kRestrain, R"({"court":null,"docket":"none","scope":"disclose","from":"@","until":null})"},
    {Verb::kResume, R"({"ends":[],"requests":[]})"},
    {Verb::kHold, R"({"hold":null})"},
    {Verb::kRotateKey, R"({"size":null,"root":null})"},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kRules.size(); ++i)
    if (static_cast<std::size_t>(kRules[i].verb) != i) return false;
  return true;
}
static_assert(in_order(), "a verb's number is its row");

constexpr std::array<std::string_view, 7> kEndReasons = {"none", "resigned", "dismissed", "acting-term-over", "key-compromised",
                                                         "superseded",
                                                         "error"};
constexpr std::array<std::string_view, 5> kClassFields = {"state", "zip_prefix", "issuer", "order_type", "purpose"};

}  // namespace

std::span<const ActRule> act_rules() { return kRules; }

const ActRule& act_rule(Verb verb) { return kRules[static_cast<std::size_t>(verb)]; }

std::string_view unsaid_details(Verb verb) {
  for (const Unsaid& unsaid : kUnsaid)
    if (unsaid.verb == verb) return unsaid.details;
  return "{}";
}

Result<Verb> parse_verb(std::string_view name) {
  for (const ActRule& rule : kRules)
    if (rule.name == name) return rule.verb;
  return not_found("no act of that name");
}

std::string_view end_reason_text(EndReason reason) { return kEndReasons[static_cast<std::size_t>(reason)]; }

std::string_view class_field_text(ClassField field) { return kClassFields[static_cast<std::size_t>(field) - 1]; }

Instant effective(const Act& act, Instant entered_at) { return act.effective_at < entered_at ? entered_at : act.effective_at; }

}  // namespace cs::agreement
