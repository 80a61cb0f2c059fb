#include "match/model.h"

#include <algorithm>

#include "address/difference.h"
#include "base/check.h"
#include "base/embedded.h"
#include "codec/canonical.h"
#include "crypto/digest.h"
#include "match/model_tables.h"
#include "names/difference.h"

CS_EMBEDDED_TABLE(match_model)

namespace cs::match {
namespace {

constexpr std::string_view kFormat = "countersign-model/2";
constexpr std::size_t kTrainingBytesMax = 1000;
constexpr std::uint64_t kRulesVersionMax = 1'000'000;
constexpr std::int64_t kValueMax = 1'000'000'000;  // of a limit, either way
constexpr std::int32_t kWeightMax = 64 * kBit;     // 15 of them are far from the end of int32

// The numbers never change meaning.
enum Key : std::uint64_t {
  kKeyFormat = 0, kKeyLimits = 1, kKeyCodes = 2, kKeyNames = 3, kKeyAddress = 4, kKeyUnicode = 5, kKeyTraining = 6, kKeyRules = 7
};

Result<std::int32_t> read_value(codec::CborReader& reader) {
  CS_TRY(value, reader.number());
  if (value < -kValueMax || value > kValueMax) return malformed("model: a number is out of range");
  return static_cast<std::int32_t>(value);
}

bool is_training_text(std::string_view text) {
  return text.size() <= kTrainingBytesMax && std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

std::string_view effect_text(Effect effect) {
  switch (effect) {
    case Effect::kFree: return "free";
    case Effect::kSoft: return "soft";
    case Effect::kGray: return "gray";
    case Effect::kVeto: return "veto";
  }
  return {};
}

std::string_view limit_text(Limit limit) {
  switch (limit) {
    case Limit::kSoftIdentityMax: return "soft-identity-max";
    case Limit::kSoftAddressMax: return "soft-address-max";
    case Limit::kChanceMin: return "chance-min";
    case Limit::kVerifyFloor: return "verify-floor";
    case Limit::kReviewFloor: return "review-floor";
    case Limit::kReviewCandidatesMax: return "review-candidates-max";
    case Limit::kCandidatesMax: return "candidates-max";
    case Limit::kCrowdMax: return "crowd-max";
    case Limit::kKnownStreetMin: return "known-street-min";
    case Limit::kDistinctGivenMin: return "distinct-given-min";
    case Limit::kDistinctSurnameMin: return "distinct-surname-min";
    case Limit::kRarityMax: return "rarity-max";
    case Limit::kRarityUnlisted: return "rarity-unlisted";
    case Limit::kRarityInitial: return "rarity-initial";
    case Limit::kFrozenCountsMin: return "frozen-counts-min";
  }
  return {};
}

Result<Model> Model::read(ByteView bytes) {
  codec::CborReader reader(bytes);
  Model out;
  CS_TRY(keys, reader.map(kKeyRules + 1));
  if (keys != kKeyRules + 1) return malformed("model: a part is missing");
  CS_TRY_VOID(reader.key(kKeyFormat));
  CS_TRY(format, reader.text(kFormat.size()));
  if (format != kFormat) return malformed("model: not this format");
  CS_TRY_VOID(reader.key(kKeyLimits));
  CS_TRY(limits, reader.map(kLimitCount));
  if (limits != kLimitCount) return malformed("model: a limit is missing");
  for (std::uint64_t limit = 1; limit <= kLimitCount; ++limit) {
    CS_TRY_VOID(reader.key(limit));
    CS_TRY(value, read_value(reader));
    out.limits_[limit] = value;
  }
  CS_TRY_VOID(reader.key(kKeyCodes));
  CS_TRY(codes, reader.map(all_codes().size()));
  if (codes != all_codes().size()) return malformed("model: a code has no row");
  for (const std::uint8_t code : all_codes()) {
    CS_TRY_VOID(reader.key(code));
    CS_TRY(parts, reader.list(2));
    if (parts != 2) return malformed("model: a row is no effect and weight");
    CS_TRY(effect, reader.unsigned_number(static_cast<std::uint64_t>(Effect::kVeto)));
    CS_TRY(weight, read_value(reader));
    out.rows_[code] = {static_cast<Effect>(effect), weight};
  }
  CS_TRY_VOID(reader.key(kKeyNames));
  CS_TRY(names, reader.digest());
  CS_TRY_VOID(reader.key(kKeyAddress));
  CS_TRY(address, reader.digest());
  CS_TRY_VOID(reader.key(kKeyUnicode));
  CS_TRY(unicode, reader.text(16));
  CS_TRY_VOID(reader.key(kKeyTraining));
  CS_TRY(training, reader.text(kTrainingBytesMax));
  CS_TRY_VOID(reader.key(kKeyRules));
  CS_TRY(rules, reader.unsigned_number(kRulesVersionMax));
  CS_TRY_VOID(reader.end());
  out.names_tables_ = names;
  out.address_tables_ = address;
  out.unicode_ = unicode;
  out.training_ = training;
  out.rules_ = rules;
  CS_TRY_VOID(out.check());
  out.settle();
  return out;
}

namespace {

// Another name, another door or another time: whatever a model says beside, these end a candidate.
constexpr names::NameCode kNameVetoes[] = {names::NameCode::kGivenOther, names::NameCode::kFamilyOther, names::NameCode::kFamilySecondOther,
                                           names::NameCode::kMiddleOther, names::NameCode::kSuffixOther};
constexpr address::AddressCode kAddressVetoes[] = {address::AddressCode::kHouseOther, address::AddressCode::kHouseDigitKnown,
    address::AddressCode::kStreetOther, address::AddressCode::kStreetDigit, address::AddressCode::kKindOther, address::AddressCode::kUnitOther,
    address::AddressCode::kFormOther, address::AddressCode::kLocalityOther};

}  // namespace

Result<void> Model::check_vetoes() const {
  const auto lifted = [&](auto code) { return rows_[static_cast<std::uint8_t>(code)].effect != Effect::kVeto; };
  const bool any = std::any_of(std::begin(kNameVetoes), std::end(kNameVetoes), lifted) ||
                   std::any_of(std::begin(kAddressVetoes), std::end(kAddressVetoes), lifted) || lifted(RecordCode::kPeriodClosed);
  return any ? Result<void>(malformed("model: lifts a veto that no model may lift")) : Result<void>();
}

// What no model may say: nothing here makes a verification without a limit.
Result<void> Model::check() const {
  CS_TRY_VOID(check_vetoes());
  for (const std::uint8_t code : all_codes())
    if (rows_[code].weight < -kWeightMax || rows_[code].weight > kWeightMax) return malformed("model: a weight is out of range");
  for (std::size_t at = 1; at <= kLimitCount; ++at) {
    const auto which = static_cast<Limit>(at);
    const bool floor = which == Limit::kVerifyFloor || which == Limit::kReviewFloor;
    if (!floor && limits_[at] < 0) return malformed("model: " + std::string(limit_text(which)) + " is negative");
  }
  if (limit(Limit::kRarityMax) > kWeightMax || limit(Limit::kRarityUnlisted) > kWeightMax || limit(Limit::kRarityInitial) > kWeightMax)
    return malformed("model: a rarity is out of range");
  if (!is_training_text(training_)) return malformed("model: the training's text is not visible ASCII");
  if (!is_training_text(unicode_)) return malformed("model: the Unicode version is not visible ASCII");
  return {};
}

void Model::settle() {
  codec::CborWriter out;
  out.map(kKeyRules + 1);
  out.key(kKeyFormat).text(kFormat);
  out.key(kKeyLimits).map(kLimitCount);
  for (std::uint64_t limit = 1; limit <= kLimitCount; ++limit) out.key(limit).number(limits_[limit]);
  out.key(kKeyCodes).map(all_codes().size());
  for (const std::uint8_t code : all_codes())
    out.key(code).list(2).unsigned_number(static_cast<std::uint64_t>(rows_[code].effect)).number(rows_[code].weight);
  out.key(kKeyNames).bytes(names_tables_);
  out.key(kKeyAddress).bytes(address_tables_);
  out.key(kKeyUnicode).text(unicode_);
  out.key(kKeyTraining).text(training_);
  out.key(kKeyRules).unsigned_number(rules_);
  bytes_ = out.take();
  digest_ = crypto::sha256(bytes_);
}

Model Model::with_weights(const std::array<std::int32_t, 256>& weights, std::string training) const {
  CS_CHECK(is_training_text(training), "what a model was fitted on is visible ASCII");
  Model out = *this;
  for (const std::uint8_t code : all_codes()) out.rows_[code].weight = std::clamp(weights[code], -kWeightMax, kWeightMax);
  out.training_ = std::move(training);
  out.settle();
  return out;
}

Result<void> Model::check_tables() const {
  if (names_tables_ != names_tables_digest()) return untrusted("model: made for other tables of names");
  if (address_tables_ != address_tables_digest()) return untrusted("model: made for other tables of addresses");
  if (unicode_ != unicode_of_build()) return untrusted("model: made for another Unicode version");
  if (rules_ != kRulesVersion) return untrusted("model: made for other rules of comparison");
  return {};
}

const Model& Model::built_in() {
  static const Model held = [] {
    auto model = read_text(embedded_match_model());
    CS_CHECK(model.ok(), model.ok() ? "" : "the compiled-in model is one");
    return std::move(model).value();
  }();
  return held;
}

}  // namespace cs::match
