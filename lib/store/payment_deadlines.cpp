// SPDX-License-Identifier: MIT
#include "store/payment_deadlines.hpp"

#include "payment/ledger.hpp"

#include <fmt/format.h>

namespace ctrip::store {

namespace {

/// $4: time of the newest block read at depth; $5: 1 where events pay native payments too; $6: by
/// how much the clock may differ from the chain's.
constexpr std::string_view kEventsKnown =
    " AND ((token IS NULL AND $5 = 0) OR expires_at < $4) AND NOT EXISTS (SELECT 1 FROM doubts d "
    "WHERE "
    "d.chain_id = payments.chain_id AND d.from_time <= payments.expires_at AND d.to_time >= "
    "payments.created_at - $6 AND (payments.token IS NOT NULL OR $5 = 1 OR d.transactions = 1))";

std::string overdue_statement(std::string_view condition)
{
    return fmt::format(
        "SELECT id FROM payments WHERE chain_id = $1 AND status = 'pending' AND expires_at < $2{} "
        "ORDER BY expires_at LIMIT $3",
        condition);
}

std::string_view balance_condition(NativeMoney native)
{
    return native == NativeMoney::asked_for
               ? " AND (token IS NOT NULL OR asked_block IS NULL OR asked_time > expires_at)"
               : "";
}

} // namespace

std::vector<std::string> PaymentDeadlines::overdue(evm::ChainId chain_id, base::UnixSeconds time_s,
                                                   std::size_t max, NativeMoney native,
                                                   const std::optional<EventTimes>& events)
{
    std::vector<Value> values{chain_id, time_s, std::uint64_t{max}};
    std::string condition{balance_condition(native)};
    if (events) {
        condition += kEventsKnown;
        values.insert(values.end(),
                      {Value{events->deep_s}, Value{std::uint64_t{events->pay_native ? 1U : 0U}},
                       Value{payment::kClockSkew_s}});
    }
    std::vector<std::string> ids;
    for (const Row& row : m_database.query(overdue_statement(condition), values)) {
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
