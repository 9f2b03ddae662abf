// SPDX-License-Identifier: MIT
#include "store/sweep_queue.hpp"

#include "store/sql_list.hpp"

#include <fmt/format.h>

#include <string>

namespace ctrip::store {

namespace {

constexpr std::string_view kSelect = "SELECT id, chain_id, token, symbol, decimals, wallet_id, "
                                     "derivation_index, address, swept, revision, status FROM "
                                     "payments";
/// Final money in another currency than the payment's.
constexpr std::string_view kHasOther =
    "EXISTS (SELECT 1 FROM transfers t WHERE t.payment_id = payments.id AND t.depth = 'final' AND "
    "t.orphaned = 0 AND t.token IS DISTINCT FROM payments.token)";

payment::Deposit to_deposit(const Row& row)
{
    return {.id = row.text(0),
            .chain_id = row.unsigned_integer(1),
            .token = row.optional_address(2),
            .symbol = row.text(3),
            .decimals = static_cast<unsigned>(row.unsigned_integer(4)),
            .wallet_id = row.text(5),
            .derivation_index = static_cast<std::uint32_t>(row.unsigned_integer(6)),
            .address = row.address(7),
            .swept = row.boolean(8),
            .revision = row.unsigned_integer(9)};
}

} // namespace

std::vector<DueDeposit> SweepQueue::due(evm::ChainId chain_id, std::uint64_t first_index,
                                        std::size_t max, base::UnixSeconds now_s)
{
    // A payment that failed after it was paid keeps its mark and is not swept until an operator
    // decides.
    const auto has_plan = [](std::string_view waits) {
        return fmt::format("EXISTS (SELECT 1 FROM sweep_plans s WHERE s.payment_id = payments.id "
                           "AND {} (s.ask_at > $4 AND s.ask_at - {} <= $4))",
                           waits, kAskAgainMax_s);
    };
    static const std::string sql = fmt::format(
        "{} WHERE chain_id = $1 AND sweep_due = 1 AND derivation_index >= $2 AND (status IN "
        "('paid', 'settled') OR {}) AND (NOT {} OR {}) ORDER BY derivation_index LIMIT $3",
        kSelect, kHasOther, has_plan(""), has_plan("NOT"));
    std::vector<DueDeposit> deposits;
    for (const Row& row :
         m_database.query(sql, {chain_id, first_index, std::uint64_t{max}, now_s})) {
        const std::string status = row.text(10);
        deposits.push_back({to_deposit(row), status == "paid" || status == "settled"});
    }
    return deposits;
}

std::vector<std::string> SweepQueue::topped_up(evm::ChainId chain_id, std::string_view after,
                                               std::size_t max)
{
    std::vector<std::string> ids;
    for (const Row& row : m_database.query(
             "SELECT DISTINCT payment_id FROM sweeps WHERE chain_id = $1 AND kind = 'topup' AND "
             "state = 'final' AND payment_id > $2 ORDER BY payment_id LIMIT $3",
             {chain_id, after, std::uint64_t{max}})) {
        ids.push_back(row.text(0));
    }
    return ids;
}

std::vector<payment::Deposit> SweepQueue::without_need(std::span<const std::string> payment_ids)
{
    std::vector<payment::Deposit> deposits;
    by_chunks(payment_ids, [&](std::span<const std::string> ids) {
        std::vector<Value> values;
        const std::string these = append_list(values, ids);
        for (const Row& row : m_database.query(
                 fmt::format("{} WHERE id IN {} AND sweep_due = 0 AND (status IN ('paid', "
                             "'settled') OR (status IN ('expired', 'failed') AND token IS NOT "
                             "NULL)) AND NOT EXISTS (SELECT 1 FROM transfers t WHERE t.payment_id "
                             "= payments.id AND t.orphaned = 0 AND t.depth <> 'final')",
                             kSelect, these),
                 values)) {
            deposits.push_back(to_deposit(row));
        }
    });
    return deposits;
}

std::optional<payment::Deposit> SweepQueue::find(std::string_view payment_id)
{
    const auto row = m_database.query_row(fmt::format("{} WHERE id = $1", kSelect), {payment_id});
    return row ? std::optional{to_deposit(*row)} : std::nullopt;
}

std::optional<payment::Deposit> SweepQueue::find(evm::ChainId chain_id, const evm::Address& address)
{
    const auto row = m_database.query_row(
        fmt::format("{} WHERE chain_id = $1 AND address = $2", kSelect), {chain_id, address});
    return row ? std::optional{to_deposit(*row)} : std::nullopt;
}

void SweepQueue::mark(std::string_view payment_id)
{
    // Also if it is marked already: the new revision keeps a running sweep from clearing a mark for
    // money that it has not seen.
    static const std::string sql = fmt::format(
        "UPDATE payments SET sweep_due = 1, revision = revision + 1 WHERE id = $1 AND ((status IN "
        "('paid', 'settled') AND EXISTS (SELECT 1 FROM transfers t WHERE t.payment_id = "
        "payments.id AND t.depth = 'final' AND t.orphaned = 0)) OR {})",
        kHasOther);
    const std::uint64_t marked = m_database.execute(sql, {payment_id});
    if (marked > 0) {
        m_database.execute("UPDATE sweep_plans SET ask_at = 0 WHERE payment_id = $1", {payment_id});
    }
}

void SweepQueue::clear(const payment::Deposit& deposit)
{
    m_database.execute("UPDATE payments SET sweep_due = 0 WHERE id = $1 AND revision = $2",
                       {deposit.id, deposit.revision});
}

void SweepQueue::set_swept(std::string_view payment_id, const std::optional<evm::Address>& token)
{
    m_database.execute("UPDATE payments SET swept = 1 WHERE id = $1 AND COALESCE(token, '') = $2",
                       {payment_id, token ? token->to_hex() : std::string{}});
}

} // namespace ctrip::store
