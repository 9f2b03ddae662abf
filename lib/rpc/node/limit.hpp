// SPDX-License-Identifier: MIT
// The most that a node accepts at once of something, learnt from its refusals.
#pragma once

#include <cstdint>
#include <optional>

namespace ctrip::rpc {

/// How surely a refusal is about the size of the request.
enum class Refusal : std::uint8_t
{
    clear,   ///< The node says so.
    unclear, ///< An error of any other kind, no answer in time, or a broken answer.
};

/// Starts at the value learnt earlier, else at the configured one. Each refusal lowers it, and many
/// answers at the limit raise it again, because plans and nodes change.
///
/// A refusal proves a limit only once a smaller request was answered: where that fails as well, the
/// size was not the reason. What is not proved is not stored for the next run.
class Limit
{
public:
    /// `configured` is at least 1.
    Limit(std::uint64_t configured, std::optional<std::uint64_t> learnt) noexcept;

    [[nodiscard]] std::uint64_t value() const noexcept { return m_value; }
    /// The value for the next run to begin with; none if that is the configured one. It is the
    /// largest that was answered or, with `grows`, four times that if requests at the limit were
    /// answered in this run and none was refused: a run of a few requests raises it too.
    [[nodiscard]] std::optional<std::uint64_t> learnt(bool grows = false) const noexcept;
    /// Refused clearly or after it had been raised, and proved: the next raise may wait.
    [[nodiscard]] bool is_certain() const noexcept { return m_certain; }

    /// Refused, and nothing smaller answered since.
    [[nodiscard]] bool is_unproved() const noexcept { return m_unproved; }

    /// `asked` was too much. `hint` is the limit that the node named; unless it is smaller than
    /// `asked`, half of `asked` is tried next. Never below 1.
    void refused(std::uint64_t asked, std::optional<std::uint64_t> hint = std::nullopt,
                 Refusal refusal = Refusal::clear) noexcept;
    /// `asked` was answered. Twenty such answers in a row at the limit double it; each raise that
    /// is refused doubles the number of answers needed for the next one.
    void took(std::uint64_t asked) noexcept;
    /// The refusals since the last answer had another reason: the value before them counts again.
    void take_back() noexcept;

private:
    std::uint64_t m_configured;
    bool m_was_learnt; ///< Not the configured value, at the beginning.
    std::uint64_t m_value;
    std::uint64_t m_known;
    std::uint64_t m_before; ///< The value before the refusals that are not proved.
    std::uint64_t m_in_row = 0;
    std::uint64_t m_wanted;
    bool m_grown = false;    ///< Raised, and not refused since.
    bool m_unproved = false; ///< Refused, and nothing at the lower value answered since.
    bool m_clear = false;    ///< One of these refusals was clear.
    bool m_certain = false;
    bool m_refused = false; ///< A proved refusal in this run.
    bool m_at_limit = false;
};

} // namespace ctrip::rpc
