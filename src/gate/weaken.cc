#include "gate/weaken.h"

#ifdef COUNTERSIGN_WEAKEN

#include <algorithm>
#include <array>

namespace cs::gate {
namespace {

constexpr std::array<std::string_view, 23> kDefenses{"one_person_counts_once", "stop_counts_until_release", "protected_until_release",
                                                    "budget_by_order", "fresh_orders", "consistent_orders",
                                                    "request_of_its_client", "act_counts_once", "release_waits_for_witnesses", "start_asks_witnesses",
                                                    "witnesses_before_see_the_change",
                                                    "overdue_disposals_suspend", "map_has_every_subject",
                                                    "line_of_its_own_people", "shred_destroys_the_key",
                                                    "deletion_waits_for_hold", "self_check_stops",
                                                    "only_verified_lines_are_the_subjects", "canaries_stop",
                                                    "overdue_follow_ups_suspend", "outcome_outlives_the_agreement",
                                                    "outcome_is_kept_its_years", "forgotten_acts_are_not_entered"};
std::string_view turned_off;

}  // namespace

bool weaken(std::string_view name) {
  const auto found = std::find(kDefenses.begin(), kDefenses.end(), name);
  turned_off = found == kDefenses.end() ? std::string_view() : *found;
  return found != kDefenses.end() || name.empty();
}

bool weakened(std::string_view name) { return turned_off == name; }

}  // namespace cs::gate

#endif
