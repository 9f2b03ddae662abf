// SPDX-License-Identifier: MIT
// Requests what a range's transfers lack: receipts of native ones, block headers of events.
#pragma once

#include "rpc/read/pending_range.hpp"
#include "rpc/read/range_requests.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace ctrip::rpc {

class HitReader
{
public:
    explicit HitReader(RangeRequests& requests) : m_requests(requests) {}

    /// Sets the amount of a native transfer to zero where its transaction reverted, or its receipt
    /// does not tell. Where the receipt is of another block that the node has, that block is the
    /// transfer's: some chains show a transaction in two.
    void request_receipts(PendingRange& range);
    /// Reads the blocks of the receipts of events, to be called where they contradict the blocks.
    void request_origins(PendingRange& range);
    void request_headers(PendingRange& range);

private:
    /// A native transfer, by its place, whose receipt is of another block.
    struct Elsewhere
    {
        std::size_t place = 0;
        BlockRef block;
    };

    void request_homes(PendingRange& range, const std::vector<Elsewhere>& elsewhere);
    static void take_home(PendingRange& range, const Elsewhere& one, const BlockHeader& header);
    void take_receipts(PendingRange& range, std::size_t first, std::size_t count,
                       std::string& body);

    RangeRequests& m_requests;
};

} // namespace ctrip::rpc
