// Adding a SignerInfo with CAdES-BES attributes; for this room's .cc files only.
#pragma once

#include "crypto/certificate.h"
#include "crypto/openssl.h"

namespace cs::crypto {

// A SignedData without signers; `content` stays outside when detached.
Result<CmsPtr> new_signed_data(ByteView content, bool detached);
Result<void> add_signer(CMS_ContentInfo* cms, ByteView content, const Certificate& certificate, const PrivateKey& key,
                        Instant signing_time);

}  // namespace cs::crypto
