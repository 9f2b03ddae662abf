// SPDX-License-Identifier: MIT
// The place of the cursor in relation to a node's head. Pure: no I/O.
#pragma once

#include "rpc/block_header.hpp"
#include "store/chain_store.hpp"

#include <cstdint>

namespace ctrip::job {

enum class CursorPlace : std::uint8_t
{
    below_head,   ///< The blocks above it are read next.
    at_head,      ///< Nothing is left to read.
    above_head,   ///< The node lags, or is on a shorter branch.
    other_branch, ///< The node has another block at its height.
};

[[nodiscard]] CursorPlace place_of(const store::Cursor& cursor,
                                   const rpc::BlockHeader& head) noexcept;

} // namespace ctrip::job
