// SPDX-License-Identifier: MIT
// Reads the events of blocks a second time by calls of their own, see second_look.hpp.
#pragma once

#include "job/scan/second_look.hpp"
#include "job/scan/transfer_booker.hpp"
#include "job/shared/chain_job.hpp"
#include "store/chain_store.hpp"
#include "store/doubt_store.hpp"
#include "store/status_writer.hpp"

#include <cstdint>
#include <string>

namespace ctrip::job {

class SecondReading
{
public:
    /// All must outlive it.
    SecondReading(const ChainJob& job, store::StatusWriter& statuses, TransferBooker& booker);

    /// Books what is new and stores how far it went, each range in one DbTransaction. Blocks that
    /// the nodes do not show a second time are doubted, so that the chain is read on and later runs
    /// look again. Returns the number of newly booked transfers. `options`: as for the new blocks.
    /// `head`: for the confirmations in messages.
    std::uint64_t read(const SecondLook& look, const rpc::ReadOptions& options,
                       const store::Cursor& cursor, evm::BlockNumber head);

private:
    [[nodiscard]] std::uint64_t book(const rpc::BlockRange& range, evm::BlockNumber head);
    void doubt(evm::BlockNumber from, evm::BlockNumber to, const store::Cursor& cursor,
               const std::string& reason);

    const ChainJob& m_job;
    store::StatusWriter& m_statuses;
    TransferBooker& m_booker;
    store::ChainStore m_chains;
    store::DoubtStore m_doubts;
};

} // namespace ctrip::job
