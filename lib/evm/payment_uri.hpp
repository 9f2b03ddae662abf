// SPDX-License-Identifier: MIT
// The link or QR code that opens a filled-in payment in a wallet (EIP-681).
#pragma once

#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"

#include <optional>
#include <string>

namespace ctrip::evm {

struct PaymentUri
{
    ChainId chain_id = 0;
    Address to;
    std::optional<Address> token; ///< None: the native currency.
    Amount amount;
};

/// ethereum:0xADDRESS@CHAIN?value=WEI, or
/// ethereum:0xTOKEN@CHAIN/transfer?address=0xADDRESS&uint256=AMOUNT.
[[nodiscard]] std::string to_string(const PaymentUri& uri);

} // namespace ctrip::evm
