// SPDX-License-Identifier: MIT
// Sends the calls of one question to a node in as few HTTP requests as it accepts.
#pragma once

#include "http/client.hpp"
#include "rpc/json_rpc.hpp"
#include "rpc/node/node_pool.hpp"

#include <span>

namespace ctrip::rpc {

/// Submits the calls as one batch or, if the node accepts fewer calls at once, in several requests,
/// one after the other in the calls' order. `done` gets one response: the bodies joined to the
/// reply of a batch, or the first response that holds no reply.
void send_calls(http::Client& client, Node& node, const JsonRpcOptions& options,
                std::span<const Call> calls, http::Client::Done done);

} // namespace ctrip::rpc
