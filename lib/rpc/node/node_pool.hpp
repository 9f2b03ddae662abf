// SPDX-License-Identifier: MIT
// The nodes of one chain, in order of preference: which one is asked, when it is asked again, and
// when the next one is.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "evm/hash.hpp"
#include "http/client.hpp"
#include "rpc/block_header.hpp"
#include "rpc/json_rpc.hpp"
#include "rpc/node/limit.hpp"
#include "rpc/node/node_failure.hpp"
#include "rpc/node_memory.hpp"
#include "rpc/read/balance_batch.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
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
    std::size_t calls_max = 100;       ///< Other calls in one HTTP request.
    std::uint64_t logs_blocks_max = 1'000; ///< Blocks of one eth_getLogs call.
    std::int64_t timeout_ms = 30'000;      ///< Of one HTTP request.
    std::size_t reply_bytes_max = 64ULL << 20U;
    NodeMemory* memory = nullptr;       ///< None: nothing is remembered for the next run.
    const base::Clock* clock = nullptr; ///< None: the system's.
    /// Of the Multicall3 that is trusted.
    evm::Word multicall_code_hash = kMulticall3CodeHash;
};

struct Node
{
    /// With all limits at once: those that were learnt in earlier runs, else those of `options`.
    Node(const std::string& node_url, const JsonRpcOptions& options);

    std::string url;
    std::string shown;                 ///< Without what may be secret in it.
    std::string key;                   ///< Its name in the memory.
    NodeFacts known;                   ///< As the memory had them when the run began.
    NodeFacts facts;                   ///< As they are by now; kept when the run ends.
    bool checked = false;              ///< Its chain id was seen to be ours.
    std::optional<NodeFault> given_up; ///< For the rest of the run.
    std::string why;
    bool behind = false;   ///< Its head is old beside that of another node.
    bool answered = false; ///< In this run, so that a pause is over.
    unsigned cut_offs = 0; ///< In a row, as the next two.
    unsigned rate_limits = 0;
    unsigned contradictions = 0;
    std::optional<BlockHeader> head; ///< The newest that it has told.
    Limit logs_blocks;               ///< Of one eth_getLogs call.
    Limit batch;                     ///< Full blocks of one HTTP request.
    Limit calls;                     ///< Other calls of one HTTP request.
    Limit requests;                  ///< HTTP requests under way.

    /// After progress, so that a long run is not ended by the sum of its small troubles.
    void succeeded() noexcept;
};

/// Keeps what it learnt in the memory of its options when it ends. A node that failed is paused,
/// from ten seconds to ten minutes and longer where it says so: while there is another node it is
/// not asked, by this run or the next ones. A run in which it answers ends that.
class NodePool
{
public:
    /// Asks a node for its eth_chainId; throws NodeFailure where it does not tell.
    using AskChainId = std::function<evm::ChainId(Node&)>;

    NodePool(const JsonRpcOptions& options, const base::Log& log, AskChainId ask_chain_id);
    ~NodePool();
    NodePool(const NodePool&) = delete;
    NodePool& operator=(const NodePool&) = delete;

    /// Does `work` with the first node that can do it. NodeFailure from `work` is answered by
    /// another try on the same node or by going to the next one; Error{unavailable}, or {config}
    /// for a wrong chain, where none is left. So `work` must stand being begun anew.
    template <typename DbTransaction>
    auto ask(const DbTransaction& work)
    {
        for (;;) { // Each failure uses up one of the few tries of a node.
            Node& node = current({});
            try {
                auto result = work(node);
                node.succeeded();
                return result;
            } catch (const NodeFailure& failure) {
                after(node, failure);
            }
        }
    }

    /// The same with one node after another until `work` returns true: it has what was asked for,
    /// which others may not have. False where none had it; Error as ask() where none answered.
    template <typename DbTransaction>
    bool ask_in_turn(const DbTransaction& work)
    {
        std::vector<const Node*> done;
        for (;;) {
            Node* const node = best(done);
            if (node == nullptr) {
                if (done.empty()) {
                    throw_none_left(0, 1);
                }
                return false;
            }
            try {
                if (!node->checked) {
                    check_chain(*node);
                }
                const bool found = work(*node);
                node->succeeded();
                if (found) {
                    return true;
                }
                done.push_back(node);
            } catch (const NodeFailure& failure) {
                after(*node, failure);
            }
        }
    }

    /// Does `work` with `count` different nodes, in turn. Error{unavailable} where fewer can do it.
    template <typename DbTransaction>
    void ask_each(std::size_t count, const DbTransaction& work)
    {
        std::vector<const Node*> done;
        while (done.size() < count) {
            Node& node = current(done, count);
            try {
                work(node);
                node.succeeded();
                done.push_back(&node);
            } catch (const NodeFailure& failure) {
                after(node, failure);
            }
        }
    }

    /// In order of preference.
    [[nodiscard]] std::span<Node> nodes() noexcept { return m_nodes; }
    /// It failed not long ago, and no time for another try has come yet.
    [[nodiscard]] bool is_paused(const Node& node) const;
    /// Answers what went wrong with a node: waits where it is worth it, or gives the node up.
    void after(Node& node, const NodeFailure& failure) const;
    /// The node works but is not where the chain is: asked only where no other is left.
    void pass_over(Node& node, const std::string& why) const;
    /// NodeFailure where it is not the chain that is configured.
    void take_chain_id(Node& node, evm::ChainId id) const;
    [[nodiscard]] std::int64_t now_ms() const { return m_clock.now_ms(); }

private:
    Node& current(std::span<const Node* const> but, std::size_t wanted = 1);
    [[nodiscard]] Node* best(std::span<const Node* const> but);
    void check_chain(Node& node) const;
    void wait_for_rate(Node& node, const NodeFailure& failure) const;
    void give_up(Node& node, const NodeFailure& failure) const;
    void pause(Node& node, std::optional<std::int64_t> asked_s) const;
    [[nodiscard]] bool others_left(const Node& but) const;
    [[noreturn]] void throw_none_left(std::size_t have, std::size_t wanted) const;

    const JsonRpcOptions& m_options;
    const base::Log& m_log;
    base::SystemClock m_system_clock;
    const base::Clock& m_clock;
    AskChainId m_ask_chain_id;
    std::vector<Node> m_nodes;
};

/// The POST of a body to a node.
[[nodiscard]] http::Request to_request(const Node& node, std::string body,
                                       const JsonRpcOptions& options);

/// Throws NodeFailure for an answer that can't hold a JSON-RPC reply.
void require_reply(const http::Response& response);

/// The server would not take the question, or the answer is above our cap: too much for one
/// request. An answer in JSON is not meant: its words say more.
[[nodiscard]] bool is_too_large(const http::Response& response);

/// Throws NodeFault::too_much, and makes the next requests smaller, where `calls` calls at once
/// were too many. One call is not made smaller.
void require_small_enough(Node& node, const http::Response& response, std::size_t calls);
/// The same for an error in the answer; NodeFault::rate_limited where it is about that.
void require_no_limit(Node& node, const NodeError& error, std::size_t calls);

} // namespace ctrip::rpc
