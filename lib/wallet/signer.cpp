// SPDX-License-Identifier: MIT
#include "wallet/signer.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "evm/derived_address.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace ctrip::wallet {

namespace {

constexpr std::size_t kKeySize = 32;

constexpr std::array<std::string_view, 10> kWellKnownAddresses{
    "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
    "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc", "0x90f79bf6eb2c4f870365e785982e1f101e93b906",
    "0x15d34aaf54267db7d7c367839aaf71a00a2c6a65", "0x9965507d1a55bcc2695c58ba16fb37d819b0a4dc",
    "0x976ea74026e726554db657fa54763abd0c3a0aa9", "0x14dc79964da2c08b23698b3d3cc7ca32193d9955",
    "0x23618e81e3f5cdf7f54c3d65f7fbc0abf5b21e8f", "0xa0ee7a142d267c1f36714e4a8f75612f20a79720"};

evm::Address address_of(const crypto::PublicKey& key) noexcept
{
    return evm::address_of_public_key(key.to_uncompressed());
}

std::optional<evm::Address> recovered(const crypto::Digest& digest,
                                      const crypto::Signature& signature)
{
    thread_local const crypto::Secp256k1 curve; // Creating one takes as long as a signature.
    const std::optional<crypto::PublicKey> key = curve.recover(digest, signature);
    return key ? std::optional{address_of(*key)} : std::nullopt;
}

template <typename Tx>
SignedTx finish(const Tx& tx, const crypto::Signature& signature)
{
    base::Bytes raw = evm::encode_signed(tx, signature);
    const evm::TxHash hash = evm::tx_hash(raw);
    return {.raw = std::move(raw), .hash = hash};
}

} // namespace

Signer::Signer(crypto::PrivateKey key)
    : m_key(std::move(key)), m_address(address_of(m_curve.public_key(m_key)))
{
}

Signer Signer::parse(std::string_view name, std::string_view text)
{
    std::string_view digits = base::trim(text);
    if (digits.starts_with("0x") || digits.starts_with("0X")) {
        digits.remove_prefix(2);
    }
    base::Secret bytes = base::Secret::of_size(kKeySize);
    if (!base::decode_hex(digits, bytes.expose_mutable())) {
        throw Error{ErrorKind::config,
                    fmt::format("{}: it is not 64 hex digits (with or without 0x)", name)};
    }
    std::optional<crypto::PrivateKey> key = crypto::PrivateKey::from_bytes(bytes.expose());
    if (!key) {
        throw Error{
            ErrorKind::config,
            fmt::format("{}: it is no private key: zero, or beyond the order of secp256k1", name)};
    }
    return Signer{std::move(*key)};
}

SignedTx Signer::sign(const evm::LegacyTx& tx) const
{
    return finish(tx, m_curve.sign(evm::signing_hash(tx), m_key));
}

SignedTx Signer::sign(const evm::Eip1559Tx& tx) const
{
    return finish(tx, m_curve.sign(evm::signing_hash(tx), m_key));
}

SignedTx Signer::sign(const evm::Eip7702Tx& tx) const
{
    return finish(tx, m_curve.sign(evm::signing_hash(tx), m_key));
}

SignedTx Signer::sign(const evm::AnyTx& tx) const
{
    return std::visit([this](const auto& one) { return sign(one); }, tx);
}

evm::SignedAuthorization Signer::sign(const evm::Authorization& authorization) const
{
    return {.authorization = authorization,
            .signature = m_curve.sign(evm::signing_hash(authorization), m_key)};
}

evm::SignedTransferAuthorization Signer::sign(const evm::TransferAuthorization& transfer,
                                              const evm::Word& domain) const
{
    return {.transfer = transfer,
            .signature = m_curve.sign(evm::signing_hash(transfer, domain), m_key)};
}

Signer deposit_signer(const AccountKey& account, std::uint32_t index)
{
    return Signer{account.private_key(index)};
}

std::optional<evm::Address> signer_of(const evm::SignedTx& tx)
{
    return recovered(evm::signing_hash(tx.tx), tx.signature);
}

std::optional<evm::Address> signer_of(const evm::SignedAuthorization& authorization)
{
    return recovered(evm::signing_hash(authorization.authorization), authorization.signature);
}

bool is_well_known(const evm::Address& address)
{
    return std::find(kWellKnownAddresses.begin(), kWellKnownAddresses.end(), address.to_hex()) !=
           kWellKnownAddresses.end();
}

} // namespace ctrip::wallet
