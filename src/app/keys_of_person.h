// Files that a person brings: certificate and key in PEM, signatures in DER, times on the command line.
#pragma once

#include <optional>
#include <string>

#include "base/file.h"
#include "base/time.h"
#include "crypto/certificate.h"

namespace cs::app {

Result<crypto::Certificate> read_certificate(const Path& path);           // the first of the file
Result<std::vector<crypto::Certificate>> read_certificates(const Path& path);
struct TrustFiles {
  std::vector<crypto::Certificate> certificates;
  std::vector<crypto::Crl> lists;
};
Result<TrustFiles> read_trust(const std::vector<std::string>& certificates, const std::vector<std::string>& lists);
Result<crypto::PrivateKey> read_key(const Path& path);
Result<Instant> time_or_now(const std::string& text);                     // empty: the system's clock

// Signs a file: writes FILE.p7s (or `out`), adding to a signature that stands there already.
Result<Path> sign_file(const Path& file, const Path& certificate, const Path& key, Instant at, const Path& out);

}  // namespace cs::app
