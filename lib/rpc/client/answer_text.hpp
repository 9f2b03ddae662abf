// SPDX-License-Identifier: MIT
// Takes the texts out of answers that must have one.
#pragma once

#include "rpc/json_rpc.hpp"
#include "rpc/parse/answer.hpp"

#include <string>
#include <vector>

namespace ctrip::rpc {

/// NodeFailure{broken} with the node's message, or with the code where it has none.
[[noreturn]] void throw_refused(const NodeError& error);

/// The text of each answer, in order. NodeFailure{broken} for an error and for null.
[[nodiscard]] std::vector<std::string> texts_of(std::vector<Answer<std::string>>&& answers);

} // namespace ctrip::rpc
