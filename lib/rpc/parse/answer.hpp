// SPDX-License-Identifier: MIT
// A node's answer to one call of a batch.
#pragma once

#include "rpc/json_rpc.hpp"

#include <optional>
#include <stdexcept>
#include <string>

namespace ctrip::rpc {

/// A reply that does not answer the request. The message continues a sentence that begins with the
/// node: "answered with …".
class BadReply : public std::runtime_error
{
public:
    explicit BadReply(const std::string& what, bool of_batch = false)
        : std::runtime_error(what), m_of_batch(of_batch)
    {
    }

    /// It does not hold one answer for each call.
    [[nodiscard]] bool is_of_batch() const noexcept { return m_of_batch; }

private:
    bool m_of_batch;
};

/// Without result and error: the node answered with null.
template <typename T>
struct Answer
{
    std::optional<T> result;
    std::optional<NodeError> error;
};

} // namespace ctrip::rpc
