// SPDX-License-Identifier: MIT
#include "crypto/secp256k1.hpp"

#include "base/check.hpp"
#include "base/random.hpp"

#include <secp256k1.h>
#include <secp256k1_recovery.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <utility>

namespace ctrip::crypto {

namespace {

static_assert(sizeof(secp256k1_pubkey) == 64);

constexpr std::size_t kKeySize = 32;

secp256k1_pubkey to_library(const std::array<std::uint8_t, 64>& point) noexcept
{
    secp256k1_pubkey key{};
    std::memcpy(key.data, point.data(), point.size());
    return key;
}

std::array<std::uint8_t, 64> from_library(const secp256k1_pubkey& key) noexcept
{
    std::array<std::uint8_t, 64> point{};
    std::memcpy(point.data(), key.data, point.size());
    return point;
}

template <std::size_t Size>
std::array<std::uint8_t, Size> serialize(const std::array<std::uint8_t, 64>& point,
                                         unsigned format) noexcept
{
    const secp256k1_pubkey key = to_library(point);
    std::array<std::uint8_t, Size> out{};
    std::size_t size = out.size();
    secp256k1_ec_pubkey_serialize(secp256k1_context_static, out.data(), &size, &key, format);
    CTRIP_CHECK(size == out.size());
    return out;
}

/// libsecp256k1 also recovers from a high s, which a chain refuses (EIP-2).
bool has_low_s(const secp256k1_ecdsa_recoverable_signature& signature) noexcept
{
    secp256k1_ecdsa_signature plain{};
    secp256k1_ecdsa_recoverable_signature_convert(secp256k1_context_static, &plain, &signature);
    return secp256k1_ecdsa_signature_normalize(secp256k1_context_static, nullptr, &plain) == 0;
}

} // namespace

std::optional<PrivateKey> PrivateKey::from_bytes(base::ByteView bytes)
{
    if (bytes.size() != kKeySize ||
        secp256k1_ec_seckey_verify(secp256k1_context_static, bytes.data()) == 0) {
        return std::nullopt;
    }
    return PrivateKey{base::Secret{bytes}};
}

std::array<std::uint8_t, 33> PublicKey::to_compressed() const noexcept
{
    return serialize<33>(m_point, SECP256K1_EC_COMPRESSED);
}

std::array<std::uint8_t, 65> PublicKey::to_uncompressed() const noexcept
{
    return serialize<65>(m_point, SECP256K1_EC_UNCOMPRESSED);
}

std::optional<PublicKey> PublicKey::parse(base::ByteView bytes) noexcept
{
    // The library also accepts the prefixes 06 and 07 ("hybrid"), which none of our inputs use.
    const bool compressed = bytes.size() == 33 && (bytes[0] == 0x02 || bytes[0] == 0x03);
    const bool uncompressed = bytes.size() == 65 && bytes[0] == 0x04;
    secp256k1_pubkey key{};
    if (!(compressed || uncompressed) ||
        secp256k1_ec_pubkey_parse(secp256k1_context_static, &key, bytes.data(), bytes.size()) ==
            0) {
        return std::nullopt;
    }
    PublicKey parsed;
    parsed.m_point = from_library(key);
    return parsed;
}

Secp256k1::Secp256k1() : m_context(secp256k1_context_create(SECP256K1_CONTEXT_NONE))
{
    base::Secret seed = base::Secret::of_size(32);
    base::fill_random(seed.expose_mutable());
    CTRIP_CHECK(secp256k1_context_randomize(m_context.get(), seed.expose().data()) == 1);
}

void Secp256k1::Destroy::operator()(secp256k1_context_struct* context) const noexcept
{
    secp256k1_context_destroy(context);
}

PublicKey Secp256k1::public_key(const PrivateKey& key) const noexcept
{
    secp256k1_pubkey point{};
    CTRIP_CHECK(secp256k1_ec_pubkey_create(m_context.get(), &point, key.expose().data()) == 1);
    PublicKey result;
    result.m_point = from_library(point);
    return result;
}

Signature Secp256k1::sign(const Digest& digest, const PrivateKey& key) const
{
    secp256k1_ecdsa_recoverable_signature signature{};
    CTRIP_CHECK(secp256k1_ecdsa_sign_recoverable(m_context.get(), &signature, digest.data(),
                                                 key.expose().data(), nullptr, nullptr) == 1);
    std::array<std::uint8_t, 64> compact{};
    int recovery_id = 0;
    secp256k1_ecdsa_recoverable_signature_serialize_compact(m_context.get(), compact.data(),
                                                            &recovery_id, &signature);
    // Ids 2 and 3 mean an r above the order, which a transaction can't express; none was ever
    // found.
    CTRIP_CHECK(recovery_id == 0 || recovery_id == 1);
    Signature result;
    std::copy_n(compact.begin(), 32, result.r.begin());
    std::copy_n(compact.begin() + 32, 32, result.s.begin());
    result.y_parity = static_cast<std::uint8_t>(recovery_id);
    return result;
}

std::optional<PublicKey> Secp256k1::recover(const Digest& digest,
                                            const Signature& signature) const noexcept
{
    if (signature.y_parity > 1) {
        return std::nullopt;
    }
    std::array<std::uint8_t, 64> compact{};
    std::copy(signature.r.begin(), signature.r.end(), compact.begin());
    std::copy(signature.s.begin(), signature.s.end(), compact.begin() + 32);
    secp256k1_ecdsa_recoverable_signature parsed{};
    if (secp256k1_ecdsa_recoverable_signature_parse_compact(
            m_context.get(), &parsed, compact.data(), signature.y_parity) == 0 ||
        !has_low_s(parsed)) {
        return std::nullopt;
    }
    secp256k1_pubkey key{};
    if (secp256k1_ecdsa_recover(m_context.get(), &key, &parsed, digest.data()) == 0) {
        return std::nullopt;
    }
    PublicKey recovered;
    recovered.m_point = from_library(key);
    return recovered;
}

std::optional<PrivateKey> Secp256k1::add_tweak(const PrivateKey& key, base::ByteView tweak) const
{
    CTRIP_CHECK(tweak.size() == kKeySize);
    base::Secret sum{key.expose()};
    if (secp256k1_ec_seckey_tweak_add(m_context.get(), sum.expose_mutable().data(), tweak.data()) ==
        0) {
        return std::nullopt;
    }
    return PrivateKey::from_bytes(sum.expose());
}

std::optional<PublicKey> Secp256k1::add_tweak(const PublicKey& key,
                                              base::ByteView tweak) const noexcept
{
    CTRIP_CHECK(tweak.size() == kKeySize);
    // tweak * G from the generator's table and one addition: a sixth faster than
    // secp256k1_ec_pubkey_tweak_add.
    secp256k1_pubkey step{};
    if (secp256k1_ec_pubkey_create(m_context.get(), &step, tweak.data()) == 0) {
        return std::nullopt;
    }
    const secp256k1_pubkey parent = to_library(key.m_point);
    const std::array<const secp256k1_pubkey*, 2> terms{&parent, &step};
    secp256k1_pubkey sum{};
    if (secp256k1_ec_pubkey_combine(m_context.get(), &sum, terms.data(), terms.size()) == 0) {
        return std::nullopt;
    }
    PublicKey result;
    result.m_point = from_library(sum);
    return result;
}

} // namespace ctrip::crypto
