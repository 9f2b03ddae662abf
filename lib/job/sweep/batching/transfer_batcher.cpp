// SPDX-License-Identifier: MIT
#include "job/sweep/batching/transfer_batcher.hpp"

#include "base/check.hpp"
#include "evm/abi.hpp"
#include "wallet/signer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace ctrip::job {

namespace {

/// A deposit that was swept more often than this by EIP-3009 is swept in another way: each sweep
/// before is a question more.
constexpr std::uint64_t kTransfersMax = 16;

/// A tenth above the estimate, which includes 21,000 gas of a transaction of its own.
std::uint64_t with_reserve(std::uint64_t gas)
{
    return gas + gas / 10;
}

} // namespace

TransferBatcher::TransferBatcher(SweepContext& context, const GasPrice& price,
                                 DepositKeys deposit_keys, const Sweepers& sweepers)
    : m_context(context), m_price(price), m_domains(context.job.client, context.job.chain.chain_id)
{
    for (const KnownSweeper& one : sweepers.known) {
        if (one.version == evm::SweeperVersion::v2) {
            m_sweeper = one.address;
            m_can = one.is_there && deposit_keys == DepositKeys::here &&
                    context.keys.sponsor != nullptr && context.keys.deposits != nullptr;
        }
    }
}

bool TransferBatcher::can(const evm::Address& token)
{
    return m_can && m_domains.of(token).has_value();
}

Batches TransferBatcher::make(std::vector<BatchCandidate>&& candidates)
{
    Batches result;
    if (candidates.empty()) {
        return result;
    }
    const std::optional<evm::Word> domain = m_domains.of(*candidates.front().payment->token);
    CTRIP_CHECK(domain.has_value());
    keep_signed(candidates, *domain, result);
    keep_accepted(candidates, result);
    build_batches(
        m_context, std::move(candidates),
        [&](std::span<const BatchCandidate> members) { return draft_of(members); }, result);
    return result;
}

void TransferBatcher::keep_signed(std::vector<BatchCandidate>& candidates, const evm::Word& domain,
                                  Batches& result)
{
    const std::vector<std::optional<evm::Word>> nonces = free_nonces(candidates);
    const std::uint64_t valid_before =
        static_cast<std::uint64_t>(m_context.head.timestamp_s) + kTransferValid_s;
    leave_out(candidates, result, [&](BatchCandidate& candidate, std::size_t i) -> std::string {
        if (!nonces[i]) {
            return fmt::format("the token does not tell a nonce of EIP-3009 that is free, or all "
                               "of the first {} are used",
                               kTransfersMax);
        }
        const wallet::Signer signer =
            wallet::deposit_signer(*m_context.keys.deposits, candidate.payment->derivation_index);
        if (signer.address() != candidate.payment->address) {
            return "the configured wallet does not own its address";
        }
        candidate.transfer =
            signer.sign(evm::TransferAuthorization{.from = candidate.payment->address,
                                                   .to = m_context.keys.treasury,
                                                   .value = candidate.value,
                                                   .valid_before = valid_before,
                                                   .nonce = *nonces[i]},
                        domain);
        return {};
    });
}

/// Of each candidate the nonce with the lowest number that the token has not taken yet: with it,
/// whatever was signed before for the same money is worth nothing once this one was used, and the
/// other way round.
std::vector<std::optional<evm::Word>>
TransferBatcher::free_nonces(const std::vector<BatchCandidate>& candidates)
{
    std::vector<std::optional<evm::Word>> nonces(candidates.size());
    std::vector<std::size_t> open(candidates.size());
    std::iota(open.begin(), open.end(), std::size_t{0});
    for (std::uint64_t number = 0; number < kTransfersMax && !open.empty(); ++number) {
        std::vector<rpc::CallRequest> calls;
        std::vector<evm::Word> asked;
        for (const std::size_t place : open) {
            const payment::Deposit& payment = *candidates[place].payment;
            asked.push_back(evm::transfer_nonce({.chain_id = m_context.job.chain.chain_id,
                                                 .token = *payment.token,
                                                 .from = payment.address,
                                                 .number = number}));
            calls.push_back(
                {.from = {},
                 .to = *payment.token,
                 .value = {},
                 .data = evm::encode_authorization_state(payment.address, asked.back())});
        }
        const std::vector<rpc::TrialOutcome> outcomes = m_context.job.client.try_alike(calls);
        std::vector<std::size_t> used;
        for (std::size_t i = 0; i < open.size(); ++i) {
            const auto state =
                outcomes[i].gas ? evm::decode_uint256(outcomes[i].data) : std::nullopt;
            if (state && state->is_zero()) {
                nonces[open[i]] = asked[i];
            } else if (state) {
                used.push_back(open[i]);
            }
        }
        open = std::move(used);
    }
    return nonces;
}

/// Keeps deposits whose transfer the token takes by the node's estimate: one that is blacklisted,
/// paused or broken would only cost gas.
void TransferBatcher::keep_accepted(std::vector<BatchCandidate>& candidates, Batches& result)
{
    if (candidates.empty()) {
        return;
    }
    std::vector<rpc::CallRequest> calls;
    calls.reserve(candidates.size());
    for (const BatchCandidate& candidate : candidates) {
        calls.push_back({.from = m_context.keys.sponsor->address(),
                         .to = *candidate.payment->token,
                         .value = {},
                         .data = evm::encode_transfer_with_authorization(*candidate.transfer)});
    }
    const std::vector<rpc::TrialOutcome> estimates = m_context.job.client.try_alike(calls);
    leave_out(candidates, result, [&](BatchCandidate& candidate, std::size_t i) {
        if (!estimates[i].gas) {
            return fmt::format("the token refuses its transfer by EIP-3009: {}",
                               estimates[i].error);
        }
        candidate.transfer_gas = with_reserve(*estimates[i].gas);
        return too_much_gas(candidate.transfer_gas);
    });
}

BatchDraft TransferBatcher::draft_of(std::span<const BatchCandidate> members) const
{
    const std::uint64_t per_call = gas_per_transfer(members);
    evm::TransferManyCall call{.token = *members.front().payment->token,
                               .transfers = {},
                               .gas = evm::Amount{per_call},
                               .margin = evm::Amount{evm::kSweeperMargin}};
    for (const BatchCandidate& member : members) {
        call.transfers.push_back(*member.transfer);
    }
    return {.draft = {.kind = store::SweepTxKind::batch,
                      .from = m_context.keys.sponsor->address(),
                      .to = m_sweeper,
                      .value = {},
                      .data = evm::encode_transfer_many(call),
                      .gas = 0,
                      .price = m_price,
                      .authorizations = {}},
            // The last call uses about what it may, less what a transaction of its own would cost.
            .reserve =
                evm::transfer_gas_reserve({.per_call = per_call, .margin = evm::kSweeperMargin}) -
                per_call + kTxGas};
}

} // namespace ctrip::job
