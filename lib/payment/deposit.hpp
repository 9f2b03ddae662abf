// SPDX-License-Identifier: MIT
// A payment's deposit address and currency: the part of a payment that a sweep needs.
#pragma once

#include "evm/address.hpp"
#include "evm/hash.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ctrip::payment {

struct Deposit
{
    std::string id; ///< The payment's id, UUID version 7.
    evm::ChainId chain_id = 0;
    /// The payment's currency, or another one that lies on its address; none: the chain's native
    /// currency.
    std::optional<evm::Address> token;
    std::string symbol;
    unsigned decimals = 0;

    /// The account that the address was derived from: a fingerprint, then "/N" for account N'
    /// other than 0'.
    std::string wallet_id;
    std::uint32_t derivation_index = 0;
    evm::Address address;

    bool swept = false; ///< All its sweeps are final; of another currency: it was swept.
    /// The currency is another one than the payment's.
    bool is_other_currency = false;
    /// The address is a native payment's, which never runs the Sweeper's code.
    bool never_delegated = false;
    std::uint64_t revision = 0; ///< Grows with each update of the payment; guards against two
                                ///< writers.
};

/// "m/44'/60'/0'/0/7", by the account's number in wallet_id.
[[nodiscard]] std::string derivation_path(const Deposit& deposit);

/// Whether two wallet_id name one account. Versions before 0.3 stored the fingerprint alone for
/// every account.
[[nodiscard]] bool is_same_wallet(std::string_view one, std::string_view other) noexcept;

} // namespace ctrip::payment
