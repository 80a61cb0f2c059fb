#include "crypto/certificate.h"

#include "base/limits.h"
#include "crypto/der.h"
#include "crypto/digest.h"
#include "crypto/held.h"
#include "crypto/pem.h"

namespace cs::crypto {
namespace {

constexpr std::size_t kSerialBytesMax = 20;  // RFC 5280 section 4.1.2.2
constexpr std::size_t kCrlPemBytesMax = limits::kCrlBytesMax / 2 * 3;

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

// Written back, a DER value gives the bytes that were read; what does not, the library has read more laxly than we allow.
template <typename T>
bool same_bytes(const T* value, int (*write)(const T*, unsigned char**), ByteView der) {
  const Bytes written = der_of(value, write);
  return std::equal(written.begin(), written.end(), der.begin(), der.end());
}

template <typename T>
Result<std::vector<T>> parse_blocks(std::string_view pem, std::string_view label, std::size_t bytes_max) {
  CS_TRY(blocks, read_pem(pem, label, bytes_max));
  std::vector<T> out;
  for (const PemBlock& block : blocks) {
    CS_TRY(parsed, T::parse_der(block.body));
    out.push_back(std::move(parsed));
  }
  return out;
}

}  // namespace

Digest identity_of(const X509_NAME* issuer, const ASN1_INTEGER* serial) {
  return sha256_of({der_of(issuer, i2d_X509_NAME), der_of(serial, i2d_ASN1_INTEGER)});
}

Result<Instant> instant_of(const ASN1_TIME* time) {
  if (time == nullptr) return malformed("time: absent");
  const ByteView text{ASN1_STRING_get0_data(time), static_cast<std::size_t>(ASN1_STRING_length(time))};
  return read_der_time(ASN1_STRING_type(time) == V_ASN1_UTCTIME ? der::kUtcTime : der::kGeneralizedTime, text);
}

TimePtr time_of(Instant instant) {
  if (instant < Date::civil(1950, 1, 1).midnight() || instant > kInstantMax) return nullptr;
  std::string digits;
  for (const char c : instant.text())
    if (c >= '0' && c <= '9') digits += c;
  TimePtr out(ASN1_TIME_new());
  // UTCTime until 2049, GeneralizedTime after: RFC 5280 section 4.1.2.5.
  return out && ASN1_TIME_set_string_X509(out.get(), (digits + "Z").c_str()) == 1 ? std::move(out) : nullptr;
}

Result<Certificate> Certificate::parse_der(ByteView der) {
  CS_TRY_VOID(check_der(der, limits::kCertificateBytesMax));
  const QuietErrors quiet;
  const unsigned char* at = der.data();
  X509Ptr x509(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (!x509) return malformed("certificate: not an X.509 certificate");
  if (!same_bytes(x509.get(), i2d_X509, der)) return malformed("certificate: not in distinguished encoding");
  const ASN1_INTEGER* serial = X509_get0_serialNumber(x509.get());
  if (ASN1_STRING_length(serial) > static_cast<int>(kSerialBytesMax)) return malformed("certificate: its serial number is over 20 bytes");
  const auto not_before = instant_of(X509_get0_notBefore(x509.get()));
  const auto not_after = instant_of(X509_get0_notAfter(x509.get()));
  if (!not_before || !not_after) return malformed("certificate: its validity is not two times");
  // Asking for no purpose fills the library's caches.
  if (X509_check_purpose(x509.get(), -1, 0) != 1) return malformed("certificate: its extensions cannot be read");
  const Digest identity = identity_of(X509_get_issuer_name(x509.get()), serial);
  const Digest spki = sha256(der_of<X509_PUBKEY>(X509_get_X509_PUBKEY(x509.get()), i2d_X509_PUBKEY));
  return Certificate(
      std::make_shared<const Held>(Held{std::move(x509), Bytes(der.begin(), der.end()), identity, spki, *not_before, *not_after}));
}

Result<std::vector<Certificate>> Certificate::parse_pem(std::string_view pem) {
  return parse_blocks<Certificate>(pem, "CERTIFICATE", limits::kPemBytesMax);
}

const Bytes& Certificate::der() const { return held_->der; }
std::string Certificate::pem() const { return write_pem("CERTIFICATE", held_->der); }
Digest Certificate::fingerprint() const { return sha256(held_->der); }
Digest Certificate::identity() const { return held_->identity; }
Digest Certificate::spki() const { return held_->spki; }
Instant Certificate::not_before() const { return held_->not_before; }
Instant Certificate::not_after() const { return held_->not_after; }

std::string Certificate::subject() const {
  const BioPtr out(BIO_new(BIO_s_mem()));
  if (!out || X509_NAME_print_ex(out.get(), X509_get_subject_name(held_->x509.get()), 0, XN_FLAG_RFC2253) < 0) return {};
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

std::string Certificate::serial_hex() const {
  const BignumPtr number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(held_->x509.get()), nullptr));
  const Owned<char, free_text> text(number ? BN_bn2hex(number.get()) : nullptr);
  return text ? lower(text.get()) : std::string();
}

Result<Crl> Crl::parse_der(ByteView der) {
  CS_TRY_VOID(check_der(der, limits::kCrlBytesMax));
  const QuietErrors quiet;
  const unsigned char* at = der.data();
  CrlPtr crl(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
  if (!crl) return malformed("CRL: not an X.509 certificate revocation list");
  if (!same_bytes(crl.get(), i2d_X509_CRL, der)) return malformed("CRL: not in distinguished encoding");
  const auto this_update = instant_of(X509_CRL_get0_lastUpdate(crl.get()));
  const auto next_update = instant_of(X509_CRL_get0_nextUpdate(crl.get()));
  if (!this_update || !next_update) return malformed("CRL: thisUpdate or nextUpdate is absent or no time");
  return Crl(std::make_shared<const Held>(Held{std::move(crl), Bytes(der.begin(), der.end()), *this_update, *next_update}));
}

Result<std::vector<Crl>> Crl::parse_pem(std::string_view pem) { return parse_blocks<Crl>(pem, "X509 CRL", kCrlPemBytesMax); }

const Bytes& Crl::der() const { return held_->der; }
Instant Crl::this_update() const { return held_->this_update; }
Instant Crl::next_update() const { return held_->next_update; }

}  // namespace cs::crypto
