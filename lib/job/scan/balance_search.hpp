// SPDX-License-Identifier: MIT
// Balance search: finds the blocks in which an address received money that the ledger does not
// have, by its past balances.
#pragma once

#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"
#include "rpc/state_source.hpp"

#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace ctrip::job {

/// Credits and debits of one address by the ledger, with their blocks.
class AddressLedger
{
public:
    void credit(evm::BlockNumber block, const evm::Amount& amount)
    {
        m_credits.emplace_back(block, amount);
    }
    void debit(evm::BlockNumber block, const evm::Amount& amount)
    {
        m_debits.emplace_back(block, amount);
    }

    /// A balance in comparison with the ledger: two sums, since either may be larger.
    struct Sums
    {
        evm::Amount has;    ///< The balance plus the debits.
        evm::Amount booked; ///< The credits.
    };
    [[nodiscard]] Sums at(evm::BlockNumber block, const evm::Amount& balance) const;

private:
    using Entries = std::vector<std::pair<evm::BlockNumber, evm::Amount>>;

    Entries m_credits;
    Entries m_debits;
};

/// Whether the surplus over the ledger is larger in `later` than in `earlier`.
[[nodiscard]] bool has_more(const AddressLedger::Sums& later, const AddressLedger::Sums& earlier);
/// By how much it is larger, in wei. Throws where it is smaller.
[[nodiscard]] evm::Amount more(const AddressLedger::Sums& later,
                               const AddressLedger::Sums& earlier);

/// An address that has more than the ledger says.
struct BalanceMismatch
{
    evm::Address address;
    AddressLedger ledger;
    evm::Amount balance; ///< At SearchOptions::seen_from.
    /// The newest block at which the ledger is known to match. None: it was never compared.
    std::optional<evm::BlockNumber> known_to;
};

struct Change
{
    evm::BlockNumber block = 0;
    evm::Amount amount;
    /// It came in this block; otherwise in it or an earlier one whose state no node has any more.
    bool exact = true;
};

struct SearchResult
{
    std::vector<Change> changes; ///< By block.
    bool finished = true;        ///< Otherwise there may be more after the last one.
    /// Surplus that is no change since `first_block`: it was there by then, or no node has the
    /// state that would show when it came.
    evm::Amount base_line;
    bool is_proved = true; ///< Every part of base_line was there by then.
    /// The past balances on which the result rests, each with its block.
    std::vector<std::pair<evm::BlockNumber, evm::Amount>> facts;
};

struct SearchOptions
{
    rpc::BlockRef seen_from; ///< The last block that was scanned.
    /// First block to search when the ledger did not match at `known_to`, or was never compared:
    /// earlier balance is not the payment's. Called rarely.
    std::function<evm::BlockNumber(std::size_t mismatch)> first_block;
};

/// One result for each mismatch, in order. Each round of requests reads many blocks of many
/// mismatches. Where the balance at `seen_from` turns out to be another one, the result has no
/// changes and is not finished.
[[nodiscard]] std::vector<SearchResult> search_balances(rpc::StateSource& client,
                                                        std::span<const BalanceMismatch> mismatches,
                                                        const SearchOptions& options);

} // namespace ctrip::job
