// SPDX-License-Identifier: MIT
// A payment's deposit address and currency: the part of a payment that a sweep needs.
#pragma once

#include "evm/address.hpp"
#include "evm/hash.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ctrip::payment {

struct Deposit
{
    std::string id; ///< The payment's id, UUID version 7.
    evm::ChainId chain_id = 0;
    std::optional<evm::Address> token; ///< None: the chain's native currency.
    std::string symbol;
    unsigned decimals = 0;

    std::string wallet_id; ///< The account that the address was derived from.
    std::uint32_t derivation_index = 0;
    evm::Address address;

    bool swept = false;         ///< All its sweeps are final.
    std::uint64_t revision = 0; ///< Grows with each update of the payment; guards against two
                                ///< writers.
};

/// "m/44'/60'/0'/0/7"
[[nodiscard]] std::string derivation_path(const Deposit& deposit);

} // namespace ctrip::payment
