// The issuer's side: writes the order register that holders mirror.
//   Shape    an issuer's home: issuer.json (key, name, origin, vkey, cosigner vkey), issuer.key (secret note keys, mode 0600), leaves
//            (2-byte length and bytes each), openings.ndjson (an order's last line counts) and causes.ndjson, both secret, log/ (the
//            published C2SP static directory).
//   Units    leaf indexes count from 0.
//   Errors   kConflict: the event does not fit the order (no such order, a second final, no such open bar); kMalformed: facts that no
//            opening can hold; kIo.
//   Threads  one process, one thread.
//   Source   the project's rules of the gate, section 4.
//   Holds    salts and numbers are fresh and random; nothing is published before save().
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "crypto/note_key.h"
#include "crypto/random.h"
#include "orders/leaf.h"
#include "orders/opening.h"
#include "orders/status.h"

namespace cs::orders {

struct IssuerNames {
  std::string key;      // slug
  std::string name;     // for people
  std::string origin;
};

struct EnteredFacts {
  std::string docket;
  std::string type;
  Date entered_on;
  std::vector<OpeningName> names;
  std::optional<Date> born;
  std::optional<SubjectNumber> subject;   // empty: a person not seen before
  std::optional<Instant> effective_at;    // empty: entered_on 00:00Z
};

struct Cause {          // opened to an auditor only
  OrderNumber order;
  std::uint64_t leaf = 0;
  Digest salt{};
  std::string text;
};

class Issuer {
 public:
  // Makes the home with fresh keys: one for the log, one cosigner ("<origin>/cosigner").
  static Result<Issuer> create(const Path& home, const IssuerNames& names, crypto::Random& random);
  static Result<Issuer> open(const Path& home);

  const IssuerNames& names() const { return names_; }
  std::string vkey() const { return signer_->verifier().text(); }
  std::string policy() const;             // tlog-policy text for the agreement's [[issuers]]
  std::uint64_t size() const { return leaves_.size(); }
  const std::vector<Leaf>& leaves() const { return leaves_; }

  Result<Opening> enter(const EnteredFacts& facts, Instant now, crypto::Random& random);
  Result<void> make_final(const OrderNumber& order, Date on, Instant now);
  Result<std::uint64_t> bar(const OrderNumber& order, Instant effective_at, std::string_view cause, Instant now, crypto::Random& random);
  Result<void> lift(const OrderNumber& order, std::uint64_t bar, Instant effective_at, std::string_view cause, Instant now,
                    crypto::Random& random);
  Result<void> end(const OrderNumber& order, Instant effective_at, std::string_view cause, Instant now, crypto::Random& random);
  Result<Opening> correct(const OrderNumber& order, const EnteredFacts& facts, Instant now, crypto::Random& random);

  const Opening* opening(const OrderNumber& order) const;
  const Opening* find(std::string_view docket) const;    // the newest order of that docket
  std::vector<std::uint64_t> open_bars(const OrderNumber& order, Instant t) const;
  const std::vector<Cause>& causes() const { return causes_; }

  Result<void> save();                 // makes what was appended durable
  Result<void> publish(Instant now);   // saves, signs and cosigns the head, and rewrites log/
  Path log_directory() const { return home_ / "log"; }

 private:
  Issuer() = default;
  struct Saved {  // how much of each file is known to be whole
    std::size_t leaves = 0;
    std::uint64_t leaves_bytes = 0;
    std::uint64_t openings_bytes = 0;
    std::size_t causes = 0;
    std::uint64_t causes_bytes = 0;
  };
  Result<void> load();
  Result<std::uint64_t> append(Leaf leaf, Instant now);
  Result<std::uint64_t> append_cause(Leaf leaf, std::string_view cause, Instant now, crypto::Random& random);
  Path home_;
  IssuerNames names_;
  std::optional<crypto::NoteSigner> signer_;
  std::optional<crypto::NoteSigner> cosigner_;
  std::vector<Leaf> leaves_;
  std::map<OrderNumber, Opening> openings_;
  std::map<OrderNumber, SubjectNumber> subjects_;
  std::map<std::string, OrderNumber, std::less<>> dockets_;
  std::map<OrderNumber, std::vector<OrderEvent>> events_;
  std::vector<Cause> causes_;
  std::vector<OrderNumber> changed_;  // whose opening is not saved yet, in order
  Saved saved_;
};

// What anybody can check of a published directory: signature, root, every leaf, recorded_at never decreasing. Gives the size.
Result<std::uint64_t> verify_published(const Path& directory, std::string_view origin, const crypto::NoteVerifier& vkey);

}  // namespace cs::orders
