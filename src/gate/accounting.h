// Accounting: what was disclosed of whom, to whom, when and why; and the maps by which a subject is shown that this is all.
//   Shape    one record for each line that was evaluated and delivered, whatever its answer; a refused line discloses nothing. Folded from
//            `delivery`, `close` and the openings each time: no table of it is kept that could differ.
//   Units    quarters are year * 4 + quarter (0..3), UTC, of the `delivery`.
//   Errors   kNotFound where openings are destroyed; kUntrusted where they do not open what the ledger holds.
//   Threads  one.
//   Source   the rules of the gate, section 10; docs/formats/map.md, docs/formats/accounting.md.
//   Holds    L11 a quarter's map has every subject of whom a line was evaluated in it, and its size tells only how many lines were.
#pragma once

#include "gate/gate.h"
#include "ledger/accounting.h"
#include "ledger/map.h"

namespace cs::gate {

// The accounting of one quarter, subject by subject. It borrows the gate.
class QuarterAccount {
 public:
  static Result<QuarterAccount> fold(Gate& gate, std::uint32_t quarter);
  std::uint64_t lines() const { return lines_.size(); }
  // The subject's records of this quarter: a JSON list; "[]" where there are none.
  std::string records(const Digest& subject) const;
  // Under the quarter's map key: the subjects', and one for each further line, whose keys and contents are nobody's.
  Result<ledger::DisclosureMap> map(const Digest& salt_seed) const;
  Digest map_key(const Digest& subject) const;                               // under which the subject stands in this quarter's map
  static Digest map_salt(const Digest& salt_seed, const Digest& map_key);    // of its leaf's commitment

  // Which lines were evaluated of the subject, for their proofs.
  struct Line { EntryIndex request; LineNumber line; };
  std::vector<Line> lines_of(const Digest& subject) const;

 private:
  struct Delivery { EntryIndex delivery, request; std::string head; };  // what is the same for all its lines: a JSON record without its end
  struct Evaluated {
    std::uint32_t delivery = 0;  // in deliveries_
    LineNumber line;
    bool verified = false;
    EntryIndex entry;
    std::optional<Digest> subject;  // none: nobody on record was near
    std::vector<std::string> officers;
  };
  QuarterAccount(std::uint32_t quarter, const Digest& key) : quarter_(quarter), key_(key) {}
  Result<void> add(Gate& gate, const Delivered& delivered);
  std::string record_of(const Evaluated& line) const;
  std::vector<const Evaluated*> by_subject() const;  // those with one, by subject and then in ledger order
  std::uint32_t quarter_;
  Digest key_{};  // the quarter's map key
  std::vector<Delivery> deliveries_;
  std::vector<Evaluated> lines_;  // in ledger order
};

Digest subject_of(const Gate& gate, std::string_view holder_key);
// Under which key the subject of that record stands in a quarter's map: for whoever has the home's subject key, as an auditor has.
Digest map_key_of(const Digest& subject_secret, std::uint32_t quarter, std::string_view holder_key);
// Every proof of what a subject was handed is of that record's subject: the first quarter whose proof is of another's.
std::optional<std::uint32_t> quarter_of_another(const ledger::Accounting& accounting, const Digest& subject_secret, std::string_view holder_key);

// Quarters that have ended and have no map yet, and the maps of them, entered. Where the disk has no room they wait.
std::vector<std::uint32_t> maps_due(Gate& gate, Instant now);
Result<void> enter_maps(Gate& gate);
// The map that stands at the entry, made anew; kUntrusted where it is not what follows from the openings.
struct RebuiltMap { QuarterAccount account; ledger::DisclosureMap map; Digest salt_seed{}; };
Result<RebuiltMap> rebuild_map(Gate& gate, const MapHead& head);
Result<void> check_map(Gate& gate, const MapHead& head);
// The maps that are due, as tend() enters them; a map that differs enters the stop of a self-check of every agreement instead.
Result<void> tend_maps(Gate& gate);

// What a subject is handed: every quarter since the founding, with its records and the proof that they are all. docs/formats/accounting.md.
struct SubjectAccount {
  std::string text;                          // JSON; read_accounting reads it
  std::vector<QuarterAccount::Line> lines;   // in ledger order
  std::uint64_t records = 0;
};
Result<SubjectAccount> subject_account(Gate& gate, std::string_view holder_key);

// That openings were given, and to whom: an `access` entry.
Result<void> enter_access(Gate& gate, ledger::AccessBy by, const codec::Value& what);

}  // namespace cs::gate
