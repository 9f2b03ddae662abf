// SPDX-License-Identifier: MIT
#include "store/payment_deadlines.hpp"

#include "payment/payment.hpp"
#include "store/payment_rows.hpp"

#include <fmt/format.h>

namespace ctrip::store {

namespace {

std::string overdue_statement(std::string_view condition)
{
    return fmt::format("{} WHERE chain_id = $1 AND status = 'pending' AND expires_at < $2{} "
                       "ORDER BY expires_at LIMIT $3",
                       select_payments(), condition);
}

} // namespace

std::vector<payment::Payment> PaymentDeadlines::overdue(evm::ChainId chain_id,
                                                        base::UnixSeconds time_s, std::size_t max,
                                                        NativeMoney native)
{
    static const std::string all = overdue_statement("");
    static const std::string but_for_those_to_ask = overdue_statement(
        " AND (token IS NOT NULL OR asked_block IS NULL OR asked_time > expires_at)");
    return to_payments(
        m_database.query(native == NativeMoney::asked_for ? but_for_those_to_ask : all,
                         {chain_id, time_s, std::uint64_t{max}}));
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
