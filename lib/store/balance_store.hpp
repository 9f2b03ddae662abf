// SPDX-License-Identifier: MIT
// Which payments' native balances to read next, and when each was last read. The cost of a call
// depends on the number of payments that it returns, not on how many are open.
#pragma once

#include "store/chain_store.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::payment {
struct Payment;
}

namespace ctrip::store {

class BalanceStore
{
public:
    explicit BalanceStore(Database& database) : m_database(database) {}

    /// The payments whose balance to read at the cursor's block, at most `max`, each once. First
    /// those whose deadline has passed and whose balance was not read since; then, for up to half
    /// of the places left, those whose deadline is near; then those read longest ago.
    [[nodiscard]] std::vector<payment::Payment> due(evm::ChainId chain_id, const Cursor& cursor,
                                                    std::uint64_t max);

    /// Within a DbTransaction, after the chain's row is locked: locks these payments' rows.
    void hold(std::span<const std::string> payment_ids);
    /// Records the block at which the balances of these payments were read. A payment that is no
    /// longer watched by that time is not read again.
    void set_asked(std::span<const std::string> payment_ids, const Cursor& at);

    /// Has the native balances of payments that were open at a time in [from, to] compared anew, as
    /// if they were never read.
    void ask_again(evm::ChainId chain_id, base::UnixSeconds from_s, base::UnixSeconds to_s);

    /// Sets the native money on the payment's address that is not known to be a payer's.
    void set_base_line(std::string_view payment_id, const evm::Amount& amount);

    /// Takes `amount` off it, for the payment with this address, where it is at least that.
    void lower_base_line(evm::ChainId chain_id, const evm::Address& address,
                         const evm::Amount& amount);

    /// Seconds of chain time since the balance of the payment that is next was read; 0 if all were
    /// read at the cursor. None: no balance was ever read on that chain.
    [[nodiscard]] std::optional<base::UnixSeconds> turn_s(const ChainState& chain);

private:
    Database& m_database;
};

} // namespace ctrip::store
