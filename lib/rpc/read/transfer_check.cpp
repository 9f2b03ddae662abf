// SPDX-License-Identifier: MIT
#include "rpc/read/transfer_check.hpp"

#include "rpc/parse/block.hpp"
#include "rpc/parse/receipt.hpp"
#include "rpc/parse/transaction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace ctrip::rpc {

namespace {

template <typename T>
const T& require_shown(const Answer<T>& answer, std::string_view thing)
{
    if (answer.error) {
        throw NodeFailure{NodeFault::broken, "refuses: " + answer.error->message};
    }
    if (!answer.result) {
        throw NodeFailure{NodeFault::inconsistent,
                          fmt::format("has no {} that another node has", thing)};
    }
    return *answer.result;
}

std::map<evm::BlockNumber, evm::BlockHash> block_hashes(Node& node, Exchange& exchange,
                                                        std::span<const evm::Transfer> transfers)
{
    std::map<evm::BlockNumber, evm::BlockHash> hashes;
    for (const evm::Transfer& transfer : transfers) {
        hashes.try_emplace(transfer.block_number);
    }
    std::vector<Call> calls;
    calls.reserve(hashes.size());
    for (const auto& [number, hash] : hashes) {
        calls.push_back(call_block(number, Transactions::hashes));
    }
    const auto answers = exchange.ask<BlockHeader>(node, calls, &parse_headers);
    std::size_t i = 0;
    for (auto& [number, hash] : hashes) {
        const BlockHeader& header = require_shown(answers[i++], fmt::format("block {}", number));
        if (header.number != number) {
            throw NodeFailure{NodeFault::broken, fmt::format("answered with block {} instead of {}",
                                                             header.number, number)};
        }
        hash = header.hash;
    }
    return hashes;
}

std::string event_difference(const evm::Transfer& booked, const Receipt& receipt,
                             const QuorumOptions& options)
{
    const auto event =
        std::find_if(receipt.token_transfers.begin(), receipt.token_transfers.end(),
                     [&](const evm::Transfer& one) { return one.log_index == booked.log_index; });
    if (event == receipt.token_transfers.end() || event->token != booked.token ||
        event->to != booked.to) {
        return fmt::format("no such event at log index {}", booked.log_index);
    }
    const bool partial = std::find(options.partial_tokens.begin(), options.partial_tokens.end(),
                                   *booked.token) != options.partial_tokens.end();
    const bool same = partial ? booked.amount <= event->amount : booked.amount == event->amount;
    return same ? std::string{}
                : fmt::format("an event of {} instead of {}", event->amount.to_decimal(),
                              booked.amount.to_decimal());
}

std::string value_difference(const evm::Transfer& booked, const Transaction& tx)
{
    if (tx.to != booked.to) {
        return "another recipient";
    }
    return tx.value == booked.amount
               ? std::string{}
               : fmt::format("a value of {} instead of {}", tx.value.to_decimal(),
                             booked.amount.to_decimal());
}

/// Events and values of transactions; internal transfers and balance changes are in no receipt.
bool is_in_receipt(const evm::Transfer& transfer)
{
    return transfer.is_event() || transfer.log_index == evm::kNativeLogIndex;
}

/// Sets the differences of the transfers at `places`, by their receipts and transactions.
void compare_transactions(Node& node, Exchange& exchange, std::span<const evm::Transfer> transfers,
                          const std::vector<std::size_t>& places, const QuorumOptions& options,
                          std::vector<std::string>& differences)
{
    std::vector<Call> receipt_calls;
    std::vector<Call> tx_calls;
    for (const std::size_t place : places) {
        receipt_calls.push_back(call_receipt(transfers[place].tx_hash));
        if (!transfers[place].is_event()) {
            tx_calls.push_back(call_transaction(transfers[place].tx_hash));
        }
    }
    const auto receipts = exchange.ask<Receipt>(node, receipt_calls, &parse_receipts);
    const auto txs = exchange.ask<Transaction>(node, tx_calls, &parse_transactions);
    std::size_t next_tx = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const evm::Transfer& booked = transfers[places[i]];
        std::string& difference = differences[places[i]];
        const Receipt& receipt = require_shown(receipts[i], "receipt");
        if (receipt.tx_hash != booked.tx_hash) {
            throw NodeFailure{NodeFault::broken,
                              "answered with the receipt of another transaction"};
        }
        if (!receipt.succeeded) {
            difference = "a transaction that reverted";
        } else if (receipt.block_hash != booked.block_hash) {
            difference = fmt::format("block {} as its transaction's", receipt.block_hash.to_hex());
        } else if (booked.is_event()) {
            difference = event_difference(booked, receipt, options);
        }
        if (booked.is_event()) {
            continue;
        }
        const Transaction& tx = require_shown(txs[next_tx++], "transaction");
        if (tx.hash != booked.tx_hash) {
            throw NodeFailure{NodeFault::broken, "answered with another transaction"};
        }
        if (difference.empty()) {
            difference = value_difference(booked, tx);
        }
    }
}

} // namespace

std::vector<std::string> differences_at(Node& node, Exchange& exchange,
                                        std::span<const evm::Transfer> transfers,
                                        const QuorumOptions& options)
{
    std::vector<std::string> differences(transfers.size());
    const auto hashes = block_hashes(node, exchange, transfers);
    std::vector<std::size_t> in_receipts;
    for (std::size_t i = 0; i < transfers.size(); ++i) {
        const evm::BlockHash& shown = hashes.at(transfers[i].block_number);
        if (shown != transfers[i].block_hash) {
            differences[i] =
                fmt::format("{} as block {}", shown.to_hex(), transfers[i].block_number);
        } else if (is_in_receipt(transfers[i])) {
            in_receipts.push_back(i);
        }
    }
    compare_transactions(node, exchange, transfers, in_receipts, options, differences);
    return differences;
}

} // namespace ctrip::rpc
