// SPDX-License-Identifier: MIT
// Judges HTTP responses and errors: is the node to blame, or the size of the request?
#pragma once

#include "http/client.hpp"
#include "rpc/json_rpc.hpp"
#include "rpc/node/limit.hpp"
#include "rpc/node/node_pool.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ctrip::rpc {

/// Why a request failed that a smaller one may not.
struct SizeDoubt
{
    std::string why; ///< Continues a sentence that begins with the node.
    Refusal refusal = Refusal::unclear;
    bool of_batch = false;  ///< About the number of calls rather than what they ask for.
    bool timed_out = false; ///< No answer in time.
    bool answered = false;  ///< By a JSON-RPC error, so the node is not down.
};

/// None for a response that may hold a reply, and for failures that no smaller request avoids: no
/// connection, no access, a rate limit.
[[nodiscard]] std::optional<SizeDoubt> size_doubt(const http::Response& response);

/// The same for an error that is not about a single call: of the whole request, or about the number
/// of its calls.
[[nodiscard]] std::optional<SizeDoubt> batch_doubt(const NodeError& error);

/// Lowers the limit of which `asked` was used and throws NodeFailure{too_much}. Unless the node
/// answered, its chain id is requested before the smaller request, so that a node that is down is
/// given up. NodeFailure{timed_out} at the third timeout.
[[noreturn]] void ask_for_less(Node& node, Limit& limit, std::uint64_t asked,
                               const SizeDoubt& doubt,
                               std::optional<std::uint64_t> hint = std::nullopt);

/// True if the response can be parsed as a JSON-RPC reply, even if that is an error.
[[nodiscard]] bool may_hold_reply(const http::Response& response);

/// Throws NodeFailure for a response that cannot hold a JSON-RPC reply.
void require_reply(const http::Response& response);

/// NodeFailure{rate_limited} for a rate limit. NodeFailure{too_much}, after the limit of calls was
/// lowered, for an error that batch_doubt() finds, if the request had several calls.
void require_no_limit(Node& node, const NodeError& error, std::size_t calls);

} // namespace ctrip::rpc
