// SPDX-License-Identifier: MIT
// Requests what a range's transfers lack: receipts of native ones, block headers of events.
#pragma once

#include "rpc/read/pending_range.hpp"
#include "rpc/read/range_requests.hpp"

#include <cstddef>
#include <string>

namespace ctrip::rpc {

class HitReader
{
public:
    explicit HitReader(RangeRequests& requests) : m_requests(requests) {}

    /// Sets the amount of a native transfer to zero where its transaction reverted.
    void request_receipts(PendingRange& range);
    void request_headers(PendingRange& range);

private:
    void take_receipts(PendingRange& range, std::size_t first, std::size_t count,
                       std::string& body);

    RangeRequests& m_requests;
};

} // namespace ctrip::rpc
