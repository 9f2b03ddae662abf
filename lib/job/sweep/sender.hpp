// SPDX-License-Identifier: MIT
// Signs a sweep's transaction, stores it, and only then sends it.
#pragma once

#include "job/sweep/context.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ctrip::job {

/// A transaction that is decided but not signed.
struct TxDraft
{
    store::SweepTxKind kind = store::SweepTxKind::native;
    evm::Address from;
    evm::Address to;
    evm::Amount value;
    base::Bytes data;
    std::uint64_t gas = 0;
    GasPrice price;
    std::vector<evm::SignedAuthorization> authorizations; ///< If there are any: of type 4
                                                          ///< (EIP-7702).

    [[nodiscard]] evm::Amount fee_max() const { return evm::Amount{gas} * price.max_fee; }
    [[nodiscard]] rpc::CallRequest as_call() const;
};

[[nodiscard]] evm::AnyTx to_tx(const TxDraft& draft, evm::ChainId chain_id, std::uint64_t nonce);

class SweepSender
{
public:
    explicit SweepSender(SweepContext& context) : m_context(context) {}

    /// Signs, stores and sends the draft, and removes the plans of what the sweeps move. `signer`
    /// is the draft's sender.
    void start(const TxDraft& draft, const wallet::Signer& signer, std::span<store::Sweep> sweeps);
    /// The same with a transaction that was signed elsewhere.
    void start(store::SweepTxKind kind, const evm::Address& sender, std::uint64_t nonce,
               const wallet::SignedTx& signed_tx, std::span<store::Sweep> sweeps);

    /// Sends the stored bytes; safe to repeat.
    rpc::SendResult broadcast(store::SweepTx& tx);

    /// The first nonce after those of mined, pending and stored transactions.
    [[nodiscard]] std::uint64_t next_nonce(const evm::Address& sender);
    /// The signer of a deposit. Error{config} where the wallet does not own its address, or its key
    /// is not on this host.
    [[nodiscard]] wallet::Signer deposit_signer(const payment::Deposit& payment) const;

    /// The record that is stored before the transaction is sent.
    [[nodiscard]] store::SweepTx stored(store::SweepTxKind kind, const evm::Address& sender,
                                        std::uint64_t nonce,
                                        const wallet::SignedTx& signed_tx) const;

private:
    void learn_gas_max(store::SweepTx& tx);

    SweepContext& m_context;
};

} // namespace ctrip::job
