// SPDX-License-Identifier: MIT
// The nodes of one chain, in order of preference: selection, retries, pauses and failover.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "evm/hash.hpp"
#include "http/client.hpp"
#include "rpc/block_header.hpp"
#include "rpc/json_rpc.hpp"
#include "rpc/node/limit.hpp"
#include "rpc/node/node_failure.hpp"
#include "rpc/node/node_meter.hpp"
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

/// Retries of a node whose answers contradict each other, or that has an error which passes.
inline constexpr unsigned kContradictionsMax = 2;

struct JsonRpcOptions
{
    std::string chain; ///< The chain's name, for messages.
    evm::ChainId chain_id = 0;
    std::vector<std::string> rpc_urls; ///< In order of preference.
    std::size_t in_flight_max = 4; ///< Concurrent HTTP requests; half to a node on this machine.
    std::size_t batch_max = 10;    ///< Full blocks asked for in one HTTP request.
    std::size_t calls_max = 100;   ///< Other calls in one HTTP request.
    std::uint64_t logs_blocks_max = 1'000; ///< Blocks of one eth_getLogs call.
    std::int64_t timeout_ms = 30'000;      ///< Of one HTTP request.
    std::size_t reply_bytes_max = 64ULL << 20U;
    NodeMemory* memory = nullptr;       ///< None: nothing is stored for the next run.
    meter::Meter* meter = nullptr;      ///< None: nothing is counted.
    bool tells_trace = false;           ///< Requests have the header traceparent, if traced.
    const base::Clock* clock = nullptr; ///< None: the system's.
    /// Code hash of the Multicall3 contract that is trusted.
    evm::Word multicall_code_hash = kMulticall3CodeHash;
};

/// What a node answers if it is asked for the state at a block that is not its latest.
enum class PastState : std::uint8_t
{
    unknown,
    answered, ///< That state, or that it does not have it.
    ignored,  ///< The latest state, whatever block is asked for.
};

struct Node
{
    /// Each limit is the one learnt in earlier runs, else that of `options`.
    Node(const std::string& node_url, const JsonRpcOptions& options);

    std::string url;
    std::string shown;                 ///< The URL without parts that may be secret.
    std::string key;                   ///< Its key in the memory.
    NodeFacts known;                   ///< As stored when the run began.
    NodeFacts facts;                   ///< As they are now; stored when the run ends.
    bool checked = false;              ///< Its eth_chainId matched the configuration.
    std::optional<NodeFault> given_up; ///< For the rest of the run.
    std::string why;
    bool behind = false;   ///< Its head is behind that of another node.
    bool answered = false; ///< In this run, which ends a pause.
    unsigned cut_offs = 0; ///< Consecutive, as the next two.
    unsigned rate_limits = 0;
    unsigned contradictions = 0;
    unsigned timeouts = 0;                     ///< Of requests that a smaller one followed.
    bool refuses_logs = false;                 ///< Of a single block: its receipts are read.
    std::optional<BlockHeader> head;           ///< The newest head that it returned.
    PastState past_state = PastState::unknown; ///< As found out in this run.
    bool refuses_wide = false; ///< In this run: no calls about many accounts (rpc/read/wide_call).
    Limit logs_blocks;         ///< Of one eth_getLogs call.
    Limit batch;               ///< Full blocks of one HTTP request.
    Limit calls;               ///< Other calls of one HTTP request.
    Limit requests;            ///< HTTP requests at the same time.
    Limit topics;              ///< Recipients in one eth_getLogs call.
    NodeMeter meter;           ///< Counts requests and failures.

    /// Call after progress: resets the failure counts, so that they do not add up over a long run.
    void succeeded() noexcept;
};

/// Its destructor saves what was learnt to the memory of its options. A node that failed is paused,
/// for ten seconds to ten minutes, or longer (up to 24 hours) if it asks for that: while there is
/// another node it is not asked, by this run or later ones. A run in which it answers ends the
/// pause.
class NodePool
{
public:
    /// Asks a node for its eth_chainId; throws NodeFailure if it returns none.
    using AskChainId = std::function<evm::ChainId(Node&)>;

    NodePool(const JsonRpcOptions& options, const base::Log& log, AskChainId ask_chain_id);
    ~NodePool();
    NodePool(const NodePool&) = delete;
    NodePool& operator=(const NodePool&) = delete;

    /// Calls `action` with the most preferred node that can do it. NodeFailure from `action` leads
    /// to a retry on the same node or to the next one; Error{unavailable}, or Error{config} for a
    /// wrong chain, if none is left. So `action` may be called several times.
    template <typename Action>
    auto ask(const Action& action)
    {
        for (;;) { // Bounded: each failure uses up one of the few retries of a node.
            Node& node = current({});
            try {
                auto result = action(node);
                node.succeeded();
                return result;
            } catch (const NodeFailure& failure) {
                after(node, failure);
            }
        }
    }

    /// Like ask(), with one node after another until `action` returns true, because this node has
    /// the data. False if none has it; Error as from ask() if none answered.
    template <typename Action>
    bool ask_in_turn(const Action& action)
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
                const bool found = action(*node);
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

    /// Calls `action` with `count` different nodes, one after another. Error{unavailable} if fewer
    /// can do it.
    template <typename Action>
    void ask_each(std::size_t count, const Action& action)
    {
        std::vector<const Node*> done;
        while (done.size() < count) {
            Node& node = current(done, count);
            try {
                action(node);
                node.succeeded();
                done.push_back(&node);
            } catch (const NodeFailure& failure) {
                after(node, failure);
            }
        }
    }

    /// Calls `action` with one node after another until `enough()`, at least `least` of them.
    /// Paused nodes are asked only for the sake of `least`. Error{unavailable} if fewer can do it.
    template <typename Enough, typename Action>
    void ask_until(std::size_t least, const Enough& enough, const Action& action)
    {
        std::vector<const Node*> done;
        for (;;) { // Bounded: a node is done, or a failure uses up one of its few retries.
            Node* const node = best(done);
            const bool has_least = done.size() >= least;
            if (has_least && (node == nullptr || is_paused(*node) || enough())) {
                return;
            }
            if (node == nullptr) {
                throw_none_left(done.size(), least);
            }
            try {
                if (!node->checked) {
                    check_chain(*node);
                }
                action(*node);
                node->succeeded();
                done.push_back(node);
            } catch (const NodeFailure& failure) {
                after(*node, failure);
            }
        }
    }

    /// In order of preference.
    [[nodiscard]] std::span<Node> nodes() noexcept { return m_nodes; }
    /// True for a node that is behind, or that failed and whose pause is not over.
    [[nodiscard]] bool is_paused(const Node& node) const;
    /// Handles a failure: sleeps before a retry where that helps, or gives the node up for this
    /// run.
    void after(Node& node, const NodeFailure& failure) const;
    /// For a node that works but is behind: it is asked only if no other is left.
    void pass_over(Node& node, const std::string& why) const;
    /// Logs a warning about a node that is used all the same.
    void warn(const Node& node, const std::string& what) const;
    /// Marks the node as checked. NodeFailure{wrong_chain} if `id` is not the configured one.
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

/// Submits a request of to_request() with these calls, and counts it in the node's meter.
void submit_counted(http::Client& client, Node& node, http::Request request,
                    std::span<const Call> calls, http::Client::Done done);

} // namespace ctrip::rpc
