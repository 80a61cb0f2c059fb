// What a Ledger holds. Inside this room only.
#pragma once

#include "ledger/chain.h"
#include "ledger/guard.h"
#include "ledger/order.h"

namespace cs::ledger {

// The part read last: entries are mostly read in order.
struct LoadedPart {
  Bytes bytes;
  std::vector<std::uint32_t> ends;  // of each entry, in bytes
  std::optional<PartPlace> place;
  ByteView entry(std::uint64_t index) const;
};

struct Ledger::Held {
  store::Store store;
  Path directory;
  std::string origin;
  std::vector<crypto::NoteSigner> signers;  // of whom the chain says which must sign; none: for reading only
  Chain chain;
  // What is durable; the chain is ahead of it while a commit is under way, and stays ahead when one has failed.
  std::uint64_t size = 0;
  Digest root{};
  Instant last_time;
  std::string checkpoint_note;
  std::optional<std::string> dead;  // why, once a commit has failed
  CommitSteps steps;
  std::function<Result<std::uint64_t>()> space;
  LoadedPart loaded;
  std::optional<store::Guard> guard;  // of one that writes
  // Of one that does not start and is open for a recovery: why, the head that is given up, and where its guard is to be.
  struct Lost {
    std::string cause;
    std::optional<Head> known;  // none: the ledger holds whatever is known
    Path guard;
  };
  std::optional<Lost> lost = {};

  ~Held();  // an orderly exit: the guard learns that the head is durable

  Result<void> alive() const;
  Result<void> die(const Fault& fault);  // always a fault of kind kIo
  Result<ByteView> entry_bytes(EntryIndex index);
  Result<void> load(const PartPlace& place);

  Result<Durable> commit(const Append& append, bool begun);
  Result<void> can_sign(const Append& append) const;  // what the keys in force after it would be, and that they are here
  std::string sign(const Digest& new_root) const;
  Result<void> has_room(std::uint64_t needed);
  Result<void> write(const Append& append, std::vector<Bytes> parts, bool begun);
  void extend(const std::vector<Bytes>& parts);
  store::GuardHead head() const { return {size, root}; }
  Result<void> may_enter(const Append& append) const;  // while it is lost
  Result<void> anchor(EntryIndex recovery);            // the guard knows the head that is there, and the next epoch begins
  Result<void> confirm_guard();  // what is durable is safe, and nothing is next
};

inline constexpr const char* kStoreFile = "store.db";
inline constexpr const char* kDatabasePlaceFile = "database";
inline constexpr std::size_t kDatabasePlaceBytesMax = 4096;
Result<store::Place> store_place(const Path& directory);  // of the ledger in this directory

}  // namespace cs::ledger
