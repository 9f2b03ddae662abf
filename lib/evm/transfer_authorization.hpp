// SPDX-License-Identifier: MIT
// Transfers of a token that its owner only signs and anybody may send: transferWithAuthorization
// (EIP-3009), signed as typed data (EIP-712). Pure: it does not sign.
#pragma once

#include "base/hex.hpp"
#include "crypto/keccak256.hpp"
#include "crypto/signature.hpp"
#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ctrip::evm {

/// The standard's constant, keccak256 of the type's text.
inline constexpr Word kTransferWithAuthorizationTypehash{
    0x7c, 0x7c, 0x6c, 0xdb, 0x67, 0xa1, 0x87, 0x43, 0xf4, 0x9e, 0xc6, 0xfa, 0x9b, 0x35, 0xf5, 0x0d,
    0x52, 0xed, 0x05, 0xcb, 0xed, 0x4c, 0xc5, 0x92, 0xe1, 0x3b, 0x44, 0x50, 0x1c, 0x1a, 0x22, 0x67};

/// Valid in blocks whose time is greater than zero and less than `valid_before`.
struct TransferAuthorization
{
    Address from;
    Address to;
    Amount value;
    std::uint64_t valid_before = 0; ///< Unix seconds.
    Word nonce{};                   ///< The token takes each nonce of an owner once.
};

struct SignedTransferAuthorization
{
    TransferAuthorization transfer;
    crypto::Signature signature;
};

struct TokenDomain
{
    std::string_view name; ///< As name() and version() of the token answer.
    std::string_view version;
    ChainId chain_id = 0;
    Address token;
};

/// The separator of a domain with exactly these four fields (EIP-712).
[[nodiscard]] Word domain_separator(const TokenDomain& domain);
/// `domain`: the token's separator.
[[nodiscard]] crypto::Digest signing_hash(const TransferAuthorization& transfer,
                                          const Word& domain);

struct TransferNonce
{
    ChainId chain_id = 0;
    Address token;
    Address from;
    std::uint64_t number = 0; ///< Counts the authorizations of this owner that were used.
};

/// The nonce follows from these alone. So two authorizations that are signed for the same money
/// have the same nonce, and the token takes only one of them.
[[nodiscard]] Word transfer_nonce(const TransferNonce& of);

// Calls of a token.
[[nodiscard]] base::Bytes
encode_transfer_with_authorization(const SignedTransferAuthorization& transfer);
[[nodiscard]] base::Bytes encode_authorization_state(const Address& owner, const Word& nonce);
[[nodiscard]] base::Bytes encode_transfer_typehash();
[[nodiscard]] base::Bytes encode_domain_separator();
[[nodiscard]] base::Bytes encode_name();
[[nodiscard]] base::Bytes encode_version();

/// A call of transferMany (contracts/SweeperV2.sol). The recipient of each transfer is the treasury
/// of that contract, which is no part of the call.
struct TransferManyCall
{
    Address token;
    std::vector<SignedTransferAuthorization> transfers;
    Amount gas; ///< The limit of each call of the token.
    Amount margin;
};

[[nodiscard]] base::Bytes encode_transfer_many(const TransferManyCall& call);
/// None for anything that encode_transfer_many() does not return. `treasury`: of the contract that
/// is called, the recipient of each transfer.
[[nodiscard]] std::optional<TransferManyCall> decode_transfer_many(base::ByteView data,
                                                                   const Address& treasury);

} // namespace ctrip::evm
