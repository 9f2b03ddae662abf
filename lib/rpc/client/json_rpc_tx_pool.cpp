// SPDX-License-Identifier: MIT
// What a sweep asks of the nodes before it signs.
#include "base/error.hpp"
#include "rpc/client/json_rpc_chain_client.hpp"
#include "rpc/read/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

namespace ctrip::rpc {

namespace {

constexpr std::size_t kPartsOfAccount = 3;

[[noreturn]] void throw_broken(const std::string& what)
{
    throw NodeFailure{NodeFault::broken, what};
}

[[noreturn]] void throw_refused(const NodeError& error)
{
    throw_broken("refuses: " + error.message);
}

const std::string& text_of(const Answer<std::string>& answer)
{
    if (answer.error) {
        throw_refused(*answer.error);
    }
    if (!answer.result) {
        throw_broken("answered with null");
    }
    return *answer.result;
}

base::Bytes bytes_of(const Answer<std::string>& answer)
{
    std::optional<base::Bytes> bytes = base::from_hex_0x(text_of(answer));
    if (!bytes) {
        throw_broken("answered with something that is not hexadecimal");
    }
    return std::move(*bytes);
}

/// A call that fails is an answer; a node that can't make it is not.
bool is_answer(const Answer<std::string>& answer)
{
    if (answer.error && !is_failing_call(*answer.error)) {
        throw_refused(*answer.error);
    }
    return !answer.error;
}

} // namespace

std::vector<Answer<std::string>>
JsonRpcChainClient::ask_tried(std::string_view method, std::span<const CallRequest> requests)
{
    std::vector<Call> calls;
    for (const CallRequest& request : requests) {
        calls.push_back(call_contract(method, request));
    }
    return m_pool.ask([&](Node& node) {
        auto answers = m_exchange.ask<std::string>(node, calls, &ReplyParser::strings);
        std::for_each(answers.begin(), answers.end(),
                      [](const auto& answer) { static_cast<void>(is_answer(answer)); });
        return answers;
    });
}

std::vector<CallOutcome> JsonRpcChainClient::try_calls(std::span<const CallRequest> calls)
{
    std::vector<CallOutcome> outcomes;
    for (const Answer<std::string>& answer : ask_tried("eth_call", calls)) {
        if (answer.error) {
            outcomes.push_back({.succeeded = false, .data = {}, .error = answer.error->message});
            continue;
        }
        auto data = base::from_hex_0x(answer.result.value_or(""));
        if (!data) {
            throw_nonsense("eth_call");
        }
        outcomes.push_back({.succeeded = true, .data = std::move(*data), .error = {}});
    }
    return outcomes;
}

std::vector<EstimateOutcome> JsonRpcChainClient::try_estimates(std::span<const CallRequest> calls)
{
    std::vector<EstimateOutcome> outcomes;
    for (const Answer<std::string>& answer : ask_tried("eth_estimateGas", calls)) {
        if (answer.error) {
            outcomes.push_back({.gas = std::nullopt, .error = answer.error->message});
            continue;
        }
        const auto amount = evm::Amount::from_quantity(answer.result.value_or(""));
        const auto gas = amount ? amount->to_u64() : std::nullopt;
        if (!gas) {
            throw_nonsense("eth_estimateGas");
        }
        outcomes.push_back({.gas = gas, .error = {}});
    }
    return outcomes;
}

std::vector<Account> JsonRpcChainClient::accounts(std::span<const evm::Address> addresses)
{
    std::vector<Call> calls;
    for (const evm::Address& address : addresses) {
        calls.push_back(call_nonce(address, false));
        calls.push_back(call_balance(address));
        calls.push_back(call_code(address));
    }
    return ask<std::string>(
        calls, &ReplyParser::strings, [&](std::vector<Answer<std::string>>&& answers) {
            std::vector<Account> accounts;
            for (std::size_t i = 0; i < answers.size(); i += kPartsOfAccount) {
                accounts.push_back({.nonce = require_quantity(text_of(answers[i])),
                                    .balance = require_amount(text_of(answers[i + 1])),
                                    .code = bytes_of(answers[i + 2])});
            }
            return accounts;
        });
}

std::optional<std::vector<PastFee>>
JsonRpcChainClient::past_fees(std::span<const evm::BlockNumber> blocks)
{
    std::vector<Call> calls;
    for (const evm::BlockNumber block : blocks) {
        calls.push_back(call_fee_history(block));
    }
    using Fees = std::optional<std::vector<PastFee>>;
    return ask<PastFee>(calls, &ReplyParser::fee_histories,
                        [&](std::vector<Answer<PastFee>>&& answers) -> Fees {
                            std::vector<PastFee> fees;
                            for (std::size_t i = 0; i < answers.size(); ++i) {
                                if (answers[i].error && is_unknown_method(*answers[i].error)) {
                                    return std::nullopt;
                                }
                                // Of a block that it has no more it answers with another, or not.
                                if (answers[i].result && answers[i].result->block == blocks[i]) {
                                    fees.push_back(*answers[i].result);
                                }
                            }
                            return fees;
                        });
}

std::optional<std::vector<SimulatedCall>>
JsonRpcChainClient::simulate(std::span<const CallRequest> calls)
{
    const std::array simulation{call_simulation(calls)};
    using Simulated = std::optional<std::vector<SimulatedCall>>;
    return ask<std::vector<SimulatedCall>>(
        simulation, &ReplyParser::simulations, [&](auto&& answers) -> Simulated {
            auto& answer = answers.front();
            if (answer.error) { // Nodes that do not know it say so in many ways.
                return std::nullopt;
            }
            if (!answer.result || answer.result->size() != calls.size()) {
                throw_broken("simulated another number of calls than was asked for");
            }
            return std::move(*answer.result);
        });
}

/// Ranges that the node takes, one after the other: this is asked for a few addresses at a time,
/// when something is wrong with them.
std::vector<evm::Transfer> JsonRpcChainClient::sent_logs(std::span<const evm::Address> owners,
                                                         evm::BlockNumber from, evm::BlockNumber to,
                                                         const SentFilter& filter)
{
    const std::set<evm::Address> wanted(owners.begin(), owners.end());
    std::vector<evm::Transfer> found;
    for (evm::BlockNumber next = from; next <= to;) {
        next = m_pool.ask([&](Node& node) {
            const evm::BlockNumber last =
                next + std::min<std::uint64_t>(node.logs_blocks.value() - 1, to - next);
            const std::array calls{call_block(last, Transactions::hashes),
                                   call_sent_logs(next, last, filter, owners)};
            auto answers = m_exchange.ask<HeaderOrSent>(node, calls, &ReplyParser::sent_logs);
            if (answers[0].error) {
                throw_refused(*answers[0].error);
            }
            if (!answers[0].result) {
                throw NodeFailure{NodeFault::inconsistent,
                                  fmt::format("lags: it has no block {} yet", last)};
            }
            if (answers[1].error) {
                if (last == next) {
                    throw_refused(*answers[1].error);
                }
                node.logs_blocks.refused(last - next + 1, blocks_hint(*answers[1].error));
                throw NodeFailure{NodeFault::too_much, "takes fewer blocks at once"};
            }
            if (!answers[1].result || answers[1].result->header) {
                throw_broken("answered with something else than logs");
            }
            for (const evm::Transfer& transfer : answers[1].result->transfers) {
                if (transfer.block_number < next || transfer.block_number > last ||
                    transfer.token != filter.token || !wanted.contains(transfer.from)) {
                    throw_broken("answered with a log that was not asked for");
                }
            }
            node.logs_blocks.took(last - next + 1);
            std::move(answers[1].result->transfers.begin(), answers[1].result->transfers.end(),
                      std::back_inserter(found));
            return last + 1;
        });
    }
    return found;
}

std::vector<evm::Transfer> JsonRpcChainClient::sent_tokens(const evm::Address& token,
                                                           std::span<const evm::Address> owners,
                                                           evm::BlockNumber from,
                                                           evm::BlockNumber to)
{
    std::vector<evm::Transfer> found;
    for (std::size_t first = 0; first < owners.size(); first += kRecipientTopicsMax) {
        const auto some =
            sent_logs(owners.subspan(first, std::min(kRecipientTopicsMax, owners.size() - first)),
                      from, to, {.token = token});
        found.insert(found.end(), some.begin(), some.end());
    }
    return found;
}

std::vector<evm::Transfer> JsonRpcChainClient::native_sweeps(std::span<const evm::Address> owners,
                                                             evm::BlockNumber from,
                                                             evm::BlockNumber to)
{
    std::vector<evm::Transfer> found;
    for (std::size_t first = 0; first < owners.size(); first += kRecipientTopicsMax) {
        const auto some =
            sent_logs(owners.subspan(first, std::min(kRecipientTopicsMax, owners.size() - first)),
                      from, to, {.token = std::nullopt});
        found.insert(found.end(), some.begin(), some.end());
    }
    return found;
}

} // namespace ctrip::rpc
