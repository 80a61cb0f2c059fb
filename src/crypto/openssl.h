// Owners of the library's objects, for this room's .cc files only; no public header includes it.
//   Shape    an XPtr frees what it holds when it goes. QuietErrors forgets, when it goes, the errors that were put on the thread's queue
//            after it came: what one message leaves there must not be read as another's.
//   Errors   last_error(): the library's newest reason in words, without data of the message; "" when there is none.
#pragma once

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

#include "base/bytes.h"

namespace cs::crypto {

// The library reads no configuration of the system: what verifies here verifies everywhere, and no openssl.cnf, or environment that names
// one, can add a provider, an engine or a weaker rule. Set before main, in every program that links a file of this room.
inline const bool kNoConfiguration = OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr) == 1;

template <auto kFree>
struct Freer {
  template <typename T>
  void operator()(T* held) const {
    kFree(held);
  }
};
template <typename T, auto kFree>
using Owned = std::unique_ptr<T, Freer<kFree>>;

using BioPtr = Owned<BIO, BIO_free_all>;
using PkeyPtr = Owned<EVP_PKEY, EVP_PKEY_free>;
using PkeyContextPtr = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using MdContextPtr = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using CipherPtr = Owned<EVP_CIPHER, EVP_CIPHER_free>;
using CipherContextPtr = Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using X509Ptr = Owned<X509, X509_free>;
using CrlPtr = Owned<X509_CRL, X509_CRL_free>;
using StorePtr = Owned<X509_STORE, X509_STORE_free>;
using StoreContextPtr = Owned<X509_STORE_CTX, X509_STORE_CTX_free>;
using NamePtr = Owned<X509_NAME, X509_NAME_free>;
using ExtensionPtr = Owned<X509_EXTENSION, X509_EXTENSION_free>;
using RevokedPtr = Owned<X509_REVOKED, X509_REVOKED_free>;
using IntegerPtr = Owned<ASN1_INTEGER, ASN1_INTEGER_free>;
using ObjectPtr = Owned<ASN1_OBJECT, ASN1_OBJECT_free>;
using TimePtr = Owned<ASN1_TIME, ASN1_TIME_free>;
using BignumPtr = Owned<BIGNUM, BN_free>;
using CmsPtr = Owned<CMS_ContentInfo, CMS_ContentInfo_free>;

inline void free_certificates(STACK_OF(X509) * held) { sk_X509_pop_free(held, X509_free); }
inline void free_crls(STACK_OF(X509_CRL) * held) { sk_X509_CRL_pop_free(held, X509_CRL_free); }
inline void free_text(char* held) { OPENSSL_free(held); }
inline void free_stack(STACK_OF(X509) * held) { sk_X509_free(held); }
using CertificatesPtr = Owned<STACK_OF(X509), free_certificates>;  // owns the members too
using CrlsPtr = Owned<STACK_OF(X509_CRL), free_crls>;              // owns the members too
using BorrowedCertificatesPtr = Owned<STACK_OF(X509), free_stack>;

class QuietErrors {
 public:
  QuietErrors() { ERR_set_mark(); }
  ~QuietErrors() { ERR_pop_to_mark(); }
  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;
};

inline std::string last_error() {
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  return reason == nullptr ? std::string() : std::string(reason);
}

// A BIO that reads the caller's bytes in place.
inline BioPtr reader_of(ByteView bytes) { return BioPtr(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size()))); }

}  // namespace cs::crypto
