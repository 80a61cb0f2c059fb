#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/listing.h"
#include "base/crc32c.h"
#include "base/directory.h"
#include "base/ids.h"
#include "base/own_file.h"
#include "crypto/digest.h"
#include "ledger/opening.h"

namespace cs::ledger {
namespace {

// One key a file: 8 bytes that say what it is, the key, CRC-32C of both (against rot, not against an adversary: the rows' tags see to
// that).
constexpr std::string_view kMagic = "CSPKEY1\n";
constexpr std::size_t kFileBytes = 8 + 32 + 4;
constexpr const char* kAsideSuffix = ".aside";

Path aside(const Path& file) { return Path(file.string() + kAsideSuffix); }

Result<void> rename_durable(const Path& from, const Path& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) return io_fault(from.string() + ": rename: " + std::strerror(errno));
  return sync_directory(from.parent_path());
}

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

Result<void> destroy_key_file(const Path& file, std::size_t bytes) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return {};
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) return io_fault(file.string() + ": open: " + std::strerror(errno));
  const Bytes zeros(bytes);
  const bool written = ::write(descriptor, zeros.data(), zeros.size()) == static_cast<ssize_t>(zeros.size()) && ::fdatasync(descriptor) == 0;
  const bool closed = ::close(descriptor) == 0;
  if (!written || !closed) return io_fault(file.string() + ": cannot be overwritten");
  if (::unlink(file.c_str()) != 0) return io_fault(file.string() + ": unlink: " + std::strerror(errno));
  return sync_directory(file.parent_path());
}

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
  CS_TRY_VOID(is_for_its_owner_alone(file));
  CS_TRY(bytes, read_file(file, kFileBytes));
  CS_TRY(key, parse_file(file.string(), bytes));
  crypto::wipe(bytes.data(), bytes.size());
  known_.emplace(period, key);
  return key;
}

void PeriodKeys::forget(const Period& period) {
  const auto known = known_.find(period);
  if (known == known_.end()) return;
  crypto::wipe(known->second.data(), known->second.size());
  known_.erase(known);
}

Result<void> PeriodKeys::set_aside(const Period& period) {
  CS_TRY(file, file_of(period));
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return not_found(file.string() + ": there is no such period key");
  CS_TRY_VOID(rename_durable(file, aside(file)));
  forget(period);
  const auto found = find(period);  // the proof that it is gone: a read that fails
  if (found || found.fault().kind != FaultKind::kNotFound) return conflict(file.string() + ": is still there");
  return {};
}

Result<void> PeriodKeys::destroy(const Period& period) {
  CS_TRY(file, file_of(period));
  forget(period);
  for (const Path& one : {file, aside(file)}) CS_TRY_VOID(destroy_key_file(one, kFileBytes));
  return {};
}

Result<void> PeriodKeys::put_back_all() {
  const auto files = files_below(directory_);
  if (!files) return files.fault().kind == FaultKind::kNotFound ? Result<void>() : Result<void>(files.fault());
  for (const Path& file : *files)
    if (file.extension() == kAsideSuffix) CS_TRY_VOID(rename_durable(file, Path(file).replace_extension()));
  return {};
}

Result<crypto::SealKey> PeriodKeys::find_or_make(const Period& period, crypto::Random& random) {
  auto found = find(period);
  if (found || found.fault().kind != FaultKind::kNotFound) return found;
  CS_TRY(file, file_of(period));
  const crypto::SealKey key = random.digest();
  CS_TRY_VOID(make_directories_durable(directory_, 0700));
  CS_TRY_VOID(write_file_durable(file, file_bytes(key), 0600));
  known_.emplace(period, key);
  return key;
}

}  // namespace cs::ledger
