// The issuer: orders entered, barred, corrected, and a log that forks.
#include <algorithm>

#include "orders/opening.h"
#include "tests/cases/world.h"

namespace cs::cases {

Result<void> World::enter_order(const std::string& name) {
  const OrderFacts& facts = orders_.at(name);
  orders::EnteredFacts entered;
  entered.docket = "D-" + name;
  std::replace(entered.docket.begin(), entered.docket.end(), '#', '-');
  entered.type = facts.type;
  entered.entered_on = facts.entered;
  entered.names = {name_of(facts.named.empty() ? people_[facts.person].name : facts.named)};
  if (!people_[facts.person].born.empty()) entered.born = *Date::parse(people_[facts.person].born);
  if (const auto known = subjects_.find(facts.person); known != subjects_.end()) entered.subject = known->second;  // one person, one subject
  CS_TRY(opening, issuer_->enter(entered, clock_.now(), random_));
  openings_.emplace(name, opening);
  subjects_.emplace(facts.person, issuer_->leaves().back().subject);
  return {};
}

Result<void> World::order_step(const OrderStep& step) {
  const orders::Opening& opening = openings_.at(step.order);
  const Instant now = clock_.now();
  if (step.kind == "barred") {
    CS_TRY(leaf, issuer_->bar(opening.order, now, step.text, now, random_));
    bars_[step.order].push_back(leaf);
    return {};
  }
  if (step.kind == "lifted") {
    std::vector<std::uint64_t>& bars = bars_[step.order];
    if (bars.empty()) return wrong("there is no bar to lift");
    const std::uint64_t last = bars.back();
    bars.pop_back();
    return issuer_->lift(opening.order, last, now, step.text, now, random_);
  }
  if (step.kind == "ended") return issuer_->end(opening.order, now, step.text, now, random_);
  if (step.kind == "final") return issuer_->make_final(opening.order, Date::of(now), now);
  orders::EnteredFacts facts{opening.docket, opening.type, opening.entered_on, {name_of(step.text)}, opening.born, std::nullopt, std::nullopt};
  CS_TRY(corrected, issuer_->correct(opening.order, facts, now, random_));
  openings_.insert_or_assign(step.order, corrected);
  return {};
}

Result<void> World::issuer_enters(const std::string& what, const std::string& order) {
  static const std::vector<std::string> kSteps = {"(barred|lifted|ended) {text}", "corrected to {text}", "final"};
  Words w;
  const int pattern = match_sentence(what, kSteps, w);
  if (pattern == 0) return order_step({clock_.now(), order, w[0], w[1]});
  if (pattern == 1) return order_step({clock_.now(), order, "corrected", w[0]});
  if (pattern == 2) return order_step({clock_.now(), order, "final", ""});
  return unknown_sentence({Part::kWhen, {}, what, {}, where_}, kSteps);
}

Result<void> World::cosign() {
  CS_TRY_VOID(issuer_->save());
  CS_TRY_VOID(issuer_->publish(clock_.now()));
  CS_TRY(outcome, gate::mirror_orders(*gate_, "court-a", issuer_->log_directory()));
  return outcome.taken == orders::Taken::kQuarantined ? Result<void>(wrong("the order register was quarantined: " + outcome.cause)) : Result<void>();
}

// The same key signs two histories: the gate has seen one, and is offered the other.
Result<void> World::fork_issuer() {
  const Path copy = directory_ / "court-fork";
  std::filesystem::copy(directory_ / "court", copy, std::filesystem::copy_options::recursive);
  orders::EnteredFacts facts{"D-fork-1", "removal", Date::of(clock_.now()), {{{"First"}, {"History"}, ""}}, std::nullopt, std::nullopt, std::nullopt};
  CS_TRY(first, issuer_->enter(facts, clock_.now(), random_));
  (void)first;
  CS_TRY_VOID(refresh_orders());
  CS_TRY(forked, orders::Issuer::open(copy));
  facts.docket = "D-fork-2";
  CS_TRY(second, forked.enter(facts, clock_.now(), random_));
  (void)second;
  CS_TRY_VOID(forked.save());
  CS_TRY_VOID(forked.publish(clock_.now()));
  CS_TRY(outcome, gate::mirror_orders(*gate_, "court-a", forked.log_directory()));
  if (outcome.taken != orders::Taken::kQuarantined) return wrong("a forked log was taken");
  last_quarantine_ = EntryIndex{gate_->ledger().size() - 1};
  return {};
}

}  // namespace cs::cases
