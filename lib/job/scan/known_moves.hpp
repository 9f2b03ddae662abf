// SPDX-License-Identifier: MIT
// Native money that is booked already, found in another way: one move of it may be shown by a
// transaction's value, by a log (EIP-7708, native.same_as), by a trace, and by a balance.
#pragma once

#include "evm/transfer.hpp"
#include "store/transfer_store.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>

namespace ctrip::job {

/// Of the payments that are asked for, as they were booked when they were first asked for.
class KnownMoves
{
public:
    explicit KnownMoves(store::TransferStore& transfers) : m_transfers(transfers) {}

    /// Whether the payment has this move of native money under another key. Each booked move stands
    /// for one: a second log of the same amount in one transaction is another move. False for
    /// tokens, for changes of balances, which the ledger is compared with before they are booked,
    /// and for what is booked under its own key.
    [[nodiscard]] bool has(const evm::Transfer& transfer, const std::string& payment_id);

private:
    using Move = std::pair<evm::TxHash, evm::Amount>;

    struct Booked
    {
        std::set<std::pair<evm::TxHash, std::int64_t>> keys;
        std::multiset<Move> by_log;
        std::multiset<Move> by_value_or_trace;
        bool by_balance = false; ///< All that came in the block and was not named then.
    };

    [[nodiscard]] std::map<evm::BlockHash, Booked>& of(const std::string& payment_id);

    store::TransferStore& m_transfers;
    std::map<std::string, std::map<evm::BlockHash, Booked>> m_payments;
};

} // namespace ctrip::job
