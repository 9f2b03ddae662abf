// SPDX-License-Identifier: MIT
// Whether transfers are still on the chain, by the hashes of their blocks. Pure: no I/O.
#pragma once

#include "payment/booking.hpp"
#include "rpc/block_header.hpp"

#include <map>
#include <optional>
#include <span>

namespace ctrip::job {

/// Those blocks that the node has.
class CanonicalBlocks
{
public:
    CanonicalBlocks() = default;
    explicit CanonicalBlocks(std::span<const std::optional<rpc::BlockHeader>> headers);

    /// Whether it is in a block of this hash and time. None: the node does not have the block,
    /// which proves nothing; a later run asks again.
    [[nodiscard]] std::optional<bool> has(const evm::Transfer& transfer) const;
    /// Whether it is in a block of this hash, whose time may be another one.
    [[nodiscard]] bool has_hash(const evm::Transfer& transfer) const;

private:
    std::map<evm::BlockNumber, rpc::BlockHeader> m_headers;
};

/// Whether a transfer keeps its payment's other transfers from getting deeper: its block left the
/// chain, or, where it was called confirmed, the node does not show its block. Transfers of another
/// currency never do.
[[nodiscard]] bool casts_doubt(const payment::Booking& booking, const CanonicalBlocks& canonical);

} // namespace ctrip::job
