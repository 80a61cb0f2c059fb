// Defenses of the gate that a test may turn off, one at a time, to show that its story fails without them: crypto/weaken.h says how.
//   Shape    only a build with COUNTERSIGN_WEAKEN has weaken(); in every other build weakened() is a constant false and the code behind it
//            is not in the program.
//   Names    one_person_counts_once      an official who signs twice is one of the quorum
//            stop_counts_until_release   a stop or restraint counts between admission, match and answer
//            protected_until_release     who became protected after the match is masked at release
//            budget_by_order             the budget counts an order's guesses, however they are spelled
//            fresh_orders                an issuer's head that was cosigned too long ago answers nothing
//            consistent_orders           an issuer's head must contain the head before it
//            request_of_its_client       a request sent again is the same request for its own client only
//            act_counts_once             an act that was entered is not entered again
//            release_waits_for_witnesses what no quorum of witnesses has seen for too long lets nothing in or out
//            start_asks_witnesses        a home with witnesses asks them before it enters anything
//            witnesses_before_see_the_change  other witnesses count once a quorum of those before has seen who they are
//            overdue_disposals_suspend   recalled copies that are not disposed of in time suspend the agreement
//            overdue_follow_ups_suspend  verified lines without a follow-up in time suspend the agreement
//            canaries_stop               a line that names a canary stops the agreement
//            outcome_outlives_the_agreement  what answers rest on is kept while the agreement may still be asked under
//            outcome_is_kept_its_years   the accounting is kept for the years that the agreement says
//            forgotten_acts_are_not_entered  an act that may have been entered in a quarter of which nothing is kept is not entered again
//   Threads  weaken() before any other thread starts.
#pragma once

#include <string_view>

namespace cs::gate {

#ifdef COUNTERSIGN_WEAKEN
bool weaken(std::string_view name);  // turns this one off and all others on; "": all on. False for a name that is none of them
bool weakened(std::string_view name);
#else
constexpr bool weakened(std::string_view) { return false; }
#endif

}  // namespace cs::gate
