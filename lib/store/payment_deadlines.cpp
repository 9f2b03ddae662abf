// SPDX-License-Identifier: MIT
#include "store/payment_deadlines.hpp"

#include <fmt/format.h>

namespace ctrip::store {

namespace {

std::string overdue_statement(std::string_view condition)
{
    return fmt::format(
        "SELECT id FROM payments WHERE chain_id = $1 AND status = 'pending' AND expires_at < $2{} "
        "ORDER BY expires_at LIMIT $3",
        condition);
}

} // namespace

std::vector<std::string> PaymentDeadlines::overdue(evm::ChainId chain_id, base::UnixSeconds time_s,
                                                   std::size_t max, NativeMoney native)
{
    static const std::string all = overdue_statement("");
    static const std::string but_for_those_to_ask = overdue_statement(
        " AND (token IS NOT NULL OR asked_block IS NULL OR asked_time > expires_at)");
    const std::string& sql = native == NativeMoney::asked_for ? but_for_those_to_ask : all;
    std::vector<std::string> ids;
    for (const Row& row : m_database.query(sql, {chain_id, time_s, std::uint64_t{max}})) {
        ids.push_back(row.text(0));
    }
    return ids;
}

void PaymentDeadlines::set_read(std::string_view payment_id)
{
    m_database.execute("UPDATE payments SET deadline_read = 1 WHERE id = $1", {payment_id});
}

void PaymentDeadlines::forget_read(std::string_view payment_id, base::UnixSeconds ancestor_time_s)
{
    m_database.execute("UPDATE payments SET deadline_read = 0 WHERE id = $1 AND deadline_read = 1 "
                       "AND status <> 'expired' AND expires_at >= $2",
                       {payment_id, ancestor_time_s});
}

} // namespace ctrip::store
