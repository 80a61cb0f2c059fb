#include "match/street_forms.h"

#include "register/form_text.h"

namespace cs::match {
namespace {

using registry::FormParts;

FormParts parts_of(const address::Reading& reading) {
  return {reading.predirection, reading.type, reading.postdirection, reading.urbanization, {}};
}

bool fits(std::string_view left, std::string_view right) { return left.empty() || right.empty() || left == right; }

bool fits(const FormParts& left, const FormParts& right) {
  return fits(left.predirection, right.predirection) && fits(left.type, right.type) && fits(left.postdirection, right.postdirection);
}

bool equal(const FormParts& left, const FormParts& right) {
  return left.predirection == right.predirection && left.type == right.type && left.postdirection == right.postdirection &&
         left.urbanization == right.urbanization;
}

}  // namespace

bool is_one_street(const registry::Snapshot& register_, registry::Run forms, const address::Reading& line, const address::Reading& record,
                   std::uint32_t record_block) {
  const FormParts asked = parts_of(line), found = parts_of(record);
  if (asked.urbanization != found.urbanization || !fits(asked, found) || equal(asked, found)) return false;
  std::uint32_t addresses_asked = 0;
  for (std::uint32_t block = forms.begin; block < forms.end; ++block) {
    if (block == record_block) continue;
    const auto form = registry::form_parts(register_.form_text(register_.form_of_block(block)));
    if (!form) return false;
    if (equal(*form, asked)) addresses_asked += register_.addresses_of_block(block).size();
    else if (!equal(*form, found) && (fits(*form, asked) || fits(*form, found))) return false;
  }
  return addresses_asked < 2 || register_.addresses_of_block(record_block).size() < 2;
}

}  // namespace cs::match
