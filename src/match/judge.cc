#include "match/judge.h"

#include <algorithm>

namespace cs::match {
namespace {

// First weights, by field and effect (free, soft, gray, veto): they rank candidates that are not vetoed and wait for fitted ones.
constexpr std::int32_t kWeights[kFieldCount][4] = {
    {2048, 1024, 0, -4096},  // given
    {2304, 1280, 0, -4096},  // family
    {256, 0, -256, -2048},   // middle
    {256, 0, -256, -2048},   // suffix
    {2048, 1024, 0, -4096},  // house
    {2048, 1024, 0, -4096},  // street
    {512, 256, -256, -4096}, // unit
    {512, 256, 0, -4096},    // locality
};

constexpr std::uint8_t bit(Field field) { return static_cast<std::uint8_t>(1U << field); }

// The numbers of both rooms' effects are equal by their headers.
template <typename Effect>
constexpr std::uint8_t number_of(Effect effect) { return static_cast<std::uint8_t>(effect); }

template <typename Finding>
void set(Finding& finding, Field field, std::uint8_t effect, std::uint8_t fineness = 0) {
  finding.rank[field] = static_cast<std::uint8_t>(effect * 4 + fineness);
  finding.veto = finding.veto || effect == number_of(names::Effect::kVeto);
  finding.gray = finding.gray || effect == number_of(names::Effect::kGray);
  finding.weight += kWeights[field][effect] - 64 * fineness;
}

template <typename Finding>
void settle_level(Finding& finding) {
  if (finding.veto) finding.level = Level::kConflict;
  else finding.level = finding.gray || finding.soft > 0 ? Level::kCompatible : Level::kAgree;
}

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

}  // namespace

IdentityFinding judge_identity(const names::PersonName& line, const names::PersonName& record, registry::NameKind kind) {
  const names::IdentityJudgment judgment = names::compare(line, record);
  IdentityFinding out;
  out.veto = false;
  set(out, kGiven, number_of(judgment.given));
  set(out, kFamily, number_of(judgment.family));
  set(out, kMiddle, number_of(judgment.middle), middle_fineness(line, record));
  set(out, kSuffix, number_of(judgment.suffix));
  out.carried = bit(kGiven) | bit(kFamily);
  if (line.given.size() > 1) out.carried |= bit(kMiddle);
  if (!line.suffix.empty()) out.carried |= bit(kSuffix);
  out.soft = judgment.soft_count + (kind == registry::NameKind::kFormer ? 1 : 0);
  settle_level(out);
  return out;
}

AddressFinding judge_address(const address::Reading& line, const address::Reading& record, const AddressFacts& facts) {
  address::AddressJudgment judgment = address::compare(line, record);
  AddressFinding out;
  out.veto = false;
  out.soft = judgment.soft_count;
  if (judgment.street == address::Effect::kGray && facts.one_street) {
    judgment.street = address::Effect::kSoft;
    ++out.soft;
  }
  if (facts.several_zips && judgment.locality < address::Effect::kGray) judgment.locality = address::Effect::kGray;
  set(out, kHouse, number_of(judgment.house));
  set(out, kStreet, number_of(judgment.street));
  set(out, kUnit, number_of(judgment.unit));
  set(out, kLocality, number_of(judgment.locality));
  out.carried = bit(kHouse) | bit(kStreet) | bit(kLocality);
  if (!line.unit.empty()) out.carried |= bit(kUnit);
  out.gray = out.gray || facts.ambiguous || facts.crowded || line.care_of || record.care_of;
  settle_level(out);
  return out;
}

bool better(const IdentityFinding& left, const IdentityFinding& right) {
  if (left.veto != right.veto) return right.veto;
  if (left.gray != right.gray) return right.gray;
  if (left.soft != right.soft) return left.soft < right.soft;
  return left.rank < right.rank;
}

bool Judged::verifiable() const {
  return !veto() && !identity.gray && !address.gray && identity.soft <= 1 && address.soft <= 1;
}

}  // namespace cs::match
