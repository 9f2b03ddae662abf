// SPDX-License-Identifier: MIT
#include "crypto/ed25519.hpp"

#include "base/check.hpp"

#include <openssl/evp.h>

#include <memory>

namespace ctrip::crypto {

namespace {

struct Free
{
    void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;

Key key_of(base::ByteView seed)
{
    CTRIP_CHECK(seed.size() == kEd25519SeedBytes);
    Key key{EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size())};
    CTRIP_CHECK(key != nullptr);
    return key;
}

} // namespace

std::array<std::uint8_t, kEd25519KeyBytes> ed25519_public_key(base::ByteView seed)
{
    std::array<std::uint8_t, kEd25519KeyBytes> out{};
    std::size_t size = out.size();
    CTRIP_CHECK(EVP_PKEY_get_raw_public_key(key_of(seed).get(), out.data(), &size) == 1);
    CTRIP_CHECK(size == out.size());
    return out;
}

std::array<std::uint8_t, 64> ed25519_sign(base::ByteView seed, base::ByteView message)
{
    const Key key = key_of(seed);
    const std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};
    std::array<std::uint8_t, 64> out{};
    std::size_t size = out.size();
    CTRIP_CHECK(context != nullptr &&
                EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
    CTRIP_CHECK(EVP_DigestSign(context.get(), out.data(), &size, message.data(), message.size()) ==
                1);
    CTRIP_CHECK(size == out.size());
    return out;
}

} // namespace ctrip::crypto
