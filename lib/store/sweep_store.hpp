// SPDX-License-Identifier: MIT
// Sweeps: every transaction that ctrip signs, stored before it is sent.
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
    native, ///< A deposit's native money to the treasury.
    token,  ///< A deposit's tokens to the treasury.
    topup,  ///< Gas money from the sponsor to a deposit.
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
/// As the database has them; another name is Error{unavailable}.
[[nodiscard]] SweepKind parse_sweep_kind(std::string_view name);
[[nodiscard]] SweepState parse_sweep_state(std::string_view name);

struct Sweep
{
    std::string id;
    evm::ChainId chain_id = 0;
    std::string payment_id;
    SweepKind kind = SweepKind::native;
    SweepState state = SweepState::signed_;
    evm::Address from;
    evm::Address to; ///< Treasury, or the deposit for a top-up.
    std::optional<evm::Address> token;
    std::string symbol;
    unsigned decimals = 18;
    evm::Amount amount; ///< Base units that it moves.
    std::uint64_t nonce = 0;
    evm::TxHash tx_hash;
    std::string raw_tx;  ///< 0x hex: sent again byte for byte.
    evm::Amount fee_max; ///< Wei it may cost.
    std::optional<evm::BlockNumber> block_number;
    std::optional<evm::BlockHash> block_hash;
    std::optional<evm::Amount> fee; ///< Wei it cost.
    std::string note;               ///< Why it failed or was dropped.
    base::UnixSeconds created_at_s = 0;
};

class SweepStore
{
public:
    SweepStore(Database& database, const base::Clock& clock);

    /// Stores a signed transaction and gives it its id. Within a Work or alone.
    void insert(Sweep& sweep);
    /// Signed, broadcast and mined ones, the oldest first.
    [[nodiscard]] std::vector<Sweep> open(evm::ChainId chain_id, std::size_t max);
    [[nodiscard]] std::vector<Sweep> of_payment(std::string_view payment_id);
    /// Whether this transaction is gas money that we sent to the payment's address.
    [[nodiscard]] bool is_top_up(std::string_view payment_id, const evm::TxHash& tx_hash);
    /// In no order.
    [[nodiscard]] std::vector<Sweep> of_payments(std::span<const std::string> payment_ids);
    /// Writes state, block, fee, amount and note of `sweep`.
    void update(const Sweep& sweep);
    /// The nonce behind the highest that we ever signed for this sender, where there is one that is
    /// not dropped.
    [[nodiscard]] std::optional<std::uint64_t> next_nonce(evm::ChainId chain_id,
                                                          const evm::Address& from);

private:
    Database& m_database;
    const base::Clock& m_clock;
    base::UuidGenerator m_ids;
};

} // namespace ctrip::store
