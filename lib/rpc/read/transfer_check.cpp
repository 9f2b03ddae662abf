// SPDX-License-Identifier: MIT
#include "rpc/read/transfer_check.hpp"

#include "rpc/parse/block.hpp"
#include "rpc/parse/logs.hpp"
#include "rpc/parse/receipt.hpp"
#include "rpc/parse/text.hpp"
#include "rpc/parse/transaction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace ctrip::rpc {

namespace {

using Kind = Vote::Kind;

Vote differs(bool refutes, std::string shows)
{
    return {.kind = Kind::differs, .refutes = refutes, .shows = std::move(shows)};
}

Vote unknown(std::string shows)
{
    return {.kind = Kind::unknown, .refutes = false, .shows = std::move(shows)};
}

/// For an answer without a result.
template <typename T>
Vote missing(const Answer<T>& answer, std::string_view thing)
{
    return unknown(answer.error ? fmt::format("no {}: {}", thing, answer.error->message)
                                : fmt::format("no {}", thing));
}

Vote vote_on_block(const Answer<BlockHeader>& answer, const KnownBlock& known)
{
    if (!answer.result || answer.result->number != known.number) {
        return missing(answer, fmt::format("block {}", known.number));
    }
    const BlockHeader& header = *answer.result;
    if (header.hash != known.hash) {
        return differs(true, fmt::format("{} as block {}", header.hash.to_hex(), known.number));
    }
    if (known.time_s && header.timestamp_s != *known.time_s) {
        return differs(true, fmt::format("the time {} of block {} instead of {}",
                                         header.timestamp_s, known.number, *known.time_s));
    }
    return {};
}

KnownBlock block_of(const evm::Transfer& transfer)
{
    return {.number = transfer.block_number,
            .hash = transfer.block_hash,
            .time_s =
                transfer.block_time_s == 0 ? std::nullopt : std::optional{transfer.block_time_s}};
}

Vote vote_on_event(const evm::Transfer& booked, const Receipt& receipt,
                   const QuorumOptions& options)
{
    const bool partial = std::find(options.partial_tokens.begin(), options.partial_tokens.end(),
                                   *booked.token) != options.partial_tokens.end();
    const auto fits = [&](const evm::Transfer& one) {
        return partial ? booked.amount <= one.amount : booked.amount == one.amount;
    };
    const auto is_to_it = [&](const evm::Transfer& one) {
        return one.token == booked.token && one.to == booked.to;
    };
    const auto& events = receipt.token_transfers;
    auto event = std::find_if(events.begin(), events.end(), [&](const evm::Transfer& one) {
        return one.log_index == booked.log_index && is_to_it(one);
    });
    if (event == events.end()) {
        // Another node may number the logs by transaction instead of by block.
        const auto copies = std::count_if(events.begin(), events.end(), [&](const auto& one) {
            return is_to_it(one) && one.from == booked.from && fits(one);
        });
        if (copies > 0) {
            Vote vote;
            vote.copies = static_cast<std::size_t>(copies);
            return vote;
        }
    }
    if (event == events.end()) {
        return differs(true, fmt::format("no such event at log index {}", booked.log_index));
    }
    return fits(*event)
               ? Vote{}
               : differs(true, fmt::format("an event of {} instead of {}",
                                           event->amount.to_decimal(), booked.amount.to_decimal()));
}

Vote vote_on_value(const evm::Transfer& booked, const Answer<Transaction>& answer)
{
    if (!answer.result || answer.result->hash != booked.tx_hash) {
        return missing(answer, "transaction");
    }
    if (answer.result->to != booked.to) {
        return differs(true, "another recipient");
    }
    return answer.result->value == booked.amount
               ? Vote{}
               : differs(true, fmt::format("a value of {} instead of {}",
                                           answer.result->value.to_decimal(),
                                           booked.amount.to_decimal()));
}

/// Events and values of transactions; internal transfers and balance changes are in no receipt.
bool is_in_receipt(const evm::Transfer& transfer)
{
    return transfer.is_event() || transfer.log_index == evm::kNativeLogIndex;
}

bool is_internal(const evm::Transfer& transfer)
{
    return !is_in_receipt(transfer) && !transfer.is_balance_change();
}

bool is_same_transfer(const evm::Transfer& booked, const evm::Transfer& shown)
{
    return shown.tx_hash == booked.tx_hash && shown.to == booked.to &&
           shown.amount == booked.amount && shown.token == booked.token &&
           (!booked.is_event() || shown.log_index == booked.log_index);
}

/// Whether the logs of its block do not show it as booked.
bool is_refuted(const evm::Transfer& booked, const Answer<HeaderOrSent>& logs)
{
    return logs.result && std::none_of(logs.result->transfers.begin(), logs.result->transfers.end(),
                                       [&](const evm::Transfer& shown) {
                                           return is_same_transfer(booked, shown);
                                       });
}

bool is_refuted(const evm::Transfer& booked, const Answer<FullBlock>& block)
{
    return block.result && !block.result->hides_transactions &&
           std::none_of(
               block.result->transfers.begin(), block.result->transfers.end(),
               [&](const Candidate& shown) { return is_same_transfer(booked, shown.transfer); });
}

std::vector<Answer<FullBlock>> parse_all_blocks(JsonParser& parser, std::string& body,
                                                std::size_t calls)
{
    return parse_blocks(parser, body, calls, {});
}

/// One node's votes on booked transfers.
class TransferVotes
{
public:
    TransferVotes(Node& node, Exchange& exchange, std::span<const evm::Transfer> transfers,
                  const QuorumOptions& options)
        : m_node(node), m_exchange(exchange), m_transfers(transfers), m_options(options),
          m_votes(transfers.size()), m_is_other(transfers.size())
    {
    }

    std::vector<Vote> run()
    {
        if (m_options.compares_blocks) {
            compare_blocks();
        }
        compare_receipts();
        compare_values();
        if (m_options.compares_balances || m_options.compares_changes) {
            compare_balances();
        }
        find_in_blocks();
        look_again();
        return std::move(m_votes);
    }

private:
    [[nodiscard]] bool agrees(std::size_t i) const { return m_votes[i].kind == Kind::agrees; }

    /// The places of transfers for which `wanted` is true.
    template <typename Wanted>
    [[nodiscard]] std::vector<std::size_t> places(const Wanted& wanted) const
    {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < m_transfers.size(); ++i) {
            if (wanted(i)) {
                found.push_back(i);
            }
        }
        return found;
    }

    [[nodiscard]] bool is_in_balances(const evm::Transfer& transfer) const
    {
        return transfer.is_balance_change() ? m_options.compares_changes
                                            : m_options.compares_balances && is_internal(transfer);
    }
    void compare_blocks();
    void compare_receipts();
    [[nodiscard]] Vote vote_on_receipt(const evm::Transfer& booked, const Answer<Receipt>& answer);
    void compare_values();
    void compare_balances();
    void find_in_blocks();
    void look_again();

    Node& m_node;
    Exchange& m_exchange;
    std::span<const evm::Transfer> m_transfers;
    const QuorumOptions& m_options;
    std::vector<Vote> m_votes;
    std::vector<bool> m_is_other;     ///< The node has another block at the transfer's height.
    std::vector<std::size_t> m_stray; ///< Places of transfers without a receipt in their block.
};

void TransferVotes::compare_blocks()
{
    std::map<evm::BlockNumber, Answer<BlockHeader>> headers;
    for (const evm::Transfer& transfer : m_transfers) {
        headers.try_emplace(transfer.block_number);
    }
    std::vector<Call> calls;
    calls.reserve(headers.size());
    for (const auto& [number, answer] : headers) {
        calls.push_back(call_block(number, Transactions::hashes));
    }
    auto answers = m_exchange.ask<BlockHeader>(m_node, calls, &parse_headers);
    std::size_t next = 0;
    for (auto& [number, answer] : headers) {
        answer = std::move(answers[next++]);
    }
    for (std::size_t i = 0; i < m_transfers.size(); ++i) {
        const evm::Transfer& booked = m_transfers[i];
        m_votes[i] = vote_on_block(headers.at(booked.block_number), block_of(booked));
        m_is_other[i] = m_votes[i].refutes;
    }
}

Vote TransferVotes::vote_on_receipt(const evm::Transfer& booked, const Answer<Receipt>& answer)
{
    if (!answer.result || answer.result->tx_hash != booked.tx_hash) {
        return missing(answer, "receipt of it");
    }
    const Receipt& receipt = *answer.result;
    if (receipt.missing == "status" || receipt.missing.starts_with("block")) {
        return unknown(fmt::format("a receipt whose '{}' is missing", receipt.missing));
    }
    if (receipt.block_hash != booked.block_hash) {
        return differs(false,
                       fmt::format("block {} as its transaction's", receipt.block_hash.to_hex()));
    }
    if (!receipt.succeeded) {
        return differs(true, "a transaction that reverted");
    }
    return booked.is_event() ? vote_on_event(booked, receipt, m_options) : Vote{};
}

void TransferVotes::compare_receipts()
{
    const auto asked =
        places([this](std::size_t i) { return agrees(i) && is_in_receipt(m_transfers[i]); });
    std::vector<Call> calls;
    calls.reserve(asked.size());
    for (const std::size_t i : asked) {
        calls.push_back(call_receipt(m_transfers[i].tx_hash));
    }
    const auto receipts = m_exchange.ask<Receipt>(m_node, calls, &parse_receipts);
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const evm::Transfer& booked = m_transfers[asked[i]];
        m_votes[asked[i]] = vote_on_receipt(booked, receipts[i]);
        const bool is_elsewhere =
            receipts[i].result && receipts[i].result->tx_hash == booked.tx_hash
                ? receipts[i].result->block_hash != booked.block_hash
                : !receipts[i].error;
        if (is_elsewhere) {
            m_stray.push_back(asked[i]);
        }
    }
}

void TransferVotes::compare_values()
{
    const auto asked = places([this](std::size_t i) {
        return agrees(i) && m_transfers[i].log_index == evm::kNativeLogIndex;
    });
    std::vector<Call> calls;
    calls.reserve(asked.size());
    for (const std::size_t i : asked) {
        calls.push_back(call_transaction(m_transfers[i].tx_hash));
    }
    const auto txs = m_exchange.ask<Transaction>(m_node, calls, &parse_transactions);
    for (std::size_t i = 0; i < asked.size(); ++i) {
        m_votes[asked[i]] = vote_on_value(m_transfers[asked[i]], txs[i]);
    }
}

/// A deposit's balance rises by what came, unless something left in the same block.
void TransferVotes::compare_balances()
{
    const auto asked =
        places([this](std::size_t i) { return agrees(i) && is_in_balances(m_transfers[i]); });
    std::map<std::pair<evm::Address, evm::BlockNumber>, evm::Amount> booked;
    std::vector<Call> calls;
    for (const std::size_t i : asked) {
        const evm::Transfer& transfer = m_transfers[i];
        booked[{transfer.to, transfer.block_number}] += transfer.amount;
        calls.push_back(
            call_balance(transfer.to, transfer.block_number -
                                          std::min<evm::BlockNumber>(1, transfer.block_number)));
        calls.push_back(call_balance(transfer.to, transfer.block_number));
    }
    const auto balances = m_exchange.ask<std::string>(m_node, calls, &parse_strings);
    const auto amount_of = [&](std::size_t place) {
        return balances[place].result ? evm::Amount::from_quantity(*balances[place].result)
                                      : std::nullopt;
    };
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const evm::Transfer& transfer = m_transfers[asked[i]];
        const auto before = amount_of(2 * i);
        const auto after = amount_of(2 * i + 1);
        if (!before || !after) {
            m_votes[asked[i]] = unknown(fmt::format(
                "no balance of {} at block {}", transfer.to.to_checksum(), transfer.block_number));
        } else if (*after < *before + booked.at({transfer.to, transfer.block_number})) {
            m_votes[asked[i]] =
                differs(transfer.is_balance_change(),
                        fmt::format("a balance of {} that rose from {} to {} in block {}",
                                    transfer.to.to_checksum(), before->to_decimal(),
                                    after->to_decimal(), transfer.block_number));
        }
    }
}

/// A missing receipt proves nothing; that the block does not have the transaction does.
void TransferVotes::find_in_blocks()
{
    if (m_stray.empty()) {
        return;
    }
    std::vector<Call> calls;
    for (const std::size_t i : m_stray) {
        calls.push_back(call_block(m_transfers[i].block_number, Transactions::hashes));
    }
    const auto blocks = m_exchange.ask<BlockContent>(m_node, calls, &parse_contents);
    for (std::size_t i = 0; i < m_stray.size(); ++i) {
        const evm::Transfer& booked = m_transfers[m_stray[i]];
        const auto& block = blocks[i].result;
        if (block && block->header.hash == booked.block_hash &&
            std::find(block->txs.begin(), block->txs.end(), booked.tx_hash) == block->txs.end()) {
            m_votes[m_stray[i]] =
                differs(true, fmt::format("that block {} does not have its transaction",
                                          booked.block_number));
        }
    }
}

/// What the scan would still read as it is booked is not refuted: it would be booked again.
void TransferVotes::look_again()
{
    const auto refuted =
        places([this](std::size_t i) { return m_votes[i].refutes && !m_is_other[i]; });
    std::vector<Call> log_calls;
    std::vector<Call> block_calls;
    for (const std::size_t i : refuted) {
        const evm::Transfer& booked = m_transfers[i];
        if (booked.is_event()) {
            log_calls.push_back(call_transfer_logs(booked.block_number, booked.block_number,
                                                   {&*booked.token, 1}, {&booked.to, 1}));
        } else {
            block_calls.push_back(call_block(booked.block_number, Transactions::full));
        }
    }
    const auto logs = m_exchange.ask<HeaderOrSent>(m_node, log_calls, &parse_sent_logs);
    const auto blocks = m_exchange.ask<FullBlock>(m_node, block_calls, &parse_all_blocks);
    std::size_t next_log = 0;
    std::size_t next_block = 0;
    for (const std::size_t i : refuted) {
        const evm::Transfer& booked = m_transfers[i];
        m_votes[i].refutes = booked.is_event() ? is_refuted(booked, logs[next_log++])
                                               : is_refuted(booked, blocks[next_block++]);
    }
}

bool is_same_event(const evm::Transfer& a, const evm::Transfer& b)
{
    return a.token == b.token && a.from == b.from && a.to == b.to && a.amount == b.amount;
}

/// Empty where both say the same of a transaction.
std::string receipt_difference(const Receipt& ours, const Receipt& shown)
{
    if (shown.block_hash != ours.block_hash || shown.block_number != ours.block_number) {
        return fmt::format("block {} as its transaction's", shown.block_hash.to_hex());
    }
    if (shown.succeeded != ours.succeeded) {
        return shown.succeeded ? "a transaction that succeeded" : "a transaction that reverted";
    }
    const auto same_native = [](const NativeSweep& a, const NativeSweep& b) {
        return a.from == b.from && a.amount == b.amount;
    };
    if (!std::equal(ours.token_transfers.begin(), ours.token_transfers.end(),
                    shown.token_transfers.begin(), shown.token_transfers.end(), &is_same_event) ||
        !std::equal(ours.native_sweeps.begin(), ours.native_sweeps.end(),
                    shown.native_sweeps.begin(), shown.native_sweeps.end(), same_native)) {
        return "other events of its transaction";
    }
    return shown.fee() == ours.fee()
               ? std::string{}
               : fmt::format("a fee of {} wei instead of {}", shown.fee().to_decimal(),
                             ours.fee().to_decimal());
}

} // namespace

void Tally::add(const std::string& node, const Vote& vote)
{
    m_agree += vote.kind == Kind::agrees ? 1 : 0;
    m_differ += vote.kind == Kind::differs ? 1 : 0;
    m_refute += vote.refutes ? 1 : 0;
    if (vote.kind != Kind::agrees && m_difference.empty()) {
        m_difference = fmt::format("node {} shows {}", node, vote.shows);
    }
    if (vote.copies) {
        m_copies = std::min(*vote.copies, m_copies.value_or(*vote.copies));
    }
}

bool Tally::is_decided(std::uint64_t quorum) const noexcept
{
    return m_agree >= quorum || (quorum == 1 && m_differ > 0);
}

Agreement Tally::result(std::uint64_t quorum) const
{
    return {.agreed = m_agree >= quorum && (quorum > 1 || m_differ == 0),
            .refuted = m_agree == 0 && m_refute >= quorum,
            .difference = m_difference,
            .copies = m_copies};
}

std::vector<Vote> votes_on_transfers(Node& node, Exchange& exchange,
                                     std::span<const evm::Transfer> transfers,
                                     const QuorumOptions& options)
{
    return TransferVotes{node, exchange, transfers, options}.run();
}

std::vector<Vote> votes_on_receipts(Node& node, Exchange& exchange,
                                    std::span<const Receipt> receipts)
{
    std::vector<Call> block_calls;
    std::vector<Call> receipt_calls;
    for (const Receipt& receipt : receipts) {
        block_calls.push_back(call_block(receipt.block_number, Transactions::hashes));
        receipt_calls.push_back(call_receipt(receipt.tx_hash));
    }
    const auto blocks = exchange.ask<BlockHeader>(node, block_calls, &parse_headers);
    const auto shown = exchange.ask<Receipt>(node, receipt_calls, &parse_receipts);
    std::vector<Vote> votes;
    for (std::size_t i = 0; i < receipts.size(); ++i) {
        const Receipt& receipt = receipts[i];
        Vote vote = vote_on_block(
            blocks[i],
            {.number = receipt.block_number, .hash = receipt.block_hash, .time_s = std::nullopt});
        if (vote.kind == Kind::agrees) {
            if (!shown[i].result || shown[i].result->tx_hash != receipt.tx_hash) {
                vote = missing(shown[i], "receipt of it");
            } else if (!shown[i].result->missing.empty()) {
                vote = unknown(
                    fmt::format("a receipt whose '{}' is missing", shown[i].result->missing));
            } else if (std::string difference = receipt_difference(receipt, *shown[i].result);
                       !difference.empty()) {
                vote = differs(false, std::move(difference));
            }
        }
        votes.push_back(std::move(vote));
    }
    return votes;
}

} // namespace ctrip::rpc
