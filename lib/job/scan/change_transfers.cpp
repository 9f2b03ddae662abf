// SPDX-License-Identifier: MIT
#include "job/scan/change_transfers.hpp"

#include "base/error.hpp"
#include "payment/deposit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace ctrip::job {

namespace {

class ChangeTransfers
{
public:
    ChangeTransfers(const ChainJob& job, const store::Cursor& cursor, std::vector<BalanceHit>& hits)
        : m_job(job), m_cursor(cursor), m_hits(hits)
    {
    }

    void run();

private:
    [[nodiscard]] std::map<evm::BlockNumber, rpc::BlockHeader> headers_of_changes();
    [[nodiscard]] std::optional<rpc::TracedBlocks> trace(const rpc::BlockHeader& block);

    const ChainJob& m_job;
    const store::Cursor& m_cursor;
    std::vector<BalanceHit>& m_hits;
};

/// The blocks with changes, as a node shows them that has the cursor's block.
std::map<evm::BlockNumber, rpc::BlockHeader> ChangeTransfers::headers_of_changes()
{
    std::set<evm::BlockNumber> blocks{m_cursor.block};
    for (const BalanceHit& hit : m_hits) {
        for (const Change& change : hit.search.changes) {
            blocks.insert(change.block);
        }
    }
    const std::vector<evm::BlockNumber> numbers(blocks.begin(), blocks.end());
    std::map<evm::BlockNumber, rpc::BlockHeader> headers;
    for (const auto& header : m_job.client.headers(numbers)) {
        if (header) {
            headers.emplace(header->number, *header);
        }
    }
    const auto seen = headers.find(m_cursor.block);
    if (headers.size() != numbers.size() || seen->second.hash != m_cursor.hash) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("chain '{}': the node does not show the blocks that were read; run "
                                "again",
                                m_job.chain.name)};
    }
    return headers;
}

std::optional<rpc::TracedBlocks> ChangeTransfers::trace(const rpc::BlockHeader& block)
{
    std::set<evm::Address> addresses;
    for (const BalanceHit& hit : m_hits) {
        addresses.insert(hit.payment->address);
    }
    try {
        auto traced = m_job.client.internal_transfers(
            block.number, block.number,
            [&](const evm::Address& address) { return addresses.contains(address); });
        const bool same = traced && traced->headers.front().hash == block.hash;
        return same ? std::move(traced) : std::nullopt;
    } catch (const Error& error) {
        // The money is booked all the same, without its transaction.
        m_job.log.debug(error.what(), {{"chain", m_job.chain.name}});
        return std::nullopt;
    }
}

void ChangeTransfers::run()
{
    std::map<evm::BlockNumber, std::optional<rpc::TracedBlocks>> traced;
    const auto headers = headers_of_changes();
    for (BalanceHit& hit : m_hits) {
        for (const Change& change : hit.search.changes) {
            const rpc::BlockHeader& block = headers.at(change.block);
            auto found = traced.find(change.block);
            if (found == traced.end()) {
                found = traced.emplace(change.block, trace(block)).first;
            }
            const auto transfers = transfers_of(hit, change, block,
                                                found->second ? found->second->transfers
                                                              : std::vector<evm::Transfer>{});
            hit.transfers.insert(hit.transfers.end(), transfers.begin(), transfers.end());
            if (!change.exact) {
                m_job.log.warning("no node has the state of older blocks: a balance change is "
                                  "booked in the oldest block whose state can be read",
                                  {{"chain", m_job.chain.name},
                                   {"payment", hit.payment->id},
                                   {"block", fmt::to_string(change.block)}});
            }
        }
    }
}

} // namespace

std::vector<evm::Transfer> transfers_of(const BalanceHit& hit, const Change& change,
                                        const rpc::BlockHeader& block,
                                        const std::vector<evm::Transfer>& traced)
{
    const auto is_booked = [&](const evm::Transfer& transfer) {
        return std::any_of(hit.bookings.begin(), hit.bookings.end(), [&](const auto& booking) {
            return !booking.orphaned && booking.transfer.tx_hash == transfer.tx_hash &&
                   booking.transfer.log_index == transfer.log_index;
        });
    };
    evm::Amount rest = change.amount;
    std::vector<evm::Transfer> named;
    for (const evm::Transfer& transfer : traced) {
        if (transfer.to != hit.payment->address || is_booked(transfer)) {
            continue;
        }
        if (transfer.amount > rest) { // The balance overrides the traces.
            named.clear();
            rest = change.amount;
            break;
        }
        rest -= transfer.amount;
        named.push_back(transfer);
    }
    if (!rest.is_zero()) {
        evm::Transfer transfer;
        transfer.tx_hash = evm::balance_change_key(hit.payment->address, block.hash);
        transfer.log_index = evm::kBalanceLogIndex;
        transfer.to = hit.payment->address;
        transfer.amount = rest;
        transfer.block_number = block.number;
        transfer.block_hash = block.hash;
        transfer.block_time_s = block.timestamp_s;
        named.push_back(transfer);
    }
    return named;
}

void find_transfers(const ChainJob& job, const store::Cursor& cursor, std::vector<BalanceHit>& hits)
{
    if (!hits.empty()) {
        ChangeTransfers{job, cursor, hits}.run();
    }
}

} // namespace ctrip::job
