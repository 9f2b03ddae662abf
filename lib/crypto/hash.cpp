// SPDX-License-Identifier: MIT
#include "crypto/hash.hpp"

#include "base/check.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace ctrip::crypto {

namespace {

template <std::size_t Size>
std::array<std::uint8_t, Size> digest(const EVP_MD* algorithm, base::ByteView data)
{
    std::array<std::uint8_t, Size> out{};
    unsigned size = 0;
    CTRIP_CHECK(EVP_Digest(data.data(), data.size(), out.data(), &size, algorithm, nullptr) == 1);
    CTRIP_CHECK(size == out.size());
    return out;
}

template <std::size_t Size>
std::array<std::uint8_t, Size> hmac(const EVP_MD* algorithm, base::ByteView key,
                                    base::ByteView data)
{
    // OpenSSL takes a null pointer for "no key yet" or refuses it, so an empty view needs a valid
    // pointer.
    const std::uint8_t empty = 0;
    std::array<std::uint8_t, Size> out{};
    unsigned size = 0;
    CTRIP_CHECK(HMAC(algorithm, key.empty() ? &empty : key.data(), static_cast<int>(key.size()),
                     data.empty() ? &empty : data.data(), data.size(), out.data(),
                     &size) != nullptr);
    CTRIP_CHECK(size == out.size());
    return out;
}

} // namespace

std::array<std::uint8_t, 32> sha256(base::ByteView data)
{
    return digest<32>(EVP_sha256(), data);
}

std::array<std::uint8_t, 20> hash160(base::ByteView data)
{
    return digest<20>(EVP_ripemd160(), sha256(data));
}

std::array<std::uint8_t, 32> hmac_sha256(base::ByteView key, base::ByteView data)
{
    return hmac<32>(EVP_sha256(), key, data);
}

std::array<std::uint8_t, 64> hmac_sha512(base::ByteView key, base::ByteView data)
{
    return hmac<64>(EVP_sha512(), key, data);
}

base::Secret pbkdf2_hmac_sha512(base::ByteView password, base::ByteView salt, unsigned rounds,
                                std::size_t size)
{
    base::Secret out = base::Secret::of_size(size);
    CTRIP_CHECK(PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(password.data()),
                                  static_cast<int>(password.size()), salt.data(),
                                  static_cast<int>(salt.size()), static_cast<int>(rounds),
                                  EVP_sha512(), static_cast<int>(size),
                                  out.expose_mutable().data()) == 1);
    return out;
}

bool equal_in_constant_time(base::ByteView a, base::ByteView b) noexcept
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace ctrip::crypto
