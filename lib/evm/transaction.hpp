// SPDX-License-Identifier: MIT
// Encodes transactions: legacy with replay protection (EIP-155), fee market (EIP-1559), and with
// authorizations that let an account run a contract's code (EIP-7702). Pure: it does not sign.
#pragma once

#include "base/hex.hpp"
#include "crypto/keccak256.hpp"
#include "crypto/signature.hpp"
#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace ctrip::evm {

using crypto::Signature;

/// The first byte of a typed transaction (EIP-2718).
inline constexpr std::uint8_t kEip1559Type = 0x02;
inline constexpr std::uint8_t kEip7702Type = 0x04;

/// An address and its storage keys that the transaction declares (EIP-2930).
struct AccessListEntry
{
    Address address;
    std::vector<Word> storage_keys;
};

struct LegacyTx
{
    ChainId chain_id = 0;
    std::uint64_t nonce = 0;
    Amount gas_price;
    std::uint64_t gas = 0;
    std::optional<Address> to; ///< None: creates a contract from `data`.
    Amount value;
    base::Bytes data;
};

struct Eip1559Tx
{
    ChainId chain_id = 0;
    std::uint64_t nonce = 0;
    Amount max_priority_fee; ///< Wei per gas, as `max_fee`.
    Amount max_fee;
    std::uint64_t gas = 0;
    std::optional<Address> to; ///< None: creates a contract from `data`.
    Amount value;
    base::Bytes data;
    std::vector<AccessListEntry> access_list;
};

/// Lets the signer's account run the code at `address` until another authorization replaces it
/// (EIP-7702).
struct Authorization
{
    ChainId chain_id = 0; ///< 0: valid on every chain.
    Address address;      ///< Zero: ends the delegation.
    std::uint64_t nonce = 0;
};

struct SignedAuthorization
{
    Authorization authorization;
    Signature signature;
};

struct Eip7702Tx
{
    ChainId chain_id = 0;
    std::uint64_t nonce = 0;
    Amount max_priority_fee;
    Amount max_fee;
    std::uint64_t gas = 0;
    Address to; ///< This type can't create a contract.
    Amount value;
    base::Bytes data;
    std::vector<AccessListEntry> access_list;
    std::vector<SignedAuthorization> authorizations;
};

/// The bytes whose hash is signed.
[[nodiscard]] base::Bytes encode_unsigned(const LegacyTx& tx);
[[nodiscard]] base::Bytes encode_unsigned(const Eip1559Tx& tx);
[[nodiscard]] base::Bytes encode_unsigned(const Eip7702Tx& tx);
[[nodiscard]] base::Bytes encode_unsigned(const Authorization& authorization);

[[nodiscard]] crypto::Digest signing_hash(const LegacyTx& tx);
[[nodiscard]] crypto::Digest signing_hash(const Eip1559Tx& tx);
[[nodiscard]] crypto::Digest signing_hash(const Eip7702Tx& tx);
[[nodiscard]] crypto::Digest signing_hash(const Authorization& authorization);

/// The parameter of eth_sendRawTransaction.
[[nodiscard]] base::Bytes encode_signed(const LegacyTx& tx, const Signature& signature);
[[nodiscard]] base::Bytes encode_signed(const Eip1559Tx& tx, const Signature& signature);
[[nodiscard]] base::Bytes encode_signed(const Eip7702Tx& tx, const Signature& signature);
/// The tuple in a transaction's list of authorizations.
[[nodiscard]] base::Bytes encode_signed(const SignedAuthorization& authorization);

/// The hash of the signed bytes.
[[nodiscard]] TxHash tx_hash(base::ByteView raw) noexcept;

/// The result of eth_getCode for an account that delegates to `address`: 0xef0100 and the address.
[[nodiscard]] base::Bytes delegation_code(const Address& address);

} // namespace ctrip::evm
