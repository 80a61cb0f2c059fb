// Lines packed: all texts of a ZIP in one string.
#include "base/check.h"
#include "population/lines.h"

namespace cs::population {

void pack(LineBlock& block, const PersonIds& ids, const TypedLine& made) {
  LineHead head;
  const Claim& claim = made.claim;
  head.person = ids.of(claim.person_world->zip_rank(), claim.person.slot);
  if (claim.on_record) head.record = head.person;
  if (claim.trap) head.record = ids.of(block.zip_rank, *claim.trap);
  head.born = claim.person.born;
  head.line_class = claim.line_class;
  head.group = claim.person.group;
  head.text_from = static_cast<std::uint32_t>(block.text.size());
  head.edits_from = static_cast<std::uint32_t>(block.edits.size());
  head.edits = static_cast<std::uint8_t>(made.edits.size());
  const LineFields& f = made.fields;
  std::size_t field = 0;
  for (const std::string* text : {&f.first, &f.middle, &f.last, &f.suffix, &f.house, &f.street, &f.unit, &f.po_box, &f.city, &f.state, &f.zip}) {
    CS_CHECK(text->size() <= UINT8_MAX, "a field of a line has at most 255 bytes");
    head.sizes[field++] = static_cast<std::uint8_t>(text->size());
    block.text += *text;
  }
  block.edits.insert(block.edits.end(), made.edits.begin(), made.edits.end());
  block.heads.push_back(head);
}

void pack_twin(LineBlock& block, std::uint32_t twin, LineClass line_class, std::uint64_t person, Date born) {
  LineHead head = block.heads[twin];  // its texts and edits are the twin's
  head.twin = twin;
  head.line_class = line_class;
  head.person = person;
  head.born = born;
  block.heads.push_back(head);
}

LineView view_of(const LineBlock& block, const LineHead& head) {
  std::string_view rest = std::string_view(block.text).substr(head.text_from);
  LineView out;
  std::size_t field = 0;
  for (std::string_view* text : {&out.first, &out.middle, &out.last, &out.suffix, &out.house, &out.street, &out.unit, &out.po_box, &out.city,
                                 &out.state, &out.zip}) {
    *text = rest.substr(0, head.sizes[field]);
    rest.remove_prefix(head.sizes[field++]);
  }
  return out;
}

}  // namespace cs::population
