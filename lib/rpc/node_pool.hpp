// SPDX-License-Identifier: MIT
// The nodes of one chain, in order of preference: which one is asked, when it is asked again, and
// when the next one is.
#pragma once

#include "base/log.hpp"
#include "evm/hash.hpp"
#include "http/client.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace ctrip::rpc {

struct JsonRpcOptions
{
    std::string chain; ///< Its name, for messages.
    evm::ChainId chain_id = 0;
    std::vector<std::string> rpc_urls; ///< In order of preference.
    std::size_t in_flight_max = 4;     ///< HTTP requests; half of them to a node on this machine.
    std::size_t batch_max = 10;        ///< Full blocks asked for in one HTTP request.
    std::uint64_t logs_blocks_max =
        1'000; ///< Blocks of one eth_getLogs call; halved where a node wants less.
    std::int64_t timeout_ms = 30'000; ///< Of one HTTP request.
    std::size_t reply_bytes_max = 64ULL << 20U;
};

enum class NodeFault : std::uint8_t
{
    unreachable,  ///< No connection, or no answer in time.
    broken,       ///< Answers with what cannot be used.
    wrong_chain,  ///< Works, for another chain.
    cut_off,      ///< The connection broke: worth one more try.
    rate_limited, ///< Worth waiting for.
    inconsistent, ///< Two answers contradict each other or the last block is missing: a
                  ///< reorganisation, or it lags.
    too_much,     ///< Was asked for too much at once; the question has been made smaller.
};

/// Why a node did not do. `what` goes on a sentence that begins with the node.
class NodeFailure : public std::runtime_error
{
public:
    NodeFailure(NodeFault fault, const std::string& what,
                std::optional<std::int64_t> retry_after_s = std::nullopt)
        : std::runtime_error(what), m_fault(fault), m_retry_after_s(retry_after_s)
    {
    }

    [[nodiscard]] NodeFault fault() const noexcept { return m_fault; }
    [[nodiscard]] std::optional<std::int64_t> retry_after_s() const noexcept
    {
        return m_retry_after_s;
    }

private:
    NodeFault m_fault;
    std::optional<std::int64_t> m_retry_after_s;
};

struct Node
{
    std::string url;
    std::string shown;                 ///< Without what may be secret in it.
    bool checked = false;              ///< Its chain id was seen to be ours.
    std::optional<NodeFault> given_up; ///< For the rest of the run.
    std::string why;
    unsigned cut_offs = 0; ///< In a row, as the next two.
    unsigned rate_limits = 0;
    unsigned contradictions = 0;
    std::uint64_t logs_blocks_max = 0; ///< What it was found to take.
    std::size_t batch_max = 0;
    std::size_t in_flight_max = 1; ///< HTTP requests.

    /// After progress, so that a long run is not ended by the sum of its small troubles.
    void forget_troubles() noexcept { cut_offs = rate_limits = contradictions = 0; }
};

class NodePool
{
public:
    /// Asks a node for its eth_chainId; throws NodeFailure where it does not tell.
    using AskChainId = std::function<evm::ChainId(Node&)>;

    NodePool(const JsonRpcOptions& options, const base::Log& log, AskChainId ask_chain_id);

    /// Does `work` with the first node that can do it. NodeFailure from `work` is answered by
    /// another try on the same node or by going to the next one; Error{unavailable}, or {config}
    /// for a wrong chain, where none is left. So `work` must stand being begun anew.
    template <typename Work>
    auto ask(const Work& work)
    {
        for (;;) { // Each failure uses up one of the few tries of a node.
            Node& node = current();
            try {
                auto result = work(node);
                node.forget_troubles();
                return result;
            } catch (const NodeFailure& failure) {
                after(node, failure);
            }
        }
    }

private:
    Node& current();
    void check_chain(Node& node) const;
    void after(Node& node, const NodeFailure& failure) const;
    void give_up(Node& node, const NodeFailure& failure) const;
    [[noreturn]] void throw_none_left() const;

    const JsonRpcOptions& m_options;
    const base::Log& m_log;
    AskChainId m_ask_chain_id;
    std::vector<Node> m_nodes;
};

/// The POST of a body to a node.
[[nodiscard]] http::Request to_request(const Node& node, std::string body,
                                       const JsonRpcOptions& options);

/// Throws NodeFailure for an answer that can't hold a JSON-RPC reply.
void require_reply(const http::Response& response);

} // namespace ctrip::rpc
