#include "crypto/signed_data.h"

#include <algorithm>

#include "crypto/der.h"

namespace cs::crypto {
namespace {

Fault not_signed_data() { return malformed("CMS: not a SignedData"); }

bool is_oid(const DerElement& element, std::string_view dotted) {
  const auto body = oid_body(dotted);
  return body.ok() && std::equal(body->begin(), body->end(), element.body.begin(), element.body.end());
}

std::size_t count(ByteView body) {
  std::size_t n = 0;
  for (DerReader members(body); members.next();) ++n;
  return n;
}

// ContentInfo: SEQUENCE { id-signedData, [0] { SignedData } }
std::optional<DerElement> signed_data_of(ByteView cms) {
  const auto outer = DerReader(cms).next(der::kSequence);
  if (!outer) return std::nullopt;
  DerReader members(outer->body);
  const auto type = members.next(der::kOid), content = members.next(der::kContext0);
  if (!type || !is_oid(*type, "1.2.840.113549.1.7.2") || !content || !members.done()) return std::nullopt;
  DerReader inside(content->body);
  const auto data = inside.next(der::kSequence);
  return inside.done() ? data : std::nullopt;
}

bool is_version(const std::optional<DerElement>& element, std::uint8_t version) {
  return element && element->body.size() == 1 && element->body[0] == version;
}

void read_signers(ByteView body, std::uint8_t& version, SignedDataShape& shape) {
  for (DerReader members(body); const auto signer = members.next();) {
    DerReader parts(signer->body);
    const auto own = parts.next(der::kInteger), name = parts.next();
    const std::uint8_t wanted = name && name->tag == der::kSequence ? 1 : 3;
    shape.versions_fit = shape.versions_fit && signer->tag == der::kSequence && name && is_version(own, wanted);
    version = std::max(version, wanted);
    ++shape.signers;
  }
}

void read_certificates(ByteView body, SignedDataShape& shape) {
  for (DerReader members(body); const auto member = members.next();) {
    if (member->tag == der::kSequence) shape.certificates.push_back(member->whole);
    else shape.other_certificates = true;
  }
}

}  // namespace

Result<SignedDataShape> read_signed_data(ByteView cms, std::size_t bytes_max) {
  CS_TRY_VOID(check_der(cms, bytes_max));
  const auto data = signed_data_of(cms);
  if (!data) return not_signed_data();
  DerReader members(data->body);
  SignedDataShape shape;
  const auto version = members.next(der::kInteger), digests = members.next(der::kSet), content = members.next(der::kSequence);
  if (!version || !digests || !content) return not_signed_data();
  DerReader encapsulated(content->body);
  const auto type = encapsulated.next(der::kOid);
  if (!type) return not_signed_data();
  shape.plain_data = is_oid(*type, "1.2.840.113549.1.7.1");
  shape.has_content = !encapsulated.done();
  shape.digest_algorithms = count(digests->body);
  if (const auto certificates = members.next(der::kContext0)) read_certificates(certificates->body, shape);
  (void)members.next(der::kContext1);  // revocation lists: never read
  const auto signers = members.next(der::kSet);
  if (!signers || !members.done()) return not_signed_data();
  std::uint8_t wanted = 1;
  shape.versions_fit = true;
  read_signers(signers->body, wanted, shape);
  shape.versions_fit = shape.versions_fit && is_version(version, wanted);
  return shape;
}

}  // namespace cs::crypto
