// SPDX-License-Identifier: MIT
// Requests about the state at a block, to one node: batches of a size that it accepts, each with
// the block's header where the node has to have exactly that block.
#pragma once

#include "http/client.hpp"
#include "rpc/node/node_pool.hpp"
#include "rpc/node/response_check.hpp"
#include "rpc/parse/json_parser.hpp"
#include "rpc/parse/text.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ctrip::rpc {

/// The block to read at. With a hash, an answer counts only if the node has exactly this block.
struct StateAt
{
    std::optional<evm::BlockNumber> number; ///< None: the latest.
    std::optional<evm::BlockHash> hash;
};

/// To the calls of one request.
using StateAnswers = std::vector<Answer<HeaderOrText>>;

/// Begins a request. The header of the block comes first if its hash has to be checked.
[[nodiscard]] std::vector<Call> begin_calls(const StateAt& at);
/// If the answers begin with the block's header: NodeFailure where it is not this block's.
void require_block(std::span<const Answer<HeaderOrText>> answers, const StateAt& at);
/// The node does not have the state of its block (any more).
[[nodiscard]] bool lacks_state(const Answer<HeaderOrText>& answer);
/// Whether any call is answered, but for the first ones of each request.
[[nodiscard]] bool has_result(const std::vector<StateAnswers>& requests, std::size_t first);

/// NodeFailure if the node fails.
class StateExchange
{
public:
    enum class Width : std::uint8_t
    {
        narrow, ///< Each call is about one address.
        wide,   ///< A call is about many.
    };

    StateExchange(Node& node, const JsonRpcOptions& options, http::Client& client,
                  JsonParser& parser)
        : m_node(node), m_options(options), m_client(client), m_parser(parser)
    {
    }

    /// Calls for one request, beside the block that they are checked against.
    [[nodiscard]] std::size_t calls_max() const;
    /// The answers to each request. An error of a request as a whole is each of its calls' error.
    [[nodiscard]] std::vector<StateAnswers> exchange(const std::vector<std::vector<Call>>& requests,
                                                     Width width = Width::narrow);

    [[nodiscard]] Node& node() noexcept { return m_node; }
    [[nodiscard]] const JsonRpcOptions& options() const noexcept { return m_options; }

private:
    void refuse_size(std::size_t calls, const SizeDoubt& doubt);
    [[nodiscard]] StateAnswers take(http::Response& response, std::size_t calls, Width width);

    Node& m_node;
    const JsonRpcOptions& m_options;
    http::Client& m_client;
    JsonParser& m_parser;
};

} // namespace ctrip::rpc
