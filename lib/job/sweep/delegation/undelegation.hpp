// SPDX-License-Identifier: MIT
// Authorizations that end the delegation of deposits (EIP-7702): whose they are, and the file that
// brings them from the host with the keys.
#pragma once

#include "evm/signed_tx.hpp"
#include "job/sweep/context.hpp"
#include "wallet/deposit_addresses.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace ctrip::job {

/// The signers of the transaction's authorizations, as far as they are valid.
[[nodiscard]] std::vector<evm::Address> authorities_of(const evm::AnyTx& tx);

/// Of these signers the deposits of this chain, each derived again from wallet and index.
[[nodiscard]] std::vector<evm::Address> undelegated_deposits(SweepContext& context,
                                                             const evm::AnyTx& tx);

/// The signers in transactions of this kind that are not final, each with its newest transaction.
[[nodiscard]] std::map<evm::Address, evm::TxHash> being_undelegated(SweepContext& context);

/// A deposit's account for which an authorization is signed.
struct UndelegationRequest
{
    std::uint32_t index = 0;
    std::uint64_t nonce = 0; ///< Of the account; the authorization is void for any other.
};

/// "INDEX:NONCE"; Error{usage} for other text.
[[nodiscard]] UndelegationRequest parse_undelegation(const std::string& text);

struct SignedUndelegation
{
    std::uint32_t index = 0;
    evm::Address address;
    evm::SignedAuthorization authorization;
};

/// Signs for the exact chain and writes a new file. Error{unavailable} where it can't be written,
/// or exists already.
void write_undelegations(const wallet::AccountKey& account, evm::ChainId chain_id,
                         std::span<const UndelegationRequest> requests, const std::string& path);

/// Each has to be signed by the wallet's address with its index, for this chain and for the zero
/// address. Error{request} names the line that is wrong.
[[nodiscard]] std::vector<SignedUndelegation> read_undelegations(const wallet::AccountXpub& account,
                                                                 evm::ChainId chain_id,
                                                                 const std::string& path);

} // namespace ctrip::job
