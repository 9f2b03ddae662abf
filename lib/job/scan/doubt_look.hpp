// SPDX-License-Identifier: MIT
// Looks again at blocks whose logs no node has shown, books what is shown, and ends their doubts.
#pragma once

#include "job/scan/token_check.hpp"
#include "job/scan/transfer_booker.hpp"
#include "job/scan/unissued_watch.hpp"
#include "job/shared/chain_job.hpp"
#include "store/chain_store.hpp"
#include "store/doubt_store.hpp"
#include "store/status_writer.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace ctrip::job {

/// What a reading did not show, as it is stored.
[[nodiscard]] std::vector<store::DoubtedBlock>
to_doubted(std::span<const rpc::WithheldBlock> withheld);

class DoubtLook
{
public:
    /// All must outlive it.
    DoubtLook(const ChainJob& job, store::StatusWriter& statuses, TokenCheck& tokens,
              UnissuedWatch& unissued, TransferBooker& booker);

    /// Looks at most at 128 blocks, those of doubts that were looked at longest ago. From the third
    /// run on, a warning says which blocks are doubted, since when, and what to do. Returns the
    /// number of newly booked transfers. `head`: for the confirmations in messages.
    std::uint64_t run(const store::Cursor& cursor, evm::BlockNumber head);
    /// Looks at all doubted blocks of [from, to].
    std::uint64_t look_over(const store::Cursor& cursor, evm::BlockNumber head,
                            evm::BlockNumber from, evm::BlockNumber to);

private:
    [[nodiscard]] std::uint64_t look(const store::Doubt& doubt, evm::BlockNumber from,
                                     evm::BlockNumber to);
    [[nodiscard]] rpc::BlockRange ask(const store::Doubt& doubt, evm::BlockNumber from,
                                      evm::BlockNumber to);
    void warn();

    const ChainJob& m_job;
    store::StatusWriter& m_statuses;
    TokenCheck& m_tokens;
    UnissuedWatch& m_unissued;
    TransferBooker& m_booker;
    store::ChainStore m_chains;
    store::DoubtStore m_doubts;
    store::Cursor m_cursor;
    evm::BlockNumber m_head = 0;
};

} // namespace ctrip::job
