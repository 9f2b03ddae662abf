// SPDX-License-Identifier: MIT
#include "job/scan/change_transfers.hpp"

#include "base/error.hpp"
#include "job/scan/native_logs.hpp"
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
    [[nodiscard]] std::vector<evm::Transfer> named(const rpc::BlockHeader& block);
    void add_direct(const rpc::BlockHeader& block, std::vector<evm::Transfer>& transfers);
    void add_traced(const rpc::BlockHeader& block, std::vector<evm::Transfer>& transfers);

    const ChainJob& m_job;
    const store::Cursor& m_cursor;
    std::vector<BalanceHit>& m_hits;
    std::set<evm::Address> m_addresses; ///< Of the hits.
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

/// The block's transfers to the addresses of hits, as far as a node names them. The money of others
/// is booked all the same, without its transaction.
std::vector<evm::Transfer> ChangeTransfers::named(const rpc::BlockHeader& block)
{
    std::vector<evm::Transfer> transfers;
    try {
        add_direct(block, transfers);
        add_traced(block, transfers);
    } catch (const Error& error) {
        m_job.log.debug(error.what(), {{"chain", m_job.chain.name}});
    }
    return transfers;
}

/// Of payments in tokens alone, and where native transfers have logs, the scan reads no
/// transactions' values.
void ChangeTransfers::add_direct(const rpc::BlockHeader& block,
                                 std::vector<evm::Transfer>& transfers)
{
    const bool has_token_payment = std::any_of(
        m_hits.begin(), m_hits.end(), [](const BalanceHit& hit) { return hit.payment->token; });
    if (!has_token_payment && !NativeLogs{m_job}.are_read()) {
        return;
    }
    m_job.client.read_blocks(
        block.number, block.number, 1,
        {.native = true,
         .tokens = {},
         .recipients = {},
         .may_be_ours = [this](const evm::Address& to) { return m_addresses.contains(to); }},
        [&](const rpc::BlockRange& range) {
            if (range.last.hash == block.hash) {
                transfers.insert(transfers.end(), range.transfers.begin(), range.transfers.end());
            }
            return true;
        });
}

void ChangeTransfers::add_traced(const rpc::BlockHeader& block,
                                 std::vector<evm::Transfer>& transfers)
{
    const auto traced = m_job.client.internal_transfers(
        block.number, block.number,
        [this](const evm::Address& address) { return m_addresses.contains(address); });
    if (traced && traced->headers.front().hash == block.hash) {
        transfers.insert(transfers.end(), traced->transfers.begin(), traced->transfers.end());
    }
}

void ChangeTransfers::run()
{
    for (const BalanceHit& hit : m_hits) {
        m_addresses.insert(hit.payment->address);
    }
    std::map<evm::BlockNumber, std::vector<evm::Transfer>> by_block;
    const auto headers = headers_of_changes();
    for (BalanceHit& hit : m_hits) {
        for (const Change& change : hit.search.changes) {
            const rpc::BlockHeader& block = headers.at(change.block);
            auto found = by_block.find(change.block);
            if (found == by_block.end()) {
                found = by_block.emplace(change.block, named(block)).first;
            }
            const auto transfers = transfers_of(hit, change, block, found->second);
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
                                        const std::vector<evm::Transfer>& named_transfers)
{
    const auto is_booked = [&](const evm::Transfer& transfer) {
        return std::any_of(hit.bookings.begin(), hit.bookings.end(), [&](const auto& booking) {
            return !booking.orphaned && booking.transfer.tx_hash == transfer.tx_hash &&
                   booking.transfer.log_index == transfer.log_index;
        });
    };
    evm::Amount rest = change.amount;
    std::vector<evm::Transfer> booked;
    for (const evm::Transfer& transfer : named_transfers) {
        if (transfer.to != hit.payment->address || is_booked(transfer)) {
            continue;
        }
        if (transfer.amount > rest) { // The balance overrides the traces.
            booked.clear();
            rest = change.amount;
            break;
        }
        rest -= transfer.amount;
        booked.push_back(transfer);
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
        booked.push_back(transfer);
    }
    return booked;
}

void find_transfers(const ChainJob& job, const store::Cursor& cursor, std::vector<BalanceHit>& hits)
{
    if (!hits.empty()) {
        ChangeTransfers{job, cursor, hits}.run();
    }
}

} // namespace ctrip::job
