// SPDX-License-Identifier: MIT
#include "job/scan/reread.hpp"

#include "base/error.hpp"
#include "job/scan/balance_check.hpp"
#include "job/scan/doubt_look.hpp"
#include "job/scan/traced_transfers.hpp"
#include "job/scan/transfer_booker.hpp"
#include "job/scan/verified_amount.hpp"
#include "job/scan/watched.hpp"
#include "job/shared/one_currency.hpp"
#include "job/shared/reverted.hpp"
#include "job/shared/status_log.hpp"
#include "payment/ledger.hpp"
#include "store/balance_store.hpp"
#include "store/chain_store.hpp"
#include "store/doubt_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ctrip::job {

namespace {

constexpr std::uint64_t kBlocksPerRange = 100;

class Reread
{
public:
    Reread(const ChainJob& job, const ScanOptions& options)
        : m_job(job), m_options(options),
          m_statuses(job.database, job.clock, log_changes(job.log, job.chain.name)),
          m_chains(job.database, job.clock), m_balances(job.database),
          m_unissued(job, options.find_account), m_tokens(job),
          m_booker(job, m_statuses, m_tokens, m_unissued), m_doubts(job.database, job.clock),
          m_doubt_look(job, m_statuses, m_tokens, m_unissued, m_booker)
    {
    }

    [[nodiscard]] ScanReport blocks(const BlockSpan& span);
    [[nodiscard]] std::optional<ScanReport> tx(const evm::TxHash& hash);

private:
    void require_cursor();
    void require_read(evm::BlockNumber block) const;
    [[nodiscard]] rpc::ReadOptions read_options(base::UnixSeconds since_s);
    void read(evm::BlockNumber from, evm::BlockNumber to);
    void book(const rpc::BlockRange& range);
    void settle_doubts(const rpc::BlockRange& range);
    void book_internal(evm::BlockNumber block);
    void book_receipt(const rpc::Receipt& receipt);

    const ChainJob& m_job;
    const ScanOptions& m_options;
    store::StatusWriter m_statuses;
    store::ChainStore m_chains;
    store::BalanceStore m_balances;
    UnissuedWatch m_unissued;
    TokenCheck m_tokens;
    TransferBooker m_booker;
    store::DoubtStore m_doubts;
    DoubtLook m_doubt_look;
    store::Cursor m_cursor;
    evm::BlockNumber m_head = 0;
    std::optional<evm::TxHash> m_only; ///< Only what this transaction paid.
    ScanReport m_report;
};

/// Blocks are read again on the branch that was read before: else `scan` has to follow it first.
void Reread::require_cursor()
{
    m_job.client.check_chain_id();
    m_head = m_job.client.head().number;
    const std::optional<store::ChainState> state = m_chains.find(m_job.chain.chain_id);
    if (!state || !state->cursor) {
        throw Error{
            ErrorKind::request,
            fmt::format("chain '{}' was never scanned; run 'ctrip scan' first", m_job.chain.name)};
    }
    m_cursor = *state->cursor;
    m_report.to = m_cursor.block;
    const auto header = m_job.client.header(m_cursor.block);
    if (!header || header->hash != m_cursor.hash) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("chain '{}': the node does not show block {} as it was read; run "
                                "'ctrip scan' first",
                                m_job.chain.name, m_cursor.block)};
    }
    m_tokens.prepare();
    m_report.token_differences = m_tokens.differences();
}

void Reread::require_read(evm::BlockNumber block) const
{
    if (block > m_cursor.block) {
        throw Error{ErrorKind::request,
                    fmt::format("chain '{}': block {} was not read yet, the last one is {}; 'ctrip "
                                "scan' reads it",
                                m_job.chain.name, block, m_cursor.block)};
    }
}

rpc::ReadOptions Reread::read_options(base::UnixSeconds since_s)
{
    rpc::ReadOptions options = watched_at(m_job, m_tokens, m_unissued, since_s);
    options.native = true;
    return options;
}

void Reread::read(evm::BlockNumber from, evm::BlockNumber to)
{
    const auto first = m_job.client.header(from);
    if (!first) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("chain '{}': no node shows block {}", m_job.chain.name, from)};
    }
    rpc::ReadOptions options = read_options(first->timestamp_s);
    options.look = rpc::Look::doubted;
    m_report.from = from;
    m_job.client.read_blocks(from, to, kBlocksPerRange, options, [&](const rpc::BlockRange& range) {
        const rpc::BlockRange verified = with_verified_balances(m_job, range);
        rpc::BlockRange whole = with_traced_transfers(m_job, verified, options.may_be_ours);
        whole.transfers = in_one_currency(m_job.chain, std::move(whole.transfers));
        book(whole);
        m_report.blocks += range.last.number - range.first.number + 1;
        if (m_options.on_progress) {
            m_options.on_progress({.blocks_done = m_report.blocks, .blocks_total = to - from + 1});
        }
        return true;
    });
    if (m_report.blocks != to - from + 1) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("chain '{}': {} of {} blocks were read; run again",
                                m_job.chain.name, m_report.blocks, to - from + 1)};
    }
    // What this node did not show, others may; and of a doubted block all is booked, not only what
    // one transaction paid.
    m_report.transfers += m_doubt_look.look_over(m_cursor, m_head, from, to);
}

/// A block that says nothing of its events is only doubted where it was before.
void Reread::settle_doubts(const rpc::BlockRange& range)
{
    const evm::ChainId chain_id = m_job.chain.chain_id;
    m_doubts.settle(chain_id, range.first.number, range.last.number, to_doubted(range.withheld));
    std::vector<rpc::WithheldBlock> claimed = range.withheld;
    std::erase_if(claimed, [](const rpc::WithheldBlock& block) {
        return !block.is_claimed && !block.hides_transactions;
    });
    m_doubts.add(chain_id, to_doubted(claimed));
}

void Reread::book(const rpc::BlockRange& range)
{
    std::vector<evm::Transfer> wanted = range.transfers;
    if (m_only) {
        std::erase_if(wanted, [&](const auto& transfer) { return transfer.tx_hash != *m_only; });
    }
    const std::uint64_t before = m_report.transfers;
    store::retry_conflicts([&] {
        m_report.transfers = before;
        store::DbTransaction transaction{m_job.database};
        m_chains.hold(m_job.chain.chain_id);
        const auto cursor = m_chains.find(m_job.chain.chain_id)->cursor;
        if (!cursor || cursor->hash != m_cursor.hash) {
            throw Error{ErrorKind::unavailable,
                        fmt::format("chain '{}': another run moved the cursor; run again",
                                    m_job.chain.name)};
        }
        const std::uint64_t booked = m_booker.book(wanted, m_head);
        for (const evm::Transfer& transfer : wanted) {
            // Money whose age was unknown is a payer's once its transaction is named.
            if (m_only && booked > 0 && !transfer.token) {
                m_balances.lower_base_line(m_job.chain.chain_id, transfer.to, transfer.amount);
            }
        }
        m_report.transfers += booked;
        if (!m_only) {
            settle_doubts(range);
        }
        transaction.commit();
    });
    log_reverted(m_job, m_statuses);
}

ScanReport Reread::blocks(const BlockSpan& span)
{
    require_cursor();
    const evm::BlockNumber to = span.to.value_or(m_cursor.block);
    require_read(std::max(span.from, to));
    if (span.from > to) {
        throw Error{ErrorKind::request, fmt::format("--from {} is after --to {}", span.from, to)};
    }
    read(span.from, to);
    const auto first = m_job.client.header(span.from);
    const auto last = m_job.client.header(to);
    if (first && last) {
        // A payment may have been made, by a clock ahead of the chain's, after the block that paid.
        m_balances.ask_again(m_job.chain.chain_id, first->timestamp_s,
                             last->timestamp_s + payment::kClockSkew_s);
        QuorumCheck quorum{m_job.client, m_job.chain, m_job.log};
        m_report.transfers += check_balances(m_job, m_head, quorum).transfers;
        quorum.finish();
    }
    return m_report;
}

/// What a contract paid in the transaction, where a node traces its block.
void Reread::book_internal(evm::BlockNumber block)
{
    const rpc::ReadOptions options = read_options(0);
    if (const auto traced = m_job.client.internal_transfers(block, block, options.may_be_ours)) {
        book({.first = {}, .last = {}, .transfers = traced->transfers});
    }
}

/// What its receipt says, where no node shows the logs of its block.
void Reread::book_receipt(const rpc::Receipt& receipt)
{
    const auto header = m_job.client.header(receipt.block_number);
    if (!receipt.succeeded || !header || header->hash != receipt.block_hash ||
        m_job.chain.native.contract) {
        return;
    }
    const rpc::ReadOptions options = read_options(header->timestamp_s);
    rpc::BlockRange range{.first = *header, .last = *header, .transfers = {}};
    for (evm::Transfer transfer : receipt.token_transfers) {
        const bool is_wanted = std::find(options.tokens.begin(), options.tokens.end(),
                                         transfer.token) != options.tokens.end();
        if (is_wanted && options.may_be_ours(transfer.to)) {
            transfer.block_number = header->number;
            transfer.block_hash = header->hash;
            transfer.block_time_s = header->timestamp_s;
            range.transfers.push_back(transfer);
        }
    }
    book(with_verified_balances(m_job, range));
}

std::optional<ScanReport> Reread::tx(const evm::TxHash& hash)
{
    require_cursor();
    const auto receipt = m_job.client.receipts({&hash, 1}).front();
    if (!receipt) {
        return std::nullopt;
    }
    require_read(receipt->block_number);
    m_only = hash;
    read(receipt->block_number, receipt->block_number);
    if (m_report.transfers == 0) {
        book_receipt(*receipt);
    }
    if (m_report.transfers == 0) {
        book_internal(receipt->block_number);
    }
    return m_report;
}

} // namespace

ScanReport reread_blocks(const ChainJob& job, const ScanOptions& options, const BlockSpan& span)
{
    return Reread{job, options}.blocks(span);
}

std::optional<ScanReport> reread_tx(const ChainJob& job, const ScanOptions& options,
                                    const evm::TxHash& hash)
{
    return Reread{job, options}.tx(hash);
}

} // namespace ctrip::job
