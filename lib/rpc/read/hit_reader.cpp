// SPDX-License-Identifier: MIT
#include "rpc/read/hit_reader.hpp"

#include "rpc/parse/block.hpp"
#include "rpc/parse/receipt.hpp"
#include "rpc/read/require_answer.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace ctrip::rpc {

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
    for (std::size_t i = 0; i < count; ++i) {
        evm::Transfer& transfer = range.natives[first + i].transfer;
        const Receipt& receipt = require_result(answers[i], "receipt");
        if (receipt.tx_hash != transfer.tx_hash) {
            throw BadReply{"answered with the receipt of another transaction"};
        }
        if (receipt.block_hash != transfer.block_hash) {
            throw_inconsistent(
                "gives a receipt of another block than its transaction's: the chain has a reorg");
        }
        if (!receipt.succeeded) {
            transfer.amount = {}; // Moved nothing: finish_range leaves it out.
        }
    }
}

void HitReader::request_headers(PendingRange& range)
{
    std::set<evm::BlockNumber> missing;
    for (const Candidate& hit : range.tokens) {
        if (range.find_header(hit.transfer.block_number) == nullptr) {
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
