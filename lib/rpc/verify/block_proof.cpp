// SPDX-License-Identifier: MIT
#include "rpc/verify/block_proof.hpp"

#include "evm/trie.hpp"
#include "rpc/json_rpc.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ctrip::rpc {

namespace {

constexpr std::size_t kUnknownStatusMax = 4;
/// The address that logs native transfers (EIP-7708).
constexpr evm::Address kSystemAddress{{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                       0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe}};

/// None where a receipt can't be encoded.
std::optional<std::vector<base::Bytes>> encoded(std::span<const evm::RawReceipt> receipts)
{
    std::vector<base::Bytes> items;
    items.reserve(receipts.size());
    for (const evm::RawReceipt& receipt : receipts) {
        auto item = evm::encode_receipt(receipt);
        if (!item) {
            return std::nullopt;
        }
        items.push_back(std::move(*item));
    }
    return items;
}

/// Tries each combination of the statuses that are missing.
std::optional<std::vector<base::Bytes>> with_statuses(const evm::Word& root,
                                                      std::vector<evm::RawReceipt>& receipts)
{
    std::vector<evm::RawReceipt*> unknown;
    for (evm::RawReceipt& receipt : receipts) {
        if (!receipt.succeeded && !receipt.post_state) {
            unknown.push_back(&receipt);
        }
    }
    if (unknown.size() > kUnknownStatusMax) {
        return std::nullopt;
    }
    for (unsigned tried = 0; tried < 1U << unknown.size(); ++tried) {
        for (std::size_t i = 0; i < unknown.size(); ++i) {
            unknown[i]->succeeded = (tried >> i & 1U) == 0; // Success first.
        }
        auto items = encoded(receipts);
        if (items && evm::trie_root(*items) == root) {
            return items;
        }
    }
    for (evm::RawReceipt* const receipt : unknown) {
        receipt->succeeded.reset();
    }
    return std::nullopt;
}

/// A Transfer event of the transfer's token, sender and recipient.
bool is_move_of(const evm::RawLog& log, const evm::Transfer& transfer)
{
    static const evm::Word topic = evm::TxHash::parse(kTransferTopic).value().bytes;
    const auto padded = [](const evm::Address& address) {
        evm::Word word{};
        std::copy(address.bytes.begin(), address.bytes.end(),
                  word.end() - static_cast<std::ptrdiff_t>(address.bytes.size()));
        return word;
    };
    return log.address == transfer.token.value_or(kSystemAddress) && log.topics.size() == 3 &&
           log.topics[0] == topic && log.topics[1] == padded(transfer.from) &&
           log.topics[2] == padded(transfer.to) && log.data.size() == evm::Word{}.size();
}

bool is_amount_of(const evm::RawLog& log, const evm::Transfer& transfer, bool partial)
{
    const evm::Amount amount = evm::Amount::from_be_bytes(log.data);
    return partial ? transfer.amount <= amount : transfer.amount == amount;
}

TransferProof refuted(std::string why)
{
    return {.proof = Proof::refuted, .why = std::move(why)};
}

} // namespace

bool header_holds(evm::RawHeader& header, const evm::BlockHash& hash,
                  std::span<const evm::RawReceipt> receipts)
{
    if (evm::hash_of(header) == hash) {
        return true;
    }
    // All receipts, or all but one at the end that is in no trie.
    for (std::size_t left_out = 0; left_out < 2 && left_out < receipts.size(); ++left_out) {
        std::vector<evm::RawLog> logs;
        for (const evm::RawReceipt& receipt : receipts.first(receipts.size() - left_out)) {
            logs.insert(logs.end(), receipt.logs.begin(), receipt.logs.end());
        }
        evm::RawHeader other = header;
        other.bloom = evm::bloom_of(logs);
        if (evm::hash_of(other) == hash) {
            header = std::move(other);
            return true;
        }
    }
    return false;
}

std::optional<std::vector<base::Bytes>> holding_receipts(const evm::RawHeader& header,
                                                         std::vector<evm::RawReceipt>& receipts)
{
    auto items = with_statuses(header.receipts_root, receipts);
    if (items || receipts.empty()) {
        return items;
    }
    evm::RawReceipt last = std::move(receipts.back());
    receipts.pop_back();
    items = with_statuses(header.receipts_root, receipts);
    if (!items) {
        receipts.push_back(std::move(last));
    }
    return items;
}

bool transactions_hold(const evm::RawHeader& header, std::vector<base::Bytes>& items)
{
    if (evm::trie_root(items) == header.transactions_root) {
        return true;
    }
    if (items.empty()) {
        return false;
    }
    items.pop_back();
    return evm::trie_root(items) == header.transactions_root;
}

Judgement judge_event(const evm::Transfer& transfer, bool partial,
                      std::span<const evm::RawReceipt> receipts)
{
    Judgement best;
    int best_fit = 0; // 1: the event, 2: of the transaction, 3: at the index as well.
    std::size_t copies = 0;
    std::int64_t index = 0; // Of the log in the block.
    for (std::size_t i = 0; i < receipts.size(); ++i) {
        const evm::RawReceipt& receipt = receipts[i];
        for (std::size_t position = 0; position < receipt.logs.size(); ++position, ++index) {
            const evm::RawLog& log = receipt.logs[position];
            if (!is_move_of(log, transfer)) {
                continue;
            }
            ++copies;
            // Nodes may number logs in other ways, so the index alone decides nothing.
            const bool is_its = receipt.tx_hash == transfer.tx_hash;
            const int fit = is_its ? (index == transfer.log_index ? 3 : 2) : 1;
            if (fit > best_fit && is_amount_of(log, transfer, partial)) {
                best_fit = fit;
                best = {.proof = {}, .index = i, .log_position = position};
            }
        }
    }
    if (best_fit == 0) {
        best.proof = refuted(fmt::format("none of the block's {} events is this one", index));
    } else if (best_fit == 1) {
        best.soft = true;
        best.proof = refuted(
            fmt::format("the event is of transaction {}", receipts[best.index].tx_hash.to_hex()));
    } else {
        best.proof = {
            .proof = Proof::proved, .why = {}, .copies = copies, .is_at_index = best_fit == 3};
    }
    return best;
}

Judgement judge_value(const evm::Transfer& transfer, std::size_t index, const ProvenTransaction& tx,
                      std::span<const evm::RawReceipt> receipts)
{
    Judgement judgement{.proof = {}, .index = index};
    if (index >= receipts.size()) {
        judgement.proof = {.proof = Proof::open, .why = "the transaction has no receipt"};
    } else if (tx.to != transfer.to) {
        judgement.proof = refuted("the transaction has another recipient");
    } else if (tx.value != transfer.amount) {
        judgement.proof = refuted(fmt::format("the transaction has a value of {} instead of {}",
                                              tx.value.to_decimal(), transfer.amount.to_decimal()));
    } else if (!receipts[index].succeeded) {
        judgement.proof = {.proof = Proof::open,
                           .why = "a receipt from before Byzantium has no status"};
    } else if (!*receipts[index].succeeded) {
        judgement.proof = refuted("the transaction reverted");
    } else {
        judgement.proof.proof = Proof::proved;
    }
    return judgement;
}

TransferProof judge_balance(const evm::Amount& sum, const evm::AccountState& before,
                            const evm::AccountState& after)
{
    if (after.balance >= before.balance && after.balance - before.balance >= sum) {
        return {.proof = Proof::proved};
    }
    if (after.balance >=
        sum) { // Where no node has old states, a change is booked in a later block.
        return {.proof = Proof::open, .why = "the address had it before that block"};
    }
    // Money may have left in the same block: by a transaction of the account, or by its code.
    if (before.nonce != after.nonce || before.has_code() || after.has_code()) {
        return {.proof = Proof::open, .why = "the address also sent something in that block"};
    }
    return refuted(fmt::format("the balance of the address went from {} to {} in that block",
                               before.balance.to_decimal(), after.balance.to_decimal()));
}

} // namespace ctrip::rpc
