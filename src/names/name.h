// A person's name, in standard form, and whether it is enough to ask about.
//   Shape    NameFields is a name as somebody wrote it. PersonName holds upper-case tokens without marks; `sufficient` alone makes a
//            SufficientName, and match takes nothing else.
//   Errors   not enough: kNamMissing, kNamPlaceholder or kNamInsufficient, the first that applies.
//   Threads  pure functions over compiled-in tables.
//   Source   the project's matching design, sections 4 and 5; tables: data/names with data/SOURCES.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/verdict.h"

namespace cs::names {

// Each part may hold several words. `given` and `middle` may each hold several given names; `family` may hold two surnames.
struct NameFields {
  std::string given;
  std::string middle;
  std::string family;
  std::string suffix;
};

// Something stands with the name that is no generation we read (VI, YOUNGER, two generations), or by which it is not plainly this person's (SON,
// DECEASED, MRS before a man's name), or it names more than one person: it equals no suffix, itself included.
inline constexpr std::string_view kUnreadSuffix = "?";

struct PersonName {
  std::vector<std::string> given;   // given[0] the first given name, then middle names and initials in order
  std::vector<std::string> family;  // one or more surname tokens, particles kept with their surname ("DE LA CRUZ" -> "DELACRUZ")
  std::string suffix;               // "JR" "SR" "I" "II" "III" "IV" "V", kUnreadSuffix or empty
  std::uint8_t particles = 0;       // bit i: family[i] was written with its particle as a word of its own. A register does not keep it
  bool operator==(const PersonName&) const = default;
};

PersonName standardize(const NameFields& fields);

class SufficientName {
 public:
  const PersonName& name() const { return name_; }

 private:
  friend struct NameSufficiency;
  explicit SufficientName(PersonName name) : name_(std::move(name)) {}
  PersonName name_;
};

struct NameSufficiency {
  Reason reason = Reason::kNone;       // kNone exactly when `name` is there
  std::optional<SufficientName> name;
  static NameSufficiency of(const NameFields& fields);
};

}  // namespace cs::names
