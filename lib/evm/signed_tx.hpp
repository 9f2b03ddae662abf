// SPDX-License-Identifier: MIT
// A signed transaction read back from its bytes: what it pays, to whom, and at which price of gas.
// Pure.
#pragma once

#include "evm/transaction.hpp"

#include <optional>
#include <variant>

namespace ctrip::evm {

using AnyTx = std::variant<LegacyTx, Eip1559Tx, Eip7702Tx>;

struct SignedTx
{
    AnyTx tx;
    Signature signature;
};

/// What encode_signed() made. Nothing where the bytes are anything else: another type, no canonical
/// RLP, a legacy transaction without a chain id (EIP-155), numbers that do not fit, trailing bytes.
/// Says nothing about who signed.
[[nodiscard]] std::optional<SignedTx> decode_signed(base::ByteView raw);

/// What one unit of gas may cost at the most, and what of it is a tip: of a legacy transaction both
/// are its price of gas.
[[nodiscard]] const Amount& max_fee_of(const AnyTx& tx) noexcept;
[[nodiscard]] const Amount& priority_fee_of(const AnyTx& tx) noexcept;
[[nodiscard]] std::uint64_t gas_of(const AnyTx& tx) noexcept;

[[nodiscard]] crypto::Digest signing_hash(const AnyTx& tx);

} // namespace ctrip::evm
