// SPDX-License-Identifier: MIT
// A sweep's stored transaction (sweep_txs.raw_tx) read back from its bytes. Pure.
#pragma once

#include "base/hex.hpp"
#include "evm/signed_tx.hpp"
#include "store/sweep_store.hpp"

#include <optional>

namespace ctrip::job {

/// The bytes for eth_sendRawTransaction; none where the stored text is empty or not hexadecimal.
[[nodiscard]] std::optional<base::Bytes> stored_bytes(const store::SweepTx& tx);

/// None where the bytes are no signed transaction: the row was changed outside ctrip.
[[nodiscard]] std::optional<evm::AnyTx> stored_tx(const store::SweepTx& tx);

/// The transaction's value in wei; none as for stored_tx(). Transactions of one nonce that pay
/// different fees transfer different amounts.
[[nodiscard]] std::optional<evm::Amount> stored_value(const store::SweepTx& tx);

} // namespace ctrip::job
