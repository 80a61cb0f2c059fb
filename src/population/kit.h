// The agreement kit: a test PKI, the log keys, and two agreements that hang together with the rest of the population.
//   Shape    kit/NAME.cert.pem and kit/NAME.key.pem, anchor.crl.pem, issuer.vkey, issuer.skey, witness.vkey, witness.skey, agreement.toml,
//            agreement-large.toml, README, and four folders of an agreement with its signatures and acts (docs/formats/population.md, section "Kit").
//   Errors   kIo, naming the file; kMalformed from the room crypto where it cannot issue.
//   Threads  one thread.
//   Holds    the certificates hang on `as_of` alone, so the bytes are the same for every seed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crypto/certificate.h"
#include "population/kit_keys.h"
#include "population/output.h"

namespace cs::population {

struct Holder {  // of a key
  std::string name;
  crypto::Certificate certificate;
};

struct Pki {
  std::vector<Holder> holders;  // anchor first
  std::string crl_pem;
  const crypto::Certificate& of(std::string_view name) const;
};

Result<Pki> make_pki(const KitKeys& keys, Instant as_of);

struct AgreementFacts {
  std::uint64_t records = 0;  // estimate of the register's
  Digest model{};
};

// Version 1, version 2 with caps for a request of 700,000 lines, whose `previous` is the digest of version 1; and a version 1 that ended 10 days ago.
struct Agreements {
  std::string first, large, expired;
};
Result<Agreements> write_agreements(const Pki& pki, const KitKeys& keys, Instant as_of, const AgreementFacts& facts);

// Name and bytes of in-force/, expired/, unsigned/ (by the requester) and lapsed/ (an official's term is over).
Result<std::vector<std::pair<std::string, std::string>>> write_folders(const Pki& pki, const KitKeys& keys, Instant as_of, const Agreements& agreements);

// Writes root/kit; returns its files.
Result<std::vector<FileFacts>> write_kit(const Path& root, const KitKeys& keys, Instant as_of, const AgreementFacts& facts);

}  // namespace cs::population
