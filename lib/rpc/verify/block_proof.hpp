// SPDX-License-Identifier: MIT
// Holds what a node shows of a block against the block's header, and transfers against what holds.
// Pure: no I/O.
#pragma once

#include "base/hex.hpp"
#include "evm/receipt_rlp.hpp"
#include "evm/transaction_rlp.hpp"
#include "evm/transfer.hpp"
#include "rpc/proof_reader.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::rpc {

/// Whether the header's fields hash to this block's hash. Where the bloom that the node sent is
/// missing or not the header's, the one of `receipts` is tried, if these have the header's root.
[[nodiscard]] bool header_holds(evm::RawHeader& header, const evm::BlockHash& hash,
                                std::span<const evm::RawReceipt> receipts = {});

/// The items of the receipts trie, where their root is the header's. A status that a node left out
/// is tried both ways, for at most four receipts, and filled in. One receipt at the end that is in
/// no trie (Polygon's state sync before the Madhugiri fork) is removed. None: they do not hold.
[[nodiscard]] std::optional<std::vector<base::Bytes>>
holding_receipts(const evm::RawHeader& header, std::vector<evm::RawReceipt>& receipts);

/// Whether the RLP of the transactions has the header's root, without the last one if that is in no
/// trie: then it is removed.
[[nodiscard]] bool transactions_hold(const evm::RawHeader& header, std::vector<base::Bytes>& items);

/// What a proof says of one transfer.
struct Judgement
{
    TransferProof proof;
    std::size_t index = 0;        ///< Of the receipt or transaction.
    std::size_t log_position = 0; ///< In the receipt.
    /// Refuted by what the node says beside the proof: another node may prove it.
    bool soft = false;
};

/// Whether the block has the event; by the transaction that the node names for its receipt.
/// `partial`: the booked amount may be below the event's.
[[nodiscard]] Judgement judge_event(const evm::Transfer& transfer, bool partial,
                                    std::span<const evm::RawReceipt> receipts);

/// `to` and `value` of the transaction at this index of the block.
struct ProvenTransaction
{
    std::optional<evm::Address> to;
    evm::Amount value;
};
/// A transaction's own value.
[[nodiscard]] Judgement judge_value(const evm::Transfer& transfer, std::size_t index,
                                    const ProvenTransaction& tx,
                                    std::span<const evm::RawReceipt> receipts);

/// `sum`: all native transfers to the address in this block that are to be proved.
[[nodiscard]] TransferProof judge_balance(const evm::Amount& sum, const evm::AccountState& before,
                                          const evm::AccountState& after);

} // namespace ctrip::rpc
