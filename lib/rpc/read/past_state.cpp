// SPDX-License-Identifier: MIT
#include "rpc/read/past_state.hpp"

#include "rpc/parse/block.hpp"
#include "rpc/parse/receipt.hpp"
#include "rpc/parse/text.hpp"
#include "rpc/parse/transaction.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace ctrip::rpc {

namespace {

/// Blocks that are looked at for transactions, at each end.
constexpr evm::BlockNumber kBlocks = 16;
/// Transactions at each end.
constexpr std::size_t kProbesMax = 2;

/// A transaction that changed its sender's balance in `block`.
struct Probe
{
    evm::TxHash tx;
    evm::BlockNumber block = 0;
};

std::vector<Probe> probes_in(Node& node, Exchange& exchange,
                             const std::vector<evm::BlockNumber>& numbers)
{
    std::vector<Call> calls;
    calls.reserve(numbers.size());
    for (const evm::BlockNumber number : numbers) {
        calls.push_back(call_block(number, Transactions::hashes));
    }
    std::vector<Probe> probes;
    probes.reserve(kProbesMax);
    const auto blocks = exchange.ask<BlockContent>(node, calls, &parse_contents);
    for (std::size_t i = 0; i < blocks.size() && probes.size() < kProbesMax; ++i) {
        if (blocks[i].result && blocks[i].result->header.number == numbers[i] &&
            !blocks[i].result->txs.empty()) {
            probes.push_back({.tx = blocks[i].result->txs.front(), .block = numbers[i]});
        }
    }
    return probes;
}

std::vector<Probe> find_probes(Node& node, Exchange& exchange, evm::BlockNumber oldest,
                               evm::BlockNumber newest)
{
    std::vector<evm::BlockNumber> near;
    std::vector<evm::BlockNumber> far;
    for (evm::BlockNumber i = 0; i < kBlocks; ++i) {
        if (newest > i) {
            near.push_back(newest - i);
        }
        if (oldest + 1 + i + kBlocks <= newest) {
            far.push_back(oldest + 1 + i);
        }
    }
    std::vector<Probe> probes = probes_in(node, exchange, near);
    const std::vector<Probe> old = probes_in(node, exchange, far);
    probes.insert(probes.end(), old.begin(), old.end());
    return probes;
}

/// The senders of transactions that paid a fee or moved a value; none for others.
std::vector<std::optional<evm::Address>> payers_of(Node& node, Exchange& exchange,
                                                   const std::vector<Probe>& probes)
{
    std::vector<Call> tx_calls;
    std::vector<Call> receipt_calls;
    for (const Probe& probe : probes) {
        tx_calls.push_back(call_transaction(probe.tx));
        receipt_calls.push_back(call_receipt(probe.tx));
    }
    const auto txs = exchange.ask<Transaction>(node, tx_calls, &parse_transactions);
    const auto receipts = exchange.ask<Receipt>(node, receipt_calls, &parse_receipts);
    std::vector<std::optional<evm::Address>> payers(probes.size());
    for (std::size_t i = 0; i < probes.size(); ++i) {
        if (!txs[i].result || !receipts[i].result) {
            continue;
        }
        const Transaction& tx = *txs[i].result;
        const bool moved = receipts[i].result->succeeded && !tx.value.is_zero() && tx.to != tx.from;
        if (moved || !receipts[i].result->fee().is_zero()) {
            payers[i] = tx.from;
        }
    }
    return payers;
}

} // namespace

PastLook look_at_past(evm::BlockNumber seen, std::span<const StateSource::PastBalanceQuery> queries,
                      std::span<const std::optional<evm::Amount>> balances)
{
    using Holder = std::pair<evm::Address, std::optional<evm::Address>>;
    std::map<Holder, std::pair<evm::BlockNumber, evm::Amount>> first;
    PastLook look;
    for (std::size_t i = 0; i < queries.size(); ++i) {
        const StateSource::PastBalanceQuery& query = queries[i];
        if (!balances[i]) {
            continue;
        }
        const auto [known, is_new] =
            first.try_emplace(Holder{query.owner, query.token}, std::pair{query.at, *balances[i]});
        const auto& [block, amount] = known->second;
        look.differs = look.differs || (amount != *balances[i] && block != query.at);
        const bool is_past = query.at < seen;
        look.is_odd = look.is_odd || (is_past && !balances[i]->is_zero()) ||
                      (!is_new && query.token && block != query.at);
        if (is_past) {
            look.oldest = std::min(look.oldest.value_or(query.at), query.at);
        }
    }
    return look;
}

PastState find_past_state(Node& node, Exchange& exchange, evm::BlockNumber oldest,
                          evm::BlockNumber newest)
{
    const std::vector<Probe> probes = find_probes(node, exchange, oldest, newest);
    const auto payers = payers_of(node, exchange, probes);
    std::vector<Call> calls;
    for (std::size_t i = 0; i < probes.size(); ++i) {
        if (payers[i]) {
            calls.push_back(call_balance(*payers[i], probes[i].block - 1));
            calls.push_back(call_balance(*payers[i], probes[i].block));
        }
    }
    const auto balances = exchange.ask<std::string>(node, calls, &parse_strings);
    PastState state = PastState::unknown;
    for (std::size_t i = 0; i + 1 < balances.size(); i += 2) {
        if (!balances[i].result || !balances[i + 1].result) {
            continue; // It has no such state, and says so.
        }
        if (*balances[i].result == *balances[i + 1].result) {
            return PastState::ignored;
        }
        state = PastState::answered;
    }
    return state;
}

} // namespace ctrip::rpc
