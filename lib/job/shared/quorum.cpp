// SPDX-License-Identifier: MIT
#include "job/shared/quorum.hpp"

#include "job/shared/one_currency.hpp"

#include <fmt/format.h>

#include <utility>

namespace ctrip::job {

std::optional<rpc::BlockHeader> QuorumCheck::head(const rpc::BlockHeader& head)
{
    if (!is_needed()) {
        return head;
    }
    std::optional<rpc::BlockHeader> lowest;
    if (!tried([&] { lowest = m_nodes.lowest_header(rpc::BlockTag::latest, m_chain.quorum); })) {
        return std::nullopt;
    }
    return lowest && lowest->number < head.number ? lowest : head;
}

std::vector<rpc::Agreement> QuorumCheck::check(std::span<const evm::Transfer> transfers, Asked what)
{
    rpc::QuorumOptions options{.quorum = m_chain.quorum,
                               .partial_tokens = {},
                               .compares_blocks = is_needed(),
                               .compares_balances =
                                   m_chain.internal_transfers == config::InternalTransfers::traces,
                               .compares_changes = what == Asked::all};
    for (const config::Token& token : m_chain.tokens) {
        if (token.verify_balance) {
            options.partial_tokens.push_back(token.address);
        }
    }
    std::vector<rpc::Agreement> results(transfers.size(), {.agreed = true, .difference = {}});
    std::vector<evm::Transfer> asked;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < transfers.size(); ++i) {
        if (is_needed() || what == Asked::all || transfers[i].is_event()) {
            asked.push_back(as_event(m_chain, transfers[i]));
            places.push_back(i);
        }
    }
    if (asked.empty()) {
        return results;
    }
    std::vector<rpc::Agreement> checked(asked.size());
    static_cast<void>(tried([&] { checked = m_nodes.check_transfers(asked, options); }));
    for (std::size_t i = 0; i < places.size(); ++i) {
        const evm::Transfer& transfer = transfers[places[i]];
        rpc::Agreement& result = results[places[i]] = std::move(checked[i]);
        if (!result.agreed && !result.refuted && !result.difference.empty()) {
            hold_back(
                is_needed()
                    ? "the nodes differ on a transfer; it goes no further: " + result.difference
                    : "the node does not show a transfer as it was booked; it goes no further: " +
                          result.difference,
                {{"tx", transfer.tx_hash.to_hex()},
                 {"block", fmt::to_string(transfer.block_number)}});
        }
    }
    return results;
}

std::vector<bool> QuorumCheck::agreed(std::span<const rpc::Receipt> receipts)
{
    std::vector<bool> agreed(receipts.size(), true);
    if (!is_needed() || receipts.empty()) {
        return agreed;
    }
    std::vector<rpc::Agreement> checked(receipts.size());
    static_cast<void>(tried([&] { checked = m_nodes.check_receipts(receipts, m_chain.quorum); }));
    for (std::size_t i = 0; i < receipts.size(); ++i) {
        agreed[i] = checked[i].agreed;
        if (!agreed[i] && !checked[i].difference.empty()) {
            hold_back("the nodes differ on a transaction of ours; it is not called final: " +
                          checked[i].difference,
                      {{"tx", receipts[i].tx_hash.to_hex()}});
        }
    }
    return agreed;
}

std::vector<rpc::BlockVotes> QuorumCheck::votes(std::span<const rpc::KnownBlock> blocks)
{
    std::vector<rpc::BlockVotes> votes;
    static_cast<void>(tried([&] { votes = m_nodes.votes(blocks, m_chain.quorum); }));
    return votes;
}

std::vector<rpc::NodeBalances>
QuorumCheck::balances(const rpc::BlockRef& seen,
                      std::span<const rpc::StateSource::PastBalanceQuery> queries)
{
    std::vector<rpc::NodeBalances> balances;
    static_cast<void>(
        tried([&] { balances = m_nodes.balances_by_node(seen, queries, m_chain.quorum); }));
    return balances;
}

void QuorumCheck::hold_back(std::string_view what, base::LogFields fields)
{
    ++m_held_back;
    fields.insert(fields.begin(), {"chain", m_chain.name});
    m_log.error(what, fields);
}

void QuorumCheck::finish() const
{
    if (!m_too_few.empty()) {
        throw Error{ErrorKind::unavailable,
                    m_too_few + "; what needs them waits, and nothing was called final"};
    }
    if (m_held_back == 0) {
        return;
    }
    throw Error{
        ErrorKind::unavailable,
        is_needed()
            ? fmt::format("chain '{}': the nodes of the quorum differ in {} cases, which were held "
                          "back; the log names them: find out which node is wrong and remove it "
                          "from rpc_urls",
                          m_chain.name, m_held_back)
            : fmt::format("chain '{}': {} token transfers are not in the receipts of their "
                          "transactions and were held back; the log names them: try another node, "
                          "or 'ctrip cancel' their payments",
                          m_chain.name, m_held_back)};
}

} // namespace ctrip::job
