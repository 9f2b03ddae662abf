// SPDX-License-Identifier: MIT
// Whose native balance is to be asked for, in turn, and how far that has come. The cost of a turn's
// part depends on that part alone, not on how many wait.
#pragma once

#include "store/chain_store.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::payment {
struct Payment;
}

namespace ctrip::store {

class BalanceStore
{
public:
    explicit BalanceStore(Database& database) : m_database(database) {}

    /// Payments that are to be asked for at the cursor's block, at most `max`, each once: those
    /// whose deadline has passed and that were not asked for since; of the rest up to a half for
    /// those whose deadline is near; and those that were asked for longest ago.
    [[nodiscard]] std::vector<payment::Payment> due(evm::ChainId chain_id, const Cursor& cursor,
                                                    std::uint64_t max);

    /// Within a DbTransaction, after the chain's row: holds these payments.
    void hold(std::span<const std::string> payment_ids);
    /// Notes the block at which these payments were asked for. One that is not watched any more by
    /// that time is not asked for again.
    void set_asked(std::span<const std::string> payment_ids, const Cursor& at);

    /// How long ago, in the chain's time, that payment was asked for whose turn is next; 0 where
    /// all were asked for at the cursor. None: nobody was ever asked for on that chain.
    [[nodiscard]] std::optional<base::UnixSeconds> turn_s(const ChainState& chain);

private:
    Database& m_database;
};

} // namespace ctrip::store
