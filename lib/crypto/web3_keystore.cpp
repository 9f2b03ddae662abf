// SPDX-License-Identifier: MIT
#include "crypto/web3_keystore.hpp"

#include "base/check.hpp"
#include "base/hex.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "crypto/keccak256.hpp"
#include "crypto/password_box.hpp"

#include <nlohmann/json.hpp>
#include <openssl/evp.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace ctrip::crypto {

namespace {

using nlohmann::json;
using Derived = std::variant<base::Secret, KeystoreFault>;

constexpr std::uint64_t kKeystoreVersion = 3;
constexpr std::size_t kDerivedSize = 32; ///< More may be derived; these are its first bytes.
constexpr std::size_t kCipherKeySize = 16;
constexpr std::size_t kIvSize = 16;
constexpr std::size_t kPrivateKeySize = 32;

// geth and ethers write n = 2^17 or 2^18, r = 8, p = 1, or 262,144 rounds of PBKDF2.
constexpr std::uint64_t kCostMax = std::uint64_t{1} << 24U;   ///< Of n, r and p each, and of n*r*p.
constexpr std::uint64_t kBlocksMax = std::uint64_t{1} << 23U; ///< n * r of 128 bytes: 1 GiB.
constexpr std::uint64_t kRoundsMax = 10'000'000;

const json& at(const json& object, const char* key)
{
    static const json none;
    const auto found = object.find(key);
    return found == object.end() ? none : *found;
}

bool is(const json& object, const char* key, std::string_view text)
{
    const json& value = at(object, key);
    return value.is_string() && value.get_ref<const std::string&>() == text;
}

/// 0 if it is not a number or is negative: all valid numbers in these files are above 0.
std::uint64_t number(const json& object, const char* key)
{
    const json& value = at(object, key);
    return value.is_number_unsigned() ? value.get<std::uint64_t>() : 0;
}

std::optional<base::Bytes> bytes(const json& object, const char* key)
{
    const json& value = at(object, key);
    return value.is_string() ? base::from_hex(value.get_ref<const std::string&>()) : std::nullopt;
}

Derived derive_scrypt(const json& params, base::ByteView salt, const base::Secret& password)
{
    const std::uint64_t n = number(params, "n");
    const std::uint64_t r = number(params, "r");
    const std::uint64_t p = number(params, "p");
    if (n < 2 || !std::has_single_bit(n) || r == 0 || p == 0) {
        return KeystoreFault::malformed;
    }
    // RFC 7914 requires n < 2^(16 r), and OpenSSL refuses others.
    const bool is_allowed = r >= 4 || n < std::uint64_t{1} << (16 * r);
    if (!is_allowed || std::max({n, r, p}) > kCostMax || n * r > kBlocksMax ||
        n * r * p > kCostMax) {
        return KeystoreFault::refused_cost;
    }
    base::Secret key = base::Secret::of_size(kDerivedSize);
    scrypt(password.expose(), salt,
           {.log2_n = static_cast<unsigned>(std::countr_zero(n)),
            .r = static_cast<unsigned>(r),
            .p = static_cast<unsigned>(p)},
           key.expose_mutable());
    return key;
}

Derived derive_pbkdf2(const json& params, base::ByteView salt, const base::Secret& password)
{
    if (!is(params, "prf", "hmac-sha256")) {
        return KeystoreFault::other_algorithm;
    }
    const std::uint64_t rounds = number(params, "c");
    if (rounds == 0) {
        return KeystoreFault::malformed;
    }
    if (rounds > kRoundsMax) {
        return KeystoreFault::refused_cost;
    }
    const std::string_view text = password.expose_text();
    base::Secret key = base::Secret::of_size(kDerivedSize);
    CTRIP_CHECK(PKCS5_PBKDF2_HMAC(text.data(), static_cast<int>(text.size()), salt.data(),
                                  static_cast<int>(salt.size()), static_cast<int>(rounds),
                                  EVP_sha256(), static_cast<int>(kDerivedSize),
                                  key.expose_mutable().data()) == 1);
    return key;
}

Derived derive(const json& sealed, const base::Secret& password)
{
    const bool is_scrypt = is(sealed, "kdf", "scrypt");
    if (!is_scrypt && !is(sealed, "kdf", "pbkdf2")) {
        return KeystoreFault::other_algorithm;
    }
    const json& params = at(sealed, "kdfparams");
    const auto salt = bytes(params, "salt");
    if (!salt || number(params, "dklen") < kDerivedSize) {
        return KeystoreFault::malformed;
    }
    return is_scrypt ? derive_scrypt(params, *salt, password)
                     : derive_pbkdf2(params, *salt, password);
}

Digest mac_of(base::ByteView derived, base::ByteView ciphertext)
{
    const base::ByteView mac_key = derived.subspan(kCipherKeySize);
    base::Secret authenticated = base::Secret::of_size(mac_key.size() + ciphertext.size());
    const auto out = authenticated.expose_mutable();
    std::copy(mac_key.begin(), mac_key.end(), out.begin());
    std::copy(ciphertext.begin(), ciphertext.end(),
              out.begin() + static_cast<std::ptrdiff_t>(mac_key.size()));
    return keccak256(authenticated.expose());
}

base::Secret decrypt(base::ByteView ciphertext, base::ByteView derived, base::ByteView iv)
{
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context{
        EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free};
    base::Secret key = base::Secret::of_size(kPrivateKeySize);
    std::uint8_t* const out = key.expose_mutable().data() + kPrivateKeySize - ciphertext.size();
    int written = 0;
    const bool good = context != nullptr &&
                      EVP_DecryptInit_ex(context.get(), EVP_aes_128_ctr(), nullptr, derived.data(),
                                         iv.data()) == 1 &&
                      EVP_DecryptUpdate(context.get(), out, &written, ciphertext.data(),
                                        static_cast<int>(ciphertext.size())) == 1;
    CTRIP_CHECK(good && written == static_cast<int>(ciphertext.size()));
    return key;
}

} // namespace

bool is_web3_keystore(std::string_view text) noexcept
{
    return base::trim(text).starts_with('{');
}

std::variant<base::Secret, KeystoreFault> open_web3_keystore(std::string_view text,
                                                             const base::Secret& password)
{
    const json file = json::parse(text, nullptr, false);
    if (!file.is_object() || !file.contains("version")) {
        return KeystoreFault::malformed;
    }
    if (number(file, "version") != kKeystoreVersion) {
        return KeystoreFault::other_version;
    }
    const json& sealed = at(file, file.contains("crypto") ? "crypto" : "Crypto"); // By ethers.
    if (!sealed.is_object() || !at(sealed, "cipher").is_string() ||
        !at(sealed, "kdf").is_string() || !at(sealed, "kdfparams").is_object() ||
        !at(sealed, "cipherparams").is_object()) {
        return KeystoreFault::malformed;
    }
    if (!is(sealed, "cipher", "aes-128-ctr")) {
        return KeystoreFault::other_algorithm;
    }
    const auto ciphertext = bytes(sealed, "ciphertext");
    const auto iv = bytes(at(sealed, "cipherparams"), "iv");
    const auto mac = bytes(sealed, "mac");
    if (!ciphertext || ciphertext->empty() || ciphertext->size() > kPrivateKeySize || !iv ||
        iv->size() != kIvSize || !mac) {
        return KeystoreFault::malformed;
    }
    const Derived derived = derive(sealed, password);
    if (const auto* const fault = std::get_if<KeystoreFault>(&derived)) {
        return *fault;
    }
    const base::ByteView key = std::get<base::Secret>(derived).expose();
    if (!equal_in_constant_time(mac_of(key, *ciphertext), *mac)) {
        return KeystoreFault::wrong_password;
    }
    return decrypt(*ciphertext, key, *iv);
}

} // namespace ctrip::crypto
