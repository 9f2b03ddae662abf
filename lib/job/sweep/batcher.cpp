// SPDX-License-Identifier: MIT
#include "job/sweep/batcher.hpp"

#include "evm/abi.hpp"
#include "evm/sweeper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace ctrip::job {

namespace {

using evm::Address;

/// Moves the candidates for which `reason_of` gives a reason to `result.left_out`.
template <typename ReasonOf>
void leave_out(std::vector<BatchCandidate>& candidates, Batches& result, const ReasonOf& reason_of)
{
    std::vector<BatchCandidate> kept;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        std::string reason = reason_of(candidates[i], i);
        if (reason.empty()) {
            kept.push_back(std::move(candidates[i]));
        } else {
            result.left_out.push_back({std::move(candidates[i]), std::move(reason)});
        }
    }
    candidates = std::move(kept);
}

} // namespace

SweepBatcher::SweepBatcher(SweepContext& context, const GasPrice& price, DepositKeys deposit_keys)
    : m_context(context), m_price(price), m_deposit_keys(deposit_keys),
      m_sweeper(evm::sweeper_address(context.keys.treasury))
{
    check_chain();
}

void SweepBatcher::check_chain()
{
    const ChainJob& job = m_context.job;
    if (m_context.keys.sponsor == nullptr) {
        m_why_not = "no sponsor key is configured (sweeping.sponsor_key_file)";
        return;
    }
    if (!m_price.base_fee) {
        m_why_not = "the chain has no fees by EIP-1559, and so no EIP-7702";
        return;
    }
    const std::array sweeper{m_sweeper};
    const rpc::Account account = job.client.accounts(sweeper).front();
    if (account.code != evm::sweeper_runtime(m_context.keys.treasury)) {
        m_why_not = account.code.empty()
                        ? fmt::format("the Sweeper is not on this chain; 'ctrip sweep deploy "
                                      "--chain {}' puts it there",
                                      job.chain.name)
                        : fmt::format("at {} there is other code than the Sweeper's",
                                      m_sweeper.to_checksum());
    }
}

Batches SweepBatcher::make(std::vector<BatchCandidate>&& candidates)
{
    Batches result;
    leave_out(candidates, result, [](const BatchCandidate& candidate, std::size_t) {
        return candidate.payment->never_delegated
                   ? std::string{"its address is a native payment's, which never runs the "
                                 "Sweeper's code"}
                   : too_much_gas(candidate);
    });
    keep_authorized(candidates, result);
    keep_moving(candidates, result);
    const std::size_t batch_max = m_context.job.config.sweeping.batch_max;
    for (std::size_t first = 0; first < candidates.size(); first += batch_max) {
        const std::size_t end = std::min(candidates.size(), first + batch_max);
        build({std::make_move_iterator(candidates.begin() + static_cast<std::ptrdiff_t>(first)),
               std::make_move_iterator(candidates.begin() + static_cast<std::ptrdiff_t>(end))},
              result);
    }
    return result;
}

/// Keeps deposits whose code is the delegation to the Sweeper, or empty with an authorization for
/// the account's nonce.
void SweepBatcher::keep_authorized(std::vector<BatchCandidate>& candidates, Batches& result)
{
    std::vector<Address> addresses;
    addresses.reserve(candidates.size());
    for (const BatchCandidate& candidate : candidates) {
        addresses.push_back(candidate.payment->address);
    }
    const std::vector<rpc::Account> accounts = m_context.job.client.accounts(addresses);
    const auto stored =
        m_context.plans.authorizations(m_context.job.chain.chain_id, m_sweeper, addresses);
    leave_out(candidates, result, [&](BatchCandidate& candidate, std::size_t i) {
        return authorize(candidate, accounts[i], stored);
    });
}

/// Empty, or why its address can't run the Sweeper's code.
std::string
SweepBatcher::authorize(BatchCandidate& candidate, const rpc::Account& account,
                        const std::vector<store::SweepPlanStore::Authorization>& stored) const
{
    const Delegation delegation = delegation_of(account.code, m_sweeper);
    if (!delegation.is_needed) {
        return delegation.why_not;
    }
    if (m_deposit_keys != DepositKeys::here) {
        StoredAuthorization found =
            authorization_of(stored, candidate.payment->address, account.nonce);
        candidate.authorization = std::move(found.authorization);
        return std::move(found.why_not);
    }
    const wallet::Signer signer =
        wallet::deposit_signer(*m_context.keys.deposits, candidate.payment->derivation_index);
    if (signer.address() != candidate.payment->address) {
        return "the configured wallet does not own its address";
    }
    candidate.authorization = signer.sign(evm::Authorization{
        .chain_id = m_context.job.chain.chain_id, .address = m_sweeper, .nonce = account.nonce});
    return {};
}

/// Keeps deposits that by calls to the node would run the Sweeper's code, and whose transfer the
/// token would allow: one that is blacklisted, paused or broken would only cost gas.
void SweepBatcher::keep_moving(std::vector<BatchCandidate>& candidates, Batches& result)
{
    if (candidates.empty()) {
        return;
    }
    const Address& treasury = m_context.keys.treasury;
    const std::uint64_t gas = gas_per_call(candidates);
    std::vector<rpc::CallRequest> calls;
    for (const BatchCandidate& candidate : candidates) {
        rpc::CallRequest runs{.from = m_context.keys.sponsor->address(),
                              .to = candidate.payment->address,
                              .value = {},
                              .data = evm::encode_treasury()};
        if (candidate.authorization) {
            runs.authorizations.push_back(*candidate.authorization);
        }
        calls.push_back(std::move(runs));
        calls.push_back({.from = candidate.payment->address,
                         .to = *candidate.payment->token,
                         .value = {},
                         .data = evm::encode_transfer(treasury, candidate.value),
                         .gas = gas});
    }
    const std::vector<rpc::CallOutcome> outcomes = m_context.job.client.try_calls(calls);
    leave_out(candidates, result, [&](const BatchCandidate&, std::size_t i) {
        return why_not_moved(outcomes[2 * i], outcomes[2 * i + 1], treasury);
    });
}

/// Splits a batch that needs too much gas for a transaction, or that the node refuses, in halves,
/// until the deposits that cause it are alone.
void SweepBatcher::build(std::vector<BatchCandidate>&& members, Batches& result)
{
    if (members.empty()) {
        return;
    }
    std::vector<Address> deposits;
    std::vector<evm::SignedAuthorization> authorizations;
    for (const BatchCandidate& member : members) {
        deposits.push_back(member.payment->address);
        if (member.authorization) {
            authorizations.push_back(*member.authorization);
        }
    }
    const std::array tokens{*members.front().payment->token};
    const std::uint64_t per_call = gas_per_call(members);
    Batch batch{.draft = {.kind = store::SweepTxKind::batch,
                          .from = m_context.keys.sponsor->address(),
                          .to = m_sweeper,
                          .value = {},
                          .data = evm::encode_sweep_many(deposits, tokens, per_call),
                          .gas = 0,
                          .price = m_price,
                          .authorizations = std::move(authorizations)},
                .members = {},
                .gas_spent = 0};
    const std::array calls{batch.draft.as_call()};
    const rpc::EstimateOutcome estimate = m_context.job.client.try_estimates(calls).front();
    const BatchGas gas = batch_gas(m_context.limits.needed_gas(estimate.gas.value_or(0)),
                                   evm::sweeper_gas_reserve(tokens.size(), per_call));
    const std::uint64_t gas_max = m_context.limits.gas_max(m_context.head.gas_limit);
    const std::optional<evm::Amount>& fee_max = m_context.limits.fee_max();
    const bool is_too_dear = fee_max && evm::Amount{gas.limit} * m_price.max_fee > *fee_max;
    if (!estimate.gas || gas.limit > gas_max || is_too_dear) {
        if (members.size() == 1) {
            result.left_out.push_back(
                {std::move(members.front()),
                 is_too_dear ? "a batch of it alone may cost more than the node takes (geth: "
                               "--rpc.txfeecap); ask another node"
                 : estimate.gas
                     ? fmt::format("a batch of it alone needs {} gas, more than the chain "
                                   "allows a transaction ({})",
                                   gas.limit, gas_max)
                     : fmt::format("the node refuses its sweep: {}", estimate.error)});
            return;
        }
        const auto middle = members.begin() + static_cast<std::ptrdiff_t>(members.size() / 2);
        build({std::make_move_iterator(members.begin()), std::make_move_iterator(middle)}, result);
        build({std::make_move_iterator(middle), std::make_move_iterator(members.end())}, result);
        return;
    }
    batch.draft.gas = gas.limit;
    batch.gas_spent = gas.spent;
    batch.members = std::move(members);
    result.batches.push_back(std::move(batch));
}

} // namespace ctrip::job
