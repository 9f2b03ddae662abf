// SPDX-License-Identifier: MIT
// Whether a deposit is worth sweeping, and at which price of gas. Pure.
#pragma once

#include "config/config.hpp"
#include "evm/amount.hpp"
#include "job/sweep/gas_price.hpp"
#include "payment/deposit.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ctrip::job {

enum class SweepDecision : std::uint8_t
{
    sweep,  ///< Its money goes to the treasury now.
    top_up, ///< It gets gas money first.
    wait,   ///< Not now; the reason says why.
    done,   ///< Nothing is left on the address that would be worth its fee.
};

[[nodiscard]] std::string_view to_string(SweepDecision decision) noexcept;

struct SweepVerdict
{
    SweepDecision decision = SweepDecision::wait;
    std::string reason; ///< Empty for "sweep".
    /// The reason is specific to this deposit and may last, so it is checked at growing intervals.
    bool backs_off = false;

    friend bool operator==(const SweepVerdict&, const SweepVerdict&) = default;
};

/// What a deposit holds of its payment's currency, in base units.
struct DepositFunds
{
    evm::Amount value;    ///< On the address, and final: what can be swept.
    evm::Amount expected; ///< What should be there by the ledger.
    bool is_gone = false; ///< At the final block nothing was there.
};

/// The smallest value that is swept, in base units; zero where none is configured.
[[nodiscard]] evm::Amount min_value_of(const config::Chain& chain, const payment::Deposit& payment);

/// What is the same for all deposits of a chain in one run.
struct SweepLimits
{
    std::string_view wallet_id;    ///< Of the configured account.
    std::string_view gas_too_high; ///< Why nothing can be sent at the current price; may be empty.
};

/// The verdict where it does not depend on the fee; none where it does.
[[nodiscard]] std::optional<SweepVerdict> verdict_before_fee(const payment::Deposit& payment,
                                                             const DepositFunds& funds,
                                                             const evm::Amount& min_value,
                                                             const SweepLimits& limits);

/// The verdict on a deposit of native currency, `balance`, whose sweep costs `fee`; both in wei.
/// `max_cost`: the largest share of the balance that the fee may be.
[[nodiscard]] SweepVerdict native_verdict(const payment::Deposit& payment,
                                          const evm::Amount& balance, const evm::Amount& fee,
                                          const std::optional<config::Fraction>& max_cost);

/// The price at which `for_gas` wei pay for `gas` units: `price`, or a lower one at which the next
/// block can still include the transaction. None where they do not suffice for that.
[[nodiscard]] std::optional<GasPrice> affordable_price(const GasPrice& price, std::uint64_t gas,
                                                       const evm::Amount& for_gas);

} // namespace ctrip::job
