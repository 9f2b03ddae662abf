// SPDX-License-Identifier: MIT
// What `ctrip reconcile` reports.
#pragma once

#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "rpc/block_header.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::job {

/// Why the chain has another balance than the ledger. Names are printed: add, never rename.
enum class Cause : std::uint8_t
{
    sweep_under_way,        ///< ctrip's own transaction; the node does not show a receipt yet.
    not_looked_for,         ///< Native money at a token payment's address; balances are not read.
    not_asked_yet,          ///< An internal transfer; this balance was not read since.
    internal_transfers_off, ///< An internal transfer; internal_transfers is off.
    not_watched,            ///< It came after the time until which the address was watched.
    before_first_block,     ///< It came before the first block that was scanned.
    token_not_configured,   ///< The token is not configured any more.
    not_seen,               ///< No event shows it, or the token was not configured yet.
    moved_by_others,        ///< A transaction of this address that is not ours.
    swept_by_others,        ///< A foreign sweep by the Sweeper, not booked yet.
    token_fee,              ///< The token moved less than its event says.
    changed_by_issuer,      ///< No transaction moved it: clawed back, burnt or rebased.
    before_payment,         ///< It was there before the payment, or may have been: its base line.
    unknown,
};
[[nodiscard]] std::string_view to_string(Cause cause) noexcept;

/// A difference of two amounts.
struct SignedAmount
{
    bool negative = false;
    evm::Amount magnitude;

    /// a - b
    [[nodiscard]] static SignedAmount difference(const evm::Amount& a, const evm::Amount& b);
    [[nodiscard]] bool is_zero() const noexcept { return magnitude.is_zero(); }
    [[nodiscard]] std::string to_decimal() const;
    [[nodiscard]] std::string to_units(unsigned decimals) const;
};

/// What is compared: the native currency or a token.
struct Currency
{
    std::optional<evm::Address> token; ///< None: the native currency.
    std::string symbol;                ///< Empty where it is not known any more.
    unsigned decimals = 0;
};

/// One currency on one address.
struct ReconcileEntry
{
    std::string payment_id;
    evm::Address address;
    Currency currency;
    evm::Amount inflow;  ///< Booked transfers, and gas money from the sponsor.
    evm::Amount outflow; ///< Sweeps, and the fees that the deposit paid.
    evm::Amount on_chain;
    std::vector<Cause> causes; ///< The likeliest first; empty without a mismatch.
    std::string explanation;   ///< The causes as one line of text.

    /// Negative where the outflow is larger than the inflow.
    [[nodiscard]] SignedAmount booked() const { return SignedAmount::difference(inflow, outflow); }
    /// Positive where the chain has more than the ledger.
    [[nodiscard]] SignedAmount difference() const
    {
        return SignedAmount::difference(on_chain + outflow, inflow);
    }
};

struct ReconcileTotal
{
    Currency currency;
    evm::Amount inflow;
    evm::Amount outflow;
    evm::Amount on_chain;
    std::uint64_t differences = 0;

    [[nodiscard]] SignedAmount booked() const { return SignedAmount::difference(inflow, outflow); }
};

struct ReconcileReport
{
    rpc::BlockHeader block; ///< The block of all balances: the cursor's.
    std::uint64_t addresses = 0;
    std::uint64_t differences = 0;
    std::vector<ReconcileTotal> totals; ///< The native currency first, then the tokens.
};

} // namespace ctrip::job
