// SPDX-License-Identifier: MIT
#include "job/confirm/expiry.hpp"

#include "job/confirm/expiry_check.hpp"
#include "store/chain_store.hpp"
#include "store/sweep_queue.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace ctrip::job {

namespace {

constexpr std::size_t kOverduePage = 200;
constexpr int kOverduePagesMax = 100'000;

/// Up to when the events of the chain's blocks are known. A payment that events pay expires once
/// the blocks up to its deadline were read when they were as deep as the confirmations: scan reads
/// them a second time then. A node is asked for that block's time only where a deadline has passed.
store::EventTimes event_times(const ChainJob& job)
{
    const config::Chain& chain = job.chain;
    store::ChainStore chains{job.database, job.clock};
    const bool logs_are_read =
        chain.native_logs != config::NativeLogs::off &&
        (chain.native_logs == config::NativeLogs::on || chains.native_logs(chain.chain_id).after);
    store::EventTimes times{.deep_s = 0,
                            .pay_native = chain.native.contract.has_value() || logs_are_read};
    const auto state = chains.find(chain.chain_id);
    const std::uint64_t depth = chain.confirmations.steps.back().depth;
    if (!state || !state->cursor || state->cursor->block + 1 < depth) {
        return times;
    }
    const store::Cursor& cursor = *state->cursor;
    const auto overdue =
        store::PaymentDeadlines{job.database}.overdue(chain.chain_id, cursor.time_s, 1);
    if (depth <= 1 || overdue.empty()) {
        times.deep_s = cursor.time_s;
    } else if (const auto header = job.client.header(cursor.block + 1 - depth)) {
        times.deep_s = std::min(header->timestamp_s, cursor.time_s);
    }
    return times;
}

class Expiry
{
public:
    Expiry(const ChainJob& job, QuorumCheck& quorum, store::StatusWriter& statuses,
           evm::BlockNumber head)
        : m_job(job), m_quorum(quorum), m_statuses(statuses), m_head(head),
          m_deadlines(job.database), m_sweep_queue(job.database), m_chains(job.database, job.clock)
    {
    }

    std::vector<payment::Event> run();

private:
    [[nodiscard]] std::vector<std::string> overdue(const store::Cursor& cursor);
    [[nodiscard]] bool expire_some();
    [[nodiscard]] bool expire_agreed();

    const ChainJob& m_job;
    QuorumCheck& m_quorum;
    store::StatusWriter& m_statuses;
    evm::BlockNumber m_head;
    store::PaymentDeadlines m_deadlines;
    store::SweepQueue m_sweep_queue;
    store::ChainStore m_chains;
    store::EventTimes m_event_times;
    /// Ids of overdue payments that the quorum lets expire, by the cursor's block. None: it is not
    /// asked.
    std::optional<std::set<std::string>> m_cleared;
    evm::BlockHash m_cleared_at;
    std::set<std::string> m_not_expiring; ///< Ids of overdue payments that the quorum holds back.
    std::vector<payment::Event> m_events;
};

std::vector<payment::Event> Expiry::run()
{
    m_event_times = event_times(m_job);
    for (int i = 0; i < kOverduePagesMax && expire_some(); ++i) {
    }
    return std::move(m_events);
}

/// Overdue payments that are not held back already. Where native transfers are found by balances, a
/// payment expires only after its balance was read at a block after the deadline.
std::vector<std::string> Expiry::overdue(const store::Cursor& cursor)
{
    std::vector<std::string> ids = m_deadlines.overdue(m_job.chain.chain_id, cursor.time_s,
                                                       kOverduePage + m_not_expiring.size(),
                                                       native_money(m_job.chain), m_event_times);
    std::erase_if(ids, [this](const std::string& id) { return m_not_expiring.contains(id); });
    return ids;
}

/// False where nothing is left to expire.
bool Expiry::expire_some()
{
    if (!m_quorum.is_needed()) {
        return expire_agreed();
    }
    const std::optional<store::Cursor> cursor = m_chains.find(m_job.chain.chain_id)->cursor;
    const std::vector<std::string> ids = cursor ? overdue(*cursor) : std::vector<std::string>{};
    if (ids.empty()) {
        return false;
    }
    const auto cleared = may_expire(m_job, m_quorum, *cursor, ids);
    if (!cleared) {
        return false;
    }
    for (const std::string& id : ids) {
        if (!cleared->contains(id)) {
            m_not_expiring.insert(id);
        }
    }
    m_cleared = cleared;
    m_cleared_at = cursor->hash;
    static_cast<void>(expire_agreed());
    return ids.size() >= kOverduePage;
}

bool Expiry::expire_agreed()
{
    const std::size_t before = m_events.size();
    return store::retry_conflicts([&] {
        m_events.resize(before);
        store::DbTransaction transaction{m_job.database};
        // The chain's row is locked: a scan that follows a reorg may rewind the cursor at any time.
        m_chains.hold(m_job.chain.chain_id);
        const std::optional<store::Cursor> cursor = m_chains.find(m_job.chain.chain_id)->cursor;
        if (!cursor || (m_cleared && cursor->hash != m_cleared_at)) {
            return false;
        }
        const std::vector<std::string> ids = overdue(*cursor);
        for (const std::string& id : ids) {
            if (!m_cleared || m_cleared->contains(id)) {
                m_deadlines.set_read(id);
                const auto events = m_statuses.reassess(id, m_head);
                m_events.insert(m_events.end(), events.begin(), events.end());
                m_sweep_queue.mark(id);
            }
        }
        transaction.commit();
        return ids.size() == kOverduePage;
    });
}

} // namespace

store::NativeMoney native_money(const config::Chain& chain) noexcept
{
    switch (chain.internal_transfers) {
    case config::InternalTransfers::auto_:
    case config::InternalTransfers::balances:
        return store::NativeMoney::asked_for;
    case config::InternalTransfers::traces:
    case config::InternalTransfers::off:
        break;
    }
    return store::NativeMoney::in_blocks;
}

std::vector<payment::Event> expire_overdue(const ChainJob& job, QuorumCheck& quorum,
                                           store::StatusWriter& statuses, evm::BlockNumber head)
{
    return Expiry{job, quorum, statuses, head}.run();
}

} // namespace ctrip::job
