// SPDX-License-Identifier: MIT
// Finds the blocks in which an address came to money that the books do not know, by its balances of
// the past.
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

/// What the books say came to an address and went from it, block by block.
class AddressBooks
{
public:
    void came(evm::BlockNumber block, const evm::Amount& amount)
    {
        m_came.emplace_back(block, amount);
    }
    void went(evm::BlockNumber block, const evm::Amount& amount)
    {
        m_went.emplace_back(block, amount);
    }

    /// A balance against the books. As two sums, since either may be the larger one.
    struct Standing
    {
        evm::Amount has;    ///< The balance, and what went.
        evm::Amount booked; ///< What came.
    };
    [[nodiscard]] Standing at(evm::BlockNumber block, const evm::Amount& balance) const;

private:
    using Entries = std::vector<std::pair<evm::BlockNumber, evm::Amount>>;

    Entries m_came;
    Entries m_went;
};

/// Whether `later` has more than the books, in comparison with `earlier`.
[[nodiscard]] bool has_more(const AddressBooks::Standing& later,
                            const AddressBooks::Standing& earlier);
/// How much more. Throws where it is less.
[[nodiscard]] evm::Amount more(const AddressBooks::Standing& later,
                               const AddressBooks::Standing& earlier);

/// An address that has more than the books say.
struct Suspect
{
    evm::Address address;
    AddressBooks books;
    evm::Amount balance;         ///< At the block that all is seen from.
    evm::BlockNumber known_to{}; ///< The books were right at this block, as far as is known.
};

struct Change
{
    evm::BlockNumber block = 0;
    evm::Amount amount;
    /// It came in this block; otherwise in it or before, where no node can show the state any more.
    bool exact = true;
};

struct Hunted
{
    std::vector<Change> changes; ///< By block.
    bool finished = true;        ///< Otherwise there are more behind the last one.
};

struct HuntOptions
{
    rpc::BlockRef seen_from; ///< The last block that was read.
    /// Where to look for a suspect's money from, where the books were not right at `known_to`:
    /// what was there by then is none of its payment's. Asked for few of them.
    std::function<evm::BlockNumber(std::size_t suspect)> first_block;
};

/// One answer a suspect. Each round asks for many blocks of many suspects at once. Who turns out to
/// have another balance at the block that all is seen from gets no changes, not finished.
[[nodiscard]] std::vector<Hunted> hunt(rpc::StateSource& client, std::span<const Suspect> suspects,
                                       const HuntOptions& options);

} // namespace ctrip::job
