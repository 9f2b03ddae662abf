// SPDX-License-Identifier: MIT
#include "rpc/client/contract_calls.hpp"

#include "base/error.hpp"
#include "rpc/client/answer_text.hpp"
#include "rpc/parse/text.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace ctrip::rpc {

std::string ask_contract(JsonRpcConnection& connection, std::string_view method,
                         const CallRequest& request)
{
    const std::array calls{call_contract(method, request)};
    return connection.ask<std::string>(
        calls, &parse_strings, [&](std::vector<Answer<std::string>>&& answers) {
            const auto& error = answers[0].error;
            if (error && is_failing_call(*error)) {
                throw Error{ErrorKind::request,
                            fmt::format("chain '{}': {} to {}: the node says: {}",
                                        connection.options().chain, method,
                                        request.to.to_checksum(), error->message)};
            }
            return texts_of(std::move(answers)).front();
        });
}

std::vector<Answer<std::string>> try_contracts(JsonRpcConnection& connection,
                                               std::string_view method,
                                               std::span<const CallRequest> requests)
{
    std::vector<Call> calls;
    for (const CallRequest& request : requests) {
        calls.push_back(call_contract(method, request));
    }
    return connection.ask<std::string>(
        calls, &parse_strings, [](std::vector<Answer<std::string>>&& answers) {
            for (const Answer<std::string>& answer : answers) {
                if (answer.error && !is_failing_call(*answer.error)) {
                    throw_refused(*answer.error);
                }
            }
            return std::move(answers);
        });
}

void throw_not_hex(const JsonRpcConnection& connection, std::string_view method)
{
    throw Error{ErrorKind::unavailable,
                fmt::format("chain '{}': a node's answer to {} is not hexadecimal",
                            connection.options().chain, method)};
}

} // namespace ctrip::rpc
