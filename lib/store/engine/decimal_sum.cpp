// SPDX-License-Identifier: MIT
#include "store/engine/decimal_sum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace ctrip::store {

namespace {

constexpr std::size_t kHalfDigits = 39;
constexpr std::size_t kDigitsMax = 2 * kHalfDigits;

} // namespace

bool DecimalSum::add(std::string_view digits)
{
    if (digits.size() > kDigitsMax) {
        return false;
    }
    const std::size_t high_digits = digits.size() > kHalfDigits ? digits.size() - kHalfDigits : 0;
    const auto high =
        evm::Amount::from_decimal(high_digits == 0 ? "0" : digits.substr(0, high_digits));
    const auto low = evm::Amount::from_decimal(digits.substr(high_digits));
    if (!high || !low) {
        return false;
    }
    m_high += *high;
    m_low += *low;
    return true;
}

std::string DecimalSum::to_text() const
{
    std::string low = m_low.to_decimal();
    evm::Amount high = m_high;
    if (low.size() > kHalfDigits) {
        const std::size_t carried = low.size() - kHalfDigits;
        high += evm::Amount::from_decimal(low.substr(0, carried)).value_or(evm::Amount{});
        low.erase(0, carried);
    }
    if (high.is_zero()) {
        low.erase(0, std::min(low.find_first_not_of('0'), low.size() - 1));
        return low;
    }
    return fmt::format("{}{:0>39}", high.to_decimal(), low);
}

} // namespace ctrip::store
