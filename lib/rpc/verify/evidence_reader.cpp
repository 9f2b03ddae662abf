// SPDX-License-Identifier: MIT
#include "rpc/verify/evidence_reader.hpp"

#include "evm/transaction.hpp"
#include "rpc/parse/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ctrip::rpc {

namespace {

/// Where a node has no eth_getBlockReceipts, each receipt is a call of its own.
constexpr std::size_t kSingleReceiptsMax = 1'000;
/// Transactions of types that ctrip can't encode are asked for as bytes.
constexpr std::size_t kRawTransactionsMax = 16;

Lack missing(std::string why)
{
    return {.kind = Lack::Kind::missing, .why = std::move(why), .fingerprint = {}};
}

Lack too_much(std::string why)
{
    return {.kind = Lack::Kind::too_much, .why = std::move(why), .fingerprint = {}};
}

/// `shown`: what does not hold.
Lack contradicts(std::string why, base::ByteView shown)
{
    return {.kind = Lack::Kind::contradicts,
            .why = std::move(why),
            .fingerprint = evm::tx_hash(shown).to_hex()};
}

template <typename T>
std::string why_none(const Answer<T>& answer, std::string_view thing)
{
    return answer.error ? fmt::format("refuses {}: {}", thing, answer.error->message)
                        : fmt::format("has no {}", thing);
}

base::Bytes joined(std::span<const base::Bytes> items)
{
    base::Bytes all;
    for (const base::Bytes& item : items) {
        all.insert(all.end(), item.begin(), item.end());
    }
    return all;
}

std::string block_text(const BlockTask& task)
{
    return fmt::format("block {}", task.block.number);
}

} // namespace

void EvidenceReader::read_headers(std::span<const Place> places,
                                  const std::map<evm::BlockNumber, FullHeader>& given)
{
    std::vector<Call> calls;
    std::vector<const Place*> asked;
    for (const Place& place : places) {
        const BlockTask& task = *place.task;
        const auto found = given.find(task.block.number);
        if (found != given.end() && found->second.header.hash == task.block.hash &&
            (!task.wants_transactions || !found->second.transactions.empty())) {
            place.shown->full = found->second;
            continue;
        }
        calls.push_back(call_block_by_hash(
            task.block.hash, task.wants_transactions ? Transactions::full : Transactions::hashes));
        asked.push_back(&place);
    }
    auto answers = m_exchange.ask<FullHeader>(m_node, calls, &parse_full_headers);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        ShownBlock& shown = *asked[i]->shown;
        if (answers[i].result && !answers[i].error) {
            shown.full = std::move(*answers[i].result);
        } else {
            shown.of_header = missing(why_none(answers[i], block_text(*asked[i]->task)));
        }
    }
}

/// The header may need its receipts first, see header_holds(); where the chain was never proved, a
/// header that has all its fields does not.
void EvidenceReader::read_receipts(std::span<const Place> places, const Provable& known)
{
    std::vector<Call> calls;
    std::vector<const Place*> asked;
    for (const Place& place : places) {
        const ShownBlock& shown = *place.shown;
        const bool may_hold =
            shown.full.raw && (evm::hash_of(*shown.full.raw) == place.task->block.hash ||
                               !shown.full.has_bloom || known.headers);
        if (place.task->wants_receipts && may_hold && shown.of_header.kind == Lack::Kind::none) {
            calls.push_back(call_block_receipts(place.task->block.number));
            asked.push_back(&place);
        }
    }
    if (m_without.contains(&m_node)) {
        for (const Place* const place : asked) {
            read_single_receipts(*place);
        }
        return;
    }
    auto answers = m_exchange.ask<RawReceipts>(m_node, calls, &parse_raw_receipts);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        ShownBlock& shown = *asked[i]->shown;
        if (answers[i].error && is_unknown_method(*answers[i].error)) {
            m_without.insert(&m_node);
            read_single_receipts(*asked[i]);
        } else if (answers[i].error || !answers[i].result) {
            shown.of_receipts = missing(
                why_none(answers[i], fmt::format("receipts of {}", block_text(*asked[i]->task))));
        } else if (!answers[i].result->problem.empty()) {
            shown.of_receipts = missing("shows a block whose " + answers[i].result->problem);
        } else {
            shown.receipts = std::move(answers[i].result->receipts);
        }
    }
}

void EvidenceReader::read_single_receipts(const Place& place)
{
    ShownBlock& shown = *place.shown;
    const std::vector<evm::TxHash>& hashes = shown.full.tx_hashes;
    if (hashes.empty() || hashes.size() > kSingleReceiptsMax) {
        shown.of_receipts = too_much(fmt::format(
            "has no eth_getBlockReceipts, and the receipts of {} transactions are too many to ask "
            "for one by one",
            hashes.size()));
        return;
    }
    std::vector<Call> calls;
    calls.reserve(hashes.size());
    for (const evm::TxHash& hash : hashes) {
        calls.push_back(call_receipt(hash));
    }
    auto answers = m_exchange.ask<RawReceipts>(m_node, calls, &parse_raw_receipts);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const bool usable = answers[i].result && !answers[i].error &&
                            answers[i].result->problem.empty() &&
                            answers[i].result->receipts.size() == 1;
        if (!usable) {
            shown.receipts.clear();
            shown.of_receipts = missing(why_none(
                answers[i], fmt::format("usable receipt of transaction {}", hashes[i].to_hex())));
            return;
        }
        shown.receipts.push_back(std::move(answers[i].result->receipts.front()));
    }
}

void EvidenceReader::check_header(const Place& place)
{
    ShownBlock& shown = *place.shown;
    if (shown.of_header.kind != Lack::Kind::none) {
        return;
    }
    if (shown.full.header.hash != place.task->block.hash) {
        shown.of_header =
            missing(fmt::format("shows another block instead of {}", block_text(*place.task)));
        return;
    }
    if (!shown.full.raw) {
        shown.of_header =
            missing(fmt::format("leaves out fields of the header of {}, or sends malformed ones",
                                block_text(*place.task)));
        return;
    }
    evm::RawHeader header = *shown.full.raw;
    if (!header_holds(header, place.task->block.hash, shown.receipts)) {
        shown.of_header =
            contradicts(fmt::format("shows a header of {} that does not hash to the block's hash",
                                    block_text(*place.task)),
                        evm::encode_header(header));
        return;
    }
    shown.header = std::move(header);
}

void EvidenceReader::check_receipts(const Place& place)
{
    ShownBlock& shown = *place.shown;
    if (!place.task->wants_receipts || !shown.header ||
        shown.of_receipts.kind != Lack::Kind::none) {
        return;
    }
    auto items = holding_receipts(*shown.header, shown.receipts);
    if (items) {
        shown.receipt_items = std::move(*items);
        return;
    }
    if (shown.receipts.empty()) { // As some nodes show what they have dropped.
        shown.of_receipts = missing(fmt::format("has no receipts of {}", block_text(*place.task)));
        return;
    }
    const std::string why = fmt::format("shows receipts of {} that are not those of its header",
                                        block_text(*place.task));
    base::Bytes all;
    bool are_known = true;
    for (const evm::RawReceipt& receipt : shown.receipts) {
        const base::Bytes item = evm::encode_receipt(receipt).value_or(base::Bytes{});
        all.insert(all.end(), item.begin(), item.end());
        are_known = are_known && evm::is_known_type(receipt.type);
    }
    shown.receipts.clear();
    // Receipts of other types may be of another form, of which ctrip does not know.
    shown.of_receipts = are_known ? contradicts(why, all) : missing(why);
}

/// Fills in the items; false where one can't be had.
bool EvidenceReader::encode_transactions(const Place& place)
{
    ShownBlock& shown = *place.shown;
    std::vector<std::size_t> odd;
    std::vector<Call> calls;
    for (std::size_t i = 0; i < shown.full.transactions.size(); ++i) {
        MinedTransaction& tx = shown.full.transactions[i];
        auto item = tx.fields ? evm::encode_transaction(*tx.fields) : std::nullopt;
        if (!tx.hash) {
            return false;
        }
        if (!item || evm::tx_hash(*item) != *tx.hash) {
            tx.fields.reset();
            odd.push_back(i);
            calls.push_back(call_raw_transaction(*tx.hash));
        }
        shown.transaction_items.push_back(item.value_or(base::Bytes{}));
    }
    if (odd.size() > kRawTransactionsMax) {
        return false;
    }
    auto answers = m_exchange.ask<std::string>(m_node, calls, &parse_strings);
    for (std::size_t i = 0; i < odd.size(); ++i) {
        auto raw = answers[i].result && !answers[i].error ? base::from_hex_0x(*answers[i].result)
                                                          : std::nullopt;
        if (!raw || evm::tx_hash(*raw) != *shown.full.transactions[odd[i]].hash) {
            // The last one may be in no trie: Polygon's state sync.
            if (odd[i] + 1 != shown.transaction_items.size()) {
                return false;
            }
            continue;
        }
        shown.transaction_items[odd[i]] = std::move(*raw);
    }
    return true;
}

void EvidenceReader::check_transactions(const Place& place)
{
    ShownBlock& shown = *place.shown;
    if (!place.task->wants_transactions || !shown.header) {
        return;
    }
    const std::string block = block_text(*place.task);
    if (!encode_transactions(place)) {
        shown.transaction_items.clear();
        shown.of_transactions = too_much(
            fmt::format("shows a transaction of {} in a form that can't be checked", block));
    } else if (!transactions_hold(*shown.header, shown.transaction_items)) {
        shown.of_transactions = contradicts(
            fmt::format("shows transactions of {} that are not those of its header", block),
            joined(shown.transaction_items));
        shown.transaction_items.clear();
    }
}

/// The state before the block is that of its parent, whose header the block's names by hash.
void EvidenceReader::read_accounts(const Place& place)
{
    ShownBlock& shown = *place.shown;
    const evm::BlockNumber number = place.task->block.number;
    if (place.task->accounts.empty() || !shown.header || number == 0) {
        return;
    }
    const evm::BlockHash& parent_hash = shown.header->parent_hash;
    const std::vector<Call> header_call{call_block_by_hash(parent_hash, Transactions::hashes)};
    const auto parents = m_exchange.ask<FullHeader>(m_node, header_call, &parse_full_headers);
    if (parents[0].error || !parents[0].result || !parents[0].result->raw ||
        evm::hash_of(*parents[0].result->raw) != parent_hash) {
        shown.of_state = missing(fmt::format("does not show the header of block {}", number - 1));
        return;
    }
    const evm::RawHeader& parent = *parents[0].result->raw;
    std::vector<Call> calls;
    for (const evm::Address& address : place.task->accounts) {
        calls.push_back(call_account_proof(address, number - 1));
        calls.push_back(call_account_proof(address, number));
    }
    auto answers = m_exchange.ask<AccountNodes>(m_node, calls, &parse_account_nodes);
    std::size_t next = 0;
    for (const evm::Address& address : place.task->accounts) {
        Answer<AccountNodes>& before = answers[next++];
        Answer<AccountNodes>& after = answers[next++];
        for (const Answer<AccountNodes>* const one : {&before, &after}) {
            if (one->error || !one->result || !one->result->complete) {
                shown.of_state = missing(why_none(*one, "usable eth_getProof of that block"));
                return;
            }
        }
        const auto state_before = evm::account_of(parent.state_root, address, before.result->nodes);
        const auto state_after =
            evm::account_of(shown.header->state_root, address, after.result->nodes);
        if (!state_before || !state_after) {
            // No more than none: some nodes have the state of another moment.
            shown.of_state = missing("answers eth_getProof with a proof that does not hold");
            return;
        }
        shown.accounts[address] = {.address = address,
                                   .before_header = parent,
                                   .before = std::move(before.result->nodes),
                                   .after = std::move(after.result->nodes),
                                   .before_state = *state_before,
                                   .after_state = *state_after};
    }
}

std::vector<ShownBlock> EvidenceReader::read(std::span<const BlockTask> tasks,
                                             const std::map<evm::BlockNumber, FullHeader>& given,
                                             const Provable& known)
{
    std::vector<ShownBlock> blocks(tasks.size());
    std::vector<Place> places;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        places.push_back({.task = &tasks[i], .shown = &blocks[i]});
    }
    read_headers(places, given);
    read_receipts(places, known);
    for (const Place& place : places) {
        check_header(place);
        check_receipts(place);
        check_transactions(place);
        read_accounts(place);
    }
    return blocks;
}

} // namespace ctrip::rpc
