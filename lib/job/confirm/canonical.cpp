// SPDX-License-Identifier: MIT
#include "job/confirm/canonical.hpp"

namespace ctrip::job {

CanonicalBlocks::CanonicalBlocks(std::span<const std::optional<rpc::BlockHeader>> headers)
{
    for (const auto& header : headers) {
        if (header) {
            m_headers[header->number] = *header;
        }
    }
}

std::optional<bool> CanonicalBlocks::has(const evm::Transfer& transfer) const
{
    const auto found = m_headers.find(transfer.block_number);
    if (found == m_headers.end()) {
        return std::nullopt;
    }
    const rpc::BlockHeader& header = found->second;
    // A node may once have shown another time: what came in time would count as late.
    return header.hash == transfer.block_hash &&
           (transfer.block_time_s == 0 || header.timestamp_s == transfer.block_time_s);
}

bool CanonicalBlocks::has_hash(const evm::Transfer& transfer) const
{
    const auto found = m_headers.find(transfer.block_number);
    return found != m_headers.end() && found->second.hash == transfer.block_hash;
}

bool casts_doubt(const payment::Booking& booking, const CanonicalBlocks& canonical)
{
    // A lagging node may not have the block of a transfer at depth `seen`, of which no message was
    // sent.
    const bool told = booking.depth != payment::Depth::seen;
    return !canonical.has(booking.transfer).value_or(!told) && payment::is_payers(booking.standing);
}

} // namespace ctrip::job
