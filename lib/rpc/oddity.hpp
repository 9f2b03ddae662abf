// SPDX-License-Identifier: MIT
// What nodes show that contradicts itself: it is passed over, so that it does not stop the chain,
// and named.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ctrip::rpc {

/// Names are stored: add, never rename.
enum class OddityKind : std::uint8_t
{
    transaction_of_two_blocks, ///< A block shows it, and its receipt is of another block.
    receipt_without_status,    ///< Whether its transaction succeeded is not known.
    log_of_other_block,        ///< Its block hash is not that of the block at its height.
    missing_block,             ///< A height without a block, as Filecoin's null rounds.
    log_numbers,               ///< Two nodes number the logs of one transaction differently.
    batch_transaction,         ///< Pays nobody by itself, but by a list of calls.
};

struct Oddity
{
    OddityKind kind = OddityKind::missing_block;
    std::string subject; ///< Names the block or transaction: "block 7", "transaction 0x…".
};

[[nodiscard]] constexpr std::string_view to_string(OddityKind kind) noexcept
{
    switch (kind) {
    case OddityKind::transaction_of_two_blocks:
        return "transaction_of_two_blocks";
    case OddityKind::receipt_without_status:
        return "receipt_without_status";
    case OddityKind::log_of_other_block:
        return "log_of_other_block";
    case OddityKind::missing_block:
        return "missing_block";
    case OddityKind::log_numbers:
        return "log_numbers";
    case OddityKind::batch_transaction:
        return "batch_transaction";
    }
    return "";
}

} // namespace ctrip::rpc
