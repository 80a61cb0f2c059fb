// The holder's mirror of one issuer's order register.
//   Shape    refresh() reads the issuer's C2SP static directory (checkpoint, tile/entries/...), verifies it whole and moves to its head, or
//            changes nothing. Orders are rows of 64 bytes, sorted by number; only orders with bars, ends or contradictions keep their
//            events.
//   Units    sizes count leaves; Head::cosigned_at is the newest timestamp among the cosigners that the issuer's policy asks for.
//   Errors   refresh: kNotFound and kIo (a file is missing or unreadable: try again later), kMalformed (no checkpoint at all, or a leaf
//            that does not decode: "leaf 17: ..."), kUntrusted (too few cosigners, or cosigned in the future). After a Fault the mirror
//            stands where it stood. What contradicts the head kept, or has a false signature or root, is no Fault but a Quarantine.
//   Threads  one writer; questions from any number of threads while nobody refreshes.
//   Source   the project's rules of the gate, section 4. C2SP tlog-tiles, tlog-checkpoint, tlog-cosignature.
//   Holds    the mirror never moves to a head that does not contain the head before it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/ids.h"
#include "base/time.h"
#include "orders/status.h"
#include "tlog/policy.h"

namespace cs::orders {

struct IssuerIdentity {
  std::string key;              // the agreement's slug
  std::string origin;
  crypto::NoteVerifier vkey;
  tlog::Policy policy;  // asks for a cosignature: a head has no time of its own, so without one it could never be fresh
  static Result<IssuerIdentity> make(std::string_view key, std::string_view origin, std::string_view vkey, std::string_view policy);
};

struct Head {
  std::uint64_t size = 0;
  Digest root{};
  std::string note;             // as received
  Instant cosigned_at;
  Digest note_digest() const;   // SHA-256 of the note
};

struct Quarantine {
  std::string cause;            // "smaller", "forked", "root", "signature", "origin"
  std::string kept_note;        // empty where there was none
  std::string offered_note;
};

enum class Taken : std::uint8_t { kMoved, kSame, kQuarantined };  // kSame: same size and root; newer cosignatures are taken over
struct Refreshed {
  Taken taken = Taken::kSame;
  std::optional<Quarantine> quarantine;
  std::vector<OrderNumber> anomalies;  // orders about which the new leaves contradict themselves: an alarm each
};

struct Order {
  SubjectNumber subject;
  Status status = Status::kUnknown;
  std::optional<Date> final_on;        // day of the `final` in effect
  bool anomaly = false;
};

// A note that was taken as head once, judged again: kUntrusted where key, origin or policy do not hold. Its tree is load_at's to check.
Result<Head> read_head(const IssuerIdentity& issuer, std::string note);

class Mirror {
 public:
  explicit Mirror(IssuerIdentity issuer);
  ~Mirror();
  Mirror(Mirror&&) noexcept;
  Mirror& operator=(Mirror&&) noexcept;

  const IssuerIdentity& issuer() const;
  // The head that an earlier process kept (from the ledger's `orders` entry): the next refresh must contain it.
  void expect(std::uint64_t size, const Digest& root, std::string note);
  // A cosignature more than 60 s after `now` rejects the checkpoint.
  Result<Refreshed> refresh(const Path& directory, Instant now = kInstantMax);
  // For replay: exactly the first `size` leaves, which must have `root`; `note` is the head named in the ledger, already verified there.
  Result<void> load_at(const Path& directory, std::uint64_t size, const Digest& root, std::string note, Instant cosigned_at);

  const std::optional<Head>& head() const;      // empty before the first refresh
  std::size_t order_count() const;
  std::size_t memory_bytes() const;

  // By the events of the head with effective_at <= t; kUnknown with a zero subject where the order is not there.
  Order order(const OrderNumber& number, Instant t) const;
  // The commitment is the order's latest one (192 of its bits are kept: a second opening of those costs 2^192 trials).
  bool is_latest_commitment(const OrderNumber& number, const Digest& commitment) const;

 private:
  Result<Refreshed> move_to(Head offered, const Path& directory);
  struct Held;
  std::unique_ptr<Held> held_;
};

}  // namespace cs::orders
