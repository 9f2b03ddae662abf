// SPDX-License-Identifier: MIT
// Checks blocks without events against their blooms: a node may have a block and not its logs,
// because it indexes them later, or because its index has a hole.
#pragma once

#include "rpc/block_source.hpp"
#include "rpc/parse/block.hpp"
#include "rpc/parse/logs.hpp"
#include "rpc/parse/transfer_filter.hpp"
#include "rpc/read/bloom_matcher.hpp"
#include "rpc/read/pending_range.hpp"
#include "rpc/read/range_requests.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ctrip::rpc {

/// The first block that is checked in a reading up to `to`, whatever the answer has; above `to`
/// where none is.
[[nodiscard]] evm::BlockNumber first_checked_block(const ReadOptions& options,
                                                   evm::BlockNumber to) noexcept;

/// Adds the events that the range's answers lack and another question shows, and the blocks that
/// are withheld.
class MissingLogsCheck
{
public:
    /// `to` is the last block of the reading. All must outlive it.
    MissingLogsCheck(RangeRequests& requests, const ReadOptions& options, evm::BlockNumber to);

    /// Sends the requests that check this range, whose blocks and events have arrived.
    void check(PendingRange& range);

private:
    /// What a block's logs are asked by, in this order.
    enum class Way : std::uint8_t
    {
        transfers, ///< By the block's hash: Transfer events of the tokens, to any address.
        all,       ///< By its hash: all logs.
        receipts,
        none, ///< Nothing is left to ask.
    };
    struct Suspect
    {
        BlockHeader header;
        bool is_claimed = false; ///< Its bloom says that it may have events of ours.
    };
    using Suspects = std::vector<Suspect>;

    [[nodiscard]] std::vector<evm::BlockNumber> blocks_to_check(const PendingRange& range) const;
    void judge(const HeaderAndBloom& block, Suspects& suspects);
    void request_blooms(PendingRange& range, std::vector<evm::BlockNumber> numbers);
    void take_blooms(PendingRange& range, const std::vector<evm::BlockNumber>& numbers,
                     std::string& body);
    void look_at(PendingRange& range, const Suspects& suspects);
    void ask(PendingRange& range, const Suspects& suspects, Way way);
    void ask_some(PendingRange& range, const Suspects& suspects, Way way);
    void take(PendingRange& range, const Suspects& suspects, Way way, std::string& body);
    [[nodiscard]] bool is_shown(PendingRange& range, const Suspect& suspect, Way way,
                                const Answer<LogsOrHeader>& answer) const;
    void withhold(PendingRange& range, const Suspects& suspects) const;
    [[nodiscard]] static Way after(Way way);
    [[nodiscard]] bool is_asked_for(const evm::Transfer& transfer) const;

    RangeRequests& m_requests;
    const ReadOptions& m_options;
    evm::BlockNumber m_first;
    evm::BlockNumber m_first_without_logs; ///< Of blocks in an answer without any log.
    TransferFilter m_filter;
    BloomMatcher m_bloom;
};

} // namespace ctrip::rpc
