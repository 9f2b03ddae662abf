// SPDX-License-Identifier: MIT
// The ways in which a node fails, which decide whether it is tried again.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

namespace ctrip::rpc {

enum class NodeFault : std::uint8_t
{
    unreachable,  ///< No connection.
    timed_out,    ///< No answer in time.
    broken,       ///< Its answer cannot be used.
    wrong_chain,  ///< It serves another chain.
    cut_off,      ///< The connection broke: retried once.
    rate_limited, ///< Too many requests: retried after a pause.
    /// Two answers contradict each other or the last block is missing (a reorg, or it lags), or it
    /// fails in a way that may pass: asked again twice.
    inconsistent,
    too_much, ///< The request was too large; the next one is smaller.
};

/// Why a node could not be used. `what` continues a sentence that begins with the node.
class NodeFailure : public std::runtime_error
{
public:
    NodeFailure(NodeFault fault, const std::string& what,
                std::optional<std::int64_t> retry_after_s = std::nullopt)
        : std::runtime_error(what), m_fault(fault), m_retry_after_s(retry_after_s)
    {
    }

    [[nodiscard]] NodeFault fault() const noexcept { return m_fault; }
    [[nodiscard]] std::optional<std::int64_t> retry_after_s() const noexcept
    {
        return m_retry_after_s;
    }

private:
    NodeFault m_fault;
    std::optional<std::int64_t> m_retry_after_s;
};

/// A block that another block follows, or that another node has, is missing: the node lags, or the
/// chain has no block at this height.
class MissingBlock : public NodeFailure
{
public:
    explicit MissingBlock(std::uint64_t number)
        : NodeFailure(NodeFault::inconsistent,
                      "lags: it has no block " + std::to_string(number) + " yet"),
          m_number(number)
    {
    }

    [[nodiscard]] std::uint64_t number() const noexcept { return m_number; }

private:
    std::uint64_t m_number;
};

} // namespace ctrip::rpc
