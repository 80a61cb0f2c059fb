#include "crypto/envelope.h"

#include <algorithm>

#include "crypto/der.h"
#include "crypto/weaken.h"

namespace cs::crypto {
namespace {

constexpr std::string_view kAuthEnvelopedData = "1.2.840.113549.1.9.16.1.23", kData = "1.2.840.113549.1.7.1";
constexpr std::string_view kAes256Gcm = "2.16.840.1.101.3.4.1.46", kAes256Wrap = "2.16.840.1.101.3.4.1.45";
constexpr std::string_view kEcdhSha256Kdf = "1.3.132.1.11.1";  // dhSinglePass-stdDH-sha256kdf-scheme
constexpr std::string_view kEcPublicKey = "1.2.840.10045.2.1", kP256 = "1.2.840.10045.3.1.7";
constexpr std::size_t kNonceBytes = 12, kTagBytes = 16, kPointBytes = 65;
constexpr std::uint8_t kBothNumbers = 0x04;  // SEC 1 section 2.3.3: an uncompressed point

bool is_oid(const std::optional<DerElement>& element, std::string_view dotted) {
  const auto body = oid_body(dotted);
  return element && body.ok() && std::equal(body->begin(), body->end(), element->body.begin(), element->body.end());
}

bool is_number(const std::optional<DerElement>& element, std::uint8_t value) {
  return element && element->body.size() == 1 && element->body[0] == value;
}

// AlgorithmIdentifier: its OID must be `dotted`; what follows it is given back.
std::optional<DerElement> parameters_of(const std::optional<DerElement>& algorithm, std::string_view dotted, bool any = false) {
  if (!algorithm) return std::nullopt;
  DerReader members(algorithm->body);
  const auto oid = members.next(der::kOid);
  if (!any && !is_oid(oid, dotted)) return std::nullopt;
  return members.next();
}

// The sender's ephemeral key, [0] { [1] { algorithm, BIT STRING } }: a point has no unused bits, and the library does not look.
// Nor does it ask of the curve more than that the point lies on it: it takes one written out by its parameters, the cofactor wrong, and a
// point of which only half is there. Ours is P-256, by name or unsaid (RFC 5753 section 7.1.2), and both its numbers.
bool is_sound_key(const std::optional<DerElement>& originator) {
  const auto key = originator ? DerReader(originator->body).next(der::kContext1) : std::nullopt;
  if (!key) return false;
  DerReader members(key->body);
  const auto algorithm = members.next(der::kSequence), point = members.next(der::kBitString);
  if (!algorithm || !point || point->body.empty() || point->body[0] != 0) return false;
  if (weakened("sender_key_form")) return true;
  DerReader names(algorithm->body);
  if (!is_oid(names.next(der::kOid), kEcPublicKey)) return false;
  if (!names.done() && !is_oid(names.next(der::kOid), kP256)) return false;
  return names.done() && point->body.size() == kPointBytes + 1 && point->body[1] == kBothNumbers;
}

// [1] { 3, [0] originator, [1] ukm OPTIONAL, keyEncryptionAlgorithm, keys }
const char* check_recipient(ByteView infos) {
  DerReader recipients(infos);
  const auto agreed = recipients.next(der::kContext1);
  if (!agreed || !recipients.done()) return "not one recipient by key agreement";
  DerReader members(agreed->body);
  if (!is_number(members.next(der::kInteger), 3) || !is_sound_key(members.next(der::kContext0))) return "a recipient of another form";
  (void)members.next(der::kContext1);
  const auto wrap = parameters_of(members.next(der::kSequence), kEcdhSha256Kdf, weakened("kdf_sha1"));
  if (!wrap) return "key agreement is not ECDH with the SHA-256 KDF";
  return is_oid(DerReader(wrap->body).next(der::kOid), kAes256Wrap) ? nullptr : "the key is not wrapped with AES-256";
}

const char* check_content(ByteView info) {
  DerReader members(info);
  if (!is_oid(members.next(der::kOid), kData)) return "its content is not plain data";
  const auto parameters = parameters_of(members.next(der::kSequence), kAes256Gcm);
  if (!parameters) return "its content is not sealed with AES-256-GCM";
  DerReader values(parameters->body);
  const auto nonce = values.next(der::kOctetString);
  if (!nonce || nonce->body.size() != kNonceBytes || !is_number(values.next(der::kInteger), kTagBytes)) return "nonce or tag is shorter";
  return members.next(0x80) && members.done() ? nullptr : "its content is absent";
}

const char* check_data(ByteView data) {
  DerReader members(data);
  if (!is_number(members.next(der::kInteger), 0)) return "another version";
  const auto recipients = members.next(der::kSet), content = members.next(der::kSequence), tag = members.next(der::kOctetString);
  if (!recipients || !content || !tag || !members.done()) return "it carries something else";
  if (const char* why = check_recipient(recipients->body)) return why;
  if (const char* why = check_content(content->body)) return why;
  return tag->body.size() == kTagBytes ? nullptr : "its tag is shorter";
}

}  // namespace

Result<void> check_envelope(ByteView sealed, std::size_t bytes_max) {
  CS_TRY_VOID(check_der(sealed, bytes_max));
  const auto outer = DerReader(sealed).next(der::kSequence);
  if (!outer) return malformed("sealed answer: no CMS");
  DerReader members(outer->body);
  const bool is_sealed = is_oid(members.next(der::kOid), kAuthEnvelopedData);
  const auto content = members.next(der::kContext0);
  const auto data = content ? DerReader(content->body).next(der::kSequence) : std::nullopt;
  if (!is_sealed || !data || !members.done()) return malformed("sealed answer: not an AuthEnvelopedData");
  const char* why = check_data(data->body);
  return why == nullptr ? Result<void>() : untrusted(std::string("sealed answer: ") + why);
}

}  // namespace cs::crypto
