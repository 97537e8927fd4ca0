#pragma once
// SHA256_Init/Update/Final are marked deprecated since OpenSSL 3.0 in favour of EVP. They stay in use for one thing EVP
// cannot do without an allocation per message: a hash state that is a plain value and can be copied (see HMACKey).
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
