// SPDX-License-Identifier: MIT
#include "job/sweep/batching/batcher.hpp"

#include "evm/abi.hpp"
#include "evm/sweeper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <utility>

namespace ctrip::job {

namespace {

using evm::Address;

/// The Sweeper that new authorizations are for: the newest on the chain. There has to be one.
const KnownSweeper& newest(const std::vector<KnownSweeper>& sweepers)
{
    return *std::find_if(sweepers.begin(), sweepers.end(),
                         [](const KnownSweeper& one) { return one.is_there; });
}

} // namespace

SweepBatcher::SweepBatcher(SweepContext& context, const GasPrice& price, DepositKeys deposit_keys,
                           Sweepers sweepers)
    : m_context(context), m_price(price), m_deposit_keys(deposit_keys),
      m_sweepers(std::move(sweepers))
{
    check_chain();
}

void SweepBatcher::check_chain()
{
    if (m_context.keys.sponsor == nullptr) {
        m_why_not = "no sponsor key is configured (sweeping.sponsor_key_file)";
    } else if (!m_price.base_fee) {
        m_why_not = "the chain has no fees by EIP-1559, and so no EIP-7702";
    } else if (std::none_of(m_sweepers.known.begin(), m_sweepers.known.end(),
                            [](const KnownSweeper& one) { return one.is_there; })) {
        m_why_not = fmt::format("the Sweeper is not on this chain; 'ctrip sweep deploy --chain {}' "
                                "puts it there",
                                m_context.job.chain.name);
    }
}

Batches SweepBatcher::make(std::vector<BatchCandidate>&& candidates, BatchMix mix)
{
    Batches result;
    leave_out(candidates, result, [](const BatchCandidate& candidate, std::size_t) {
        return candidate.payment->never_delegated
                   ? std::string{"its address is a native payment's, which never runs the "
                                 "Sweeper's code"}
                   : too_much_gas(candidate.gas);
    });
    keep_authorized(candidates, result);
    keep_moving(candidates, result);
    const auto build = [&](const KnownSweeper& sweeper, const auto& belongs) {
        std::vector<BatchCandidate> chosen;
        std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(chosen),
                     [&](const BatchCandidate& one) {
                         return one.version == sweeper.version && belongs(one);
                     });
        build_batches(
            m_context, std::move(chosen),
            [&](std::span<const BatchCandidate> members) { return draft_of(sweeper, members); },
            result);
    };
    for (const KnownSweeper& sweeper : m_sweepers.known) {
        if (mix == BatchMix::together) {
            build(sweeper, [](const BatchCandidate&) { return true; });
            continue;
        }
        build(sweeper, [](const BatchCandidate& one) { return one.authorization.has_value(); });
        build(sweeper, [](const BatchCandidate& one) { return !one.authorization; });
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
    std::vector<Authorizations> stored;
    for (const KnownSweeper& sweeper : m_sweepers.known) {
        stored.push_back(m_context.plans.authorizations(m_context.job.chain.chain_id,
                                                        sweeper.address, addresses));
    }
    leave_out(candidates, result, [&](BatchCandidate& candidate, std::size_t i) {
        return authorize(candidate, accounts[i], stored);
    });
}

/// Empty, or why its address can't run the Sweeper's code.
std::string SweepBatcher::authorize(BatchCandidate& candidate, const rpc::Account& account,
                                    const std::vector<Authorizations>& stored) const
{
    const Delegation delegation = delegation_of(account.code, m_sweepers.known);
    if (!delegation.is_needed) {
        candidate.version = delegation.version.value_or(candidate.version);
        return delegation.why_not;
    }
    if (m_deposit_keys != DepositKeys::here) {
        return use_imported(candidate, account.nonce, stored);
    }
    const KnownSweeper& sweeper = newest(m_sweepers.known);
    candidate.version = sweeper.version;
    const wallet::Signer signer =
        wallet::deposit_signer(*m_context.keys.deposits, candidate.payment->derivation_index);
    if (signer.address() != candidate.payment->address) {
        return "the configured wallet does not own its address";
    }
    candidate.authorization =
        signer.sign(evm::Authorization{.chain_id = m_context.job.chain.chain_id,
                                       .address = sweeper.address,
                                       .nonce = account.nonce});
    return {};
}

/// The newest one whose Sweeper is on the chain.
std::string SweepBatcher::use_imported(BatchCandidate& candidate, std::uint64_t nonce,
                                       const std::vector<Authorizations>& stored) const
{
    std::string why_not;
    for (std::size_t i = 0; i < m_sweepers.known.size(); ++i) {
        const KnownSweeper& sweeper = m_sweepers.known[i];
        StoredAuthorization found = authorization_of(stored[i], candidate.payment->address, nonce);
        if (found.authorization &&
            wallet::signer_of(*found.authorization) != candidate.payment->address) {
            why_not = "its authorization is not valid: it is not signed by it, its row was changed "
                      "outside "
                      "ctrip";
        } else if (found.authorization && sweeper.is_there) {
            candidate.version = sweeper.version;
            candidate.authorization = std::move(found.authorization);
            return {};
        } else if (found.authorization) {
            why_not = fmt::format("its authorization is for version {0} of the Sweeper, which is "
                                  "not on this chain; 'ctrip sweep deploy --chain {1} --version "
                                  "{0}' puts it there",
                                  static_cast<int>(sweeper.version), m_context.job.chain.name);
        } else if (why_not.empty() || found.is_for_another_nonce) {
            why_not = std::move(found.why_not);
        }
    }
    return why_not;
}

/// Keeps deposits that by calls to the node would run the Sweeper's code. That the token allows
/// their transfer was tried before.
void SweepBatcher::keep_moving(std::vector<BatchCandidate>& candidates, Batches& result)
{
    // Whether the chain lets an address run that code does not depend on the address: one with an
    // authorization and one that has delegated, of each version, answer for all. Their
    // authorizations are valid by their signatures and nonces, which are checked here.
    std::map<std::pair<evm::SweeperVersion, bool>, std::size_t> chosen;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        chosen.try_emplace({candidates[i].version, candidates[i].authorization.has_value()}, i);
    }
    std::vector<std::size_t> places;
    for (const auto& [kind, place] : chosen) {
        places.push_back(place);
    }
    bool all_run = true;
    for (const rpc::CallOutcome& outcome : try_to_run(candidates, places)) {
        all_run = all_run && runs_sweeper(outcome, m_context.keys.treasury);
    }
    if (all_run) {
        return;
    }
    places.resize(candidates.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    const std::vector<rpc::CallOutcome> outcomes = try_to_run(candidates, places);
    leave_out(candidates, result, [&](const BatchCandidate&, std::size_t i) {
        return runs_sweeper(outcomes[i], m_context.keys.treasury)
                   ? std::string{}
                   : "the chain does not let its address run the Sweeper's code (no EIP-7702 "
                     "there, or its authorization is not valid)";
    });
}

std::vector<rpc::CallOutcome>
SweepBatcher::try_to_run(const std::vector<BatchCandidate>& candidates,
                         const std::vector<std::size_t>& places) const
{
    std::vector<rpc::CallRequest> calls;
    for (const std::size_t place : places) {
        rpc::CallRequest runs{.from = m_context.keys.sponsor->address(),
                              .to = candidates[place].payment->address,
                              .value = {},
                              .data = evm::encode_treasury()};
        if (candidates[place].authorization) {
            runs.authorizations.push_back(*candidates[place].authorization);
        }
        calls.push_back(std::move(runs));
    }
    return m_context.job.client.try_calls(calls);
}

BatchDraft SweepBatcher::draft_of(const KnownSweeper& sweeper,
                                  std::span<const BatchCandidate> members) const
{
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
    const std::optional<evm::Amount> margin = sweeper.version == evm::SweeperVersion::v1
                                                  ? std::nullopt
                                                  : std::optional{evm::Amount{m_sweepers.margin}};
    return {.draft = {.kind = store::SweepTxKind::batch,
                      .from = m_context.keys.sponsor->address(),
                      .to = sweeper.address,
                      .value = {},
                      .data = evm::encode_sweep_many(deposits, tokens, per_call, margin),
                      .gas = 0,
                      .price = m_price,
                      .authorizations = std::move(authorizations)},
            // The last call uses about what it may, less what a transaction of its own would cost.
            .reserve =
                evm::sweeper_gas_reserve(sweeper.version, tokens.size(),
                                         {.per_call = per_call, .margin = m_sweepers.margin}) -
                per_call + kTxGas};
}

} // namespace ctrip::job
