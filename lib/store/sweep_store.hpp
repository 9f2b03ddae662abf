// SPDX-License-Identifier: MIT
// Sweeps, and the transactions that make them: each signed one, stored before it is sent. A sweep
// is what one transaction moves of one payment; a batch moves many, and a transaction that does not
// get through is replaced by another of the same nonce.
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
    native,  ///< A deposit's native money to the treasury.
    token,   ///< A deposit's tokens to the treasury.
    topup,   ///< Gas money from the sponsor to a deposit.
    batch,   ///< Money of a deposit that runs the Sweeper's code, by the sponsor's transaction.
    foreign, ///< Somebody else's transaction took it: anybody may call the Sweeper.
};

enum class SweepState : std::uint8_t
{
    signed_,   ///< Stored, perhaps sent. Spelled "signed".
    broadcast, ///< A node took it.
    mined,     ///< In a block that can still be undone.
    final,     ///< Done, and successful.
    failed,    ///< Final, and it moved nothing.
    dropped,   ///< Its nonce was used by another transaction: it can never be mined.
};

[[nodiscard]] std::string_view to_string(SweepKind kind) noexcept;
[[nodiscard]] std::string_view to_string(SweepState state) noexcept;

/// Whether the deposit's own transaction does it, and its native money pays for it.
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
    evm::Amount amount;  ///< Base units that it moves.
    evm::TxHash tx_hash; ///< Of the newest transaction for it, or of the one that was mined.
    std::optional<evm::BlockNumber> block_number;
    std::optional<evm::BlockHash> block_hash;
    std::optional<evm::Amount> fee; ///< Wei it cost: of a batch, its share.
    std::string note;               ///< Why it failed or was dropped.
    base::UnixSeconds created_at_s = 0;
};

enum class SweepTxKind : std::uint8_t
{
    native,
    token,
    topup,
    batch,
    deploy, ///< Puts the Sweeper on the chain; moves nobody's money.
};

enum class SweepTxState : std::uint8_t
{
    signed_,
    broadcast,
    mined,
    final,    ///< For good, whether it moved something or not.
    replaced, ///< Another of its nonce was signed after it, and either may be mined.
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
    std::string raw;                     ///< 0x hex: sent again byte for byte.
    evm::BlockNumber signed_block = 0;   ///< The newest block when it was signed;
    base::UnixSeconds signed_time_s = 0; ///< that block's time.
    std::optional<evm::BlockNumber> block_number;
    std::optional<evm::BlockHash> block_hash;
    std::optional<evm::Amount> fee; ///< Wei that its sender paid.
    base::UnixSeconds created_at_s = 0;
};

/// What one strategy cost on one chain in one day (UTC), by the transactions signed then.
struct SweepCost
{
    base::UnixSeconds day_s = 0; ///< Its first second.
    evm::ChainId chain_id = 0;
    SweepTxKind kind = SweepTxKind::native;
    std::uint64_t txs = 0;    ///< Mined for good.
    std::uint64_t sweeps = 0; ///< Of them that moved money.
    std::uint64_t failed = 0; ///< Of them that moved nothing.
    evm::Amount fee;          ///< Wei.
};

class SweepStore
{
public:
    SweepStore(Database& database, const base::Clock& clock);

    /// Stores a signed transaction and what it moves, and gives these their ids. Within a
    /// DbTransaction.
    void insert(SweepTx& tx, std::span<Sweep> sweeps);
    /// Stores a sweep of a transaction that is there, or is not ours, as it is. Within a
    /// DbTransaction.
    void insert(Sweep& sweep);
    /// Another transaction takes the place of `old`, with all that it moves. Within a
    /// DbTransaction.
    void replace(SweepTx& old, SweepTx& fresh);

    /// All that may still be mined: signed, broadcast, mined and replaced ones, by sender and
    /// nonce.
    [[nodiscard]] std::vector<SweepTx> open(evm::ChainId chain_id, std::size_t max);
    [[nodiscard]] std::uint64_t count_open(evm::ChainId chain_id);
    [[nodiscard]] bool has_open(evm::ChainId chain_id);
    [[nodiscard]] std::vector<Sweep> of_tx(evm::ChainId chain_id, const evm::TxHash& hash);
    [[nodiscard]] std::vector<Sweep> of_payment(std::string_view payment_id);
    /// In no order.
    [[nodiscard]] std::vector<Sweep> of_payments(std::span<const std::string> payment_ids);
    /// The newest first, from behind `after` (an id) on.
    [[nodiscard]] std::vector<Sweep> list(std::span<const evm::ChainId> chain_ids,
                                          const std::optional<std::string>& after,
                                          std::uint64_t max);
    /// By day, chain and kind, the oldest first.
    [[nodiscard]] std::vector<SweepCost> costs(std::span<const evm::ChainId> chain_ids,
                                               base::UnixSeconds since_s);
    /// Whether this transaction is gas money that we sent, replaced or not.
    [[nodiscard]] bool is_top_up(evm::ChainId chain_id, const evm::TxHash& hash);
    /// Writes state, block, fee, amount and note of `sweep`.
    void update(const Sweep& sweep);
    /// Writes state, block and fee of `tx`.
    void update(const SweepTx& tx);
    /// The same, and the state and the block of all that it moves. Within a DbTransaction.
    void update_with_sweeps(const SweepTx& tx, std::string_view note = {});
    /// What the one was to move, the other does. Within a DbTransaction.
    void hand_over(const SweepTx& from, const SweepTx& to);
    /// The nonce behind the highest that we ever signed for this sender, where there is one that is
    /// not dropped.
    [[nodiscard]] std::optional<std::uint64_t> next_nonce(evm::ChainId chain_id,
                                                          const evm::Address& sender);

private:
    Database& m_database;
    const base::Clock& m_clock;
    base::UuidGenerator m_ids;
};

} // namespace ctrip::store
