// SPDX-License-Identifier: MIT
// UUID version 7 (RFC 9562): sorts by creation time, so it serves as key and as order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ctrip::base {

/// Creates UUIDs that sort in the order of their creation, also within one millisecond.
class UuidGenerator
{
public:
    /// Lower case, with dashes: "0193a5c0-….". `now_ms` is the Unix time in milliseconds.
    [[nodiscard]] std::string next(std::int64_t now_ms);

private:
    std::int64_t m_last_ms = 0;
    std::uint64_t m_counter = 0; ///< 42 bits, seeded at random each millisecond.
};

/// A UUID that sorts before every UUID created at or after that time.
[[nodiscard]] std::string first_uuid_of(std::int64_t now_ms);

/// A UUID's creation time in Unix milliseconds; nothing if the text is not a UUID.
[[nodiscard]] std::optional<std::int64_t> uuid_ms(std::string_view text) noexcept;

/// 36 characters, dashes in place, hex digits of either case.
[[nodiscard]] bool is_uuid(std::string_view text) noexcept;

} // namespace ctrip::base
