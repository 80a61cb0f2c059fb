// What happens: one sentence, one event.
#include <algorithm>
#include <cstdlib>

#include "tests/cases/world.h"

namespace cs::cases {
namespace {

const std::vector<std::string> kEvents = {
    R"(request {name} signed by ({text}(?:, {text})*)(?: at {time})?( countersigned)? arrives(?: for (\S+))?(?: (with a line changed after signing))?)",  // 0
    "request {name} unsigned arrives",                                                                                    // 1
    R"(request {name} of {number} (unreadable )?lines(?:, orders ([^"]*?))?(?:, all by {text})?(?:, along {text})?(?:, one reason on {number})?, signed by ({text}(?:, {text})*)( countersigned)?( and no lines)? arrives)",  // 2
    R"(request {name} arrives again(?: (by another client|by a stranger|with a new id|with its signature encoded anew|with a line swapped|with a byte of the manifest changed))?)",  // 3
    R"(({text}(?:, {text})*) ((?:designates|undesignates|stops|restrains|lifts|lift|resumes|resume|terminates|protects|protect|clears|clear|changes|change|enrolls|countersigns|publishes|renews|recalls|shreds|shred|expunges|expunge|disposes|corrects|correct|sets|reports|follows|follow|recovers|recover|rotates|rotate)\b.*))",  // 4
    R"(issuer court-a enters (.+) for {name})",                                                                          // 5
    "issuer court-a forks its log",                                                                                       // 6
    "{number} lines of {name} are decided",                                                                               // 7
    "release time of {name}",                                                                                             // 8
    "time passes",                                                                                                        // 9
    R"(clock jumps by (-?\d+) s)",                                                                                        // 10
    R"(version 2 is signed by both, in force from {time}((?:, with [a-z_.]+ [^,]+)*))",                                   // 11
    "issuer court-a cosigns its head",                                                                                    // 12
    "every act but stop arrives unsigned",                                                                                // 13
    "the disk has {number} bytes free",                                                                                   // 14
    "the disk has room again",                                                                                            // 15
    "the same act arrives again",                                                                                         // 16
    "the gate starts again",                                                                                              // 17
    "the home (gets|loses) the agreed model",                                                                             // 18
    "(one|two|all) witness(?:es)? falls? silent",                                                                             // 19
    "the witnesses speak again",                                                                                          // 20
    "the gate checks itself",                                                                                             // 21
    "the kept generation (rots|is put back)",                                                                             // 22
    "the kept (answers|bases|admissions) of {name} (become others|are put back)",                                         // 23
    "the ledger is (backed up|put back as it was)",                                                                       // 24
    "the guard is lost",                                                                                                  // 25
    "{name} is shown",                                                                                                    // 26
    "the restraint's act arrives again",                                                                                  // 27
    "the home is (copied|replaced by the copy|there again as it was before)",                                            // 28
    "the witnesses' clocks are {number} s (ahead|behind)",                                                                // 29
    "what the witnesses showed is deleted",                                                                               // 30
};

int how_many(const std::string& word) { return word == "one" ? 1 : word == "two" ? 2 : 3; }

}  // namespace

// A home that does not start: nothing happens but what brings it back, and what happens outside.
Result<void> World::while_shut(const Sentence& sentence) {
  Words w;
  switch (match_sentence(sentence.text, {kEvents[4], kEvents[17], kEvents[19], kEvents[28], kEvents[30]}, w)) {
    case 0: return w.back().starts_with("recover") ? signer_acts(quoted_in(w[0]), w.back()) : wrong("the gate has not started");
    case 1: return start_if_it_may();
    case 2: witnesses_silent_ = how_many(w[0]); return {};
    case 3: return swap_home(w[0]);
    case 4: return forget_contradiction();
    default: return wrong("the gate has not started");
  }
}

// What a witness proves shuts a gate that waits, as it would at its start.
Result<void> World::ask_again() {
  const auto asked = gate_->show_witnesses();
  if (asked || asked.fault().kind == FaultKind::kIo) return asked;
  start_fault_ = asked.fault().text;
  gate_.reset();
  return {};
}

Result<void> World::when(const Sentence& sentence) {
  where_ = sentence.where;
  CS_TRY_VOID(advance(sentence.time));
  if (gate_ && !gate_->started()) CS_TRY_VOID(ask_again());
  if (!gate_) return while_shut(sentence);
  if (gate_->started()) {  // else nothing comes by itself
    CS_TRY_VOID(refresh_register());
    CS_TRY_VOID(refresh_orders());
    CS_TRY_VOID(tended());
    CS_TRY_VOID(gate_->show_witnesses());  // as each second
  }
  Words w;
  switch (match_sentence(sentence.text, kEvents, w)) {
    case 0: return arrives(sentence, w);
    case 1: return arrives(sentence, {w[0]});
    case 2: return arrives_in_bulk(w);
    case 3: return arrives_again(w);
    case 4: return deciding_ ? act_while_deciding(quoted_in(w[0]), w.back()) : signer_acts(quoted_in(w[0]), w.back());
    case 5: CS_TRY_VOID(issuer_enters(w[0], w[1])); return refresh_orders();
    case 6: return fork_issuer();
    case 7: return decide(w);
    case 8: return release(w[0]);
    case 9: return {};
    case 10: clock_.set(clock_.now() + Span::seconds(std::stoi(w[0]))); return {};
    case 11: { CS_TRY(from, read_time(w[0])); return amend(from, w[1]); }
    case 12: return cosign();
    case 13: return unsigned_acts();
    case 14: w[0].erase(std::remove(w[0].begin(), w[0].end(), ','), w[0].end()); free_bytes_ = std::stoull(w[0]); return {};
    case 15: free_bytes_ = kDiskBytes; return {};
    case 27: return restraint_again();
    case 16: return same_act_again();
    case 17: return open_gate();
    case 19: witnesses_silent_ = how_many(w[0]); return {};
    case 20: witnesses_silent_ = 0; return gate_->show_witnesses();
    case 21: return check_itself();
    case 22: return rot_generation(w[0] == "rots");
    case 23: return alter_kept(w[0], w[1], w[2] == "become others");
    case 24: return backup(w[0] != "backed up");
    case 25: return lose_guard();
    case 26: return show_spent(w[0]);
    case 28: return swap_home(w[0]);
    case 29: witnesses_ahead_ = Span::seconds(std::stoi(w[0]) * (w[1] == "ahead" ? 1 : -1)); return gate_->show_witnesses();
    case 30: return forget_contradiction();
    case 18: return keep_model(w[0] == "gets");
    default: return unknown_sentence(sentence, kEvents);
  }
}

}  // namespace cs::cases
