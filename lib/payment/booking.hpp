// SPDX-License-Identifier: MIT
// A transfer as it is booked on a payment.
#pragma once

#include "evm/transfer.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ctrip::payment {

/// The depth of a transfer. Only `confirm` sets it, and only upwards; a transfer that is mined
/// again starts at seen.
enum class Depth : std::uint8_t
{
    seen,
    confirmed, ///< As deep as its payment requires.
    final,     ///< As deep as its chain requires, or under its safe or finalized block.
};

/// How a booked transfer counts for its payment. Decided when it is booked.
enum class Standing : std::uint8_t
{
    counts, ///< Right currency, in time.
    late, ///< Right currency, in a block after the deadline: received, but not counted towards the
          ///< due.
    wrong_token, ///< Another currency.
    early,       ///< From before the payment was made: it is nobody's payment.
    own,         ///< From an address or a transaction of ctrip's own.
};

/// Whether the transfer is its payer's, in the right currency: it is received, told, and counts
/// where it is in time.
[[nodiscard]] constexpr bool is_payers(Standing standing) noexcept
{
    return standing == Standing::counts || standing == Standing::late;
}

[[nodiscard]] std::string_view to_string(Depth depth) noexcept;
[[nodiscard]] std::string_view to_string(Standing standing) noexcept;
[[nodiscard]] std::optional<Depth> parse_depth(std::string_view name) noexcept;
[[nodiscard]] std::optional<Standing> parse_standing(std::string_view name) noexcept;

struct Booking
{
    evm::Transfer transfer;
    std::string payment_id;
    Standing standing = Standing::counts;
    Depth depth = Depth::seen;
    bool orphaned = false; ///< Its block left the chain.
};

} // namespace ctrip::payment
