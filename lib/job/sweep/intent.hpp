// SPDX-License-Identifier: MIT
// What the keys may sign: six kinds of transactions, each built from configuration and wallet
// alone. Pure: no I/O.
#pragma once

#include "config/config.hpp"
#include "evm/signed_tx.hpp"
#include "store/sweep_store.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace ctrip::job {

/// The most gas of a transfer that is signed, whatever a node estimates. Measured: a token's
/// transfer needs 30,000 to 150,000, and up to 2,000,000 where gas includes the data's cost on L1.
inline constexpr std::uint64_t kTransferGasMax = 3'000'000;

/// Authorizations in one transaction that takes delegations back.
inline constexpr std::size_t kUndelegateMax = 100;

/// The same for all transactions of a chain in one run.
struct SigningRules
{
    const config::Chain& chain;
    evm::Address treasury;
    evm::Amount max_fee_wei; ///< For a unit of gas.
};

[[nodiscard]] bool is_configured(const config::Chain& chain, const evm::Address& token);

/// Empty where `tx` is what ctrip builds for this kind and these deposits, whatever its amount,
/// nonce, gas and fees; else what is different. `deposits`: the addresses of its payments, derived
/// from wallet and index. The six kinds:
/// - native: a deposit's native currency to the treasury;
/// - token: a configured token's transfer from a deposit to the treasury;
/// - topup: native currency from the sponsor to a deposit;
/// - batch: a Sweeper's sweepMany for these deposits and a configured token, with authorizations
///   for that Sweeper on this chain only; or transferMany of version 2 with transfers that these
///   deposits signed (EIP-3009), without authorizations;
/// - deploy: the deployment of either version of the Sweeper for the treasury;
/// - undelegate: a call of the zero address that does nothing, with authorizations by which these
///   deposits end their delegation on this chain.
[[nodiscard]] std::string why_not_intended(const evm::AnyTx& tx, store::SweepTxKind kind,
                                           std::span<const evm::Address> deposits,
                                           const SigningRules& rules);

/// Empty where `tx` costs no more than a transaction of this kind may, whatever a node says: fee
/// per gas, gas, and the value of a top-up.
[[nodiscard]] std::string why_too_dear(const evm::AnyTx& tx, store::SweepTxKind kind,
                                       const SigningRules& rules);

} // namespace ctrip::job
