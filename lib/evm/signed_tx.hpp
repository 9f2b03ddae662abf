// SPDX-License-Identifier: MIT
// Decodes a signed transaction. Pure.
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

/// Decodes the result of encode_signed(). Nothing for anything else: another type, RLP that is not
/// canonical, a legacy transaction without a chain id (EIP-155), numbers that do not fit, trailing
/// bytes. Does not check the signer.
[[nodiscard]] std::optional<SignedTx> decode_signed(base::ByteView raw);

/// The maximum fee and the priority fee per unit of gas, in wei; for a legacy transaction both are
/// its gas price.
[[nodiscard]] const Amount& max_fee_of(const AnyTx& tx) noexcept;
[[nodiscard]] const Amount& priority_fee_of(const AnyTx& tx) noexcept;
[[nodiscard]] std::uint64_t gas_of(const AnyTx& tx);
[[nodiscard]] std::uint64_t nonce_of(const AnyTx& tx);

[[nodiscard]] crypto::Digest signing_hash(const AnyTx& tx);

/// Its bytes with a placeholder for the signature, of full length and as little to be compressed:
/// for their number, or for what a rollup charges for them.
[[nodiscard]] base::Bytes encode_with_placeholder(const AnyTx& tx);

} // namespace ctrip::evm
