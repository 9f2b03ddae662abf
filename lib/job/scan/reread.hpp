// SPDX-License-Identifier: MIT
// `scan --from` and `scan --tx`: read old blocks again and book what is missing. The cursor stays.
#pragma once

#include "job/scan.hpp"

namespace ctrip::job {

struct BlockSpan
{
    evm::BlockNumber from = 0;
    std::optional<evm::BlockNumber> to; ///< None: up to the cursor.
};

/// The doubts of blocks whose logs are shown end; those of blocks whose logs no node shows are
/// stored. Error{request} where a block is above the cursor, or the chain was never scanned.
/// Balances of the payments that were open in these blocks are read once more.
[[nodiscard]] ScanReport reread_blocks(const ChainJob& job, const ScanOptions& options,
                                       const BlockSpan& span);

/// Reads the transaction's block again and books what this transaction paid, by its receipt where
/// no node shows the block's logs; of a doubted block whose logs are shown, all that was paid.
/// None: the chain does not have it in a block.
[[nodiscard]] std::optional<ScanReport> reread_tx(const ChainJob& job, const ScanOptions& options,
                                                  const evm::TxHash& hash);

} // namespace ctrip::job
