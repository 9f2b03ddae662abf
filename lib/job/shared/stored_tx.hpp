// SPDX-License-Identifier: MIT
// A sweep's stored transaction (sweep_txs.raw_tx) read back from its bytes. Pure.
#pragma once

#include "base/hex.hpp"
#include "evm/signed_tx.hpp"
#include "store/sweep_store.hpp"

#include <optional>

namespace ctrip::job {

/// What eth_sendRawTransaction takes; none where the text is no hexadecimal or empty.
[[nodiscard]] std::optional<base::Bytes> stored_bytes(const store::SweepTx& tx);

/// None where the bytes are no signed transaction: the row was changed by others.
[[nodiscard]] std::optional<evm::AnyTx> stored_tx(const store::SweepTx& tx);

/// Wei that the transaction transfers itself; none as for stored_tx(). Transactions of one nonce
/// that pay different fees transfer different amounts.
[[nodiscard]] std::optional<evm::Amount> stored_value(const store::SweepTx& tx);

} // namespace ctrip::job
