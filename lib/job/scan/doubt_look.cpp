// SPDX-License-Identifier: MIT
#include "job/scan/doubt_look.hpp"

#include "base/error.hpp"
#include "job/scan/native_logs.hpp"
#include "job/scan/verified_amount.hpp"
#include "job/scan/watched.hpp"
#include "job/shared/one_currency.hpp"
#include "job/shared/reverted.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ctrip::job {

namespace {

constexpr std::size_t kDoubtsPerRun = 16;
constexpr std::uint64_t kBlocksPerRun = 128;
constexpr std::uint64_t kBlocksPerDoubt = rpc::kDoubtedBlocksMax;

} // namespace

std::vector<store::DoubtedBlock> to_doubted(std::span<const rpc::WithheldBlock> withheld)
{
    std::vector<store::DoubtedBlock> blocks;
    blocks.reserve(withheld.size());
    for (const rpc::WithheldBlock& block : withheld) {
        blocks.push_back({.number = block.number,
                          .time_s = block.timestamp_s,
                          .reason = block.why,
                          .transactions = block.hides_transactions});
    }
    return blocks;
}

DoubtLook::DoubtLook(const ChainJob& job, store::StatusWriter& statuses, TokenCheck& tokens,
                     UnissuedWatch& unissued, TransferBooker& booker)
    : m_job(job), m_statuses(statuses), m_tokens(tokens), m_unissued(unissued), m_booker(booker),
      m_chains(job.database, job.clock), m_doubts(job.database, job.clock)
{
}

std::uint64_t DoubtLook::run(const store::Cursor& cursor, evm::BlockNumber head)
{
    m_cursor = cursor;
    m_head = head;
    const std::vector<store::Doubt> due = m_doubts.due(m_job.chain.chain_id, kDoubtsPerRun);
    std::uint64_t booked = 0;
    std::uint64_t left = kBlocksPerRun;
    for (const store::Doubt& doubt : due) {
        const std::uint64_t blocks = std::min({left, kBlocksPerDoubt, doubt.to - doubt.next + 1});
        if (blocks > 0) {
            booked += look(doubt, doubt.next, doubt.next + blocks - 1);
            left -= blocks;
        }
    }
    if (!due.empty()) {
        warn();
    }
    return booked;
}

std::uint64_t DoubtLook::look_over(const store::Cursor& cursor, evm::BlockNumber head,
                                   evm::BlockNumber from, evm::BlockNumber to)
{
    m_cursor = cursor;
    m_head = head;
    std::uint64_t booked = 0;
    for (const store::Doubt& doubt : m_doubts.within(m_job.chain.chain_id, from, to)) {
        const evm::BlockNumber last = std::min(doubt.to, to);
        for (evm::BlockNumber next = std::max(doubt.from, from); next <= last;
             next += kBlocksPerDoubt) {
            booked += look(doubt, next, std::min(last, next + kBlocksPerDoubt - 1));
        }
    }
    return booked;
}

/// Where no node answers, all of them stay doubted.
rpc::BlockRange DoubtLook::ask(const store::Doubt& doubt, evm::BlockNumber from,
                               evm::BlockNumber to)
{
    rpc::ReadOptions options = watched_at(m_job, m_tokens, m_unissued, doubt.from_time_s);
    options.look = rpc::Look::doubted;
    // The events of a native currency's contract are told apart by the transactions.
    options.native = doubt.transactions || m_job.chain.native.contract.has_value();
    if (NativeLogs{m_job}.are_read()) {
        options.tokens.push_back(evm::kNativeLogAddress);
    }
    rpc::BlockRange range;
    if (options.tokens.empty() && !options.native) {
        return range; // No payment could be paid by an event any more.
    }
    try {
        range = m_job.client.read_doubted({.number = m_cursor.block, .hash = m_cursor.hash}, from,
                                          to, options);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::unavailable) {
            throw;
        }
        for (evm::BlockNumber number = from; number <= to; ++number) {
            range.withheld.push_back({.number = number, .why = {}});
        }
    }
    range.last = {.number = m_cursor.block, .hash = m_cursor.hash}; // For the state of balances.
    return range;
}

std::uint64_t DoubtLook::look(const store::Doubt& doubt, evm::BlockNumber from, evm::BlockNumber to)
{
    const rpc::BlockRange range = ask(doubt, from, to);
    const std::vector<evm::Transfer> transfers =
        in_one_currency(m_job.chain, with_verified_balances(m_job, range).transfers);
    std::uint64_t booked = 0;
    store::retry_conflicts([&] {
        booked = 0;
        static_cast<void>(m_statuses.take_reverted());
        store::DbTransaction transaction{m_job.database};
        m_chains.hold(m_job.chain.chain_id);
        const auto cursor = m_chains.find(m_job.chain.chain_id)->cursor;
        if (!cursor || cursor->hash != m_cursor.hash) {
            return; // Another run moved the cursor, and may have followed a reorg.
        }
        booked = m_booker.book(transfers, m_head);
        m_doubts.settle(m_job.chain.chain_id, from, to, to_doubted(range.withheld));
        transaction.commit();
    });
    log_reverted(m_job, m_statuses);
    return booked;
}

void DoubtLook::warn()
{
    const auto summary = m_doubts.summary(m_job.chain.chain_id);
    if (!summary || summary->looks < store::kLooksToWarn) {
        return;
    }
    m_job.log.warning(
        fmt::format("no node shows {} of {}, and payments that may have been paid there do "
                    "not expire; add another node to rpc_urls, or run 'ctrip scan --chain {} "
                    "--from {} --to {}' when a node has them",
                    store::hidden_text(summary->transactions), store::to_text(*summary),
                    m_job.chain.name, summary->first, summary->last),
        {{"event", "chain.doubt"},
         {"chain", m_job.chain.name},
         {"since", base::to_rfc3339(summary->since_s)},
         {"reason", summary->reason}});
}

} // namespace ctrip::job
