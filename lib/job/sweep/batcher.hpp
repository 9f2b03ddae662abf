// SPDX-License-Identifier: MIT
// Batched sweeping (EIP-7702): deposits that run the Sweeper's code are swept by one transaction of
// the sponsor. Finds out by calls to the node which deposits can be, and what a batch costs.
#pragma once

#include "job/sweep/batch.hpp"
#include "job/sweep/context.hpp"
#include "job/sweep/sender.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ctrip::job {

/// Where the deposits' transactions are signed.
enum class DepositKeys : std::uint8_t
{
    here,      ///< On this host.
    elsewhere, ///< Later, on a host without network: transactions are exported for it.
    none,      ///< Nowhere: only authorizations that were signed before can be used.
};

struct Batch
{
    TxDraft draft;
    std::vector<BatchCandidate> members;
    std::uint64_t gas_spent = 0; ///< Expected gas used, by the node's estimate.
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

    /// The candidates are of one token. Each of them is in a batch or left out.
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
