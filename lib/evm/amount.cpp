// SPDX-License-Identifier: MIT
#include "evm/amount.hpp"

#include "base/check.hpp"
#include "base/error.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <stdexcept>

namespace ctrip::evm {

namespace {

using boost::multiprecision::checked_uint256_t;
using boost::multiprecision::checked_uint512_t;

constexpr std::size_t kDecimalDigitsMax = 78; // 2^256 - 1 has 78.

template <typename Number>
Number to_number(const Amount& amount)
{
    const auto bytes = amount.to_be_bytes();
    Number number;
    boost::multiprecision::import_bits(number, bytes.begin(), bytes.end(), 8, true);
    return number;
}

template <typename Number>
Amount to_amount(const Number& number)
{
    base::Bytes bytes;
    boost::multiprecision::export_bits(number, std::back_inserter(bytes), 8, true);
    return Amount::from_be_bytes(bytes);
}

[[noreturn]] void throw_range(const char* operation)
{
    throw Error{ErrorKind::request,
                std::string{"amount: "} + operation + " does not fit an unsigned 256-bit integer"};
}

bool all_digits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view without_leading_zeros(std::string_view digits)
{
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

std::string_view without_trailing_zeros(std::string_view digits)
{
    const std::size_t last = digits.find_last_not_of('0');
    return last == std::string_view::npos ? std::string_view{} : digits.substr(0, last + 1);
}

} // namespace

Amount Amount::from_be_bytes(base::ByteView bytes)
{
    CTRIP_CHECK(bytes.size() <= 32);
    Amount amount;
    for (const std::uint8_t byte : bytes) {
        auto& limbs = amount.m_limbs;
        for (std::size_t i = 0; i < 3; ++i) {
            limbs[i] = (limbs[i] << 8U) | (limbs[i + 1] >> 56U);
        }
        limbs[3] = (limbs[3] << 8U) | byte;
    }
    return amount;
}

std::array<std::uint8_t, 32> Amount::to_be_bytes() const noexcept
{
    std::array<std::uint8_t, 32> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<std::uint8_t>(m_limbs[i / 8] >> (56U - 8U * (i % 8)));
    }
    return bytes;
}

base::Bytes Amount::to_minimal_bytes() const
{
    const auto bytes = to_be_bytes();
    const auto* const first =
        std::find_if(bytes.begin(), bytes.end(), [](std::uint8_t b) { return b != 0; });
    return {first, bytes.end()};
}

std::optional<Amount> Amount::from_quantity(std::string_view text) noexcept
{
    if (!text.starts_with("0x") || text.size() < 3 || text.size() > 66) {
        return std::nullopt;
    }
    std::array<char, 64> digits{};
    digits.fill('0');
    text.remove_prefix(2);
    std::copy(text.begin(), text.end(), digits.end() - static_cast<std::ptrdiff_t>(text.size()));
    std::array<std::uint8_t, 32> bytes{};
    if (!base::decode_hex({digits.data(), digits.size()}, bytes)) {
        return std::nullopt;
    }
    return from_be_bytes(bytes);
}

std::string Amount::to_quantity() const
{
    const auto bytes = to_be_bytes();
    const std::string digits = base::to_hex(bytes);
    const std::string_view significant = without_leading_zeros(digits);
    return "0x" + (significant.empty() ? "0" : std::string{significant});
}

std::optional<Amount> Amount::from_decimal(std::string_view digits)
{
    if (digits.empty() || !all_digits(digits)) {
        return std::nullopt;
    }
    const std::string_view significant = without_leading_zeros(digits);
    if (significant.size() > kDecimalDigitsMax) {
        return std::nullopt;
    }
    if (significant.empty()) {
        return Amount{};
    }
    try {
        return to_amount(checked_uint256_t{std::string{significant}});
    } catch (const std::range_error&) { // The checked type throws either of these two on overflow.
        return std::nullopt;
    } catch (const std::overflow_error&) {
        return std::nullopt;
    }
}

std::string Amount::to_decimal() const
{
    return to_number<checked_uint256_t>(*this).str();
}

std::optional<std::uint64_t> Amount::to_u64() const noexcept
{
    if (m_limbs[0] != 0 || m_limbs[1] != 0 || m_limbs[2] != 0) {
        return std::nullopt;
    }
    return m_limbs[3];
}

double Amount::to_double() const noexcept
{
    double value = 0;
    for (const std::uint64_t limb : m_limbs) {
        value = value * 18446744073709551616.0 + static_cast<double>(limb);
    }
    return value;
}

Amount operator+(const Amount& a, const Amount& b)
{
    Amount sum;
    bool carry = false;
    for (std::size_t i = 4; i-- > 0;) {
        std::uint64_t limb = 0;
        const bool first = __builtin_add_overflow(a.m_limbs[i], b.m_limbs[i], &limb);
        const bool second = __builtin_add_overflow(limb, std::uint64_t{carry}, &sum.m_limbs[i]);
        carry = first || second;
    }
    if (carry) {
        throw_range("the sum");
    }
    return sum;
}

Amount operator-(const Amount& a, const Amount& b)
{
    if (a < b) {
        throw_range("the difference");
    }
    Amount difference;
    bool borrow = false;
    for (std::size_t i = 4; i-- > 0;) {
        std::uint64_t limb = 0;
        const bool first = __builtin_sub_overflow(a.m_limbs[i], b.m_limbs[i], &limb);
        const bool second =
            __builtin_sub_overflow(limb, std::uint64_t{borrow}, &difference.m_limbs[i]);
        borrow = first || second;
    }
    return difference;
}

Amount operator*(const Amount& a, const Amount& b)
{
    try {
        return to_amount(
            checked_uint256_t{to_number<checked_uint256_t>(a) * to_number<checked_uint256_t>(b)});
    } catch (const std::overflow_error&) {
        throw_range("the product");
    } catch (const std::range_error&) {
        throw_range("the product");
    }
}

namespace {

Amount mul_div(const Amount& value, const Amount& numerator, const Amount& denominator, bool up)
{
    CTRIP_CHECK(!denominator.is_zero());
    const auto d = to_number<checked_uint512_t>(denominator);
    checked_uint512_t product =
        to_number<checked_uint512_t>(value) * to_number<checked_uint512_t>(numerator);
    checked_uint512_t quotient = product / d;
    if (up && quotient * d != product) {
        quotient += 1;
    }
    if (quotient > to_number<checked_uint512_t>(Amount::from_be_bytes(base::Bytes(32, 0xff)))) {
        throw_range("the quotient");
    }
    return to_amount(quotient);
}

} // namespace

Amount mul_div_floor(const Amount& value, const Amount& numerator, const Amount& denominator)
{
    return mul_div(value, numerator, denominator, false);
}

Amount mul_div_ceil(const Amount& value, const Amount& numerator, const Amount& denominator)
{
    return mul_div(value, numerator, denominator, true);
}

Amount saturating_sub(const Amount& a, const Amount& b)
{
    return a > b ? a - b : Amount{};
}

UnitsResult parse_units(std::string_view text, unsigned decimals)
{
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view fraction =
        point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (whole.empty() || !all_digits(whole) || !all_digits(fraction) ||
        (point != std::string_view::npos && fraction.empty())) {
        return {.amount = {}, .error = UnitsError::not_a_number};
    }
    const std::string_view significant = without_trailing_zeros(fraction);
    if (significant.size() > decimals) {
        return {.amount = {}, .error = UnitsError::too_many_decimals};
    }
    std::string digits{whole};
    digits += significant;
    digits.append(decimals - significant.size(), '0');
    const std::optional<Amount> amount = Amount::from_decimal(digits);
    if (!amount) {
        return {.amount = {}, .error = UnitsError::too_large};
    }
    return {.amount = *amount, .error = std::nullopt};
}

std::string format_units(const Amount& amount, unsigned decimals)
{
    std::string digits = amount.to_decimal();
    if (digits.size() <= decimals) {
        digits.insert(0, decimals + 1 - digits.size(), '0');
    }
    const std::string whole = digits.substr(0, digits.size() - decimals);
    const std::string_view fraction =
        without_trailing_zeros(std::string_view{digits}.substr(whole.size()));
    return fraction.empty() ? whole : whole + "." + std::string{fraction};
}

} // namespace ctrip::evm
