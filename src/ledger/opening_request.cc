// The opening of a `request` entry: docs/formats/opening.md.
#include "codec/canonical.h"
#include "ledger/opening.h"

namespace cs::ledger {

Bytes request_payload(const RequestDigests& digests) {
  codec::CborWriter out;
  out.map(3).key(1).bytes(digests.manifest).key(2).bytes(digests.cms).key(3);
  if (digests.lines) out.bytes(*digests.lines);
  else out.null();
  return out.take();
}

Result<RequestDigests> read_request_digests(ByteView payload) {
  codec::CborReader reader(payload);
  RequestDigests out;
  CS_TRY(keys, reader.map(3));
  if (keys != 3) return malformed("a request's opening has three keys");
  CS_TRY_VOID(reader.key(1));
  CS_TRY(manifest, reader.digest());
  CS_TRY_VOID(reader.key(2));
  CS_TRY(cms, reader.digest());
  CS_TRY_VOID(reader.key(3));
  out.manifest = manifest;
  out.cms = cms;
  if (reader.at_null()) {
    CS_TRY_VOID(reader.null());
  } else {
    CS_TRY(lines, reader.digest());
    out.lines = lines;
  }
  CS_TRY_VOID(reader.end());
  return out;
}

}  // namespace cs::ledger
