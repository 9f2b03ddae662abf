// SPDX-License-Identifier: MIT
// The table doubts: blocks whose logs or transactions no node has shown yet. Adjacent ones are one
// row.
#pragma once

#include "base/clock.hpp"
#include "store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

/// Consecutive blocks.
struct Doubt
{
    evm::BlockNumber from = 0;
    evm::BlockNumber to = 0;
    base::UnixSeconds from_time_s = 0; ///< Time of the first block, or earlier.
    base::UnixSeconds to_time_s = 0;   ///< Time of the last block, or later.
    std::string reason;                ///< One line.
    bool transactions = false;         ///< Those of some of these blocks were not shown either.
    base::UnixSeconds since_s = 0;     ///< When it began.
    std::uint64_t looks = 0;           ///< Runs that looked again.
    base::UnixSeconds looked_at_s = 0; ///< When the last one did; 0: none yet.
    evm::BlockNumber next = 0;         ///< Where the next one begins.

    [[nodiscard]] std::uint64_t blocks() const noexcept { return to - from + 1; }
    friend bool operator==(const Doubt&, const Doubt&) = default;
};

/// A block of which no node has shown the logs, or the transactions.
struct DoubtedBlock
{
    evm::BlockNumber number = 0;
    base::UnixSeconds time_s = 0; ///< 0: not known.
    std::string reason;
    bool transactions = false; ///< Its transactions were not shown.
};

/// What shows that a payment was paid.
enum class PaidBy : std::uint8_t
{
    event,
    transaction,
};

/// All doubts of a chain together.
struct DoubtSummary
{
    std::uint64_t blocks = 0;
    evm::BlockNumber first = 0;
    evm::BlockNumber last = 0;
    base::UnixSeconds since_s = 0; ///< Of the oldest doubt.
    std::uint64_t looks = 0;       ///< Of the doubt that was looked at most often.
    std::string reason;            ///< Of that doubt.
    bool transactions = false;     ///< Not only logs are not shown.
};

/// What no node shows: "the logs", "the logs and transactions".
[[nodiscard]] std::string_view hidden_text(bool transactions) noexcept;

/// Runs that looked again without success after which a person is told.
inline constexpr std::uint64_t kLooksToWarn = 3;

/// "block 7", "blocks 7 to 9", "12 of the blocks 7 to 30".
[[nodiscard]] std::string to_text(const DoubtSummary& summary);

/// Writes are for DbTransactions that hold the chain's row.
class DoubtStore
{
public:
    DoubtStore(Database& database, const base::Clock& clock) : m_database(database), m_clock(clock)
    {
    }

    /// None: no block is doubted.
    [[nodiscard]] std::optional<DoubtSummary> summary(evm::ChainId chain_id);
    /// Those that were looked at longest ago, at most `max`.
    [[nodiscard]] std::vector<Doubt> due(evm::ChainId chain_id, std::size_t max);
    /// Those that share a block with [from, to], by block.
    [[nodiscard]] std::vector<Doubt> within(evm::ChainId chain_id, evm::BlockNumber from,
                                            evm::BlockNumber to);
    /// The first one whose blocks a payment may have been paid in, by these times: with an event,
    /// or as the value of a transaction.
    [[nodiscard]] std::optional<Doubt> between(evm::ChainId chain_id, base::UnixSeconds from_s,
                                               base::UnixSeconds to_s, PaidBy paid_by);

    /// Adds blocks that begin to be doubted, in any order. Their times are known.
    void add(evm::ChainId chain_id, std::span<const DoubtedBlock> blocks);
    /// Adds consecutive blocks, with their times and reason. Above 1,000 rows the gap to the newest
    /// row is doubted too.
    void add(evm::ChainId chain_id, const Doubt& doubt);
    /// After another look at [from, to]: only `left` of these blocks stay doubted.
    void settle(evm::ChainId chain_id, evm::BlockNumber from, evm::BlockNumber to,
                std::span<const DoubtedBlock> left);
    /// After a reorg: later blocks than this are read anew.
    void forget_above(evm::ChainId chain_id, evm::BlockNumber block);

private:
    [[nodiscard]] std::vector<Doubt> query(std::string_view condition,
                                           const std::vector<Value>& values);
    void insert(evm::ChainId chain_id, const Doubt& doubt);
    void remove(evm::ChainId chain_id, const Doubt& doubt);
    [[nodiscard]] std::optional<Doubt> newest_of_many(evm::ChainId chain_id);

    Database& m_database;
    const base::Clock& m_clock;
};

} // namespace ctrip::store
