// The corridor: parse → admit → match → record → answer.
//   Shape    five calls, five types; each type can be made only by the stage that does its work, so that an answer cannot exist before its
//            ledger entry is durable. A request that is refused whole walks through with its reason and nothing else.
//   Errors   a Fault is no answer: a file that is no request at all (kMalformed, kLimit), not yet due (kConflict), or a home that cannot
//            write any more (kIo: the process leaves with 74).
//   Threads  one request at a time; match uses the threads of the home.
//   Holds    L1 an answer leaves only after its entry is durable. R1 a refusal is made before, and without, the register.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gate/answer_document.h"
#include "gate/package.h"
#include "ledger/ledger.h"

namespace cs::gate {

class Gate;

// The files that make up a request have been read as such; nothing has been judged.
class Parsed {
 public:
  struct Held;
  const Held& held() const { return *held_; }

 private:
  explicit Parsed(std::shared_ptr<Held> held) : held_(std::move(held)) {}
  std::shared_ptr<Held> held_;
  friend Result<Parsed> parse(Gate& gate, const Package& package);
};

// Every test of admission has been made, and what it spent is durable; or the request is refused whole.
class Admitted {
 public:
  struct Held;
  const Held& held() const { return *held_; }
  Reason refusal() const;
  std::optional<Instant> release_at() const;
  const std::string& request_id() const;
  EntryIndex request() const;
  bool is_entered() const;  // its entry is durable; that of a request which its manifest alone refuses comes with its `close`

 private:
  explicit Admitted(std::shared_ptr<Held> held) : held_(std::move(held)) {}
  std::shared_ptr<Held> held_;
  friend Result<Admitted> admit(Gate& gate, Parsed parsed);
  friend Result<Admitted> take_up(Gate& gate, EntryIndex request);
  friend class Matched;
  friend Result<class Matched> match_lines(Gate& gate, Admitted admitted);
};

// Every admitted line has its outcome.
class Matched {
 public:
  struct Held;
  const Held& held() const { return *held_; }

 private:
  explicit Matched(std::shared_ptr<Held> held) : held_(std::move(held)) {}
  std::shared_ptr<Held> held_;
  friend Result<Matched> match_lines(Gate& gate, Admitted admitted);
  friend Result<class Recorded> record(Gate& gate, Matched matched);
};

// The second check has been made, and the one commit that holds the entries and the sealed answer is durable.
class Recorded {
 public:
  const ledger::Durable& durable() const { return durable_; }
  EntryIndex request() const { return request_; }
  EntryIndex close() const { return close_; }

 private:
  Recorded(ledger::Durable durable, EntryIndex request, EntryIndex close) : durable_(std::move(durable)), request_(request), close_(close) {
    CS_CHECK(durable_.holds(close), "L1 an answer leaves only after its entry is durable");
  }
  ledger::Durable durable_;
  EntryIndex request_;
  EntryIndex close_;
  friend Result<Recorded> record(Gate& gate, Matched matched);
  friend Result<class Answer> answer(Gate& gate, const Recorded& recorded);
};

// What leaves: sealed bytes, and the receipt beside them.
class Answer {
 public:
  const Bytes& sealed() const { return sealed_; }
  const std::string& receipt() const { return receipt_; }
  EntryIndex request() const { return request_; }
  EntryIndex close() const { return close_; }

 private:
  Answer(Bytes sealed, std::string receipt, EntryIndex request, EntryIndex close)
      : sealed_(std::move(sealed)), receipt_(std::move(receipt)), request_(request), close_(close) {}
  Bytes sealed_;
  std::string receipt_;
  EntryIndex request_;
  EntryIndex close_;
  friend Result<Answer> answer(Gate& gate, const Recorded& recorded);
  friend Result<Answer> deliver_again(Gate& gate, EntryIndex request, const Digest& client);
};

Result<Parsed> parse(Gate& gate, const Package& package);
// Resend: the same manifest, signature and lines by the same client are the same request, unless it was refused. Nothing is entered.
struct SentBefore {
  EntryIndex request;
  bool closed = false;  // an answer exists already
};
Result<std::optional<SentBefore>> sent_before(Gate& gate, const Parsed& parsed);
Result<Admitted> admit(Gate& gate, Parsed parsed);
Result<Matched> match_lines(Gate& gate, Admitted admitted);
Result<Recorded> record(Gate& gate, Matched matched);
Result<Answer> answer(Gate& gate, const Recorded& recorded);

// A request admitted earlier, from what the store holds of it: after a restart, or when its release time has come.
Result<Admitted> take_up(Gate& gate, EntryIndex request);
// The same sealed bytes once more, after a look at stop, restraint and recall.
Result<Answer> deliver_again(Gate& gate, EntryIndex request, const Digest& client);

// Closes as withdrawn what was cut thirty days ago and no resume has named; gives how many.
Result<std::size_t> withdraw_overdue(Gate& gate);
Result<bool> withdraw_if_overdue(Gate& gate, EntryIndex request);  // one of them, if it is one
// The gate's own stops: an agreement whose recalled copies are not all disposed of in time, or of whose verified lines too large a share lacks its
// follow-up, is suspended. Once for each deadline: a resume by both sides goes on although that receipt, or that follow-up, is still missing.
Result<void> stop_overdue(Gate& gate);
// The gate's own replay of what it answered differs: a stop, until two people have cleared it; none where one stands already.
Result<std::optional<EntryIndex>> stop_for_self_check(Gate& gate, const std::string& agreement, const std::string& ground);
// A line of the request names a canary: a stop, as soon as its lines are read and before any unit is spent.
Result<void> stop_for_canary(Gate& gate, const std::string& agreement, EntryIndex request, LineNumber line);
// What comes by itself when its time has come: both of the above, and the disclosure maps of quarters that have ended; where a map, or an opening of which one is
// made, is not what the ledger commits to, the stop of a self-check of every agreement. Called before each walk.
Result<void> tend(Gate& gate);
// The gate's look at its own answers, after each walk: some lines of requests that are closed, matched again and held against what the ledger commits
// to. Only of generations that are mapped already, so that it costs nothing to speak of; a line that differs stops its agreement as a self-check does.
struct LookedBack {
  std::uint64_t lines = 0;                // looked at
  std::optional<EntryIndex> differs;      // the entry of the first line that does
  std::optional<EntryIndex> stop;         // entered for it; none where one stands
};
Result<LookedBack> look_back(Gate& gate, std::size_t lines_max = 16);

// The receipt of a request's intake: its entry with r, which opens the commitment to whoever has the bytes that were sent, and to nobody else. None
// where the opening is destroyed, as the ledger says.
Result<std::optional<std::string>> intake_receipt(Gate& gate, EntryIndex request);

// The whole way at once, for a request whose release time is now or that is refused whole; `wait_until` is asked to let the release time
// come, and says false when it will not. `received` is told as soon as the request's entry is durable, each time that the request comes.
using WaitUntil = std::function<bool(Instant)>;
using Received = std::function<Result<void>(EntryIndex request)>;
Result<Answer> walk(Gate& gate, const Package& package, const WaitUntil& wait_until, const Received& received);

}  // namespace cs::gate
