// SPDX-License-Identifier: MIT
// When a pending transaction is to be replaced by one of the same nonce, and by which. Pure.
#pragma once

#include "evm/signed_tx.hpp"
#include "evm/transfer_authorization.hpp"
#include "job/sweep/gas_price.hpp"
#include "rpc/chain_client.hpp"
#include "store/sweep_store.hpp"

#include <optional>

namespace ctrip::job {

/// True where the base fee of `head` is above what `tx` pays, or where it has been pending for at
/// least 3 blocks and 180 s of the chain's time. False in the block at which it was signed.
[[nodiscard]] bool is_stuck(const evm::AnyTx& tx, const store::SweepTx& stored,
                            const rpc::BlockHeader& head);

/// The signed transfers (EIP-3009) of a batch; none where it is no such one. `treasury`: their
/// recipient.
[[nodiscard]] std::optional<evm::TransferManyCall> transfers_in(const evm::AnyTx& tx,
                                                                const evm::Address& treasury);
/// Whether one of the transfers ends within 2 minutes after `head`, so that it has to be signed
/// again.
[[nodiscard]] bool is_expiring(const std::optional<evm::TransferManyCall>& transfers,
                               const rpc::BlockHeader& head);

/// The same transaction at another price.
[[nodiscard]] evm::AnyTx with_price(evm::AnyTx tx, const GasPrice& price);

/// A sweep of all native money at a higher price: the whole price is the tip, so that nothing is
/// left behind, and the value is lowered by the higher fee. None where the value does not suffice.
[[nodiscard]] std::optional<evm::AnyTx> native_replacement(const evm::AnyTx& old, GasPrice price);

/// The price at which the sender's `held` wei pay for the replacement of a token's transfer:
/// `price`, or a lower one that covers the base fee and at which nodes still replace `old`. None
/// where the sender needs more wei.
[[nodiscard]] std::optional<GasPrice> token_replacement_price(const evm::AnyTx& old, GasPrice price,
                                                              const evm::Amount& held);

} // namespace ctrip::job
