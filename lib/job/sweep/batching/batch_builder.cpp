// SPDX-License-Identifier: MIT
#include "job/sweep/batching/batch_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace ctrip::job {

namespace {

using Candidates = std::vector<BatchCandidate>;

Candidates part_of(Candidates& candidates, std::size_t first, std::size_t end)
{
    const auto begin = candidates.begin();
    return {std::make_move_iterator(begin + static_cast<std::ptrdiff_t>(first)),
            std::make_move_iterator(begin + static_cast<std::ptrdiff_t>(end))};
}

class BatchBuilder
{
public:
    BatchBuilder(SweepContext& context, const DraftOf& draft_of, Batches& result)
        : m_context(context), m_draft_of(draft_of), m_result(result)
    {
    }

    void build(Candidates&& members);

private:
    [[nodiscard]] std::string why_too_big(const TxDraft& draft, const BatchGas& gas) const;

    SweepContext& m_context;
    const DraftOf& m_draft_of;
    Batches& m_result;
};

void BatchBuilder::build(Candidates&& members)
{
    if (members.empty()) {
        return;
    }
    BatchDraft made = m_draft_of(members);
    const std::array calls{made.draft.as_call()};
    const ChainLimits& limits = m_context.limits;
    const rpc::EstimateOutcome estimate = m_context.job.client.try_estimates(calls).front();
    const BatchGas gas = batch_gas(limits.needed_gas(estimate.gas.value_or(0)), made.reserve);
    if (estimate.gas && why_too_big(made.draft, gas).empty()) {
        made.draft.gas = gas.limit;
        m_result.batches.push_back({.draft = std::move(made.draft),
                                    .members = std::move(members),
                                    .gas_spent = gas.spent});
        return;
    }
    if (members.size() == 1) {
        m_result.left_out.push_back(
            {std::move(members.front()),
             estimate.gas ? why_too_big(made.draft, gas)
                          : fmt::format("the node refuses its sweep: {}", estimate.error)});
        return;
    }
    const std::size_t middle = members.size() / 2;
    build(part_of(members, 0, middle));
    build(part_of(members, middle, members.size()));
}

/// For one transaction; empty where it is not.
std::string BatchBuilder::why_too_big(const TxDraft& draft, const BatchGas& gas) const
{
    const ChainLimits& limits = m_context.limits;
    const std::uint64_t gas_max = limits.gas_max(m_context.head.gas_limit);
    if (gas.limit > gas_max) {
        return fmt::format("a batch of it alone needs {} gas, more than the chain allows a "
                           "transaction ({})",
                           gas.limit, gas_max);
    }
    const std::optional<evm::Amount>& fee_max = limits.fee_max();
    if (fee_max && evm::Amount{gas.limit} * draft.price.max_fee > *fee_max) {
        return "a batch of it alone may cost more than the node takes (geth: --rpc.txfeecap); ask "
               "another node";
    }
    const std::size_t size =
        evm::encode_with_placeholder(to_tx(draft, m_context.job.chain.chain_id, 0)).size();
    // A nonce and numbers that are set later may take a few bytes more.
    constexpr std::size_t spare = 16;
    if (limits.size_max() < size + spare) {
        return fmt::format("a batch of it alone has {} bytes, more than the node takes ({}); ask "
                           "another node",
                           size, limits.size_max());
    }
    return {};
}

} // namespace

void build_batches(SweepContext& context, Candidates&& candidates, const DraftOf& draft_of,
                   Batches& result)
{
    BatchBuilder builder{context, draft_of, result};
    const std::size_t batch_max = context.job.config.sweeping.batch_max;
    for (std::size_t first = 0; first < candidates.size(); first += batch_max) {
        builder.build(part_of(candidates, first, std::min(candidates.size(), first + batch_max)));
    }
}

Sweepers read_sweepers(SweepContext& context)
{
    const evm::Address& treasury = context.keys.treasury;
    std::vector<evm::Address> addresses;
    addresses.reserve(evm::kSweeperVersions.size() + 1);
    for (const evm::SweeperVersion version : evm::kSweeperVersions) {
        addresses.push_back(evm::sweeper_address(treasury, version));
    }
    addresses.push_back(treasury);
    const std::vector<rpc::Account> accounts = context.job.client.accounts(addresses);
    Sweepers sweepers;
    for (std::size_t i = 0; i < evm::kSweeperVersions.size(); ++i) {
        const evm::SweeperVersion version = evm::kSweeperVersions.at(i);
        sweepers.known.push_back(
            {.version = version,
             .address = addresses[i],
             .is_there = accounts[i].code == evm::sweeper_runtime(treasury, version)});
    }
    const rpc::Account& receiver = accounts.back();
    const bool is_new = receiver.nonce == 0 && receiver.balance.is_zero() && receiver.code.empty();
    sweepers.margin = is_new ? evm::kNewAccountMargin : evm::kSweeperMargin;
    return sweepers;
}

} // namespace ctrip::job
