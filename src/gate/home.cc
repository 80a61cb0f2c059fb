#include "gate/home.h"

#include <algorithm>

#include "base/directory.h"
#include "base/limits.h"
#include "base/ids.h"
#include "base/listing.h"
#include "base/own_file.h"
#include "codec/toml.h"
#include "crypto/digest.h"
#include "crypto/issue.h"

namespace cs::gate {
namespace {

constexpr std::size_t kSettingsBytesMax = 64 * 1024;
constexpr std::string_view kFormat = "countersign-home/1";
constexpr std::int64_t kThreadsMax = 256;

bool is_origin(std::string_view text) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '/'; };
  return text.size() >= 3 && text.size() <= 200 && text.find('/') != std::string_view::npos && text.front() != '/' && text.back() != '/' &&
         std::all_of(text.begin(), text.end(), allowed);
}

constexpr std::string_view kLogKeyPrefix = "log-", kKeySuffix = ".key";

std::string hex_of(std::uint32_t key_id) {
  Bytes bytes;
  append_u32_be(bytes, key_id);
  return to_hex(bytes);
}

bool is_later_log_key(std::string_view name) {
  return name.size() == kLogKeyPrefix.size() + 8 + kKeySuffix.size() && name.starts_with(kLogKeyPrefix) && name.ends_with(kKeySuffix);
}

std::string settings_text(const HomePlan& plan) {
  return "# The settings of this gate. The ledger's `software` entry holds this file's digest.\n"
         "format = \"" + std::string(kFormat) + "\"\n"
         "origin = \"" + plan.origin + "\"\n"
         "register = \"" + plan.register_name + "\"\n"
         "threads = 0   # 0: as many as there are cores; the answers are the same for any number\n"
         "requests_waiting = " + std::to_string(plan.requests_waiting) + "   # so many may wait for their release; the next is refused SVC-CAPACITY\n";
}

Result<void> make_gate_certificate(const HomePaths& paths, const HomePlan& plan, Instant now) {
  if (!plan.gate_certificate_pem.empty()) {
    CS_TRY_VOID(write_file_durable(paths.gate_certificate(), as_bytes(plan.gate_certificate_pem)));
    return write_file_durable(paths.gate_key(), as_bytes(plan.gate_key_pem), 0600);
  }
  CS_TRY(key, crypto::KeyMaker::make(crypto::KeyKind::kP256));
  const crypto::CertificateRequest request{.common_name = "Countersign gate " + plan.origin, .organization = "", .use = crypto::CertificateUse::kSign,
                                           .serial = 1, .not_before = now - Span::hours(1), .not_after = now + Span::days(366), .policies = {}};
  CS_TRY(certificate, crypto::issue_certificate(request, key, std::nullopt, key));
  CS_TRY_VOID(write_file_durable(paths.gate_certificate(), as_bytes(certificate.pem())));
  return write_file_durable(paths.gate_key(), as_bytes(key.pem()), 0600);
}

}  // namespace

bool HomeSettings::is_test() const {
  const std::string domain = origin.substr(0, origin.find('/'));
  return domain == "test.invalid" || domain.ends_with(".test.invalid");
}

Result<HomeSettings> read_home_settings(const HomePaths& paths) {
  const auto text = read_file(paths.settings(), kSettingsBytesMax);
  if (!text && text.fault().kind == FaultKind::kNotFound)
    return usage_fault(paths.root.string() + ": no home is here; `countersign init` makes one");
  if (!text) return text.fault();
  const std::string where = paths.settings().string();
  auto table = codec::read_toml(*text, kSettingsBytesMax);
  if (!table) return at(where, table.fault());
  CS_TRY_VOID(codec::only_keys(*table, {"format", "origin", "register", "threads", "requests_waiting"}, where));
  CS_TRY(format, codec::need_text(*table, "format", where));
  if (format != kFormat) return usage_fault(where + ": format is not " + std::string(kFormat));
  HomeSettings settings;
  CS_TRY(origin, codec::need_text(*table, "origin", where));
  if (!is_origin(origin)) return usage_fault(where + ": origin is not <domain>/<path> of a-z, 0-9, '.', '-' and '/'");
  settings.origin = origin;
  CS_TRY(name, codec::need_text(*table, "register", where));
  if (!is_slug(name)) return usage_fault(where + ": register is not 3 to 40 of a-z, 0-9 and -");
  settings.register_name = name;
  CS_TRY(threads, codec::need_number(*table, "threads", 0, kThreadsMax, where));
  settings.threads = static_cast<int>(threads);
  if (table->find("requests_waiting") != nullptr) {  // homes that were made before it have none
    CS_TRY(waiting, codec::need_number(*table, "requests_waiting", 1, limits::kRequestsWaitingMax, where));
    settings.requests_waiting = static_cast<std::size_t>(waiting);
  }
  settings.digest = crypto::sha256(as_bytes(*text));
  return settings;
}

Result<HomeKeys> read_keys_to_check(const HomePaths& paths) {
  CS_TRY(certificate_pem, read_file(paths.gate_certificate(), limits::kPemBytesMax));
  auto certificates = crypto::Certificate::parse_pem(certificate_pem);
  if (!certificates) return at(paths.gate_certificate().string(), certificates.fault());
  CS_TRY(subject, read_secret(paths.subject_key()));
  return HomeKeys{{}, certificates->front(), std::nullopt, subject};
}

Path HomePaths::log_key(std::uint32_t key_id) const { return keys() / (std::string(kLogKeyPrefix) + hex_of(key_id) + std::string(kKeySuffix)); }

// Other files are not looked at: what a cut-off write left there has another name.
Result<std::vector<crypto::NoteSigner>> read_log_signers(const HomePaths& paths) {
  CS_TRY(files, files_below(paths.keys()));
  std::erase_if(files, [&](const Path& file) { return file.parent_path() != paths.keys() || !is_later_log_key(file.filename().string()); });
  std::error_code error;
  if (std::filesystem::exists(paths.log_key(), error)) files.insert(files.begin(), paths.log_key());
  std::vector<crypto::NoteSigner> signers;
  for (const Path& file : files) {
    CS_TRY_VOID(is_for_its_owner_alone(file));
    CS_TRY(text, read_file(file, limits::kPemBytesMax));
    auto signer = crypto::NoteSigner::parse(text);
    if (!signer) return at(file.string(), signer.fault());
    if (file != paths.log_key() && file != paths.log_key(signer->verifier().key_id())) return untrusted(file.string() + ": holds another key than its name says");
    signers.push_back(std::move(*signer));
  }
  if (signers.empty()) return not_found(paths.log_key().string() + ": is not here, and no other key of the log's");
  return signers;
}

Result<tlog::LogKeys> read_log_keys(const HomePaths& paths) {
  CS_TRY(signers, read_log_signers(paths));
  std::vector<crypto::NoteVerifier> keys;
  for (const crypto::NoteSigner& signer : signers) keys.push_back(signer.verifier());
  return tlog::LogKeys::any_of(keys);
}

Result<crypto::NoteSigner> next_log_key(const HomePaths& paths, const tlog::LogKeys& log, crypto::Random& random) {
  CS_TRY(signers, read_log_signers(paths));
  for (const crypto::NoteSigner& signer : signers)
    if (!log.holds(signer.verifier())) return signer;
  CS_TRY(made, crypto::NoteSigner::from_seed(log.origin(), random.digest()));
  CS_TRY_VOID(write_file_durable(paths.log_key(made.verifier().key_id()), as_bytes(made.text()), 0600));
  return made;
}

Result<HomeKeys> read_home_keys(const HomePaths& paths) {
  CS_TRY(keys, read_keys_to_check(paths));
  CS_TRY_VOID(is_for_its_owner_alone(paths.gate_key()));
  CS_TRY(log, read_log_signers(paths));
  CS_TRY(key_pem, read_file(paths.gate_key(), limits::kPemBytesMax));
  auto key = crypto::PrivateKey::parse_pem(key_pem);
  if (!key) return at(paths.gate_key().string(), key.fault());
  keys.log = std::move(log);
  keys.gate_key = std::move(*key);
  return keys;
}

Result<void> make_home(const HomePaths& paths, const HomePlan& plan, Instant now, crypto::Random& random) {
  if (!is_origin(plan.origin)) return usage_fault("origin: not <domain>/<path> of a-z, 0-9, '.', '-' and '/'");
  std::error_code error;
  if (std::filesystem::exists(paths.settings(), error)) return conflict(paths.root.string() + ": a home is here already");
  for (const Path& directory : {paths.root, paths.period_keys(), paths.root / "keys" / "budget", paths.registers(), paths.root / "orders", paths.desk()})
    CS_TRY_VOID(make_directories_durable(directory, 0700));
  const Digest seed = plan.log_seed ? *plan.log_seed : random.digest();
  CS_TRY(log, crypto::NoteSigner::from_seed(plan.origin, seed));
  CS_TRY_VOID(write_file_durable(paths.log_key(), as_bytes(log.text()), 0600));
  CS_TRY_VOID(make_gate_certificate(paths, plan, now));
  CS_TRY(subject, make_secret(paths.subject_key(), random));
  (void)subject;
  return write_file_durable(paths.settings(), as_bytes(settings_text(plan)));  // last: a home is one only when it is whole
}

Result<Digest> read_secret(const Path& path) {
  CS_TRY_VOID(is_for_its_owner_alone(path));
  CS_TRY(bytes, read_file(path, 32));
  if (bytes.size() != 32) return malformed(path.string() + ": not a key of 32 bytes");
  Digest secret;
  std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(secret.data()));
  return secret;
}

Result<Digest> make_secret(const Path& path, crypto::Random& random) {
  const Digest secret = random.digest();
  CS_TRY_VOID(write_file_durable(path, secret, 0600));
  return secret;
}

}  // namespace cs::gate
