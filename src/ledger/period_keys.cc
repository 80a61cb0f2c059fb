#include <algorithm>

#include "base/crc32c.h"
#include "base/ids.h"
#include "crypto/digest.h"
#include "ledger/opening.h"

namespace cs::ledger {
namespace {

// One key a file: 8 bytes that say what it is, the key, CRC-32C of both (against rot, not against an adversary: the rows' tags see to
// that).
constexpr std::string_view kMagic = "CSPKEY1\n";
constexpr std::size_t kFileBytes = 8 + 32 + 4;

Bytes file_bytes(const crypto::SealKey& key) {
  Bytes out;
  out.reserve(kFileBytes);
  append(out, kMagic);
  append(out, ByteView(key));
  append_u32_be(out, crc32c(out));
  return out;
}

Result<crypto::SealKey> parse_file(const std::string& file, const std::string& bytes) {
  const ByteView all = as_bytes(bytes);
  const bool whole = all.size() == kFileBytes && bytes.starts_with(kMagic) && read_u32_be(all.subspan(40)) == crc32c(all.first(40));
  if (!whole) return untrusted(file + ": is no period key, or is damaged");
  crypto::SealKey key;
  std::copy_n(all.begin() + kMagic.size(), key.size(), key.begin());
  return key;
}

}  // namespace

PeriodKeys::~PeriodKeys() {
  for (auto& [period, key] : known_) crypto::wipe(key.data(), key.size());
}

// <agreement>.<class>.<year>q<1..4>.key; ALL, which is no slug, where no agreement is concerned.
Result<Path> PeriodKeys::file_of(const Period& period) const {
  const bool all = period.agreement == kNoAgreement;
  if (!all && !is_slug(period.agreement)) return malformed("a period key is named for an agreement");
  return directory_ / ((all ? "ALL" : period.agreement) + "." + std::string(word(period.opening_class)) + "." +
                       std::to_string(period.quarter / 4) + "q" + std::to_string(period.quarter % 4 + 1) + ".key");
}

Result<crypto::SealKey> PeriodKeys::find(const Period& period) {
  const auto known = known_.find(period);
  if (known != known_.end()) return known->second;
  CS_TRY(file, file_of(period));
  CS_TRY(bytes, read_file(file, kFileBytes));
  CS_TRY(key, parse_file(file.string(), bytes));
  crypto::wipe(bytes.data(), bytes.size());
  known_.emplace(period, key);
  return key;
}

Result<crypto::SealKey> PeriodKeys::find_or_make(const Period& period, crypto::Random& random) {
  auto found = find(period);
  if (found || found.fault().kind != FaultKind::kNotFound) return found;
  CS_TRY(file, file_of(period));
  const crypto::SealKey key = random.digest();
  CS_TRY_VOID(make_directories(directory_, 0700));
  CS_TRY_VOID(write_file_durable(file, file_bytes(key), 0600));
  known_.emplace(period, key);
  return key;
}

}  // namespace cs::ledger
