// SPDX-License-Identifier: MIT
#include "store/sweep_queue.hpp"

#include "payment/payment.hpp"
#include "store/payment_rows.hpp"

namespace ctrip::store {

std::vector<payment::Payment> SweepQueue::due(evm::ChainId chain_id, std::uint64_t first_index,
                                              std::size_t max, base::UnixSeconds now_s)
{
    // What failed after it was paid keeps its mark, and its money, until an operator decides.
    static const std::string sql =
        select_payments() + " WHERE chain_id = $1 AND sweep_due = 1 AND derivation_index >= $2 "
                            "AND status IN ('paid', 'settled') AND NOT EXISTS (SELECT 1 FROM "
                            "sweep_plans s WHERE s.payment_id = payments.id AND s.ask_at > $4) "
                            "ORDER BY derivation_index LIMIT $3";
    return to_payments(m_database.query(sql, {chain_id, first_index, std::uint64_t{max}, now_s}));
}

void SweepQueue::mark(std::string_view payment_id)
{
    // Marked or not: a sweep that is deciding on it now must not clear what it has not seen.
    const std::uint64_t marked = m_database.execute(
        "UPDATE payments SET sweep_due = 1, revision = revision + 1 WHERE id = $1 AND "
        "status IN ('paid', 'settled') AND EXISTS (SELECT 1 FROM transfers t WHERE t.payment_id = "
        "payments.id AND t.depth = 'final' AND t.orphaned = 0 AND t.standing <> 'wrong_token')",
        {payment_id});
    if (marked > 0) {
        m_database.execute("UPDATE sweep_plans SET ask_at = 0 WHERE payment_id = $1", {payment_id});
    }
}

void SweepQueue::clear(const payment::Payment& payment)
{
    m_database.execute("UPDATE payments SET sweep_due = 0 WHERE id = $1 AND revision = $2",
                       {payment.id, payment.revision});
}

void SweepQueue::set_swept(std::string_view payment_id)
{
    m_database.execute("UPDATE payments SET swept = 1 WHERE id = $1", {payment_id});
}

} // namespace ctrip::store
