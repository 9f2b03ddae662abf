// SPDX-License-Identifier: MIT
// A mined transaction of any type with its signature, as the transactions trie of its block has it
// (EIP-2718, EIP-155, EIP-2930, EIP-1559, EIP-4844, EIP-7702; the OP stack's deposits). Pure. What
// ctrip itself signs is in transaction.hpp.
#pragma once

#include "base/hex.hpp"
#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"
#include "evm/transaction.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace ctrip::evm {

/// An authorization as it is mined: anybody can put one with odd numbers into a block.
struct RawAuthorization
{
    Amount chain_id;
    Address address;
    Amount nonce;
    Amount y_parity;
    Amount r;
    Amount s;
};

struct RawTransaction
{
    TxHash hash; ///< Not part of the RLP: what the node says.
    std::uint8_t type = 0;
    Amount chain_id; ///< Legacy: part of `v`.
    Amount nonce;
    Amount gas_price; ///< Types 0 and 1.
    Amount max_priority_fee;
    Amount max_fee;
    Amount max_fee_per_blob_gas;
    Amount gas;
    std::optional<Address> to;
    Amount value;
    base::Bytes data;
    std::vector<AccessListEntry> access_list;
    std::vector<Word> blob_hashes;
    std::vector<RawAuthorization> authorizations;
    Amount v; ///< Other types than 0: the y parity.
    Amount r;
    Amount s;
    // Of a deposit, which is not signed.
    Address from;
    Word source_hash{};
    Amount mint;
    bool is_system = false;
    std::optional<Address> fee_currency; ///< Celo's type 0x7b.
};

/// None for a type that is not known, see is_known_type().
[[nodiscard]] std::optional<base::Bytes> encode_transaction(const RawTransaction& tx);

} // namespace ctrip::evm
