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
    /// Adds 1 to 78 decimal digits. False, with the sum unchanged, for anything else.
    [[nodiscard]] bool add(std::string_view digits);
    [[nodiscard]] std::string to_text() const;

private:
    // Two halves of 39 digits: neither overflows before 10^38 amounts were added.
    evm::Amount m_high;
    evm::Amount m_low;
};

} // namespace ctrip::store
