// SPDX-License-Identifier: MIT
// Checks new blocks without events against their blooms: a node indexes a block's logs some time
// after it has the block, and returns none until then.
#pragma once

#include "rpc/block_source.hpp"
#include "rpc/parse/transfer_filter.hpp"
#include "rpc/read/bloom_matcher.hpp"
#include "rpc/read/pending_range.hpp"
#include "rpc/read/range_requests.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ctrip::rpc {

/// The first block that is checked in a reading up to `to`: its newest 32 blocks are.
[[nodiscard]] evm::BlockNumber first_checked_block(evm::BlockNumber to) noexcept;

/// NodeFailure{inconsistent} if the node left out logs, so that the range is read again.
class MissingLogsCheck
{
public:
    /// `to` is the last block of the reading. All must outlive it.
    MissingLogsCheck(RangeRequests& requests, const ReadOptions& options, evm::BlockNumber to);

    /// Sends the requests that check this range, whose blocks and events have arrived.
    void check(PendingRange& range);

private:
    enum class Logs : std::uint8_t
    {
        transfers, ///< Of the tokens, to any address.
        all,
    };

    void request_blooms(PendingRange& range, std::vector<evm::BlockNumber> numbers);
    void take_blooms(PendingRange& range, const std::vector<evm::BlockNumber>& numbers,
                     std::string& body);
    void request_logs(PendingRange& range, const std::vector<BlockRef>& blocks, Logs what);
    void take_logs(PendingRange& range, const std::vector<BlockRef>& blocks, Logs what,
                   std::string& body);
    [[nodiscard]] bool is_asked_for(const evm::Transfer& transfer) const;

    RangeRequests& m_requests;
    const ReadOptions& m_options;
    evm::BlockNumber m_first;
    TransferFilter m_filter;
    BloomMatcher m_bloom;
};

} // namespace ctrip::rpc
