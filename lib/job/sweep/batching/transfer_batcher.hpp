// SPDX-License-Identifier: MIT
// Batched sweeping by EIP-3009: deposits sign transfers of their token to the treasury, and one
// transaction of the sponsor carries many of them. No deposit is delegated, and no account is
// created.
#pragma once

#include "job/sweep/batching/batch_builder.hpp"
#include "job/sweep/batching/transfer_domains.hpp"

#include <string>
#include <vector>

namespace ctrip::job {

class TransferBatcher
{
public:
    TransferBatcher(SweepContext& context, const GasPrice& price, DepositKeys deposit_keys,
                    const Sweepers& sweepers);

    /// Whether this token's deposits can be swept this way from this host.
    [[nodiscard]] bool can(const evm::Address& token);
    /// The candidates are of one token for which can() is true. Each of them is in a batch or left
    /// out.
    [[nodiscard]] Batches make(std::vector<BatchCandidate>&& candidates);

private:
    void keep_signed(std::vector<BatchCandidate>& candidates, const evm::Word& domain,
                     Batches& result);
    void keep_accepted(std::vector<BatchCandidate>& candidates, Batches& result);
    [[nodiscard]] std::vector<std::optional<evm::Word>>
    free_nonces(const std::vector<BatchCandidate>& candidates);
    [[nodiscard]] BatchDraft draft_of(std::span<const BatchCandidate> members) const;

    SweepContext& m_context;
    GasPrice m_price;
    bool m_can = false;
    evm::Address m_sweeper;
    TransferDomains m_domains;
};

} // namespace ctrip::job
