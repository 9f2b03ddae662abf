// SPDX-License-Identifier: MIT
#include "rpc/json_rpc.hpp"

#include "base/text.hpp"
#include "evm/abi.hpp"
#include "evm/sweeper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace ctrip::rpc {

namespace {

// The selector of balanceOf(address), and the 12 zero bytes that pad an address to a word.
constexpr std::string_view kBalanceOf = "0x70a08231000000000000000000000000";
constexpr std::size_t kWordsBytesMax = 400;

std::string_view name_of(BlockTag tag)
{
    switch (tag) {
    case BlockTag::latest:
        return "latest";
    case BlockTag::safe:
        return "safe";
    case BlockTag::finalized:
        return "finalized";
    }
    return "latest";
}

template <std::size_t Count>
bool mentions_any(const NodeError& error, const std::array<std::string_view, Count>& phrases)
{
    const std::string text = base::to_lower(error.message);
    return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) {
        return text.find(phrase) != std::string::npos;
    });
}

} // namespace

std::string to_tag(std::optional<evm::BlockNumber> at)
{
    return at ? fmt::format("{:#x}", *at) : "latest";
}

std::string to_body(std::span<const Call> calls, std::size_t first_id)
{
    std::string body;
    const auto out = std::back_inserter(body);
    const bool batch = calls.size() != 1;
    if (batch) {
        body.push_back('[');
    }
    for (std::size_t i = 0; i < calls.size(); ++i) {
        fmt::format_to(out, R"({}{{"jsonrpc":"2.0","id":{},"method":"{}","params":{}}})",
                       i == 0 ? "" : ",", first_id + i, calls[i].method, calls[i].params);
    }
    if (batch) {
        body.push_back(']');
    }
    return body;
}

Call call_block(evm::BlockNumber number, Transactions transactions)
{
    return {"eth_getBlockByNumber",
            fmt::format(R"(["{:#x}",{}])", number, transactions == Transactions::full)};
}

Call call_block(BlockTag tag)
{
    return {"eth_getBlockByNumber", fmt::format(R"(["{}",false])", name_of(tag))};
}

Call call_receipt(const evm::TxHash& hash)
{
    return {"eth_getTransactionReceipt", fmt::format(R"(["{}"])", hash.to_hex())};
}

Call call_balance(const evm::Address& address, std::optional<evm::BlockNumber> at)
{
    return {"eth_getBalance", fmt::format(R"(["{}","{}"])", address.to_hex(), to_tag(at))};
}

Call call_nonce(const evm::Address& address, bool pending)
{
    return {"eth_getTransactionCount",
            fmt::format(R"(["{}","{}"])", address.to_hex(), pending ? "pending" : "latest")};
}

Call call_nonce(const evm::Address& address, evm::BlockNumber block)
{
    return {"eth_getTransactionCount", fmt::format(R"(["{}","{:#x}"])", address.to_hex(), block)};
}

namespace {

void append_authorizations(std::string& object, const CallRequest& request)
{
    const auto out = std::back_inserter(object);
    object += R"(,"authorizationList":[)";
    for (const auto& [authorization, signature] : request.authorizations) {
        fmt::format_to(
            out,
            R"({}{{"chainId":"{:#x}","address":"{}","nonce":"{:#x}","yParity":"{:#x}","r":"{}","s":"{}"}})",
            object.ends_with('[') ? "" : ",", authorization.chain_id,
            authorization.address.to_hex(), authorization.nonce, signature.y_parity,
            evm::Amount::from_be_bytes(signature.r).to_quantity(),
            evm::Amount::from_be_bytes(signature.s).to_quantity());
    }
    object.push_back(']');
}

std::string call_object(const CallRequest& request)
{
    std::string object = fmt::format(R"({{"to":"{}")", request.to.to_hex());
    const auto out = std::back_inserter(object);
    if (request.from) {
        fmt::format_to(out, R"(,"from":"{}")", request.from->to_hex());
    }
    if (!request.value.is_zero()) {
        fmt::format_to(out, R"(,"value":"{}")", request.value.to_quantity());
    }
    if (!request.data.empty()) {
        // "data" is the older name of "input", which every node accepts.
        fmt::format_to(out, R"(,"data":"{}")", base::to_hex_0x(request.data));
    }
    if (request.gas) {
        fmt::format_to(out, R"(,"gas":"{:#x}")", *request.gas);
    }
    if (!request.authorizations.empty()) {
        append_authorizations(object, request);
    }
    object.push_back('}');
    return object;
}

} // namespace

Call call_contract(std::string_view method, const CallRequest& request)
{
    const std::string object = call_object(request);
    // The block is optional for eth_estimateGas, and some nodes refuse it there.
    return {method, method == "eth_call" ? "[" + object + R"(,"latest"])" : "[" + object + "]"};
}

Call call_code(const evm::Address& address)
{
    return {"eth_getCode", fmt::format(R"(["{}","latest"])", address.to_hex())};
}

Call call_simulation(std::span<const CallRequest> requests)
{
    std::string params = R"([{"blockStateCalls":[{"calls":[)";
    for (const CallRequest& request : requests) {
        params += (params.ends_with('[') ? "" : ",") + call_object(request);
    }
    params += R"(]}],"validation":false},"latest"])";
    return {"eth_simulateV1", std::move(params)};
}

Call call_fee_history(evm::BlockNumber block)
{
    return {"eth_feeHistory", fmt::format(R"(["0x1","{:#x}",[50]])", block)};
}

Call call_sent_logs(evm::BlockNumber from, evm::BlockNumber to, const SentFilter& filter,
                    std::span<const evm::Address> owners)
{
    std::string list;
    for (const evm::Address& owner : owners) {
        list += fmt::format(R"({}"{}")", list.empty() ? "" : ",",
                            filter.token ? base::to_hex_0x(evm::to_word(owner)) : owner.to_hex());
    }
    return {
        "eth_getLogs",
        filter.token
            ? fmt::format(
                  R"([{{"fromBlock":"{:#x}","toBlock":"{:#x}","address":"{}","topics":["{}",[{}]]}}])",
                  from, to, filter.token->to_hex(), kTransferTopic, list)
            : fmt::format(
                  R"([{{"fromBlock":"{:#x}","toBlock":"{:#x}","address":[{}],"topics":["{}"]}}])",
                  from, to, list, base::to_hex_0x(evm::kNativeSweptTopic))};
}

Call call_token_balance(const StateSource::TokenBalanceQuery& query,
                        std::optional<evm::BlockNumber> at)
{
    return {"eth_call", fmt::format(R"([{{"to":"{}","data":"{}{}"}},"{}"])", query.token.to_hex(),
                                    kBalanceOf, base::to_hex(query.owner.bytes), to_tag(at))};
}

Call call_transfer_logs(evm::BlockNumber from, evm::BlockNumber to,
                        std::span<const evm::Address> tokens,
                        std::span<const evm::Address> recipients)
{
    std::string params =
        fmt::format(R"([{{"fromBlock":"{:#x}","toBlock":"{:#x}","address":[)", from, to);
    const auto out = std::back_inserter(params);
    for (const evm::Address& token : tokens) {
        fmt::format_to(out, R"({}"{}")", params.ends_with('[') ? "" : ",", token.to_hex());
    }
    fmt::format_to(out, R"(],"topics":["{}")", kTransferTopic);
    if (!recipients.empty()) {
        params += ",null,[";
        for (const evm::Address& recipient : recipients) {
            fmt::format_to(out, R"({}"0x{:0>64}")", params.ends_with('[') ? "" : ",",
                           base::to_hex(recipient.bytes));
        }
        params.push_back(']');
    }
    params += "]}]";
    return {"eth_getLogs", std::move(params)};
}

Call call_block_by_hash(const evm::BlockHash& hash, Transactions transactions)
{
    return {"eth_getBlockByHash",
            fmt::format(R"(["{}",{}])", hash.to_hex(), transactions == Transactions::full)};
}

Call call_raw_transaction(const evm::TxHash& hash)
{
    return {"eth_getRawTransactionByHash", fmt::format(R"(["{}"])", hash.to_hex())};
}

Call call_account_proof(const evm::Address& address, evm::BlockNumber at)
{
    return {"eth_getProof", fmt::format(R"(["{}",[],"{:#x}"])", address.to_hex(), at)};
}

Call call_block_receipts(evm::BlockNumber number)
{
    return {"eth_getBlockReceipts", fmt::format(R"(["{:#x}"])", number)};
}

Call call_transaction(const evm::TxHash& hash)
{
    return {"eth_getTransactionByHash", fmt::format(R"(["{}"])", hash.to_hex())};
}

Call call_block_transfer_logs(const evm::BlockHash& block, std::span<const evm::Address> tokens)
{
    std::string params = fmt::format(R"([{{"blockHash":"{}","address":[)", block.to_hex());
    const auto out = std::back_inserter(params);
    for (const evm::Address& token : tokens) {
        fmt::format_to(out, R"({}"{}")", params.ends_with('[') ? "" : ",", token.to_hex());
    }
    fmt::format_to(out, R"(],"topics":["{}"]}}])", kTransferTopic);
    return {"eth_getLogs", std::move(params)};
}

Call call_block_logs(const evm::BlockHash& block)
{
    return {"eth_getLogs", fmt::format(R"([{{"blockHash":"{}"}}])", block.to_hex())};
}

std::string to_safe_line(std::string_view words)
{
    std::string line{words.substr(0, kWordsBytesMax)};
    std::replace_if(
        line.begin(), line.end(),
        [](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return byte < 0x20 || byte >= 0x7f;
        },
        '?');
    return line;
}

bool is_rate_limit(const NodeError& error)
{
    constexpr std::array<std::string_view, 8> phrases{"rate limit",
                                                      "too many requests",
                                                      "request limit reached",
                                                      "reached the quota",
                                                      "request rate exceeded",
                                                      "request count exceeded",
                                                      "compute units per second",
                                                      "requests per second"};
    return error.code == 429 || mentions_any(error, phrases);
}

bool is_unknown_method(const NodeError& error)
{
    constexpr std::array<std::string_view, 3> phrases{"method not found", "is not available",
                                                      "unsupported method"};
    return error.code == -32601 || (mentions_any(error, phrases) && !is_missing_state(error));
}

bool is_unknown_block(const NodeError& error)
{
    // -39001 is Geth's code; the others are from nodes that do not support the tag.
    constexpr std::array<std::string_view, 6> phrases{"unknown block",    "not found",
                                                      "invalid argument", "invalid block",
                                                      "unknown tag",      "not supported"};
    return !is_rate_limit(error) && !is_unknown_method(error) &&
           (error.code == -39001 || error.code == -32602 || mentions_any(error, phrases) ||
            is_pruned(error));
}

bool is_pruned(const NodeError& error)
{
    constexpr std::array<std::string_view, 14> phrases{"pruned",
                                                       "resource not found",
                                                       "requested resource not found",
                                                       "history is not available",
                                                       "history not available",
                                                       "history unavailable",
                                                       "history expired",
                                                       "historical data",
                                                       "historical block",
                                                       "old data not available",
                                                       "before the earliest",
                                                       "lower than the earliest",
                                                       "earliest available",
                                                       "no longer available"};
    return !is_rate_limit(error) &&
           (error.code == 4444 || error.code == -32001 || mentions_any(error, phrases));
}

bool is_missing_state(const NodeError& error)
{
    constexpr std::array<std::string_view, 19> phrases{"missing trie node",
                                                       "header not found",
                                                       "block not found",
                                                       "header for hash not found",
                                                       "unknown block",
                                                       "state unavailable",
                                                       "state not found",
                                                       "state is pruned",
                                                       "no state available",
                                                       "no state found",
                                                       "historical state",
                                                       "historical balance",
                                                       "state histories",
                                                       "blockoutofrange",
                                                       "distance to target block exceeds",
                                                       "archive",
                                                       "null round",
                                                       "state already been pruned",
                                                       "state recreation"};
    // "state 0x… is not available", "state for block 7 not available"
    const std::string text = base::to_lower(error.message);
    const std::size_t state = text.find("state");
    const bool lacks = state != std::string::npos &&
                       text.find("not available", state) != std::string::npos &&
                       text.find("method") == std::string::npos;
    return !is_rate_limit(error) && (lacks || is_pruned(error) || mentions_any(error, phrases));
}

bool is_passing(const NodeError& error)
{
    constexpr std::array<std::string_view, 41> phrases{"crash",
                                                       "panic",
                                                       "beyond current head",
                                                       "beyond the current head",
                                                       "beyond head",
                                                       "beyond latest",
                                                       "beyond the latest",
                                                       "past the head",
                                                       "after last accepted block",
                                                       "greater than the latest",
                                                       "greater than latest",
                                                       "higher than the latest",
                                                       "higher than latest",
                                                       "exceeds the latest",
                                                       "exceeds latest",
                                                       "ahead of the",
                                                       "in the future",
                                                       "future block",
                                                       "cannot be found",
                                                       "could not be found",
                                                       "could not find block",
                                                       "meta not found",
                                                       "header not found",
                                                       "block not found",
                                                       "unknown block",
                                                       "no such block",
                                                       "missing block",
                                                       "not yet available",
                                                       "not synced",
                                                       "syncing",
                                                       "replica",
                                                       "upstream",
                                                       "backend",
                                                       "no healthy",
                                                       "unhealthy",
                                                       "connection re",
                                                       "service unavailable",
                                                       "temporarily",
                                                       "try again",
                                                       "shutting down",
                                                       "context canceled"};
    return mentions_any(error, phrases) && !is_rate_limit(error);
}

bool may_pass(const NodeError& error)
{
    constexpr std::int64_t kInternalError = -32603; // JSON-RPC 2.0, section 5.1.
    return is_passing(error) || (error.code == kInternalError && !is_rate_limit(error) &&
                                 !is_unknown_method(error) && !is_about_size(error));
}

bool is_about_size(const NodeError& error)
{
    constexpr std::array<std::string_view, 20> phrases{
        "range",    "limit",   "too many",  "too large", "too big", "too wide", "too long",
        "exceed",   "maximum", "max ",      "more than", "narrow",  "reduce",   "smaller",
        "response", "timeout", "timed out", "deadline",  "size",    "batch"};
    return mentions_any(error, phrases) && !is_passing(error);
}

bool is_about_topics(const NodeError& error)
{
    constexpr std::array<std::string_view, 3> phrases{"topic", "addresses", "search position"};
    // Hints at how to get fewer results name topics too.
    constexpr std::array<std::string_view, 4> others{"range", "result", "block", "response"};
    return mentions_any(error, phrases) && !mentions_any(error, others);
}

bool is_of_call(const NodeError& error)
{
    return is_failing_call(error) || is_missing_state(error) || is_unknown_method(error) ||
           is_unknown_block(error);
}

bool is_failing_call(const NodeError& error)
{
    constexpr std::array<std::string_view, 12> phrases{
        "revert",         "insufficient funds", "gas required exceeds", "out of gas",
        "invalid opcode", "intrinsic gas",      "outoffunds",           "insufficient balance",
        "evm error",      "outofgas",           "bad instruction",      "7702"};
    return !is_rate_limit(error) && (error.code == 3 || mentions_any(error, phrases));
}

SendOutcome classify_send_error(const NodeError& error)
{
    constexpr std::array<std::string_view, 7> known{
        "already known",     "already imported",           "known transaction",
        "alreadyknown",      "existing tx with same hash", "already in the mempool",
        "already in mempool"};
    constexpr std::array<std::string_view, 4> nonce{"nonce too low", "nonce is too low", "oldnonce",
                                                    "nonce_too_low"};
    constexpr std::array<std::string_view, 8> price{"underpriced",
                                                    "fee too low",
                                                    "feetoolow",
                                                    "could not replace existing",
                                                    "less than block base fee",
                                                    "gas price too low",
                                                    "gas price below",
                                                    "fee cap less than"};
    constexpr std::array<std::string_view, 7> funds{
        "insufficient funds",   "insufficientfunds", "exceeds account balance", "enough funds",
        "insufficient balance", "lack of funds",     "balance too low"};
    constexpr std::array<std::string_view, 4> gas_low{"intrinsic gas", "intrinsicgas", "floor data",
                                                      "gas floor"};
    constexpr std::array<std::string_view, 3> size{"oversized data", "transaction size",
                                                   "transaction too large"};
    constexpr std::array<std::string_view, 8> gas_cap{"tx_gas_limit_cap",
                                                      "transaction gas limit too high",
                                                      "exceeds block gas limit",
                                                      "gas limit cap",
                                                      "gaslimitcap",
                                                      "exceeds maximum gas limit",
                                                      "exceeds transaction limit",
                                                      "gas limit is too high"};
    constexpr std::array<std::string_view, 4> fee_cap{"exceeds the configured cap",
                                                      "exceeds configured cap", "fee cap exceeded",
                                                      "exceeds the fee cap"};
    if (mentions_any(error, fee_cap)) {
        return SendOutcome::fee_above_cap;
    }
    if (mentions_any(error, gas_cap)) {
        return SendOutcome::gas_above_cap;
    }
    if (mentions_any(error, size)) {
        return SendOutcome::too_large;
    }
    if (mentions_any(error, gas_low)) {
        return SendOutcome::gas_too_low;
    }
    if (mentions_any(error, known)) {
        return SendOutcome::already_known;
    }
    if (mentions_any(error, nonce)) {
        return SendOutcome::nonce_too_low;
    }
    if (mentions_any(error, price)) {
        return SendOutcome::underpriced;
    }
    return mentions_any(error, funds) ? SendOutcome::insufficient_funds : SendOutcome::rejected;
}

} // namespace ctrip::rpc
