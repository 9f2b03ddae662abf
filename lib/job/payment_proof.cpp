// SPDX-License-Identifier: MIT
#include "job/payment_proof.hpp"

#include "base/error.hpp"
#include "evm/header_rlp.hpp"
#include "job/shared/one_currency.hpp"
#include "store/transfer_store.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>
#include <utility>

namespace ctrip::job {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFormat = "ctrip-payment-proof";
constexpr int kVersion = 1;

Json path_json(const evm::TrieProof& nodes)
{
    Json list = Json::array();
    for (const base::Bytes& node : nodes) {
        list.push_back(base::to_hex_0x(node));
    }
    return list;
}

Json item_json(const std::optional<rpc::ItemEvidence>& item)
{
    if (!item) {
        return nullptr;
    }
    return {{"index", item->index},
            {"item", base::to_hex_0x(item->item)},
            {"path", path_json(item->nodes)}};
}

Json account_json(const std::optional<rpc::AccountEvidence>& account)
{
    if (!account) {
        return nullptr;
    }
    const auto state = [](const evm::BlockHash& block, const evm::AccountState& of,
                          const evm::TrieProof& nodes) {
        return Json{{"block_hash", block.to_hex()},
                    {"balance_raw", of.balance.to_decimal()},
                    {"nonce", of.nonce},
                    {"path", path_json(nodes)}};
    };
    // The hash of the later block is the transfer's, which stands beside.
    return {{"address", account->address.to_checksum()},
            {"before",
             state(evm::hash_of(account->before_header), account->before_state, account->before)},
            {"after",
             {{"balance_raw", account->after_state.balance.to_decimal()},
              {"nonce", account->after_state.nonce},
              {"path", path_json(account->after)}}}};
}

/// The headers that the transfers' evidence needs, each once, by number.
class BlockList
{
public:
    void add(const evm::RawHeader& header)
    {
        const evm::BlockHash hash = evm::hash_of(header);
        m_blocks.insert_or_assign(std::pair{header.number, hash},
                                  Json{{"number", header.number.to_u64().value_or(0)},
                                       {"hash", hash.to_hex()},
                                       {"header", base::to_hex_0x(evm::encode_header(header))}});
    }

    [[nodiscard]] Json json() const
    {
        Json list = Json::array();
        for (const auto& [key, block] : m_blocks) {
            list.push_back(block);
        }
        return list;
    }

private:
    std::map<std::pair<evm::Amount, evm::BlockHash>, Json> m_blocks;
};

std::string_view kind_of(const evm::Transfer& transfer)
{
    if (transfer.is_event()) {
        return "event";
    }
    return transfer.log_index == evm::kNativeLogIndex ? "value" : "balance";
}

Json transfer_json(const evm::Transfer& transfer, const rpc::TransferEvidence& evidence)
{
    const bool is_proved = evidence.proof.proof == rpc::Proof::proved;
    Json json{
        {"kind", kind_of(transfer)},
        {"tx_hash", transfer.is_balance_change() ? Json(nullptr) : Json(transfer.tx_hash.to_hex())},
        {"log_index", transfer.is_event() ? Json(transfer.log_index) : Json(nullptr)},
        {"token_address", transfer.token ? Json(transfer.token->to_checksum()) : Json(nullptr)},
        {"from", transfer.from.to_checksum()},
        {"to", transfer.to.to_checksum()},
        {"amount_raw", transfer.amount.to_decimal()},
        {"block_number", transfer.block_number},
        {"block_hash", transfer.block_hash.to_hex()},
        {"proved", is_proved},
        {"why_not", is_proved ? Json(nullptr) : Json(evidence.proof.why)}};
    json["receipt"] = item_json(evidence.receipt);
    if (evidence.receipt && transfer.is_event()) {
        json["receipt"]["log"] = evidence.log_position;
    }
    json["transaction"] = item_json(evidence.transaction);
    json["account"] = account_json(evidence.account);
    return json;
}

Json payment_json(const ProvedPayment& payment)
{
    const payment::Deposit& deposit = payment.deposit;
    return {{"id", deposit.id},
            {"chain", payment.chain},
            {"chain_id", deposit.chain_id},
            {"token", deposit.symbol},
            {"token_address", deposit.token ? Json(deposit.token->to_checksum()) : Json(nullptr)},
            {"decimals", deposit.decimals},
            {"address", deposit.address.to_checksum()},
            {"amount_raw", payment.amount.to_decimal()},
            {"received_raw", payment.received.to_decimal()}};
}

std::vector<evm::Transfer> payers_transfers(const std::vector<payment::Booking>& bookings)
{
    std::vector<evm::Transfer> transfers;
    for (const payment::Booking& booking : bookings) {
        if (!booking.orphaned && payment::is_payers(booking.standing)) {
            transfers.push_back(booking.transfer);
        }
    }
    return transfers;
}

std::vector<rpc::TransferEvidence> evidence_of(const ProofContext& context,
                                               const std::vector<evm::Transfer>& transfers)
{
    std::vector<evm::Transfer> asked;
    std::vector<evm::Amount> sums;
    store::TransferStore bookings{context.database};
    for (const evm::Transfer& transfer : transfers) {
        asked.push_back(as_event(context.chain, transfer));
        sums.push_back(kind_of(transfer) == "balance"
                           ? bookings.native_sum(context.chain.chain_id, transfer)
                           : evm::Amount{});
    }
    rpc::ProofRequest request{.transfers = asked,
                              .native_sums = std::move(sums),
                              .headers = {},
                              .partial_tokens = {},
                              // Every node is asked, until one proves it.
                              .known = {.headers = true, .receipts = true, .transactions = true},
                              .now_s = context.clock.now_s()};
    for (const config::Token& token : context.chain.tokens) {
        if (token.verify_balance) {
            request.partial_tokens.push_back(token.address);
        }
    }
    return context.nodes.evidence(request);
}

} // namespace

PaymentProof prove_payment(const ProofContext& context, const ProvedPayment& payment,
                           const std::vector<payment::Booking>& bookings)
{
    const std::vector<evm::Transfer> transfers = payers_transfers(bookings);
    if (transfers.empty()) {
        throw Error{ErrorKind::request,
                    fmt::format("payment '{}': nothing was received that could be proved",
                                payment.deposit.id)};
    }
    const std::vector<rpc::TransferEvidence> evidence = evidence_of(context, transfers);
    PaymentProof proof{.json = {}, .transfers = transfers.size()};
    BlockList blocks;
    Json list = Json::array();
    for (std::size_t i = 0; i < transfers.size(); ++i) {
        const rpc::TransferEvidence& one = evidence[i];
        if (one.header) {
            blocks.add(*one.header);
        }
        if (one.account) {
            blocks.add(one.account->before_header);
        }
        if (one.proof.proof == rpc::Proof::proved) {
            ++proof.proved;
        } else if (proof.why_not.empty()) {
            proof.why_not = fmt::format("block {}: {}", transfers[i].block_number, one.proof.why);
        }
        list.push_back(transfer_json(as_event(context.chain, transfers[i]), one));
    }
    const Json document{{"format", kFormat},
                        {"version", kVersion},
                        {"created_at", base::to_rfc3339(context.clock.now_s())},
                        {"payment", payment_json(payment)},
                        {"blocks", blocks.json()},
                        {"transfers", std::move(list)}};
    proof.json = document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    return proof;
}

} // namespace ctrip::job
