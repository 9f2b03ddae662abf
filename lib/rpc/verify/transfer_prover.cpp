// SPDX-License-Identifier: MIT
#include "rpc/verify/transfer_prover.hpp"

#include "evm/signed_tx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

namespace ctrip::rpc {

namespace {

/// Blocks whose receipts are asked for at once: a block's are up to some megabytes.
constexpr std::size_t kBlocksAtOnce = 8;
/// Nodes of a chain that was never proved, which are asked at most.
constexpr std::size_t kNodesToLearnMax = 2;
/// Of an older block a node may have dropped the receipts (EIP-4444).
constexpr std::int64_t kYoungS = 24LL * 3'600;

bool is_by_balance(const evm::Transfer& transfer)
{
    return !transfer.is_event() && transfer.log_index != evm::kNativeLogIndex;
}

/// The recipient and value of a transaction that is known by its bytes alone.
std::optional<ProvenTransaction> decoded(base::ByteView raw)
{
    const auto tx = evm::decode_signed(raw);
    if (!tx) {
        return std::nullopt;
    }
    return std::visit(
        [](const auto& one) { return ProvenTransaction{.to = one.to, .value = one.value}; },
        tx->tx);
}

} // namespace

TransferProver::TransferProver(JsonRpcConnection& connection, NodesWithoutReceipts& without,
                               const ProofRequest& request, EvidenceWanted wanted)
    : m_connection(connection), m_without(without), m_request(request), m_wanted(wanted),
      m_learnt(request.known), m_results(request.transfers.size()),
      m_settled(request.transfers.size(), false), m_unproved(request.transfers.size())
{
}

void TransferProver::make_tasks()
{
    std::map<std::pair<evm::BlockNumber, evm::BlockHash>, BlockTask> tasks;
    for (std::size_t i = 0; i < m_request.transfers.size(); ++i) {
        const evm::Transfer& transfer = m_request.transfers[i];
        BlockTask& task = tasks[{transfer.block_number, transfer.block_hash}];
        task.block = {.number = transfer.block_number, .hash = transfer.block_hash};
        task.places.push_back(i);
        if (is_by_balance(transfer)) {
            task.accounts.insert(transfer.to);
            continue;
        }
        task.wants_receipts = true;
        // The transactions also tie an event to its transaction, for those who get the paths.
        task.wants_transactions =
            task.wants_transactions || !transfer.is_event() || m_wanted == EvidenceWanted::paths;
    }
    for (auto& [block, task] : tasks) {
        m_tasks.push_back(std::move(task));
    }
}

bool TransferProver::is_settled(const BlockTask& task) const
{
    return std::all_of(task.places.begin(), task.places.end(),
                       [this](std::size_t place) { return m_settled[place]; });
}

void TransferProver::ask(Node& node, std::span<BlockTask* const> tasks)
{
    EvidenceReader reader{node, m_connection.exchange(), m_without};
    for (std::size_t first = 0; first < tasks.size(); first += kBlocksAtOnce) {
        const auto some = tasks.subspan(first, std::min(kBlocksAtOnce, tasks.size() - first));
        std::vector<BlockTask> wanted;
        for (const BlockTask* const task : some) {
            wanted.push_back(*task);
        }
        std::vector<ShownBlock> shown = reader.read(wanted, m_request.headers, m_learnt);
        for (std::size_t i = 0; i < some.size(); ++i) {
            judge(node, *some[i], shown[i]);
        }
    }
}

void TransferProver::learn(const ShownBlock& shown)
{
    m_learnt.headers = m_learnt.headers || shown.header.has_value();
    m_learnt.receipts = m_learnt.receipts || !shown.receipt_items.empty();
    m_learnt.transactions = m_learnt.transactions || !shown.transaction_items.empty();
}

void TransferProver::judge(Node& node, BlockTask& task, ShownBlock& shown)
{
    learn(shown);
    for (const std::size_t place : task.places) {
        if (!m_settled[place]) {
            judge_transfer(node, task, place, shown);
        }
    }
    for (const Lack* const lack :
         {&shown.of_header, &shown.of_receipts, &shown.of_transactions, &shown.of_state}) {
        if (lack->kind == Lack::Kind::contradicts) {
            task.disproofs.try_emplace(lack->fingerprint, &node);
        }
    }
}

void TransferProver::judge_transfer(Node& node, BlockTask& task, std::size_t place,
                                    ShownBlock& shown)
{
    const auto judgement = judgement_of(m_request.transfers[place], place, shown);
    if (!judgement) {
        note_lack(node, task, place, shown);
        return;
    }
    const TransferProof& proof = judgement->proof;
    if (judgement->soft) {
        m_unproved[place].soft = fmt::format("node {}: {}", node.shown, proof.why);
    } else if (proof.proof == Proof::open) {
        m_unproved[place].why = proof.why;
    } else {
        m_results[place].proof = proof;
        m_settled[place] = true;
        if (m_wanted == EvidenceWanted::paths && proof.proof == Proof::proved) {
            keep_paths(place, *judgement, shown);
        }
    }
}

/// None where the node does not show what it takes.
std::optional<Judgement> TransferProver::judgement_of(const evm::Transfer& transfer,
                                                      std::size_t place,
                                                      const ShownBlock& shown) const
{
    if (is_by_balance(transfer)) {
        const auto account = shown.accounts.find(transfer.to);
        if (account == shown.accounts.end()) {
            return std::nullopt;
        }
        return Judgement{.proof = judge_balance(native_sum(place), account->second.before_state,
                                                account->second.after_state)};
    }
    const bool has_receipts = shown.header && shown.of_receipts.kind == Lack::Kind::none;
    if (!has_receipts) {
        return std::nullopt;
    }
    if (transfer.is_event()) {
        const auto& partial = m_request.partial_tokens;
        const bool may_be_less = transfer.token && std::find(partial.begin(), partial.end(),
                                                             *transfer.token) != partial.end();
        return judge_event(transfer, may_be_less, shown.receipts);
    }
    return shown.of_transactions.kind == Lack::Kind::none
               ? std::optional{judge_native(transfer, shown)}
               : std::nullopt;
}

Judgement TransferProver::judge_native(const evm::Transfer& transfer, const ShownBlock& shown)
{
    const auto& hashes = shown.full.tx_hashes;
    const auto found = std::find(hashes.begin(), hashes.end(), transfer.tx_hash);
    const auto index = static_cast<std::size_t>(found - hashes.begin());
    if (index >= shown.transaction_items.size()) {
        return {
            .proof = {.proof = Proof::refuted, .why = "the block does not have the transaction"}};
    }
    const auto& fields = shown.full.transactions[index].fields;
    const auto tx = fields
                        ? std::optional{ProvenTransaction{.to = fields->to, .value = fields->value}}
                        : decoded(shown.transaction_items[index]);
    if (!tx) {
        return {.proof = {.proof = Proof::open,
                          .why = "the transaction is of a type that ctrip can't read"}};
    }
    return judge_value(transfer, index, *tx, shown.receipts);
}

evm::Amount TransferProver::native_sum(std::size_t place) const
{
    const evm::Transfer& transfer = m_request.transfers[place];
    return place < m_request.native_sums.size()
               ? std::max(m_request.native_sums[place], transfer.amount)
               : transfer.amount;
}

void TransferProver::note_lack(Node& node, BlockTask& task, std::size_t place,
                               const ShownBlock& shown)
{
    using Named = std::pair<const Lack*, bool Provable::*>;
    const Named lacks[]{{&shown.of_header, &Provable::headers},
                        {&shown.of_receipts, &Provable::receipts},
                        {&shown.of_transactions, &Provable::transactions},
                        {&shown.of_state, nullptr}};
    Unproved& unproved = m_unproved[place];
    for (const auto& [lack, ability] : lacks) {
        if (lack->kind == Lack::Kind::none) {
            continue;
        }
        if (lack->kind == Lack::Kind::contradicts) {
            const auto shown_by = task.disproofs.find(lack->fingerprint);
            unproved.is_agreed = unproved.is_agreed ||
                                 (shown_by != task.disproofs.end() && shown_by->second != &node);
        }
        if (lack->kind >= unproved.kind) {
            unproved.kind = lack->kind;
            unproved.ability = ability;
            unproved.why = fmt::format("node {} {}", node.shown, lack->why);
        }
        return;
    }
}

/// A node that fails at these calls works for all others, so it is not given up. Rethrows what a
/// retry mends.
void TransferProver::note_failure(Node& node, std::span<BlockTask* const> tasks,
                                  const NodeFailure& failure)
{
    if (failure.fault() != NodeFault::broken && failure.fault() != NodeFault::unreachable) {
        throw failure;
    }
    for (const BlockTask* const task : tasks) {
        for (const std::size_t place : task->places) {
            Unproved& unproved = m_unproved[place];
            if (m_settled[place] || unproved.kind == Lack::Kind::contradicts) {
                continue;
            }
            unproved.kind = Lack::Kind::missing;
            unproved.ability =
                is_by_balance(m_request.transfers[place]) ? nullptr : &Provable::receipts;
            unproved.why = fmt::format("node {} {}", node.shown, failure.what());
        }
    }
}

void TransferProver::keep_paths(std::size_t place, const Judgement& judgement,
                                const ShownBlock& shown)
{
    const evm::Transfer& transfer = m_request.transfers[place];
    TransferEvidence& evidence = m_results[place];
    evidence.header = shown.header;
    if (is_by_balance(transfer)) {
        evidence.account = shown.accounts.at(transfer.to);
        return;
    }
    const auto item_of = [&](const std::vector<base::Bytes>& items) {
        return ItemEvidence{.index = judgement.index,
                            .item = items[judgement.index],
                            .nodes = evm::prove_item(items, judgement.index)};
    };
    evidence.log_position = judgement.log_position;
    evidence.receipt = item_of(shown.receipt_items);
    if (judgement.index < shown.transaction_items.size()) {
        evidence.transaction = item_of(shown.transaction_items);
    }
}

/// Decides what nobody proved. A missing state is never refused: nodes drop it within minutes.
void TransferProver::finish(std::size_t place)
{
    const Unproved& unproved = m_unproved[place];
    TransferProof& proof = m_results[place].proof;
    if (!unproved.soft.empty()) {
        proof = {.proof = Proof::refuted, .why = unproved.soft};
        return;
    }
    proof = {.proof = Proof::open, .why = unproved.why};
    if (unproved.ability == nullptr || !(m_learnt.*unproved.ability) || unproved.is_agreed) {
        return;
    }
    const bool is_young = m_request.now_s < m_request.transfers[place].block_time_s + kYoungS;
    if (unproved.kind == Lack::Kind::contradicts ||
        (unproved.kind == Lack::Kind::missing && is_young)) {
        proof.proof = Proof::refused;
    }
}

std::vector<TransferEvidence> TransferProver::run()
{
    make_tasks();
    std::size_t asked = 0;
    NodePool& pool = m_connection.pool();
    static_cast<void>(pool.ask_in_turn([&](Node& node) {
        // One that is down is not waited for, as long as another answered.
        if (asked > 0 &&
            (pool.is_paused(node) || (!m_learnt.headers && asked >= kNodesToLearnMax))) {
            return true;
        }
        std::vector<BlockTask*> open;
        for (BlockTask& task : m_tasks) {
            if (!is_settled(task)) {
                open.push_back(&task);
            }
        }
        try {
            ask(node, open);
        } catch (const NodeFailure& failure) {
            note_failure(node, open, failure);
        }
        ++asked;
        return std::all_of(m_settled.begin(), m_settled.end(), [](bool one) { return one; });
    }));
    for (std::size_t place = 0; place < m_results.size(); ++place) {
        if (!m_settled[place]) {
            finish(place);
        }
    }
    return std::move(m_results);
}

} // namespace ctrip::rpc
