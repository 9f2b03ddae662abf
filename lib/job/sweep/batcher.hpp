// SPDX-License-Identifier: MIT
// Batched sweeping (EIP-7702): deposits that run the Sweeper's code are swept by one transaction of
// the sponsor. Decides which deposits can be, and what a batch costs by the node's own answers.
#pragma once

#include "job/sweep/batch.hpp"
#include "job/sweep/context.hpp"
#include "job/sweep/sender.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ctrip::job {

/// Who signs for the deposits.
enum class DepositKeys : std::uint8_t
{
    here,      ///< This host.
    elsewhere, ///< A host without network, later: what it is to sign is written out.
    nobody,    ///< Only authorizations that were signed before can be used.
};

struct Batch
{
    TxDraft draft;
    std::vector<BatchCandidate> members;
    std::uint64_t gas_spent = 0; ///< What it will use, as far as the node's estimate tells.
};

/// A deposit that can't be in a batch, and why.
struct LeftOut
{
    BatchCandidate candidate;
    std::string reason;
};

struct Batches
{
    std::vector<Batch> batches;
    std::vector<LeftOut> left_out;
};

class SweepBatcher
{
public:
    SweepBatcher(SweepContext& context, const GasPrice& price, DepositKeys deposit_keys);

    /// Why no deposit of this chain can be swept in a batch; empty where they can.
    [[nodiscard]] const std::string& why_not() const noexcept { return m_why_not; }

    /// Of candidates of one token. Every one of them is in a batch or left out.
    [[nodiscard]] Batches make(std::vector<BatchCandidate>&& candidates);

private:
    void check_chain();
    [[nodiscard]] std::string
    authorize(BatchCandidate& candidate, const rpc::Account& account,
              const std::vector<store::SweepPlanStore::Authorization>& stored) const;
    void keep_authorized(std::vector<BatchCandidate>& candidates, Batches& result);
    void keep_moving(std::vector<BatchCandidate>& candidates, Batches& result);
    void build(std::vector<BatchCandidate>&& members, Batches& result);

    SweepContext& m_context;
    GasPrice m_price;
    DepositKeys m_deposit_keys;
    evm::Address m_sweeper;
    std::string m_why_not;
};

} // namespace ctrip::job
