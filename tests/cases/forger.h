// A forger with the log's own key: rewrites what an auditor is given, so that every root and signature fits again.
//   Shape    reads the file of openings whole, lets a test change entries and openings, and writes file and export anew.
#pragma once

#include "gate/home.h"
#include "ledger/ledger.h"
#include "ledger/opening.h"
#include "store/rows.h"

namespace cs::cases {

class Forger {
 public:
  // `given`: log/, openings.db, context/; `home`: where the log's key is.
  static Result<Forger> open(const Path& given, const Path& home);

  std::vector<ledger::TimedEntry> entries;
  EntryIndex find(const std::function<bool(const ledger::Entry&)>& wanted) const;  // the last such entry
  template <typename E>
  EntryIndex last() const {
    return find([](const ledger::Entry& entry) { return std::holds_alternative<E>(entry); });
  }
  template <typename E>
  EntryIndex first() const {
    for (std::size_t i = 0; i < entries.size(); ++i)
      if (std::holds_alternative<E>(entries[i].entry)) return {i};
    return {};
  }
  template <typename E>
  E& at(EntryIndex index) {
    return std::get<E>(entries[index.value].entry);
  }

  // An opening made anew, under the same period key: gives its commitment(s).
  Result<Digest> seal(ledger::OpeningKind kind, EntryIndex was, EntryIndex entry, ByteView payload);
  Result<std::vector<Digest>> seal_lines(ledger::OpeningKind kind, EntryIndex request, const std::vector<Bytes>& payloads);
  // The same with the salts that were there before, so that a commitment tells nothing of it.
  Result<void> reseal_lines(ledger::OpeningKind kind, EntryIndex request, const std::vector<Bytes>& payloads);
  void forget(ledger::OpeningKind kind, EntryIndex entry);  // its openings are not there
  void forget_document(const Digest& digest) {
    std::erase_if(documents_, [&](const auto& one) { return one.first == digest; });
  }
  Result<Bytes> payload(ledger::OpeningKind kind, EntryIndex entry);
  Result<std::vector<Bytes>> line_payloads(ledger::OpeningKind kind, EntryIndex request, std::uint32_t count);

  // A log of the same name under a key of the forger's own.
  void take_key(const crypto::NoteSigner& signer) {
    keys_.log.front() = signer;
    at<ledger::GenesisEntry>({0}).vkeys = {signer.verifier().text()};
  }
  std::function<void(store::RecordRow&)> last_hand = [](store::RecordRow&) {};  // at each record, when it is signed

  // Signed again, as if it had always been so.
  Result<void> write(const Path& given);

 private:
  Forger(ledger::Ledger ledger, gate::HomeKeys keys, Path context) : ledger_(std::move(ledger)), keys_(std::move(keys)), context_(std::move(context)) {}
  Result<std::vector<Digest>> seal_with(crypto::Random& random, ledger::OpeningKind kind, EntryIndex request, const std::vector<Bytes>& payloads);
  ledger::PeriodKeys period_keys() const { return ledger::PeriodKeys(gate::HomePaths{context_}.period_keys()); }
  ledger::Ledger ledger_;
  gate::HomeKeys keys_;
  Path context_;
  std::vector<store::OpeningRow> rows_;
  std::vector<std::pair<Digest, Bytes>> documents_;
  crypto::SeededRandom random_{99};
};

}  // namespace cs::cases
