#include "app/keys_of_person.h"

#include "base/limits.h"
#include "crypto/cms.h"

namespace cs::app {

Result<std::vector<crypto::Certificate>> read_certificates(const Path& path) {
  CS_TRY(pem, read_file(path, limits::kPemBytesMax));
  auto certificates = crypto::Certificate::parse_pem(pem);
  if (!certificates) return at(path.string(), certificates.fault());
  return std::move(*certificates);
}

Result<crypto::Certificate> read_certificate(const Path& path) {
  CS_TRY(certificates, read_certificates(path));
  return certificates.front();
}

Result<TrustFiles> read_trust(const std::vector<std::string>& certificates, const std::vector<std::string>& lists) {
  TrustFiles out;
  for (const std::string& path : certificates) {
    CS_TRY(some, read_certificates(path));
    out.certificates.insert(out.certificates.end(), some.begin(), some.end());
  }
  for (const std::string& path : lists) {
    CS_TRY(pem, read_file(path, limits::kCrlBytesMax));
    auto some = crypto::Crl::parse_pem(pem);
    if (!some) return at(path, some.fault());
    out.lists.insert(out.lists.end(), some->begin(), some->end());
  }
  return out;
}

Result<crypto::PrivateKey> read_key(const Path& path) {
  CS_TRY(pem, read_file(path, limits::kPemBytesMax));
  auto key = crypto::PrivateKey::parse_pem(pem);
  if (!key) return at(path.string(), key.fault());
  return std::move(*key);
}

Result<Instant> time_or_now(const std::string& text) {
  if (text.empty()) {
    SystemClock clock;
    return clock.now();
  }
  auto time = Instant::parse(text);
  if (!time) return usage_fault("\"" + text + "\": " + time.fault().text);
  return *time;
}

Result<Path> sign_file(const Path& file, const Path& certificate_path, const Path& key_path, Instant at, const Path& out) {
  CS_TRY(content, read_file(file, limits::kAgreementBytesMax));
  CS_TRY(certificate, read_certificate(certificate_path));
  CS_TRY(key, read_key(key_path));
  Path target = out;
  if (target.empty()) target = file.string() + ".p7s";
  std::error_code error;
  if (std::filesystem::exists(target, error)) {
    CS_TRY(before, read_file(target, limits::kCmsBytesMax));
    CS_TRY(both, crypto::add_signature(as_bytes(before), as_bytes(content), certificate, key, at));
    CS_TRY_VOID(write_file_durable(target, both));
    return target;
  }
  CS_TRY(cms, crypto::sign_cms(as_bytes(content), certificate, key, at));
  CS_TRY_VOID(write_file_durable(target, cms));
  return target;
}

}  // namespace cs::app
