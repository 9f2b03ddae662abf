// SPDX-License-Identifier: MIT
#include "store/balance_store.hpp"

#include "payment/payment.hpp"
#include "store/payment_rows.hpp"
#include "store/sql_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ctrip::store {

namespace {

/// Seconds of chain time: a balance whose payment's deadline is nearer than this is read before its
/// turn.
constexpr base::UnixSeconds kDeadlineNear_s = 600;
/// The balance is read for so many seconds longer than the payment is watched, so that a reorg at
/// the end of that time hides nothing.
constexpr base::UnixSeconds kAfterWatch_s = 3'600;

class AddressSelection
{
public:
    explicit AddressSelection(std::uint64_t max) : m_max(max) {}

    [[nodiscard]] std::uint64_t left() const noexcept { return m_max - m_payments.size(); }
    void add(const Rows& rows)
    {
        for (const Row& row : rows) {
            if (left() > 0 && m_ids.insert(row.text(0)).second) {
                m_payments.push_back(to_payment(row));
            }
        }
    }
    [[nodiscard]] std::vector<payment::Payment>&& take() { return std::move(m_payments); }

private:
    std::uint64_t m_max;
    std::set<std::string> m_ids;
    std::vector<payment::Payment> m_payments;
};

} // namespace

std::vector<payment::Payment> BalanceStore::due(evm::ChainId chain_id, const Cursor& cursor,
                                                std::uint64_t max)
{
    static const std::string passed =
        select_payments() +
        " WHERE chain_id = $1 AND status = 'pending' AND token IS NULL AND "
        "expires_at < $2 AND asked_time <= expires_at ORDER BY expires_at LIMIT $3";
    static const std::string near =
        select_payments() +
        " WHERE chain_id = $1 AND status = 'pending' AND token IS NULL AND "
        "expires_at >= $2 AND expires_at <= $3 AND asked_block < $4 ORDER BY expires_at LIMIT $5";
    // No "asked_block IS NOT NULL", which the comparison implies: with it PostgreSQL estimates a
    // tenth of the rows and sorts all of them.
    static const std::string longest_ago =
        select_payments() +
        " WHERE chain_id = $1 AND asked_block < $2 ORDER BY asked_block LIMIT $3";
    AddressSelection selection{max};
    selection.add(m_database.query(passed, {chain_id, cursor.time_s, max}));
    selection.add(m_database.query(near, {chain_id, cursor.time_s, cursor.time_s + kDeadlineNear_s,
                                          cursor.block, selection.left() / 2}));
    if (selection.left() > 0) {
        // `max` and not left(), since some of these rows may be selected already.
        selection.add(m_database.query(longest_ago, {chain_id, cursor.block, max}));
    }
    return selection.take();
}

void BalanceStore::hold(std::span<const std::string> payment_ids)
{
    const std::string_view for_update = m_database.for_update();
    if (for_update.empty()) {
        return;
    }
    std::vector<std::string> ordered(payment_ids.begin(), payment_ids.end());
    std::sort(ordered.begin(), ordered.end());
    by_chunks(std::span<const std::string>{ordered}, [&](std::span<const std::string> ids) {
        std::vector<Value> values;
        const std::string these = append_list(values, ids);
        static_cast<void>(m_database.query(
            fmt::format("SELECT 1 FROM payments WHERE id IN {} ORDER BY id{}", these, for_update),
            values));
    });
}

void BalanceStore::set_asked(std::span<const std::string> payment_ids, const Cursor& at)
{
    by_chunks(payment_ids, [&](std::span<const std::string> ids) {
        std::vector<Value> values{at.block, at.time_s, at.time_s - kAfterWatch_s};
        const std::string these = append_list(values, ids);
        m_database.execute(fmt::format("UPDATE payments SET asked_block = CASE WHEN watch_until < "
                                       "$3 THEN NULL ELSE CAST($1 AS BIGINT) END, asked_time = $2 "
                                       "WHERE id IN {} AND asked_block IS NOT NULL",
                                       these),
                           values);
    });
}

void BalanceStore::ask_again(evm::ChainId chain_id, base::UnixSeconds from_s,
                             base::UnixSeconds to_s)
{
    m_database.execute("UPDATE payments SET asked_block = 0 WHERE chain_id = $1 "
                       "AND watch_until >= $2 AND created_at <= $3",
                       {chain_id, from_s, to_s});
}

void BalanceStore::set_base_line(std::string_view payment_id, const evm::Amount& amount)
{
    const std::optional<evm::Amount> stored =
        amount.is_zero() ? std::nullopt : std::optional{amount};
    m_database.execute("UPDATE payments SET base_line = $1 WHERE id = $2", {stored, payment_id});
}

void BalanceStore::lower_base_line(evm::ChainId chain_id, const evm::Address& address,
                                   const evm::Amount& amount)
{
    const auto row = m_database.query_row("SELECT id, base_line FROM payments WHERE chain_id = $1 "
                                          "AND address = $2 AND base_line IS NOT NULL",
                                          {chain_id, address});
    if (row && row->amount(1) >= amount) {
        set_base_line(row->text(0), row->amount(1) - amount);
    }
}

std::optional<base::UnixSeconds> BalanceStore::turn_s(const ChainState& chain)
{
    if (!chain.cursor) {
        return std::nullopt;
    }
    const auto end_of = [&](std::string_view order) {
        return m_database.query_row(
            fmt::format("SELECT asked_block, asked_time, created_at FROM payments WHERE chain_id = "
                        "$1 AND asked_block IS NOT NULL ORDER BY asked_block{} LIMIT 1",
                        order),
            {chain.chain_id});
    };
    const auto newest = end_of(" DESC");
    if (!newest || newest->integer(0) == 0) {
        return std::nullopt;
    }
    const auto oldest = end_of("");
    const base::UnixSeconds since_s = oldest->integer(oldest->integer(0) == 0 ? 2 : 1);
    return std::max<base::UnixSeconds>(chain.cursor->time_s - since_s, 0);
}

} // namespace ctrip::store
