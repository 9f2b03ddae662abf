// SPDX-License-Identifier: MIT
// An amount of money in base units (wei, or the token's smallest unit): an unsigned 256-bit integer
// whose arithmetic never wraps.
#pragma once

#include "base/hex.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ctrip::evm {

/// Addition, subtraction and multiplication throw Error{request} if the result is not in 0 …
/// 2^256-1.
class Amount
{
public:
    constexpr Amount() noexcept = default;
    /// Implicit, so that a small number can be used as an amount.
    constexpr Amount(std::uint64_t value) noexcept : m_limbs{0, 0, 0, value} {}

    /// 32 bytes, most significant first (as in the EVM).
    [[nodiscard]] static Amount from_be_bytes(base::ByteView bytes);
    [[nodiscard]] std::array<std::uint8_t, 32> to_be_bytes() const noexcept;
    /// Without leading zero bytes; empty for zero: the form in RLP.
    [[nodiscard]] base::Bytes to_minimal_bytes() const;

    /// "0x0", "0x1b4": a JSON-RPC quantity. Leading zeros are accepted (some nodes send them), more
    /// than 64 digits are not.
    [[nodiscard]] static std::optional<Amount> from_quantity(std::string_view text) noexcept;
    [[nodiscard]] std::string to_quantity() const;

    /// Decimal digits only: "12500000". Nothing for a sign, a point, an empty text, or 2^256 and
    /// above.
    [[nodiscard]] static std::optional<Amount> from_decimal(std::string_view digits);
    [[nodiscard]] std::string to_decimal() const;

    [[nodiscard]] bool is_zero() const noexcept { return *this == Amount{}; }
    /// The value if it fits 64 bits.
    [[nodiscard]] std::optional<std::uint64_t> to_u64() const noexcept;
    /// For metrics and progress only, never for money.
    [[nodiscard]] double to_double() const noexcept;

    friend constexpr bool operator==(const Amount&, const Amount&) noexcept = default;
    /// Limbs are stored most significant first, so their order is the order of the numbers.
    friend constexpr std::strong_ordering operator<=>(const Amount&,
                                                      const Amount&) noexcept = default;

    friend Amount operator+(const Amount& a, const Amount& b);
    friend Amount operator-(const Amount& a, const Amount& b);
    friend Amount operator*(const Amount& a, const Amount& b);
    Amount& operator+=(const Amount& other) { return *this = *this + other; }
    Amount& operator-=(const Amount& other) { return *this = *this - other; }

private:
    std::array<std::uint64_t, 4> m_limbs{}; ///< Most significant first.
};

/// value * numerator / denominator, rounded down (floor) or up (ceil). The product may exceed 256
/// bits. Throws Error{request} if the result does.
[[nodiscard]] Amount mul_div_floor(const Amount& value, const Amount& numerator,
                                   const Amount& denominator);
[[nodiscard]] Amount mul_div_ceil(const Amount& value, const Amount& numerator,
                                  const Amount& denominator);

/// a - b, or zero if b is larger.
[[nodiscard]] Amount saturating_sub(const Amount& a, const Amount& b);

/// What is wrong with an amount in whole units.
enum class UnitsError : std::uint8_t
{
    not_a_number, ///< Anything but digits with at most one point: signs, exponents, spaces, "nan".
    too_many_decimals, ///< More digits after the point than the currency has.
    too_large,         ///< 2^256 base units or more.
};

struct UnitsResult
{
    Amount amount;
    std::optional<UnitsError> error; ///< Set: `amount` is not valid.
};

/// "12.50" with 6 decimals is 12500000. Trailing zeros after the point are ignored: "1.000" is
/// valid with 2 decimals, "1.001" is not.
[[nodiscard]] UnitsResult parse_units(std::string_view text, unsigned decimals);

/// 12500000 with 6 decimals is "12.5": no trailing zeros, no exponent.
[[nodiscard]] std::string format_units(const Amount& amount, unsigned decimals);

} // namespace ctrip::evm
