// SPDX-License-Identifier: MIT
// How much of something a node takes at once, learnt from its refusals.
#pragma once

#include <cstdint>
#include <optional>

namespace ctrip::rpc {

/// Begins at what was learnt before, else at what is configured; goes down with each refusal, and
/// up again after many answers at the limit, since plans and nodes change.
class Limit
{
public:
    /// `configured` is at least 1.
    Limit(std::uint64_t configured, std::optional<std::uint64_t> learnt) noexcept;

    [[nodiscard]] std::uint64_t value() const noexcept { return m_value; }
    /// The most that is known to be taken; nothing where that is all that is configured. What was
    /// grown to and not tried yet is not known.
    [[nodiscard]] std::optional<std::uint64_t> learnt() const noexcept
    {
        return m_known < m_configured ? std::optional{m_known} : std::nullopt;
    }

    /// `asked` was too much. `hint` is what the node says it takes; one that is no smaller is not
    /// believed, and half of what was asked is tried next. Never below 1.
    void refused(std::uint64_t asked, std::optional<std::uint64_t> hint = std::nullopt) noexcept;
    /// `asked` was answered. Twenty such answers in a row at the limit double it; after each
    /// growth that was refused, twice as many are wanted.
    void took(std::uint64_t asked) noexcept;

private:
    std::uint64_t m_configured;
    std::uint64_t m_value;
    std::uint64_t m_known;
    std::uint64_t m_in_row = 0;
    std::uint64_t m_wanted;
    bool m_grown = false; ///< And not refused since.
};

} // namespace ctrip::rpc
