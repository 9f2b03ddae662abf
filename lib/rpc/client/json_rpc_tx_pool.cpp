// SPDX-License-Identifier: MIT
#include "rpc/client/json_rpc_tx_pool.hpp"

#include "rpc/client/answer_text.hpp"
#include "rpc/client/contract_calls.hpp"
#include "rpc/parse/fees.hpp"
#include "rpc/parse/text.hpp"
#include "rpc/read/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace ctrip::rpc {

std::uint64_t JsonRpcTxPool::nonce(const evm::Address& address, bool pending)
{
    const std::array calls{call_nonce(address, pending)};
    return m_connection.ask<std::string>(
        calls, &parse_strings, [](std::vector<Answer<std::string>>&& answers) {
            return require_quantity(texts_of(std::move(answers)).front());
        });
}

std::uint64_t JsonRpcTxPool::lowest_nonce(const evm::Address& address)
{
    const std::array calls{call_nonce(address, false)};
    std::optional<std::uint64_t> lowest;
    m_connection.pool().ask_until(
        1, [] { return false; },
        [&](Node& node) {
            auto answers = m_connection.exchange().ask<std::string>(node, calls, &parse_strings);
            const std::uint64_t nonce = require_quantity(texts_of(std::move(answers)).front());
            lowest = std::min(lowest.value_or(nonce), nonce);
        });
    return *lowest;
}

std::optional<std::uint64_t> JsonRpcTxPool::nonce_at(const evm::Address& address,
                                                     evm::BlockNumber block)
{
    const std::array calls{call_nonce(address, block)};
    return m_connection.ask<std::string>(
        calls, &parse_strings,
        [](std::vector<Answer<std::string>>&& answers) -> std::optional<std::uint64_t> {
            if (answers.front().error) {
                return std::nullopt;
            }
            return require_quantity(texts_of(std::move(answers)).front());
        });
}

FeeEstimate JsonRpcTxPool::fees()
{
    const BlockHeader latest = m_blocks.head();
    const std::array calls{Call{"eth_gasPrice", "[]"}, Call{"eth_maxPriorityFeePerGas", "[]"}};
    return m_connection.ask<std::string>(
        calls, &parse_strings, [&](std::vector<Answer<std::string>>&& answers) {
            const std::optional<std::string> priority_fee = answers[1].result;
            answers.pop_back();
            FeeEstimate fees{.base_fee = latest.base_fee,
                             .priority_fee = {},
                             .gas_price = require_amount(texts_of(std::move(answers)).front())};
            if (latest.base_fee) {
                // Without eth_maxPriorityFeePerGas: nodes include a tip in their gas price.
                fees.priority_fee = priority_fee
                                        ? require_amount(*priority_fee)
                                        : evm::saturating_sub(fees.gas_price, *latest.base_fee);
            }
            return fees;
        });
}

std::uint64_t JsonRpcTxPool::estimate_gas(const CallRequest& call)
{
    const auto amount =
        evm::Amount::from_quantity(ask_contract(m_connection, "eth_estimateGas", call));
    const auto gas = amount ? amount->to_u64() : std::nullopt;
    if (!gas) {
        throw_not_hex(m_connection, "eth_estimateGas");
    }
    return *gas;
}

namespace {

/// What counts most first: one node that took it is enough, and a used nonce is no refusal.
SendResult better_of(SendResult&& left, SendResult&& right)
{
    constexpr std::array order{SendOutcome::accepted, SendOutcome::already_known,
                               SendOutcome::nonce_too_low, SendOutcome::underpriced};
    const auto rank = [&](const SendResult& result) {
        return std::find(order.begin(), order.end(), result.outcome) - order.begin();
    };
    return rank(right) < rank(left) ? std::move(right) : std::move(left);
}

SendResult send_result_of(const Answer<std::string>& answer)
{
    const auto& error = answer.error;
    if (error && !is_unknown_method(*error)) {
        return {.outcome = classify_send_error(*error), .message = error->message};
    }
    if (!evm::TxHash::parse(texts_of({answer}).front())) {
        throw NodeFailure{NodeFault::broken,
                          "answered a transaction with something that is not its hash"};
    }
    return {.outcome = SendOutcome::accepted, .message = {}};
}

} // namespace

/// Where a node refuses several in words that say nothing, it may have refused the batch: then each
/// is sent by itself.
std::vector<SendResult> JsonRpcTxPool::send_to(Node& node, std::span<const Call> calls)
{
    const auto send = [&](std::span<const Call> some) {
        std::vector<SendResult> results;
        for (const Answer<std::string>& answer : m_connection.exchange().ask<std::string>(
                 node, some, &parse_strings, Exchange::ErrorsAre::answers)) {
            results.push_back(send_result_of(answer));
        }
        return results;
    };
    std::vector<SendResult> results = send(calls);
    if (results.size() > 1 &&
        std::all_of(results.begin(), results.end(), [](const SendResult& result) {
            return result.outcome == SendOutcome::rejected;
        })) {
        for (std::size_t i = 0; i < calls.size(); ++i) {
            results[i] = send(calls.subspan(i, 1)).front();
        }
    }
    return results;
}

std::vector<SendResult> JsonRpcTxPool::send_raw(std::span<const base::Bytes> raw_txs)
{
    std::vector<Call> calls;
    for (const base::Bytes& raw : raw_txs) {
        calls.push_back({"eth_sendRawTransaction", fmt::format(R"(["{}"])", base::to_hex_0x(raw))});
    }
    std::vector<SendResult> results;
    if (calls.empty()) {
        return results;
    }
    // Safe to repeat on each node: the same bytes can only become "already known".
    m_connection.pool().ask_until(
        1, [] { return false; },
        [&](Node& node) {
            std::vector<SendResult> of_node = send_to(node, calls);
            for (std::size_t i = 0; i < results.size(); ++i) {
                of_node[i] = better_of(std::move(results[i]), std::move(of_node[i]));
            }
            results = std::move(of_node);
        });
    return results;
}

std::vector<EstimateOutcome> JsonRpcTxPool::try_estimates(std::span<const CallRequest> calls)
{
    std::vector<EstimateOutcome> outcomes;
    for (const Answer<std::string>& answer :
         try_contracts(m_connection, "eth_estimateGas", calls)) {
        if (answer.error) {
            outcomes.push_back({.gas = std::nullopt, .error = answer.error->message});
            continue;
        }
        const auto amount = evm::Amount::from_quantity(answer.result.value_or(""));
        const auto gas = amount ? amount->to_u64() : std::nullopt;
        if (!gas) {
            throw_not_hex(m_connection, "eth_estimateGas");
        }
        outcomes.push_back({.gas = gas, .error = {}});
    }
    return outcomes;
}

std::optional<std::vector<PastFee>>
JsonRpcTxPool::past_fees(std::span<const evm::BlockNumber> blocks)
{
    std::vector<Call> calls;
    for (const evm::BlockNumber block : blocks) {
        calls.push_back(call_fee_history(block));
    }
    using Fees = std::optional<std::vector<PastFee>>;
    return m_connection.ask<PastFee>(
        calls, &parse_fee_histories, [&](std::vector<Answer<PastFee>>&& answers) -> Fees {
            std::vector<PastFee> fees;
            for (std::size_t i = 0; i < answers.size(); ++i) {
                if (answers[i].error && is_unknown_method(*answers[i].error)) {
                    return std::nullopt;
                }
                // For a block that it no longer has, a node returns another one, or none.
                if (answers[i].result && answers[i].result->block == blocks[i]) {
                    fees.push_back(*answers[i].result);
                }
            }
            return fees;
        });
}

} // namespace ctrip::rpc
