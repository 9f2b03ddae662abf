// SPDX-License-Identifier: MIT
// A node's answer to one call of a batch.
#pragma once

#include "rpc/json_rpc.hpp"

#include <optional>
#include <stdexcept>

namespace ctrip::rpc {

/// A reply that does not answer the request. The message continues a sentence that begins with the
/// node: "answered with …".
class BadReply : public std::runtime_error
{
    using std::runtime_error::runtime_error;
};

/// Without result and error: the node answered with null.
template <typename T>
struct Answer
{
    std::optional<T> result;
    std::optional<NodeError> error;
};

} // namespace ctrip::rpc
