// SPDX-License-Identifier: MIT
// The statuses of a payment, its flags, and the events that webhooks send. Names are stored and
// printed: add new ones, never rename.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::payment {

enum class Status : std::uint8_t
{
    pending,   ///< The due has not arrived.
    detected,  ///< The due arrived, in blocks that are not final.
    confirmed, ///< Deep enough for the shop to deliver.
    paid,      ///< Final.
    settled,   ///< The money is in the treasury.
    expired,   ///< The deadline passed before the due arrived.
    failed,    ///< Cancelled, or reverted after final.
};

/// Properties of a payment that are not a status.
enum class Flag : std::uint8_t
{
    underpaid,   ///< Something arrived, but less than the due.
    overpaid,    ///< More arrived than was asked for.
    late,        ///< Something arrived in a block after the deadline.
    multiple,    ///< More than one transfer arrived.
    reorged,     ///< A reorg orphaned one of its transfers at some time.
    wrong_token, ///< Another currency arrived at the address.
    manual,      ///< An operator decided.
};

enum class Event : std::uint8_t
{
    partially_paid,
    detected,
    confirmed,
    paid,
    settled,
    expired,
    late,
    reverted,
    failed,
    wrong_token,        ///< Money in another currency came.
    received_after_end, ///< Money came for a failed payment.
};

[[nodiscard]] std::string_view to_string(Status status) noexcept;
[[nodiscard]] std::string_view to_string(Flag flag) noexcept;
/// With the prefix: "payment.detected".
[[nodiscard]] std::string_view to_string(Event event) noexcept;
[[nodiscard]] std::optional<Status> parse_status(std::string_view name) noexcept;
[[nodiscard]] std::optional<Event> parse_event(std::string_view name) noexcept;
/// All names, for "did you mean".
[[nodiscard]] const std::vector<std::string>& event_names();
/// All names, in the order of a payment's life: for help, completions and "did you mean".
[[nodiscard]] const std::vector<std::string>& status_names();

/// A set of flags.
class Flags
{
public:
    constexpr Flags() noexcept = default;
    constexpr Flags(std::initializer_list<Flag> flags) noexcept
    {
        for (const Flag flag : flags) {
            set(flag);
        }
    }

    constexpr void set(Flag flag, bool on = true) noexcept
    {
        const auto bit = static_cast<std::uint8_t>(1U << static_cast<unsigned>(flag));
        m_bits = static_cast<std::uint8_t>(on ? m_bits | bit : m_bits & ~bit);
    }
    [[nodiscard]] constexpr bool has(Flag flag) const noexcept
    {
        return ((m_bits >> static_cast<unsigned>(flag)) & 1U) != 0;
    }
    /// In the order of the enumeration.
    [[nodiscard]] std::vector<std::string_view> names() const;

    /// The form in the database: names separated by commas.
    [[nodiscard]] std::string to_text() const;
    /// Nothing if a name is unknown.
    [[nodiscard]] static std::optional<Flags> from_text(std::string_view text);

    friend constexpr bool operator==(Flags, Flags) noexcept = default;

private:
    std::uint8_t m_bits = 0;
};

} // namespace ctrip::payment
