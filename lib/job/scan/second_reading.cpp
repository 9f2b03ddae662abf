// SPDX-License-Identifier: MIT
#include "job/scan/second_reading.hpp"

#include "base/error.hpp"
#include "job/scan/verified_amount.hpp"
#include "job/shared/one_currency.hpp"
#include "job/shared/reverted.hpp"

#include <vector>

namespace ctrip::job {

namespace {

constexpr std::uint64_t kBlocksPerSecondRange = 1'000;

} // namespace

SecondReading::SecondReading(const ChainJob& job, store::StatusWriter& statuses,
                             TransferBooker& booker)
    : m_job(job), m_statuses(statuses), m_booker(booker), m_chains(job.database, job.clock),
      m_doubts(job.database, job.clock)
{
}

std::uint64_t SecondReading::read(const SecondLook& look, const rpc::ReadOptions& options,
                                  const store::Cursor& cursor, evm::BlockNumber head)
{
    rpc::ReadOptions again = options;
    again.native = false;
    again.look = rpc::Look::second;
    std::uint64_t booked = 0;
    evm::BlockNumber done = look.from - 1;
    std::string reason = "the nodes did not show all of them a second time";
    try {
        m_job.client.read_blocks(look.from, look.to, kBlocksPerSecondRange, again,
                                 [&](const rpc::BlockRange& range) {
                                     booked += book(range, head);
                                     done = range.last.number;
                                     return true;
                                 });
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::unavailable) {
            throw;
        }
        reason = error.what();
    }
    if (done < look.to) {
        doubt(done + 1, look.to, cursor, reason);
    }
    return booked;
}

std::uint64_t SecondReading::book(const rpc::BlockRange& range, evm::BlockNumber head)
{
    const std::vector<evm::Transfer> transfers = in_one_currency(
        m_job.chain,
        without_own_contract(m_job.chain, with_verified_balances(m_job, range).transfers,
                             range.last.number + 1));
    std::uint64_t booked = 0;
    store::retry_conflicts([&] {
        static_cast<void>(m_statuses.take_reverted());
        store::DbTransaction transaction{m_job.database};
        m_chains.hold(m_job.chain.chain_id);
        booked = m_booker.book(transfers, head);
        m_chains.set_second_block(m_job.chain.chain_id, range.last.number);
        transaction.commit();
    });
    log_reverted(m_job, m_statuses);
    return booked;
}

void SecondReading::doubt(evm::BlockNumber from, evm::BlockNumber to, const store::Cursor& cursor,
                          const std::string& reason)
{
    const auto before = m_chains.checkpoints(m_job.chain.chain_id, 1, from);
    store::retry_conflicts([&] {
        store::DbTransaction transaction{m_job.database};
        m_chains.hold(m_job.chain.chain_id);
        m_doubts.add(m_job.chain.chain_id,
                     {.from = from,
                      .to = to,
                      .from_time_s = before.empty() ? 0 : before.front().time_s,
                      .to_time_s = cursor.time_s,
                      .reason = reason});
        m_chains.set_second_block(m_job.chain.chain_id, to);
        transaction.commit();
    });
}

} // namespace ctrip::job
