// SPDX-License-Identifier: MIT
#include "job/confirm/canonical.hpp"

namespace ctrip::job {

CanonicalBlocks::CanonicalBlocks(std::span<const std::optional<rpc::BlockHeader>> headers)
{
    for (const auto& header : headers) {
        if (header) {
            m_hashes[header->number] = header->hash;
        }
    }
}

std::optional<bool> CanonicalBlocks::has(const evm::Transfer& transfer) const
{
    const auto found = m_hashes.find(transfer.block_number);
    return found == m_hashes.end() ? std::nullopt
                                   : std::optional{found->second == transfer.block_hash};
}

bool casts_doubt(const payment::Booking& booking, const CanonicalBlocks& canonical)
{
    // A lagging node may not have the block of a transfer at depth `seen`, of which no message was
    // sent.
    const bool told = booking.depth != payment::Depth::seen;
    return !canonical.has(booking.transfer).value_or(!told) && payment::is_payers(booking.standing);
}

} // namespace ctrip::job
