// SPDX-License-Identifier: MIT
#include "rpc/client/json_rpc_chain_client.hpp"

#include "base/check.hpp"
#include "base/error.hpp"
#include "rpc/read/block_reader.hpp"
#include "rpc/read/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace ctrip::rpc {

namespace {

[[noreturn]] void throw_refused(const NodeError& error)
{
    throw NodeFailure{NodeFault::broken, error.message.empty()
                                             ? fmt::format("refuses with error {}", error.code)
                                             : "refuses: " + error.message};
}

/// The text of each answer, none of which may be missing.
std::vector<std::string> strings_of(std::vector<Answer<std::string>>&& answers)
{
    std::vector<std::string> results;
    results.reserve(answers.size());
    for (Answer<std::string>& answer : answers) {
        if (answer.error) {
            throw_refused(*answer.error);
        }
        if (!answer.result) {
            throw NodeFailure{NodeFault::broken, "answered with null"};
        }
        results.push_back(std::move(*answer.result));
    }
    return results;
}

template <typename Convert>
std::vector<evm::Amount> amounts_of(std::vector<Answer<std::string>>&& answers,
                                    const Convert& convert)
{
    const std::vector<std::string> texts = strings_of(std::move(answers));
    std::vector<evm::Amount> amounts(texts.size());
    std::transform(texts.begin(), texts.end(), amounts.begin(), convert);
    return amounts;
}

/// The amount that balanceOf gave. What has no contract answers with nothing, and whoever reverts
/// or answers otherwise is no ERC-20 token: the configuration's fault, which must not cost the
/// chain its node.
std::optional<evm::Amount> token_amount_of(const Answer<std::string>& answer)
{
    if (answer.error) {
        if (!is_failing_call(*answer.error)) {
            throw_refused(*answer.error);
        }
        return std::nullopt;
    }
    const bool word = answer.result && answer.result->size() == 66;
    return word ? std::optional{require_amount(*answer.result)} : std::nullopt;
}

} // namespace

JsonRpcChainClient::JsonRpcChainClient(JsonRpcOptions options, const base::Log& log)
    : m_options(std::move(options)), m_exchange(m_options),
      m_pool(m_options, log, [this](Node& node) { return ask_chain_id(node); }),
      m_heads(m_pool, m_options, log),
      m_state_client({.connections_max = std::max<std::size_t>(1, m_options.in_flight_max)})
{
}

evm::ChainId JsonRpcChainClient::ask_chain_id(Node& node)
{
    const std::array calls{Call{"eth_chainId", "[]"}};
    return require_quantity(
        strings_of(m_exchange.ask<std::string>(node, calls, &ReplyParser::strings)).front());
}

void JsonRpcChainClient::check_chain_id()
{
    m_pool.ask([](const Node& node) { return node.checked; });
}

BlockHeader JsonRpcChainClient::head()
{
    const bool compared = m_heads.compare();
    // The head of the node that is asked next, not the best of all: what it shows, it has.
    return m_pool.ask([&](Node& node) {
        if (!compared || !node.head) {
            node.head = latest_of(node);
        }
        m_heads.saw(node, *node.head);
        m_head = node.head;
        m_head_node = &node;
        return *node.head;
    });
}

BlockHeader JsonRpcChainClient::latest_of(Node& node)
{
    const std::array calls{call_block(BlockTag::latest)};
    const auto answers = m_exchange.ask<BlockHeader>(node, calls, &ReplyParser::headers);
    if (answers[0].error) {
        throw_refused(*answers[0].error);
    }
    if (!answers[0].result) {
        throw NodeFailure{NodeFault::broken, "has no latest block"};
    }
    return *answers[0].result;
}

std::optional<BlockHeader> JsonRpcChainClient::header(evm::BlockNumber number)
{
    return headers({&number, 1}).front();
}

std::optional<BlockHeader> JsonRpcChainClient::header(BlockTag tag)
{
    if (tag == BlockTag::latest) {
        return head();
    }
    const std::array calls{call_block(tag)};
    return ask<BlockHeader>(calls, &ReplyParser::headers,
                            [](std::vector<Answer<BlockHeader>>&& answers) {
                                if (answers[0].error && !is_unknown_block(*answers[0].error)) {
                                    throw_refused(*answers[0].error);
                                }
                                return std::move(answers[0].result);
                            });
}

std::vector<std::optional<BlockHeader>>
JsonRpcChainClient::headers(std::span<const evm::BlockNumber> numbers)
{
    std::vector<Call> calls;
    for (const evm::BlockNumber number : numbers) {
        calls.push_back(call_block(number, Transactions::hashes));
    }
    return ask<BlockHeader>(
        calls, &ReplyParser::headers, [&](std::vector<Answer<BlockHeader>>&& answers) {
            std::vector<std::optional<BlockHeader>> results;
            for (std::size_t i = 0; i < answers.size(); ++i) {
                if (answers[i].error) {
                    throw_refused(*answers[i].error);
                }
                if (answers[i].result && answers[i].result->number != numbers[i]) {
                    throw NodeFailure{NodeFault::broken,
                                      fmt::format("answered with block {} instead of {}",
                                                  answers[i].result->number, numbers[i])};
                }
                results.push_back(answers[i].result);
            }
            return results;
        });
}

void JsonRpcChainClient::read_blocks(evm::BlockNumber from, evm::BlockNumber to,
                                     std::uint64_t blocks_per_range, const ReadOptions& options,
                                     const std::function<bool(const BlockRange&)>& sink)
{
    // The parser lets no larger block number through, so sums of a few of them cannot wrap.
    CTRIP_CHECK(blocks_per_range > 0 && to <= kBlockNumberMax);
    BlockReading reading{.next = from,
                         .to = to,
                         .blocks_per_range = blocks_per_range,
                         .options = options,
                         .sink = sink,
                         .head = m_head,
                         .head_node = m_head_node};
    while (reading.next <= to && !reading.stopped) {
        m_pool.ask([&](Node& node) {
            BlockReader{node, m_options, reading}.run();
            return true;
        });
    }
}

std::vector<std::optional<Receipt>>
JsonRpcChainClient::receipts(std::span<const evm::TxHash> hashes)
{
    std::vector<Call> calls;
    for (const evm::TxHash& hash : hashes) {
        calls.push_back(call_receipt(hash));
    }
    return ask<Receipt>(calls, &ReplyParser::receipts, [&](std::vector<Answer<Receipt>>&& answers) {
        std::vector<std::optional<Receipt>> results;
        for (std::size_t i = 0; i < answers.size(); ++i) {
            if (answers[i].error) {
                throw_refused(*answers[i].error);
            }
            if (answers[i].result && answers[i].result->tx_hash != hashes[i]) {
                throw NodeFailure{NodeFault::broken,
                                  "answered with the receipt of another transaction"};
            }
            results.push_back(std::move(answers[i].result));
        }
        return results;
    });
}

std::vector<evm::Amount>
JsonRpcChainClient::token_balances(std::span<const TokenBalanceQuery> queries,
                                   std::optional<evm::BlockNumber> at)
{
    std::vector<Call> calls;
    for (const TokenBalanceQuery& query : queries) {
        calls.push_back(call_token_balance(query, at));
    }
    return ask<std::string>(
        calls, &ReplyParser::strings, [&](std::vector<Answer<std::string>>&& answers) {
            std::vector<evm::Amount> amounts;
            for (std::size_t i = 0; i < answers.size(); ++i) {
                const auto amount = token_amount_of(answers[i]);
                if (!amount) {
                    throw Error{
                        ErrorKind::config,
                        fmt::format("chain '{}': token {}: has no balanceOf; fix its address",
                                    m_options.chain, queries[i].token.to_checksum())};
                }
                amounts.push_back(*amount);
            }
            return amounts;
        });
}

std::uint64_t JsonRpcChainClient::nonce(const evm::Address& address, bool pending)
{
    const std::array calls{call_nonce(address, pending)};
    return ask<std::string>(calls, &ReplyParser::strings,
                            [](std::vector<Answer<std::string>>&& answers) {
                                return require_quantity(strings_of(std::move(answers)).front());
                            });
}

FeeEstimate JsonRpcChainClient::fees()
{
    const BlockHeader latest = head();
    const std::array calls{Call{"eth_gasPrice", "[]"}, Call{"eth_maxPriorityFeePerGas", "[]"}};
    return ask<std::string>(
        calls, &ReplyParser::strings, [&](std::vector<Answer<std::string>>&& answers) {
            const std::optional<std::string> priority_fee = answers[1].result;
            answers.pop_back();
            FeeEstimate fees{.base_fee = latest.base_fee,
                             .priority_fee = {},
                             .gas_price = amounts_of(std::move(answers), require_amount).front()};
            if (latest.base_fee) {
                // A node without that method still counts a tip into its gas price.
                fees.priority_fee = priority_fee
                                        ? require_amount(*priority_fee)
                                        : evm::saturating_sub(fees.gas_price, *latest.base_fee);
            }
            return fees;
        });
}

std::string JsonRpcChainClient::ask_contract(std::string_view method, const CallRequest& request)
{
    const std::array calls{call_contract(method, request)};
    return ask<std::string>(
        calls, &ReplyParser::strings, [&](std::vector<Answer<std::string>>&& answers) {
            const auto& error = answers[0].error;
            if (error && is_failing_call(*error)) {
                throw Error{ErrorKind::request,
                            fmt::format("chain '{}': {} to {}: the node says: {}", m_options.chain,
                                        method, request.to.to_checksum(), error->message)};
            }
            return strings_of(std::move(answers)).front();
        });
}

std::uint64_t JsonRpcChainClient::estimate_gas(const CallRequest& call)
{
    const auto amount = evm::Amount::from_quantity(ask_contract("eth_estimateGas", call));
    const auto gas = amount ? amount->to_u64() : std::nullopt;
    if (!gas) {
        throw_nonsense("eth_estimateGas");
    }
    return *gas;
}

base::Bytes JsonRpcChainClient::call(const CallRequest& call)
{
    auto bytes = base::from_hex_0x(ask_contract("eth_call", call));
    if (!bytes) {
        throw_nonsense("eth_call");
    }
    return std::move(*bytes);
}

void JsonRpcChainClient::throw_nonsense(std::string_view method) const
{
    throw Error{ErrorKind::unavailable,
                fmt::format("chain '{}': a node's answer to {} is not hexadecimal", m_options.chain,
                            method)};
}

SendResult JsonRpcChainClient::send_raw(base::ByteView raw_tx)
{
    const std::array calls{
        Call{"eth_sendRawTransaction", fmt::format(R"(["{}"])", base::to_hex_0x(raw_tx))}};
    // Sending the same bytes again, here or to the next node, can only make "already known" of it.
    return ask<std::string>(
        calls, &ReplyParser::strings, [](std::vector<Answer<std::string>>&& answers) {
            const auto& error = answers[0].error;
            if (error && !is_unknown_method(*error)) {
                return SendResult{.outcome = classify_send_error(*error),
                                  .message = error->message};
            }
            if (!evm::TxHash::parse(strings_of(std::move(answers)).front())) {
                throw NodeFailure{NodeFault::broken,
                                  "answered a transaction with something that is not its hash"};
            }
            return SendResult{.outcome = SendOutcome::accepted, .message = {}};
        });
}

std::optional<Transaction> JsonRpcChainClient::transaction(const evm::TxHash& hash)
{
    const std::array calls{call_transaction(hash)};
    return ask<Transaction>(
        calls, &ReplyParser::transactions, [&](std::vector<Answer<Transaction>>&& answers) {
            if (answers[0].error) {
                throw_refused(*answers[0].error);
            }
            if (answers[0].result && answers[0].result->hash != hash) {
                throw NodeFailure{NodeFault::broken, "answered with another transaction"};
            }
            return std::move(answers[0].result);
        });
}

} // namespace ctrip::rpc
