// SPDX-License-Identifier: MIT
#include "rpc/read/hit_reader.hpp"

#include "evm/native_log.hpp"
#include "rpc/parse/block.hpp"
#include "rpc/parse/receipt.hpp"
#include "rpc/read/require_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <vector>

namespace ctrip::rpc {

namespace {

bool has_native_log(const Receipt& receipt, const evm::Transfer& transfer)
{
    return std::any_of(receipt.token_transfers.begin(), receipt.token_transfers.end(),
                       [&](const evm::Transfer& log) {
                           return log.token == evm::kNativeLogAddress && log.to == transfer.to &&
                                  log.amount == transfer.amount;
                       });
}

} // namespace

/// Receipts, because a block shows the value of a reverted transaction like that of any other.
void HitReader::request_receipts(PendingRange& range)
{
    const std::size_t per_request = m_requests.node().calls.value();
    for (std::size_t first = 0; first < range.natives.size(); first += per_request) {
        const std::size_t count = std::min(per_request, range.natives.size() - first);
        std::vector<Call> calls;
        for (std::size_t i = first; i < first + count; ++i) {
            calls.push_back(call_receipt(range.natives[i].transfer.tx_hash));
        }
        m_requests.send_calls(range, calls, [this, &range, first, count](std::string& body) {
            take_receipts(range, first, count, body);
        });
    }
}

void HitReader::take_receipts(PendingRange& range, std::size_t first, std::size_t count,
                              std::string& body)
{
    auto answers = parse_receipts(m_requests.parser(), body, count);
    m_requests.require_fits(answers);
    std::vector<Elsewhere> elsewhere;
    for (std::size_t i = 0; i < count; ++i) {
        evm::Transfer& transfer = range.natives[first + i].transfer;
        const Receipt& receipt = require_result(answers[i], "receipt");
        if (receipt.tx_hash != transfer.tx_hash) {
            throw BadReply{"answered with the receipt of another transaction"};
        }
        if (receipt.missing == "status" || receipt.missing.starts_with("block")) {
            range.oddities.push_back({.kind = OddityKind::receipt_without_status,
                                      .subject = "transaction " + transfer.tx_hash.to_hex()});
            transfer.amount = {}; // The balance of its recipient shows whether it moved something.
            continue;
        }
        if (receipt.block_hash != transfer.block_hash) {
            elsewhere.push_back(
                {.place = first + i, .block = {receipt.block_number, receipt.block_hash}});
        }
        if (!receipt.succeeded) {
            transfer.amount = {}; // Moved nothing: finish_range leaves it out.
        } else if (!transfer.amount.is_zero()) {
            ++(has_native_log(receipt, transfer) ? range.native_logs.with_log
                                                 : range.native_logs.without);
        }
        if (transfer.from == evm::Address{} && receipt.from) {
            transfer.from = *receipt.from;
        }
    }
    request_homes(range, elsewhere);
}

void HitReader::request_homes(PendingRange& range, const std::vector<Elsewhere>& elsewhere)
{
    const std::size_t per_request = m_requests.node().calls.value();
    for (std::size_t first = 0; first < elsewhere.size(); first += per_request) {
        const std::size_t count = std::min(per_request, elsewhere.size() - first);
        const auto begin = elsewhere.begin() + static_cast<std::ptrdiff_t>(first);
        const std::vector<Elsewhere> these(begin, begin + static_cast<std::ptrdiff_t>(count));
        std::vector<Call> calls;
        calls.reserve(these.size());
        for (const Elsewhere& one : these) {
            calls.push_back(call_block(one.block.number, Transactions::hashes));
        }
        m_requests.send_calls(range, calls, [this, &range, these](std::string& body) {
            auto answers = parse_headers(m_requests.parser(), body, these.size());
            m_requests.require_fits(answers);
            for (std::size_t i = 0; i < these.size(); ++i) {
                take_home(range, these[i], require_result(answers[i], "header"));
            }
        });
    }
}

/// If it is a reorg, the node does not show the receipt's block, or another one in this range.
void HitReader::take_home(PendingRange& range, const Elsewhere& one, const BlockHeader& header)
{
    if (header.number != one.block.number || header.hash != one.block.hash) {
        throw_inconsistent(
            "gives a receipt of another block than its transaction's: the chain has a reorg");
    }
    if (header.number >= range.from && header.number <= range.to) {
        range.headers.push_back(header); // finish_range compares it.
    }
    evm::Transfer& transfer = range.natives[one.place].transfer;
    range.oddities.push_back(
        {.kind = OddityKind::transaction_of_two_blocks,
         .subject = fmt::format("transaction {} in block {}, receipt in block {}",
                                transfer.tx_hash.to_hex(), transfer.block_number, header.number)});
    transfer.block_number = header.number;
    transfer.block_hash = header.hash;
    transfer.block_time_s = header.timestamp_s;
    if (header.number > range.to) {
        transfer.amount = {}; // Read with its block.
    }
}

void HitReader::request_origins(PendingRange& range)
{
    range.settles = true;
    std::set<evm::TxHash> hashes;
    for (const Candidate& hit : range.tokens) {
        hashes.insert(hit.transfer.tx_hash);
    }
    std::vector<Call> calls;
    for (const evm::TxHash& hash : hashes) {
        calls.push_back(call_receipt(hash));
        if (calls.size() == m_requests.node().calls.value() || hash == *hashes.rbegin()) {
            m_requests.send_calls(
                range, calls, [this, &range, count = calls.size()](std::string& body) {
                    auto answers = parse_receipts(m_requests.parser(), body, count);
                    m_requests.require_fits(answers);
                    for (const Answer<Receipt>& answer : answers) {
                        // One that it does not have, or not whole, settles nothing.
                        if (answer.result) {
                            range.origins.emplace(
                                answer.result->tx_hash,
                                BlockRef{answer.result->block_number, answer.result->block_hash});
                        }
                    }
                });
            calls.clear();
        }
    }
}

void HitReader::request_headers(PendingRange& range)
{
    std::set<evm::BlockNumber> missing;
    for (const Candidate& hit : range.tokens) {
        const bool is_full = !range.blocks.empty() && hit.transfer.block_number >= range.from;
        if (!is_full && range.find_header(hit.transfer.block_number) == nullptr) {
            missing.insert(hit.transfer.block_number);
        }
    }
    std::vector<Call> calls;
    for (const evm::BlockNumber number : missing) {
        calls.push_back(call_block(number, Transactions::hashes));
        if (calls.size() == m_requests.node().calls.value() || number == *missing.rbegin()) {
            m_requests.send_calls(
                range, calls, [this, &range, count = calls.size()](std::string& body) {
                    auto answers = parse_headers(m_requests.parser(), body, count);
                    m_requests.require_fits(answers);
                    for (Answer<BlockHeader>& answer : answers) {
                        range.headers.push_back(require_result(answer, "header"));
                    }
                });
            calls.clear();
        }
    }
}

} // namespace ctrip::rpc
