// SPDX-License-Identifier: MIT
// An exact sum of amounts in base units, which may need more than 256 bits.
#pragma once

#include "evm/amount.hpp"

#include <string>
#include <string_view>

namespace ctrip::store {

class DecimalSum
{
public:
    /// Decimal digits, 78 at most. False, and nothing added, for anything else.
    [[nodiscard]] bool add(std::string_view digits);
    [[nodiscard]] std::string to_text() const;

private:
    // In two halves of 39 digits: room for 10^38 amounts before either overflows.
    evm::Amount m_high;
    evm::Amount m_low;
};

} // namespace ctrip::store
