// SPDX-License-Identifier: MIT
// Which deposits can be swept together by one transaction of the sponsor (EIP-7702), and which of
// the two ways needs less gas. Pure.
#pragma once

#include "evm/amount.hpp"
#include "evm/sweeper.hpp"
#include "evm/transaction.hpp"
#include "evm/transfer_authorization.hpp"
#include "payment/deposit.hpp"
#include "rpc/chain_client.hpp"
#include "store/sweep_plan_store.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace ctrip::job {

/// A deposit whose money is to be swept.
struct BatchCandidate
{
    std::size_t place = 0; ///< Index of its payment in the plan.
    const payment::Deposit* payment = nullptr;
    evm::Amount value; ///< Base units to be swept, all of them final.
    evm::Amount native;
    std::uint64_t gas = 0; ///< Of the transfer by the deposit itself, by the node's estimate.
    evm::SweeperVersion version = evm::kSweeperVersions.front(); ///< The Sweeper that moves it.
    /// None where it runs the Sweeper's code already.
    std::optional<evm::SignedAuthorization> authorization;
    /// Its transfer by EIP-3009, where it is moved that way, and the gas of that by the node's
    /// estimate.
    std::optional<evm::SignedTransferAuthorization> transfer;
    std::uint64_t transfer_gas = 0;
};

/// Gas of a transaction that calls nothing, which estimates include.
inline constexpr std::uint64_t kTxGas = 21'000;

/// Gas that each token call of a batch may use: the next multiple of 10,000 above the largest
/// estimate, so that a small change of an estimate does not change the batch.
[[nodiscard]] std::uint64_t gas_per_call(std::span<const BatchCandidate> members);
/// The same of transfers by EIP-3009.
[[nodiscard]] std::uint64_t gas_per_transfer(std::span<const BatchCandidate> members);

/// Why a deposit whose transfer takes `gas` needs a transaction of its own: more than 1,000,000.
/// Empty where it may be in a batch.
[[nodiscard]] std::string too_much_gas(std::uint64_t gas);

/// One of the treasury's Sweepers.
struct KnownSweeper
{
    evm::SweeperVersion version = evm::kSweeperVersions.front();
    evm::Address address;
    bool is_there = false; ///< Its code is on the chain.
};

struct Delegation
{
    bool is_needed = false; ///< It has no code: the batch has to include its authorization.
    /// The Sweeper whose code it runs; none where it runs neither's.
    std::optional<evm::SweeperVersion> version;
    std::string why_not; ///< Why it can't run a Sweeper's code; empty where it can.
};

/// By the code of a deposit's account.
[[nodiscard]] Delegation delegation_of(base::ByteView code, std::span<const KnownSweeper> sweepers);

struct StoredAuthorization
{
    std::optional<evm::SignedAuthorization> authorization;
    bool is_for_another_nonce = false; ///< There is one of the deposit, which is worth nothing.
    std::string why_not;               ///< Empty where there is one for the nonce.
};

/// The imported authorization of this deposit for `nonce`, the current one of its account.
[[nodiscard]] StoredAuthorization
authorization_of(std::span<const store::SweepPlanStore::Authorization> stored,
                 const evm::Address& deposit, std::uint64_t nonce);

/// Whether treasury(), called on a deposit with its authorization, was answered by the Sweeper's
/// code.
[[nodiscard]] bool runs_sweeper(const rpc::CallOutcome& outcome, const evm::Address& treasury);

struct BatchGas
{
    std::uint64_t limit = 0; ///< Of the transaction: the estimate plus a twentieth.
    std::uint64_t spent = 0; ///< Expected gas used, by the estimate.
};

/// `reserve`: gas that sweepMany holds back for its inner calls and returns
/// (evm::sweeper_gas_reserve()).
[[nodiscard]] BatchGas batch_gas(std::uint64_t estimate, std::uint64_t reserve);

/// Whether the deposit lacks gas money for its transfer at `max_fee` wei for a unit of gas.
[[nodiscard]] bool needs_top_up(const BatchCandidate& member, const evm::Amount& max_fee);

/// Gas of sweeping the members one by one, with a top-up of `top_up_gas` for each that lacks gas
/// money.
[[nodiscard]] std::uint64_t direct_gas(std::span<const BatchCandidate> members,
                                       const evm::Amount& max_fee, std::uint64_t top_up_gas);

} // namespace ctrip::job
