// SPDX-License-Identifier: MIT
#include "rpc/client/answer_text.hpp"

#include "rpc/node/node_failure.hpp"

#include <fmt/format.h>

#include <utility>

namespace ctrip::rpc {

void throw_refused(const NodeError& error)
{
    throw NodeFailure{may_pass(error) ? NodeFault::inconsistent : NodeFault::broken,
                      error.message.empty() ? fmt::format("refuses with error {}", error.code)
                                            : "refuses: " + error.message};
}

std::vector<std::string> texts_of(std::vector<Answer<std::string>>&& answers)
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

} // namespace ctrip::rpc
