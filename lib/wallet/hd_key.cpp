// SPDX-License-Identifier: MIT
#include "wallet/hd_key.hpp"

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "wallet/base58.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

namespace ctrip::wallet {

namespace {

// Version, depth, parent's fingerprint, child number, chain code, key.
constexpr std::size_t kSerializedSize = 78;
constexpr std::size_t kDepthAt = 4;
constexpr std::size_t kFingerprintAt = 5;
constexpr std::size_t kChildNumberAt = 9;
constexpr std::size_t kChainCodeAt = 13;
constexpr std::size_t kKeyAt = 45;
constexpr std::uint32_t kPublicVersion = 0x0488b21e;  // "xpub"
constexpr std::uint32_t kPrivateVersion = 0x0488ade4; // "xprv"
constexpr std::size_t kPathMax = 255;
constexpr std::array<std::uint8_t, 12> kSeedKey{'B', 'i', 't', 'c', 'o', 'i',
                                                'n', ' ', 's', 'e', 'e', 'd'};

void write_u32(std::span<std::uint8_t> out, std::uint32_t value)
{
    for (unsigned i = 0; i < 4; ++i) {
        out[i] = static_cast<std::uint8_t>(value >> (24U - 8U * i));
    }
}

std::uint32_t read_u32(base::ByteView bytes)
{
    std::uint32_t value = 0;
    for (const std::uint8_t byte : bytes.first(4)) {
        value = (value << 8U) | byte;
    }
    return value;
}

[[noreturn]] void throw_config(std::string_view kind, std::string_view what)
{
    throw Error{ErrorKind::config, fmt::format("{}: {}", kind, what)};
}

[[noreturn]] void throw_no_key(std::uint32_t index)
{
    throw Error{ErrorKind::request,
                fmt::format("wallet: child number {} has no key; use the next one", index)};
}

/// The material of a child key: HMAC-SHA512 keyed with the parent's chain code. The first half is
/// added to the parent's key, the second half is the child's chain code. Wiped on destruction:
/// together with the parent's private key it reveals the child's.
class ChildMaterial
{
public:
    ChildMaterial(base::ByteView chain_code, base::ByteView key, std::uint32_t index)
    {
        std::array<std::uint8_t, 37> input{};
        std::copy(key.begin(), key.end(), input.begin());
        write_u32(std::span{input}.subspan(33), index);
        m_bytes = crypto::hmac_sha512(chain_code, input);
        base::wipe(input.data(), input.size());
    }
    explicit ChildMaterial(base::ByteView seed) : m_bytes(crypto::hmac_sha512(kSeedKey, seed)) {}
    ChildMaterial(const ChildMaterial&) = delete;
    ChildMaterial& operator=(const ChildMaterial&) = delete;
    ~ChildMaterial() { base::wipe(m_bytes.data(), m_bytes.size()); }

    [[nodiscard]] base::ByteView key() const noexcept { return base::ByteView{m_bytes}.first(32); }
    [[nodiscard]] base::ByteView chain_code() const noexcept
    {
        return base::ByteView{m_bytes}.last(32);
    }

private:
    std::array<std::uint8_t, 64> m_bytes{};
};

std::array<std::uint8_t, 4> fingerprint_of(const std::array<std::uint8_t, 33>& compressed)
{
    const auto hash = crypto::hash160(compressed);
    return {hash[0], hash[1], hash[2], hash[3]};
}

KeyPosition child_of(const KeyPosition& parent, const std::array<std::uint8_t, 4>& fingerprint,
                     std::uint32_t index)
{
    if (parent.depth == 255) {
        throw Error{ErrorKind::request, "wallet: a key at depth 255 has no children"};
    }
    return {.depth = static_cast<std::uint8_t>(parent.depth + 1),
            .parent_fingerprint = fingerprint,
            .child_number = index};
}

/// `key` is 33 bytes: a compressed public key, or a zero byte and a private key.
base::Secret serialize_as(std::uint32_t version, const KeyPosition& position,
                          base::ByteView chain_code, base::ByteView key)
{
    base::Secret bytes = base::Secret::of_size(kSerializedSize);
    const std::span<std::uint8_t> out = bytes.expose_mutable();
    write_u32(out, version);
    out[kDepthAt] = position.depth;
    std::copy(position.parent_fingerprint.begin(), position.parent_fingerprint.end(),
              out.begin() + kFingerprintAt);
    write_u32(out.subspan(kChildNumberAt), position.child_number);
    std::copy(chain_code.begin(), chain_code.end(), out.begin() + kChainCodeAt);
    std::copy(key.begin(), key.end(), out.begin() + kKeyAt);
    return encode_base58check(bytes.expose());
}

/// Decodes the text to 78 bytes and checks that their version is `wanted`.
base::Secret read_as(std::uint32_t wanted, std::string_view kind, std::string_view text)
{
    std::optional<base::Secret> bytes = decode_base58check(base::trim(text));
    if (!bytes) {
        throw_config(kind, "its checksum is wrong; copy it again, whole");
    }
    if (bytes->size() != kSerializedSize) {
        throw_config(kind, "it is no extended key (wrong length)");
    }
    const std::uint32_t version = read_u32(bytes->expose());
    if (version == kPrivateVersion && wanted == kPublicVersion) {
        throw_config(kind,
                     "it is an extended private key, which must stay secret; give the public one "
                     "(xpub…), and treat the private one as exposed");
    }
    if (version == kPublicVersion && wanted == kPrivateVersion) {
        throw_config(kind, "it is an extended public key, which can't sign");
    }
    if (version != wanted) {
        throw_config(kind,
                     "it is of another network or address type; it must begin with xpub or xprv");
    }
    return std::move(*bytes);
}

KeyPosition read_position(std::string_view kind, base::ByteView bytes)
{
    KeyPosition position;
    position.depth = bytes[kDepthAt];
    std::copy_n(bytes.begin() + kFingerprintAt, 4, position.parent_fingerprint.begin());
    position.child_number = read_u32(bytes.subspan(kChildNumberAt));
    const bool has_parent = position.parent_fingerprint != KeyPosition{}.parent_fingerprint;
    if (position.depth == 0 && (has_parent || position.child_number != 0)) {
        throw_config(kind, "it contradicts itself: a master key with a parent");
    }
    return position;
}

std::uint32_t parse_step(std::string_view step, std::string_view path)
{
    const bool hardened = step.ends_with('\'') || step.ends_with('h');
    const std::string_view digits = step.substr(0, step.size() - (hardened ? 1 : 0));
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size() || number >= kHardened) {
        throw Error{ErrorKind::request,
                    fmt::format("derivation path '{}': '{}' is no child number; write it like "
                                "m/44'/60'/0'/0/7",
                                path, step)};
    }
    return hardened ? number + kHardened : number;
}

} // namespace

std::vector<std::uint32_t> parse_path(std::string_view path)
{
    const std::vector<std::string> steps = base::split(path, '/');
    if (steps.empty() || steps.front() != "m" || steps.size() > kPathMax + 1) {
        throw Error{ErrorKind::request,
                    fmt::format("derivation path '{}': it must begin with m, like m/44'/60'/0'/0/7",
                                path.substr(0, 100))};
    }
    std::vector<std::uint32_t> numbers;
    for (std::size_t i = 1; i < steps.size(); ++i) {
        numbers.push_back(parse_step(steps[i], path));
    }
    return numbers;
}

ExtendedPublicKey::ExtendedPublicKey(crypto::PublicKey key, const ChainCode& chain_code,
                                     const KeyPosition& position)
    : m_key(key), m_compressed(key.to_compressed()), m_chain_code(chain_code), m_position(position)
{
}

ExtendedPublicKey ExtendedPublicKey::parse(std::string_view text)
{
    constexpr std::string_view kind = "xpub";
    const base::Secret serialized = read_as(kPublicVersion, kind, text);
    const base::ByteView bytes = serialized.expose();
    const KeyPosition position = read_position(kind, bytes);
    const auto key = crypto::PublicKey::parse(bytes.subspan(kKeyAt));
    if (!key) {
        throw_config(kind, "its key is not a point of the curve");
    }
    ChainCode chain_code{};
    std::copy_n(bytes.begin() + kChainCodeAt, chain_code.size(), chain_code.begin());
    return {*key, chain_code, position};
}

std::string ExtendedPublicKey::serialize() const
{
    const base::Secret text = serialize_as(kPublicVersion, m_position, m_chain_code, m_compressed);
    return std::string{text.expose_text()};
}

ExtendedPublicKey ExtendedPublicKey::derive(const crypto::Secp256k1& curve,
                                            std::uint32_t index) const
{
    CTRIP_CHECK(index < kHardened);
    const ChildMaterial material{m_chain_code, m_compressed, index};
    const auto key = curve.add_tweak(m_key, material.key());
    if (!key) {
        throw_no_key(index);
    }
    ChainCode chain_code{};
    std::copy(material.chain_code().begin(), material.chain_code().end(), chain_code.begin());
    return {*key, chain_code, child_of(m_position, fingerprint(), index)};
}

crypto::PublicKey ExtendedPublicKey::derive_key(const crypto::Secp256k1& curve,
                                                std::uint32_t index) const
{
    CTRIP_CHECK(index < kHardened);
    const ChildMaterial material{m_chain_code, m_compressed, index};
    const auto key = curve.add_tweak(m_key, material.key());
    if (!key) {
        throw_no_key(index);
    }
    return *key;
}

std::array<std::uint8_t, 4> ExtendedPublicKey::fingerprint() const
{
    return fingerprint_of(m_compressed);
}

ExtendedPrivateKey::ExtendedPrivateKey(crypto::PrivateKey key, base::Secret chain_code,
                                       const KeyPosition& position)
    : m_key(std::move(key)), m_chain_code(std::move(chain_code)), m_position(position)
{
}

ExtendedPrivateKey ExtendedPrivateKey::from_seed(base::ByteView seed)
{
    const ChildMaterial material{seed};
    auto key = crypto::PrivateKey::from_bytes(material.key());
    if (!key) {
        throw_config("mnemonic", "its seed has no key; make a new one");
    }
    return {std::move(*key), base::Secret{material.chain_code()}, KeyPosition{}};
}

ExtendedPrivateKey ExtendedPrivateKey::parse(std::string_view text)
{
    constexpr std::string_view kind = "xprv";
    const base::Secret serialized = read_as(kPrivateVersion, kind, text);
    const base::ByteView bytes = serialized.expose();
    const KeyPosition position = read_position(kind, bytes);
    auto key = crypto::PrivateKey::from_bytes(bytes.subspan(kKeyAt + 1));
    if (bytes[kKeyAt] != 0 || !key) {
        throw_config(kind, "its key is out of range");
    }
    return {std::move(*key), base::Secret{bytes.subspan(kChainCodeAt, 32)}, position};
}

base::Secret ExtendedPrivateKey::serialize() const
{
    base::Secret padded = base::Secret::of_size(33);
    std::copy(m_key.expose().begin(), m_key.expose().end(), padded.expose_mutable().begin() + 1);
    return serialize_as(kPrivateVersion, m_position, m_chain_code.expose(), padded.expose());
}

ExtendedPrivateKey ExtendedPrivateKey::derive(const crypto::Secp256k1& curve,
                                              std::uint32_t index) const
{
    const auto compressed = curve.public_key(m_key).to_compressed();
    base::Secret parent_key{compressed};
    if (index >= kHardened) {
        // A zero byte, then the key with its own leading zeros: it is always 32 bytes.
        const std::span<std::uint8_t> out = parent_key.expose_mutable();
        out[0] = 0;
        std::copy(m_key.expose().begin(), m_key.expose().end(), out.begin() + 1);
    }
    const ChildMaterial material{m_chain_code.expose(), parent_key.expose(), index};
    auto key = curve.add_tweak(m_key, material.key());
    if (!key) {
        throw_no_key(index);
    }
    return {std::move(*key), base::Secret{material.chain_code()},
            child_of(m_position, fingerprint_of(compressed), index)};
}

ExtendedPrivateKey ExtendedPrivateKey::derive(const crypto::Secp256k1& curve,
                                              const std::vector<std::uint32_t>& path) const
{
    ExtendedPrivateKey key{m_key.clone(), m_chain_code.clone(), m_position};
    for (const std::uint32_t index : path) {
        key = key.derive(curve, index);
    }
    return key;
}

ExtendedPublicKey ExtendedPrivateKey::to_public(const crypto::Secp256k1& curve) const
{
    ChainCode chain_code{};
    std::copy(m_chain_code.expose().begin(), m_chain_code.expose().end(), chain_code.begin());
    return {curve.public_key(m_key), chain_code, m_position};
}

} // namespace ctrip::wallet
