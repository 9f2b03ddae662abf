// SPDX-License-Identifier: MIT
// Sweeps and their transactions. Each signed transaction is stored before it is sent. A sweep is
// the money of one payment that one transaction moves; a batch moves that of many. A transaction
// that is not mined can be replaced by another of the same nonce.
#pragma once

#include "base/clock.hpp"
#include "base/uuid.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::store {

enum class SweepKind : std::uint8_t
{
    native,  ///< A deposit's native currency to the treasury.
    token,   ///< A deposit's tokens to the treasury.
    topup,   ///< Gas money from the sponsor to a deposit.
    batch,   ///< Money of a delegated deposit, moved by the sponsor's call of the Sweeper.
    foreign, ///< Moved by a transaction that is not ours: any account may call the Sweeper.
};

enum class SweepState : std::uint8_t
{
    signed_,   ///< Stored, possibly sent. Stored as "signed".
    broadcast, ///< A node accepted it.
    mined,     ///< In a block that is not final.
    final,     ///< Final and successful.
    failed,    ///< Final, and moved nothing.
    dropped,   ///< Its nonce was used by another transaction: it can never be mined.
};

[[nodiscard]] std::string_view to_string(SweepKind kind) noexcept;
[[nodiscard]] std::string_view to_string(SweepState state) noexcept;

/// Whether the deposit itself sends the transaction and pays its gas.
[[nodiscard]] bool is_paid_by_deposit(SweepKind kind) noexcept;

struct Sweep
{
    std::string id;
    evm::ChainId chain_id = 0;
    std::string payment_id;
    SweepKind kind = SweepKind::native;
    SweepState state = SweepState::signed_;
    evm::Address from; ///< The deposit, or the sponsor for a top-up.
    evm::Address to;   ///< Treasury, or the deposit for a top-up.
    std::optional<evm::Address> token;
    std::string symbol;
    unsigned decimals = 18;
    evm::Amount amount;  ///< Amount moved, in base units.
    evm::TxHash tx_hash; ///< The mined transaction, or else the newest one.
    std::optional<evm::BlockNumber> block_number;
    std::optional<evm::BlockHash> block_hash;
    std::optional<evm::Amount> fee; ///< Fee in wei; for a batch, this sweep's share.
    std::string note;               ///< The reason if it failed or was dropped.
    base::UnixSeconds created_at_s = 0;
};

enum class SweepTxKind : std::uint8_t
{
    native,
    token,
    topup,
    batch,
    deploy,     ///< Deploys the Sweeper; moves no money.
    undelegate, ///< Takes deposits' delegations back; moves no money.
};

enum class SweepTxState : std::uint8_t
{
    signed_,
    broadcast,
    mined,
    final,    ///< In a final block, successful or reverted.
    replaced, ///< Another of its nonce was signed later; either may be mined.
    dropped,  ///< It can never be mined.
};

[[nodiscard]] std::string_view to_string(SweepTxKind kind) noexcept;
[[nodiscard]] std::string_view to_string(SweepTxState state) noexcept;

struct SweepTx
{
    evm::ChainId chain_id = 0;
    evm::TxHash hash;
    SweepTxKind kind = SweepTxKind::native;
    SweepTxState state = SweepTxState::signed_;
    evm::Address sender;
    std::uint64_t nonce = 0;
    std::string raw;                     ///< 0x hex; sent again unchanged.
    evm::BlockNumber signed_block = 0;   ///< The newest block when it was signed;
    base::UnixSeconds signed_time_s = 0; ///< that block's time.
    std::optional<evm::BlockNumber> block_number;
    std::optional<evm::BlockHash> block_hash;
    std::optional<evm::Amount> fee; ///< Fee in wei.
    base::UnixSeconds created_at_s = 0;
};

/// The cost of one kind of transaction on one chain in one day (UTC), by the time they were signed.
struct SweepCost
{
    base::UnixSeconds day_s = 0; ///< The first second of the day.
    evm::ChainId chain_id = 0;
    SweepTxKind kind = SweepTxKind::native;
    std::uint64_t txs = 0;    ///< Final transactions.
    std::uint64_t sweeps = 0; ///< Their sweeps that moved money.
    std::uint64_t failed = 0; ///< Their sweeps that moved nothing.
    evm::Amount fee;          ///< In wei.
};

/// Transactions of one chain in one state.
struct SweepTxCount
{
    SweepTxState state = SweepTxState::signed_;
    std::uint64_t count = 0;
    base::UnixSeconds oldest_s = 0; ///< When the oldest of them was signed.
};

class SweepStore
{
public:
    SweepStore(Database& database, const base::Clock& clock);

    /// Stores a signed transaction and its sweeps, and sets their ids. Within a DbTransaction.
    void insert(SweepTx& tx, std::span<Sweep> sweeps);
    /// Stores a sweep whose transaction is already stored or is not ours, in its given state, and
    /// sets its id. Within a DbTransaction.
    void insert(Sweep& sweep);
    /// Stores the replacement `fresh` of `old` and moves the sweeps of `old` to it. Within a
    /// DbTransaction.
    void replace(SweepTx& old, SweepTx& fresh);

    /// Transactions that are not final or dropped: signed, broadcast, mined and replaced ones,
    /// ordered by sender and nonce; at most `max`.
    [[nodiscard]] std::vector<SweepTx> open(evm::ChainId chain_id, std::size_t max);
    /// Wei that the sponsor's final transactions since then cost, and the token transfers that it
    /// pays for by top-ups.
    [[nodiscard]] evm::Amount sponsored_since(evm::ChainId chain_id, base::UnixSeconds since_s);
    /// Transactions that were signed at or after `since_s` and may be or were mined: not replaced
    /// or dropped ones.
    [[nodiscard]] std::vector<SweepTx> signed_since(evm::ChainId chain_id,
                                                    base::UnixSeconds since_s);
    [[nodiscard]] bool has_open(evm::ChainId chain_id);
    /// Those of open(), by state. The cost does not depend on the number of final ones.
    [[nodiscard]] std::vector<SweepTxCount> open_by_state(evm::ChainId chain_id);
    [[nodiscard]] std::vector<Sweep> of_tx(evm::ChainId chain_id, const evm::TxHash& hash);
    [[nodiscard]] std::vector<Sweep> of_payment(std::string_view payment_id);
    /// In no order.
    [[nodiscard]] std::vector<Sweep> of_payments(std::span<const std::string> payment_ids);
    /// Newest first, after the sweep with the id `after`; at most `max`.
    [[nodiscard]] std::vector<Sweep> list(std::span<const evm::ChainId> chain_ids,
                                          const std::optional<std::string>& after,
                                          std::uint64_t max);
    /// By day, chain and kind, oldest first.
    [[nodiscard]] std::vector<SweepCost> costs(std::span<const evm::ChainId> chain_ids,
                                               base::UnixSeconds since_s);
    /// Whether this is one of our top-up transactions, replaced ones included.
    [[nodiscard]] bool is_top_up(evm::ChainId chain_id, const evm::TxHash& hash);
    /// Writes state, block, fee, amount and note of `sweep`.
    void update(const Sweep& sweep);
    /// Writes state, block and fee of `tx`.
    void update(const SweepTx& tx);
    /// The same, and state and block of all its sweeps. Within a DbTransaction.
    void update_with_sweeps(const SweepTx& tx, std::string_view note = {});
    /// Moves the sweeps of `from` to `to`. Within a DbTransaction.
    void hand_over(const SweepTx& from, const SweepTx& to);
    /// The highest nonce that we signed for this sender plus one, dropped transactions not counted;
    /// none if there is none.
    [[nodiscard]] std::optional<std::uint64_t> next_nonce(evm::ChainId chain_id,
                                                          const evm::Address& sender);
    /// The lowest nonce from `from` on that none of these transactions has.
    [[nodiscard]] std::uint64_t free_nonce(evm::ChainId chain_id, const evm::Address& sender,
                                           std::uint64_t from);

private:
    Database& m_database;
    const base::Clock& m_clock;
    base::UuidGenerator m_ids;
};

} // namespace ctrip::store
