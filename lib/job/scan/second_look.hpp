// SPDX-License-Identifier: MIT
// The second look: which blocks' events are read again when they are as deep as the chain's
// confirmations. What a node left out when it had the block and not yet its logs is found then.
// Pure: no I/O.
#pragma once

#include "config/config.hpp"
#include "evm/transfer.hpp"
#include "rpc/block_source.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace ctrip::job {

/// The depth at which events are read again: the largest number of the chain's confirmations.
[[nodiscard]] std::uint64_t second_look_depth(const config::Chain& chain) noexcept;

struct SecondLook
{
    enum class How : std::uint8_t
    {
        none,      ///< No block is due.
        same_call, ///< With the events of the new blocks, up to the cursor.
        own_call,  ///< Before the new blocks are read.
        at_end,    ///< After a catch-up, as the run's end: new blocks come first.
    };
    How how = How::none;
    evm::BlockNumber from = 0;
    evm::BlockNumber to = 0; ///< The last block that is then done.
};

/// How far a chain was read.
struct ReadSoFar
{
    evm::BlockNumber cursor = 0;
    std::optional<evm::BlockNumber> second; ///< None: the second look begins above the cursor.
};

/// In the same call where `is_named`, because an answer with named recipients is small, and where
/// at most 1,000 blocks are read together. At the end of a run at most 100,000 blocks, 5,000
/// without names; the next run goes on.
[[nodiscard]] SecondLook plan_second_look(const ReadSoFar& read, evm::BlockNumber head,
                                          std::uint64_t depth, bool is_named) noexcept;

/// Without events of the native currency's own contract (native.same_as) in blocks before `first`:
/// what they say was booked by the transactions' values, which are not read again.
[[nodiscard]] std::vector<evm::Transfer> without_own_contract(const config::Chain& chain,
                                                              std::vector<evm::Transfer> transfers,
                                                              evm::BlockNumber first);

} // namespace ctrip::job
