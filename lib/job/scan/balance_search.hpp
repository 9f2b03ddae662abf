// SPDX-License-Identifier: MIT
// Finds the blocks in which an address came to money that the ledger does not know, by its balances
// of the past.
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

/// What the ledger says came to an address and went from it, block by block.
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

    /// A balance against the ledger. As two sums, since either may be the larger one.
    struct Sums
    {
        evm::Amount has;    ///< The balance, and what went.
        evm::Amount booked; ///< What came.
    };
    [[nodiscard]] Sums at(evm::BlockNumber block, const evm::Amount& balance) const;

private:
    using Entries = std::vector<std::pair<evm::BlockNumber, evm::Amount>>;

    Entries m_credits;
    Entries m_debits;
};

/// Whether `later` has more than the ledger, in comparison with `earlier`.
[[nodiscard]] bool has_more(const AddressLedger::Sums& later, const AddressLedger::Sums& earlier);
/// How much more. Throws where it is less.
[[nodiscard]] evm::Amount more(const AddressLedger::Sums& later,
                               const AddressLedger::Sums& earlier);

/// An address that has more than the ledger says.
struct BalanceMismatch
{
    evm::Address address;
    AddressLedger ledger;
    evm::Amount balance;         ///< At the block that all is seen from.
    evm::BlockNumber known_to{}; ///< The ledger was right at this block, as far as is known.
};

struct Change
{
    evm::BlockNumber block = 0;
    evm::Amount amount;
    /// It came in this block; otherwise in it or before, where no node can show the state any more.
    bool exact = true;
};

struct SearchResult
{
    std::vector<Change> changes; ///< By block.
    bool finished = true;        ///< Otherwise there are more behind the last one.
};

struct SearchOptions
{
    rpc::BlockRef seen_from; ///< The last block that was read.
    /// Where to look for a mismatch's money from, where the ledger was not right at `known_to`:
    /// what was there by then is none of its payment's. Asked for few of them.
    std::function<evm::BlockNumber(std::size_t mismatch)> first_block;
};

/// One answer a mismatch. Each round asks for many blocks of many mismatches at once. Who turns out
/// to have another balance at the block that all is seen from gets no changes, not finished.
[[nodiscard]] std::vector<SearchResult> search_balances(rpc::StateSource& client,
                                                        std::span<const BalanceMismatch> mismatches,
                                                        const SearchOptions& options);

} // namespace ctrip::job
