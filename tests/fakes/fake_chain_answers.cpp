// SPDX-License-Identifier: MIT
// What the fake chain answers as a node.
#include "base/error.hpp"
#include "fakes/fake_chain.hpp"

#include <algorithm>
#include <string>

namespace ctrip::fakes {

namespace {

using evm::Amount;
using evm::Transfer;

constexpr std::uint64_t kGasNative = 21'000;

[[noreturn]] void throw_unavailable(const char* what)
{
    throw Error{ErrorKind::unavailable, std::string{"the fake chain: "} + what};
}

} // namespace

void FakeChain::asked(std::string_view name) const
{
    if (on_call) {
        on_call(name);
    }
}

evm::BlockNumber FakeChain::shown_height() const noexcept
{
    return std::min(height(), shown_to.value_or(height()));
}

std::optional<rpc::BlockHeader> FakeChain::shown(evm::BlockNumber number) const
{
    return number <= shown_height() ? std::optional{at(number)} : std::nullopt;
}

void FakeChain::check_chain_id()
{
    asked("check_chain_id");
}

rpc::BlockHeader FakeChain::head()
{
    asked("head");
    return at(shown_height());
}

std::optional<rpc::BlockHeader> FakeChain::header(evm::BlockNumber number)
{
    asked("header");
    return shown(number);
}

std::optional<rpc::BlockHeader> FakeChain::header(rpc::BlockTag tag)
{
    asked("header");
    switch (tag) {
    case rpc::BlockTag::latest:
        return at(shown_height());
    case rpc::BlockTag::safe:
        return safe ? shown(*safe) : std::nullopt;
    case rpc::BlockTag::finalized:
        return finalized ? shown(*finalized) : std::nullopt;
    }
    return std::nullopt;
}

std::vector<std::optional<rpc::BlockHeader>>
FakeChain::headers(std::span<const evm::BlockNumber> numbers)
{
    asked("headers");
    std::vector<std::optional<rpc::BlockHeader>> found;
    std::transform(numbers.begin(), numbers.end(), std::back_inserter(found),
                   [this](evm::BlockNumber number) { return shown(number); });
    return found;
}

rpc::Receipt FakeChain::receipt_of(const Place& place) const
{
    return {.tx_hash = place.mined->tx.hash,
            .block_number = place.block->header.number,
            .block_hash = place.block->header.hash,
            .succeeded = place.mined->succeeded != wrong_receipts.contains(place.mined->tx.hash),
            .gas_used = place.mined->gas_used,
            .effective_gas_price = place.mined->gas_price,
            .token_transfers = place.mined->events,
            .empty_transfers = {},
            .native_sweeps = {},
            .l1_fee = {}};
}

std::vector<std::optional<rpc::Receipt>> FakeChain::receipts(std::span<const evm::TxHash> hashes)
{
    asked("receipts");
    std::vector<std::optional<rpc::Receipt>> found;
    for (const evm::TxHash& hash : hashes) {
        const Place place = find(hash);
        const bool is_there =
            place.mined != nullptr && place.block->header.number <= shown_height();
        found.push_back(is_there ? std::optional{receipt_of(place)} : std::nullopt);
    }
    return found;
}

std::vector<Amount> FakeChain::balances(std::span<const evm::Address> addresses,
                                        std::optional<evm::BlockNumber> at)
{
    asked("balances");
    std::vector<Amount> found;
    for (const evm::Address& address : addresses) {
        found.push_back(balance(address, std::nullopt, at.value_or(shown_height())));
    }
    return found;
}

std::vector<Amount> FakeChain::token_balances(std::span<const TokenBalanceQuery> queries,
                                              std::optional<evm::BlockNumber> at)
{
    asked("token_balances");
    std::vector<Amount> found;
    for (const TokenBalanceQuery& query : queries) {
        found.push_back(balance(query.owner, query.token, at.value_or(shown_height())));
    }
    return found;
}

std::optional<std::vector<Amount>> FakeChain::balances_at(const rpc::BlockRef& at,
                                                          std::span<const evm::Address> addresses)
{
    asked("balances_at");
    const auto header = shown(at.number);
    if (!header || header->hash != at.hash || at.number < state_since) {
        return std::nullopt;
    }
    std::vector<Amount> found;
    for (const evm::Address& address : addresses) {
        found.push_back(balance(address, std::nullopt, at.number));
    }
    return found;
}

std::vector<std::optional<Amount>>
FakeChain::past_balances(const rpc::BlockRef& seen, std::span<const PastBalanceQuery> queries)
{
    asked("past_balances");
    const auto header = shown(seen.number);
    if (!header || header->hash != seen.hash) {
        throw_unavailable("the block that was seen is not there");
    }
    std::vector<std::optional<Amount>> found;
    for (const PastBalanceQuery& query : queries) {
        found.push_back(query.at < state_since
                            ? std::nullopt
                            : std::optional{balance(query.owner, query.token, query.at)});
    }
    return found;
}

std::vector<Transfer> FakeChain::events(evm::BlockNumber from, evm::BlockNumber to,
                                        const std::function<bool(const Transfer&)>& wanted) const
{
    std::vector<Transfer> found;
    for (evm::BlockNumber number = from; number <= std::min(to, shown_height()); ++number) {
        for (const Mined& mined : m_blocks[number].txs) {
            std::copy_if(mined.events.begin(), mined.events.end(), std::back_inserter(found),
                         wanted);
        }
    }
    return found;
}

Amount FakeChain::token_sent(const rpc::BlockRef& block, const TokenBalanceQuery& query)
{
    asked("token_sent");
    Amount sum;
    for (const Transfer& event : events(block.number, block.number, [&](const Transfer& one) {
             return one.token == query.token && one.from == query.owner;
         })) {
        sum += event.amount;
    }
    return sum;
}

std::optional<rpc::TracedBlocks>
FakeChain::internal_transfers(evm::BlockNumber from, evm::BlockNumber to,
                              const std::function<bool(const evm::Address&)>& may_be_ours)
{
    asked("internal_transfers");
    if (!has_traces) {
        return std::nullopt;
    }
    rpc::TracedBlocks traced;
    for (evm::BlockNumber number = from; number <= to; ++number) {
        traced.headers.push_back(at(number));
        for (const Mined& mined : m_blocks[number].txs) {
            std::copy_if(mined.internals.begin(), mined.internals.end(),
                         std::back_inserter(traced.transfers),
                         [&](const Transfer& one) { return may_be_ours(one.to); });
        }
    }
    return traced;
}

rpc::FeeEstimate FakeChain::fees()
{
    asked("fees");
    return fee;
}

std::uint64_t FakeChain::estimate_gas(const rpc::CallRequest& call)
{
    asked("estimate_gas");
    if (const auto refused = refusals.find(call.to); refused != refusals.end()) {
        throw Error{ErrorKind::request, refused->second};
    }
    return call.data.empty() ? kGasNative : call_gas;
}

base::Bytes FakeChain::call(const rpc::CallRequest& call)
{
    asked("call");
    return on_eth_call ? on_eth_call(call) : base::Bytes{};
}

std::vector<rpc::CallOutcome> FakeChain::try_calls(std::span<const rpc::CallRequest> calls)
{
    asked("try_calls");
    std::vector<rpc::CallOutcome> outcomes;
    for (const rpc::CallRequest& one : calls) {
        const auto refused = refusals.find(one.to);
        outcomes.push_back(
            refused == refusals.end()
                ? rpc::CallOutcome{.succeeded = true,
                                   .data = on_eth_call ? on_eth_call(one) : base::Bytes{},
                                   .error = {}}
                : rpc::CallOutcome{.succeeded = false, .data = {}, .error = refused->second});
    }
    return outcomes;
}

std::vector<rpc::EstimateOutcome> FakeChain::try_estimates(std::span<const rpc::CallRequest> calls)
{
    asked("try_estimates");
    std::vector<rpc::EstimateOutcome> outcomes;
    for (const rpc::CallRequest& one : calls) {
        const auto refused = refusals.find(one.to);
        outcomes.push_back(
            refused == refusals.end()
                ? rpc::EstimateOutcome{.gas = one.data.empty() ? kGasNative : call_gas, .error = {}}
                : rpc::EstimateOutcome{.gas = std::nullopt, .error = refused->second});
    }
    return outcomes;
}

std::optional<std::vector<rpc::SimulatedCall>>
FakeChain::simulate(std::span<const rpc::CallRequest> /*calls*/)
{
    asked("simulate");
    return std::nullopt;
}

std::vector<rpc::Account> FakeChain::accounts(std::span<const evm::Address> addresses)
{
    asked("accounts");
    std::vector<rpc::Account> found;
    for (const evm::Address& address : addresses) {
        const auto code = codes.find(address);
        found.push_back({.nonce = nonce_of(address),
                         .balance = balance(address, std::nullopt, shown_height()),
                         .code = code == codes.end() ? base::Bytes{} : code->second});
    }
    return found;
}

std::vector<std::optional<std::uint64_t>>
FakeChain::mined_nonces(std::span<const evm::Address> addresses)
{
    return std::vector<std::optional<std::uint64_t>>(addresses.size());
}

std::optional<std::vector<rpc::Receipt>> FakeChain::block_receipts(evm::BlockNumber /*block*/)
{
    return std::nullopt;
}

std::vector<rpc::HeldFunds> FakeChain::holdings(std::span<const rpc::HoldingQuery> queries)
{
    asked("holdings");
    std::vector<rpc::HeldFunds> found;
    for (const rpc::HoldingQuery& query : queries) {
        found.push_back(
            {.native = balance(query.owner, std::nullopt, shown_height()),
             .token = query.token ? std::optional{balance(query.owner, query.token, shown_height())}
                                  : std::nullopt});
    }
    return found;
}

std::vector<rpc::TrialOutcome> FakeChain::try_transfers(std::span<const rpc::TransferQuery> queries)
{
    asked("try_transfers");
    std::vector<rpc::TrialOutcome> outcomes;
    for (const rpc::TransferQuery& query : queries) {
        const auto refused = refusals.find(query.token);
        outcomes.push_back(refused == refusals.end()
                               ? rpc::TrialOutcome{.gas = call_gas, .error = {}}
                               : rpc::TrialOutcome{.gas = std::nullopt, .error = refused->second});
    }
    return outcomes;
}

std::vector<rpc::TrialOutcome> FakeChain::try_alike(std::span<const rpc::CallRequest> calls)
{
    asked("try_alike");
    std::vector<rpc::TrialOutcome> outcomes;
    for (const rpc::CallRequest& one : calls) {
        const auto refused = refusals.find(one.to);
        outcomes.push_back(
            refused == refusals.end()
                ? rpc::TrialOutcome{.gas = call_gas,
                                    .error = {},
                                    .data = on_eth_call ? on_eth_call(one) : base::Bytes{}}
                : rpc::TrialOutcome{.gas = std::nullopt, .error = refused->second});
    }
    return outcomes;
}

std::optional<std::vector<rpc::PastFee>>
FakeChain::past_fees(std::span<const evm::BlockNumber> /*blocks*/)
{
    asked("past_fees");
    return std::nullopt;
}

std::vector<Transfer> FakeChain::sent_tokens(const evm::Address& token,
                                             std::span<const evm::Address> owners,
                                             evm::BlockNumber from, evm::BlockNumber to)
{
    asked("sent_tokens");
    return events(from, to, [&](const Transfer& one) {
        return one.token == token &&
               std::find(owners.begin(), owners.end(), one.from) != owners.end();
    });
}

std::vector<Transfer> FakeChain::native_sweeps(std::span<const evm::Address> /*owners*/,
                                               evm::BlockNumber /*from*/, evm::BlockNumber /*to*/)
{
    asked("native_sweeps");
    return {};
}

void FakeChain::require_nodes(std::uint64_t quorum) const
{
    if (quorum > 1 + other_nodes.size()) {
        throw_unavailable("too few nodes answer");
    }
}

std::optional<rpc::BlockHeader> FakeChain::lowest_header(rpc::BlockTag tag, std::uint64_t quorum)
{
    asked("lowest_header");
    require_nodes(quorum);
    const auto told_by = [tag](const FakeOtherNode& node) {
        return tag == rpc::BlockTag::latest ? node.latest
               : tag == rpc::BlockTag::safe ? node.safe
                                            : node.finalized;
    };
    std::optional<evm::BlockNumber> lowest =
        told_by({.latest = shown_height(), .safe = safe, .finalized = finalized});
    for (std::size_t i = 0; i + 1 < quorum; ++i) {
        const auto told = told_by(other_nodes[i]);
        lowest = lowest && told ? std::optional{std::min(*lowest, *told)} : std::nullopt;
    }
    return lowest ? shown(*lowest) : std::nullopt;
}

std::vector<rpc::Agreement> FakeChain::check_transfers(std::span<const Transfer> transfers,
                                                       const rpc::QuorumOptions& options)
{
    asked("check_transfers");
    require_nodes(options.quorum);
    std::vector<rpc::Agreement> results;
    for (const Transfer& transfer : transfers) {
        const auto header = shown(transfer.block_number);
        const bool is_refuted = refuted.contains(transfer.tx_hash);
        const bool is_reverted = wrong_receipts.contains(transfer.tx_hash);
        const bool agreed = header && header->hash == transfer.block_hash && !is_refuted &&
                            !is_reverted && !disputed.contains(transfer.tx_hash);
        results.push_back({.agreed = agreed,
                           .refuted = is_refuted,
                           .difference = agreed ? "" : "the other node shows no such transfer"});
    }
    return results;
}

std::vector<rpc::Agreement> FakeChain::check_receipts(std::span<const rpc::Receipt> receipts,
                                                      std::uint64_t quorum)
{
    asked("check_receipts");
    require_nodes(quorum);
    std::vector<rpc::Agreement> results;
    for (const rpc::Receipt& receipt : receipts) {
        const bool agreed = !disputed.contains(receipt.tx_hash);
        results.push_back({.agreed = agreed,
                           .difference = agreed ? "" : "the other node shows no receipt of it"});
    }
    return results;
}

std::vector<rpc::BlockVotes> FakeChain::votes(std::span<const rpc::KnownBlock> blocks,
                                              std::uint64_t quorum)
{
    asked("votes");
    require_nodes(quorum);
    std::vector<rpc::BlockVotes> votes;
    for (const rpc::KnownBlock& block : blocks) {
        const auto header = shown(block.number);
        const bool is_same = header && header->hash == block.hash &&
                             (!block.time_s || *block.time_s == header->timestamp_s);
        rpc::BlockVotes of_block;
        (!header ? of_block.none : is_same ? of_block.same : of_block.other) = 1;
        for (const FakeOtherNode& node : other_nodes) {
            if (!header || (node.latest && *node.latest < block.number)) {
                ++of_block.none;
            } else {
                ++(is_same != other_blocks.contains(block.number) ? of_block.same : of_block.other);
            }
        }
        of_block.difference = of_block.other > 0 ? "a node shows another block" : "";
        votes.push_back(of_block);
    }
    return votes;
}

std::vector<rpc::NodeBalances>
FakeChain::balances_by_node(const rpc::BlockRef& seen, std::span<const PastBalanceQuery> queries,
                            std::uint64_t quorum)
{
    asked("balances_by_node");
    require_nodes(quorum);
    std::vector<rpc::NodeBalances> nodes;
    for (std::uint64_t i = 0; i < quorum; ++i) {
        nodes.push_back(
            {.node = "node " + std::to_string(i), .balances = past_balances(seen, queries)});
    }
    for (auto& balance : nodes.back().balances) {
        if (balance && quorum > 1) {
            *balance += more_elsewhere;
        }
    }
    return nodes;
}

bool FakeChain::keep_to(const rpc::KnownBlock& block)
{
    asked("keep_to");
    return other_blocks.contains(block.number);
}

std::vector<std::optional<rpc::FullHeader>>
FakeChain::full_headers(std::span<const evm::BlockNumber> numbers,
                        const std::set<evm::BlockNumber>& /*with_transactions*/)
{
    std::vector<std::optional<rpc::FullHeader>> full;
    for (const auto& header : headers(numbers)) {
        full.push_back(header ? std::optional{rpc::FullHeader{.header = *header}} : std::nullopt);
    }
    return full;
}

rpc::ProofReport FakeChain::prove(const rpc::ProofRequest& request)
{
    asked("prove");
    rpc::ProofReport report{.proofs = {}, .learnt = learnt};
    for (const Transfer& transfer : request.transfers) {
        const auto found = proofs.find(transfer.tx_hash);
        report.proofs.push_back(found == proofs.end() ? rpc::TransferProof{} : found->second);
    }
    return report;
}

std::vector<rpc::TransferEvidence> FakeChain::evidence(const rpc::ProofRequest& request)
{
    std::vector<rpc::TransferEvidence> all;
    for (const rpc::TransferProof& proof : prove(request).proofs) {
        all.push_back({.proof = proof});
    }
    return all;
}

} // namespace ctrip::fakes
