#include "match/judge.h"

#include "names/compare.h"

namespace cs::match {
namespace {

constexpr std::uint16_t bit(Field field) { return static_cast<std::uint16_t>(1U << field); }

template <typename Code>
constexpr std::uint8_t number_of(Code code) { return static_cast<std::uint8_t>(code); }

// The line's middle names against the record's: a line that says A is met as well by ALAN as by A; one that says ALAN is less
// well met by A.
std::uint8_t middle_fineness(const names::PersonName& line, const names::PersonName& record) {
  if (line.given.size() < 2) return 0;
  if (record.given.size() < 2) return 2;
  for (std::size_t i = 1; i < line.given.size(); ++i) {
    const bool said = i < record.given.size() && record.given[i].starts_with(line.given[i]);
    if (!said || (line.given[i].size() > 1 && line.given[i] != record.given[i])) return 1;
  }
  return 0;
}

RecordCode row_code(registry::NameKind kind) {
  switch (kind) {
    case registry::NameKind::kCurrent: return RecordCode::kRowCurrent;
    case registry::NameKind::kFormer: return RecordCode::kRowFormer;
    case registry::NameKind::kAlias: return RecordCode::kRowAlias;
  }
  return RecordCode::kRowFormer;
}

}  // namespace

void Finding::add(const Model& model, Field field, std::uint8_t code, std::uint8_t fineness) {
  const CodeRow& row = model.row(code);
  codes[field] = code;
  rank[field] = static_cast<std::uint8_t>(number_of(row.effect) * 4 + fineness);
  veto = veto || row.effect == Effect::kVeto;
  gray = gray || row.effect == Effect::kGray;
  soft += row.effect == Effect::kSoft ? 1 : 0;
  weight += row.weight;
}

names::NameLimits name_limits(const Model& model) {
  return {static_cast<std::uint32_t>(model.limit(Limit::kDistinctGivenMin)), static_cast<std::uint32_t>(model.limit(Limit::kDistinctSurnameMin))};
}

Finding judge_identity(const Model& model, const names::PersonName& line, const names::PersonName& record, registry::NameKind kind) {
  const names::NameDifferences found = names::differences(line, record, name_limits(model));
  Finding out;
  out.veto = false;
  out.add(model, kGiven, number_of(found.given()));
  out.add(model, kFamily, number_of(found.family()));
  out.add(model, kMiddle, number_of(found.middle()), middle_fineness(line, record));
  out.add(model, kSuffix, number_of(found.suffix()));
  out.add(model, kNameRow, number_of(row_code(kind)));
  if (found.given() == names::NameCode::kGivenRomanization && found.family() == names::NameCode::kFamilyRomanization && out.soft > 1)
    --out.soft;  // one hand wrote both words by one table: one difference
  out.carried = bit(kGiven) | bit(kFamily);
  if (line.given.size() > 1) out.carried |= bit(kMiddle);
  if (!line.suffix.empty()) out.carried |= bit(kSuffix);
  return out;
}

Finding judge_address(const Model& model, const address::Reading& line, const Codes& codes, const RecordFacts& facts) {
  Finding out;
  out.veto = false;
  for (const Field field : {kHouse, kStreet, kKind, kUnit, kLocality, kUrbanization}) out.add(model, field, codes[field]);
  out.add(model, kCrowd, number_of(facts.crowded ? RecordCode::kCrowdMany : RecordCode::kCrowdFew));
  out.add(model, kRecipient, number_of(facts.care_of ? RecordCode::kRecipientCare : RecordCode::kRecipientNone));
  out.carried = bit(kHouse) | bit(kStreet) | bit(kLocality);
  if (!line.unit.empty()) out.carried |= bit(kUnit);
  if (!line.type.empty() || !line.predirection.empty() || !line.postdirection.empty()) out.carried |= bit(kKind);
  if (!line.urbanization.empty()) out.carried |= bit(kUrbanization);
  return out;
}

void complete(const Model& model, Finding& address, bool closed, bool several_readings) {
  address.add(model, kPeriod, number_of(closed ? RecordCode::kPeriodClosed : RecordCode::kPeriodOpen));
  address.add(model, kReadings, number_of(several_readings ? RecordCode::kReadingsSeveral : RecordCode::kReadingsOne));
}

bool better(const Finding& left, const Finding& right) {
  if (left.veto != right.veto) return right.veto;
  if (left.gray != right.gray) return right.gray;
  if (left.soft != right.soft) return left.soft < right.soft;
  if (left.weight != right.weight) return left.weight > right.weight;
  return left.rank < right.rank;
}

bool Judged::verifiable(const Model& model) const {
  return !veto() && !gray() && identity.soft <= model.limit(Limit::kSoftIdentityMax) && address.soft <= model.limit(Limit::kSoftAddressMax);
}

}  // namespace cs::match
