// A home: the directory in which one gate lives.
//   Shape    HOME/home.toml (format, origin, register, threads), keys/ (log.key and log-<key id>.key, gate.pem, gate.key, subject.key, budget/<agreement>.key,
//            period/), ledger/, guard, register/, orders/<issuer>/, models/ (matching models besides the one compiled in), desk/ (acts that wait for the next desk entry), answers are in the ledger's store.
//   Errors   kUsage for a home that is none; kIo; kConflict when `make` finds one there.
//   Holds    a key that should be there and is not is never made anew: unknown means no.
#pragma once

#include <optional>
#include <string>

#include "base/file.h"
#include "base/limits.h"
#include "base/time.h"
#include "crypto/certificate.h"
#include "crypto/note_key.h"
#include "crypto/random.h"
#include "ledger/entry_words.h"
#include "ledger/key_history.h"

namespace cs::gate {

struct HomePaths {
  Path root;
  Path settings() const { return root / "home.toml"; }
  Path ledger() const { return root / "ledger"; }
  Path guard() const { return root / "guard"; }
  Path registers() const { return root / "register"; }
  Path orders(std::string_view issuer) const { return root / "orders" / std::string(issuer); }
  Path desk() const { return root / "desk"; }
  Path period_keys() const { return root / "keys" / "period"; }
  Path keys() const { return root / "keys"; }
  Path log_key() const { return keys() / "log.key"; }  // the first; each later one has its key id in its name
  Path log_key(std::uint32_t key_id) const;
  Path gate_certificate() const { return root / "keys" / "gate.pem"; }
  Path gate_key() const { return root / "keys" / "gate.key"; }
  Path subject_key() const { return root / "keys" / "subject.key"; }
  Path models() const { return root / "models"; }
  Path model(const Digest& digest) const { return models() / (to_hex(digest) + ".model"); }
  Path budget_key(std::string_view agreement) const { return root / "keys" / "budget" / (std::string(agreement) + ".key"); }
};

struct HomeSettings {
  std::string origin;           // <holder domain>/countersign/<ledger name>
  std::string register_name = "register";
  int threads = 0;              // 0: as many as there are cores
  std::size_t requests_waiting = limits::kRequestsWaitingMax;  // so many may be admitted and not closed; one more is refused SVC-CAPACITY
  Digest digest{};              // of home.toml, as read
  bool is_test() const;         // under test.invalid: the only homes that take --clock
};

struct HomeKeys {
  std::vector<crypto::NoteSigner> log;           // these two: not in an auditor's context, which signs nothing. The first key first, then by file name;
                                                 // which of them sign, the ledger's entries say
  crypto::Certificate gate;
  std::optional<crypto::PrivateKey> gate_key;
  Digest subject{};
};

Result<HomeSettings> read_home_settings(const HomePaths& paths);
Result<HomeKeys> read_home_keys(const HomePaths& paths);
Result<HomeKeys> read_keys_to_check(const HomePaths& paths);  // without those that sign
Result<std::vector<crypto::NoteSigner>> read_log_signers(const HomePaths& paths);  // kNotFound where there is none
Result<tlog::LogKeys> read_log_keys(const HomePaths& paths);  // their public halves, any of which the log may have
// The key that is to follow the log's: the one that waits here, which the log has never had, or a new one, made and durable.
Result<crypto::NoteSigner> next_log_key(const HomePaths& paths, const tlog::LogKeys& log, crypto::Random& random);

struct HomePlan {
  std::string origin;
  std::string register_name = "register";
  std::optional<Digest> log_seed;  // given only by tests; else random
  std::string gate_certificate_pem;  // empty: made by the home itself, self-signed
  std::string gate_key_pem;
  Path guard = {};                  // where the ledger's guard is made; empty: `guard` in the home
  std::size_t requests_waiting = limits::kRequestsWaitingMax;
  std::string database = {};        // postgresql://...; empty: an SQLite file in the home
  std::string witness_policy = {};  // tlog-policy text; empty: no witness, and mode none
  ledger::WitnessMode witness_mode = ledger::WitnessMode::kNone;
};
// Makes the directories, the settings and the keys of a new home.
Result<void> make_home(const HomePaths& paths, const HomePlan& plan, Instant now, crypto::Random& random);

// A 32-byte secret in a file of its own, mode 0600.
Result<Digest> read_secret(const Path& path);
Result<Digest> make_secret(const Path& path, crypto::Random& random);

}  // namespace cs::gate
