// A ledger in a directory of its own, and appends to put into it. For tests only.
#pragma once

#include <gtest/gtest.h>

#include "base/temporary_directory_for_test.h"
#include "crypto/digest.h"
#include "ledger/entry_examples.h"
#include "ledger/ledger.h"
#include "ledger/opening.h"

namespace cs::ledger {

using test::TemporaryDirectory;

inline crypto::NoteSigner test_signer() {
  return crypto::NoteSigner::from_seed("holder.test.invalid/countersign/main", filled(0x42)).value();
}

// As the format pages show it; its documents are nowhere.
inline Append example_append() {
  const crypto::NoteSigner signer = test_signer();
  return {kExampleTime,
          {GenesisEntry{signer.verifier().name(), {signer.verifier().text()}, filled(1), WitnessMode::kNone},
           AgreementEntry{{"first-agreement"}, 1, AgreementAct::kPublished, filled(2), filled(3), kExampleTime}},
          {},
          std::nullopt,
          {}};
}
inline Result<Ledger> example_ledger(const Path& directory) { return Ledger::create(directory, test_signer(), example_append()); }

// The same with documents that are there.
inline Append genesis_append() {
  Append append = example_append();
  append.documents = {to_bytes("terms"), to_bytes("act")};
  std::get<GenesisEntry>(append.entries[0]).policy = crypto::sha256({});
  auto& agreement = std::get<AgreementEntry>(append.entries[1]);
  agreement.terms = crypto::sha256(append.documents[0]);
  agreement.act = crypto::sha256(append.documents[1]);
  return append;
}

inline Result<Ledger> new_ledger(const Path& directory) { return Ledger::create(directory, test_signer(), genesis_append()); }
inline Result<Ledger> new_small_ledger(const Path& directory) {
  return Ledger::create(directory, test_signer(), genesis_append(), {.guard = {}, .database = {}, .page_bytes = 2048});
}
inline Result<Ledger> reopened(const Path& directory) { return Ledger::open(directory, test_signer()); }

// A request without lines: one entry.
inline Append desk_append(const Ledger& ledger, std::uint8_t byte) {
  return {ledger.last_time(), {DeskEntry{kExampleTime, filled(byte)}}, {}, std::nullopt, {}};
}

// A request (one record), then its lines, close and sealed answer (the next): the second is returned.
inline Append answer_append(EntryIndex request, EntryIndex first, std::uint32_t lines, Instant time,
                            std::string_view sealed = "sealed answer") {
  Append append{time, {}, {}, std::nullopt, {}};
  append.entries.reserve(lines + 1);
  for (std::uint32_t line = 1; line <= lines; ++line)
    append.entries.emplace_back(LineEntry{request, {line}, filled(static_cast<std::uint8_t>(line)), filled(0xBB), filled(0xCC)});
  CloseEntry close;
  close.request = request;
  close.first_line = first;
  close.lines = lines;
  close.response = crypto::sha256(as_bytes(sealed));
  append.entries.emplace_back(close);
  append.answer = SealedAnswer{request, {first.value + lines}, to_bytes(sealed)};
  return append;
}

inline EntryIndex commit_request(Ledger& ledger) {
  const EntryIndex index = ledger.next();
  EXPECT_TRUE(ledger.commit({ledger.last_time(), {RequestEntry{filled(7), filled(8)}}, {}, std::nullopt, {}}));
  return index;
}

}  // namespace cs::ledger
