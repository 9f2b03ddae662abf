// SPDX-License-Identifier: MIT
// Checks answers about blocks that the node has: with an error or null, it cannot be used.
#pragma once

#include "rpc/json_rpc.hpp"
#include "rpc/node/node_failure.hpp"
#include "rpc/parse/answer.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace ctrip::rpc {

/// Throws NodeFailure; `what` continues the node's name: "lags: it has no block 7 yet".
[[noreturn]] void throw_inconsistent(const std::string& what);
[[noreturn]] void throw_broken(const std::string& what);

/// NodeFailure for an error that has nothing to do with the size of the request: a rate limit, or
/// an unknown method.
void require_answerable(const NodeError& error);

/// NodeFailure where there is no result. `thing` names it in the message.
template <typename T>
T& require_result(Answer<T>& answer, std::string_view thing)
{
    if (answer.error) {
        require_answerable(*answer.error);
        throw NodeFailure{may_pass(*answer.error) ? NodeFault::inconsistent : NodeFault::broken,
                          fmt::format("gives no {}: {}", thing, answer.error->message)};
    }
    if (!answer.result) {
        throw_inconsistent(fmt::format(
            "has no {} of a block that it has: it lags, or the chain has a reorg", thing));
    }
    return *answer.result;
}

} // namespace ctrip::rpc
