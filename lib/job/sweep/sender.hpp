// SPDX-License-Identifier: MIT
// Signs a sweep's transaction, stores it, and only then sends it.
#pragma once

#include "job/sweep/context.hpp"
#include "job/sweep/limits/daily_gas.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
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

/// Refused for what no repetition of the same bytes changes: a cap of the node or of the chain, too
/// little gas or money. Another plan is needed.
[[nodiscard]] bool is_refused_for_good(rpc::SendOutcome outcome) noexcept;

[[nodiscard]] evm::AnyTx to_tx(const TxDraft& draft, evm::ChainId chain_id, std::uint64_t nonce);

/// A draft, the key of its sender, and whose money it moves.
struct TxToSign
{
    TxDraft draft;
    wallet::Signer signer;
    std::vector<store::Sweep> sweeps;
};

class SweepSender
{
public:
    explicit SweepSender(SweepContext& context) : m_context(context), m_daily_gas(context) {}

    /// Signs, stores and sends the drafts, a hundred at once, and removes the plans of what their
    /// sweeps move. A draft that is no intent (job/sweep/intent), or costs too much, is logged and
    /// not signed. Returns the number of those signed.
    std::size_t start(std::vector<TxToSign>&& txs);
    /// The same with a transaction that was signed elsewhere.
    void start(store::SweepTxKind kind, const evm::Address& sender, std::uint64_t nonce,
               const wallet::SignedTx& signed_tx, std::span<store::Sweep> sweeps);

    /// The stored transaction, where its bytes are signed by the account that has to sign it, and
    /// are what ctrip would build for its sweeps now. None for anything else, which is logged once
    /// a run and counted: the row was changed outside ctrip, or the configuration was.
    [[nodiscard]] std::optional<evm::AnyTx> trusted(const store::SweepTx& tx);
    /// False where the row says that a deposit moved its native money in a transaction that it did
    /// not sign. Logged and counted as in trusted().
    [[nodiscard]] bool is_signed_by_deposit(const store::SweepTx& tx);

    /// Sends bytes that were just signed, or are trusted(); safe to repeat. Why they are refused is
    /// learnt for the next plan.
    std::vector<rpc::SendOutcome> broadcast(std::span<store::SweepTx* const> txs);
    rpc::SendOutcome broadcast(store::SweepTx& tx);
    /// Whether this run has sent it, so that it need not be sent again.
    [[nodiscard]] bool has_sent(const store::SweepTx& tx) const { return m_sent.contains(tx.hash); }

    /// The first nonce after those of mined transactions that none of ours has. A pending one of
    /// somebody else may have it too: whichever is mined first ends the other.
    [[nodiscard]] std::uint64_t next_nonce(const evm::Address& sender);
    /// The signer of a deposit. Error{config} where the wallet does not own its address, or its key
    /// is not on this host.
    [[nodiscard]] wallet::Signer deposit_signer(const payment::Deposit& payment) const;

    /// The record that is stored before the transaction is sent.
    [[nodiscard]] store::SweepTx stored(store::SweepTxKind kind, const evm::Address& sender,
                                        std::uint64_t nonce,
                                        const wallet::SignedTx& signed_tx) const;

    /// Empty where the keys may sign `tx` for these sweeps; else why they may not.
    [[nodiscard]] std::string why_not_signed(const evm::AnyTx& tx, store::SweepTxKind kind,
                                             std::span<const store::Sweep> sweeps);

private:
    /// A row's transaction, and why it is not sent.
    struct Judged
    {
        std::optional<evm::AnyTx> tx;
        std::string why_not;
    };

    /// Signed, and not stored yet.
    struct SignedSweeps
    {
        store::SweepTx tx;
        std::span<store::Sweep> sweeps;
    };

    enum class Sent : std::uint8_t
    {
        first,
        again,
    };

    [[nodiscard]] std::vector<rpc::SendOutcome> send(std::span<store::SweepTx* const> txs,
                                                     Sent when);
    std::size_t start_some(std::span<TxToSign> txs);
    [[nodiscard]] std::optional<store::SweepTx> sign(const TxToSign& one, std::uint64_t nonce);
    [[nodiscard]] std::map<evm::Address, std::uint64_t> next_nonces(std::span<const TxToSign> txs);
    [[nodiscard]] std::uint64_t after_mined(const evm::Address& sender, std::uint64_t shown);
    void store_and_send(std::span<SignedSweeps> all);
    void drop_refused(store::SweepTx& tx, rpc::SendOutcome outcome);
    [[nodiscard]] std::vector<evm::Address> deposits_of(std::span<const store::Sweep> sweeps);
    /// Of a transaction that takes delegations back those of its authorizations; else of the
    /// sweeps.
    [[nodiscard]] std::vector<evm::Address> deposits_of(const evm::AnyTx& tx,
                                                        store::SweepTxKind kind,
                                                        std::span<const store::Sweep> sweeps);
    [[nodiscard]] Judged judge(const store::SweepTx& tx);
    void distrust(const store::SweepTx& tx, const std::string& why);

    SweepContext& m_context;
    DailyGas m_daily_gas;
    std::map<std::string, Judged> m_judged;          ///< By hash.
    std::map<std::string, bool> m_signed_by_deposit; ///< By hash.
    std::set<evm::TxHash> m_sent;
};

} // namespace ctrip::job
