// SPDX-License-Identifier: MIT
// The most that a node accepts at once of something, learnt from its refusals.
#pragma once

#include <cstdint>
#include <optional>

namespace ctrip::rpc {

/// Starts at the value learnt earlier, else at the configured one. Each refusal lowers it, and many
/// answers at the limit raise it again, because plans and nodes change.
class Limit
{
public:
    /// `configured` is at least 1.
    Limit(std::uint64_t configured, std::optional<std::uint64_t> learnt) noexcept;

    [[nodiscard]] std::uint64_t value() const noexcept { return m_value; }
    /// The largest value that is known to be accepted; none if that is the configured one. A raised
    /// value counts once it was answered.
    [[nodiscard]] std::optional<std::uint64_t> learnt() const noexcept
    {
        return m_known < m_configured ? std::optional{m_known} : std::nullopt;
    }

    /// `asked` was too much. `hint` is the limit that the node named; unless it is smaller than
    /// `asked`, half of `asked` is tried next. Never below 1.
    void refused(std::uint64_t asked, std::optional<std::uint64_t> hint = std::nullopt) noexcept;
    /// `asked` was answered. Twenty such answers in a row at the limit double it; each raise that
    /// is refused doubles the number of answers needed for the next one.
    void took(std::uint64_t asked) noexcept;

private:
    std::uint64_t m_configured;
    std::uint64_t m_value;
    std::uint64_t m_known;
    std::uint64_t m_in_row = 0;
    std::uint64_t m_wanted;
    bool m_grown = false; ///< Raised, and not refused since.
};

} // namespace ctrip::rpc
