#include "evaluation/explain.h"

#include "codec/json.h"

namespace cs::evaluation {
namespace {

using codec::Value;

Value text(std::string_view words) { return Value(std::string(words)); }
Value number(std::int64_t value) { return Value(value); }

std::string_view level_text(match::Level level) {
  switch (level) {
    case match::Level::kConflict: return "conflict";
    case match::Level::kCompatible: return "compatible";
    case match::Level::kAgree: return "agree";
  }
  return {};
}

codec::List differences_of(const match::Outcome& outcome, const match::Model& model) {
  codec::List out;
  for (const std::uint8_t code : outcome.codes) {
    if (code == match::kNone) continue;
    const match::CodeRow& row = model.row(code);
    out.emplace_back(codec::Record{{"field", text(match::field_text(match::field_of(code)))},
                                   {"code", text(match::code_text(code))},
                                   {"effect", text(match::effect_text(row.effect))},
                                   {"weight", number(row.weight)}});
  }
  return out;
}

}  // namespace

std::string explained_line(std::string_view request_id, std::string_view answer, const match::Outcome& outcome, const match::Model& model) {
  return codec::write_json(Value(codec::Record{{"request_id", text(request_id)},
                                               {"answer", text(answer)},
                                               {"held_by", text(match::held_by_text(outcome.held_by))},
                                               {"identity", text(level_text(outcome.identity))},
                                               {"address", text(level_text(outcome.address))},
                                               {"weight", number(outcome.weight)},
                                               {"chance", number(outcome.chance)},
                                               {"rivals", number(outcome.rivals)},
                                               {"differences", Value(differences_of(outcome, model))}})) +
         "\n";
}

std::string explained_insufficient(std::string_view request_id) {
  return codec::write_json(Value(codec::Record{{"request_id", text(request_id)}, {"answer", text("insufficient")}})) + "\n";
}

}  // namespace cs::evaluation
