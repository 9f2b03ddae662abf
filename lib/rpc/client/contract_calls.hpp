// SPDX-License-Identifier: MIT
// eth_call and eth_estimateGas, which fail in the same ways.
#pragma once

#include "rpc/call_request.hpp"
#include "rpc/client/json_rpc_connection.hpp"
#include "rpc/parse/answer.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::rpc {

/// The result of one call. Error{request} with the node's message if the call would fail.
[[nodiscard]] std::string ask_contract(JsonRpcConnection& connection, std::string_view method,
                                       const CallRequest& request);

/// One answer for each call, in order. An error in it means that the call itself would fail.
[[nodiscard]] std::vector<Answer<std::string>> try_contracts(JsonRpcConnection& connection,
                                                             std::string_view method,
                                                             std::span<const CallRequest> requests);

/// Throws Error{unavailable}: a result is not hexadecimal, or not a number.
[[noreturn]] void throw_not_hex(const JsonRpcConnection& connection, std::string_view method);

} // namespace ctrip::rpc
