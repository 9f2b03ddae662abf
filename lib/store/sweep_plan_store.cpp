// SPDX-License-Identifier: MIT
#include "store/sweep_plan_store.hpp"

#include "base/hex.hpp"
#include "store/schema/table_sql.hpp"
#include "store/schema/tables.hpp"
#include "store/sql_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace ctrip::store {

namespace {

constexpr std::array<std::string_view, 3> kPlanStateNames{"planned", "funded", "blocked"};
constexpr std::size_t kWordSize = 32;

consteval std::size_t plan_column(std::string_view column)
{
    return place_of(kSweepPlans, column);
}

SweepPlan to_plan(const Row& row)
{
    const auto* const state =
        std::find(kPlanStateNames.begin(), kPlanStateNames.end(), row.text(plan_column("state")));
    if (state == kPlanStateNames.end()) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("database: a sweep's plan has the unknown state '{}'",
                                row.text(plan_column("state")))};
    }
    return {.payment_id = row.text(plan_column("payment_id")),
            .token = row.text(plan_column("token")).empty()
                         ? std::nullopt
                         : std::optional{row.address(plan_column("token"))},
            .state = static_cast<SweepPlanState>(state - kPlanStateNames.begin()),
            .strategy = row.text(plan_column("strategy")),
            .reason = row.text(plan_column("reason")),
            .updated_at_s = row.integer(plan_column("updated_at")),
            .ask_at_s = row.integer(plan_column("ask_at")),
            .searched_to_block = row.unsigned_integer(plan_column("searched_to"))};
}

std::array<std::uint8_t, kWordSize> word(const Row& row, std::size_t column)
{
    const std::optional<base::Bytes> bytes = base::from_hex_0x(row.text(column));
    if (!bytes || bytes->size() != kWordSize) {
        throw Error{ErrorKind::unavailable, "database: an authorization's signature is not 32 "
                                            "bytes in hexadecimal; it was changed outside ctrip"};
    }
    std::array<std::uint8_t, kWordSize> word{};
    std::copy(bytes->begin(), bytes->end(), word.begin());
    return word;
}

std::vector<Value> to_values(const SweepPlanStore::Authorization& one)
{
    const auto& [authorization, signature] = one.signed_authorization;
    return row_of(kSweepAuthorizations,
                  {{place_of(kSweepAuthorizations, "chain_id"), authorization.chain_id},
                   {place_of(kSweepAuthorizations, "address"), one.authority},
                   {place_of(kSweepAuthorizations, "sweeper"), authorization.address},
                   {place_of(kSweepAuthorizations, "nonce"), authorization.nonce},
                   {place_of(kSweepAuthorizations, "y_parity"), std::uint64_t{signature.y_parity}},
                   {place_of(kSweepAuthorizations, "r"), base::to_hex_0x(signature.r)},
                   {place_of(kSweepAuthorizations, "s"), base::to_hex_0x(signature.s)}});
}

Value key_of(const std::optional<evm::Address>& token)
{
    return token ? Value{*token} : Value{""};
}

} // namespace

std::string_view to_string(SweepPlanState state) noexcept
{
    return kPlanStateNames[static_cast<std::size_t>(state)];
}

bool SweepPlan::says_the_same(const SweepPlan& other) const
{
    return std::tie(payment_id, token, state, strategy, reason) ==
           std::tie(other.payment_id, other.token, other.state, other.strategy, other.reason);
}

SweepPlanStore::SweepPlanStore(Database& database) : m_database(database) {}

std::vector<SweepPlan> SweepPlanStore::of_payments(std::span<const std::string> payment_ids)
{
    std::vector<SweepPlan> plans;
    by_chunks(payment_ids, [&](std::span<const std::string> ids) {
        std::vector<Value> values;
        const std::string these = append_list(values, ids);
        for (const Row& row : m_database.query(
                 fmt::format("{} WHERE payment_id IN {}", select_from(kSweepPlans), these),
                 values)) {
            plans.push_back(to_plan(row));
        }
    });
    return plans;
}

std::vector<SweepPlan> SweepPlanStore::list(std::span<const evm::ChainId> chain_ids,
                                            std::uint64_t max)
{
    std::vector<Value> values;
    std::string where;
    if (!chain_ids.empty()) {
        where = " JOIN payments p ON p.id = s.payment_id WHERE p.chain_id IN " +
                append_list(values, chain_ids);
    }
    values.emplace_back(max);
    std::vector<SweepPlan> plans;
    for (const Row& row : m_database.query(
             fmt::format("SELECT {} FROM sweep_plans s{} ORDER BY s.payment_id DESC, s.token "
                         "LIMIT ${}",
                         column_list(kSweepPlans, "s."), where, values.size()),
             values)) {
        plans.push_back(to_plan(row));
    }
    return plans;
}

void SweepPlanStore::put(const SweepPlan& plan)
{
    static const std::string sql = upsert_into(kSweepPlans);
    m_has_changed = true;
    m_database.execute(sql,
                       row_of(kSweepPlans, {{plan_column("payment_id"), plan.payment_id},
                                            {plan_column("token"), key_of(plan.token)},
                                            {plan_column("state"), to_string(plan.state)},
                                            {plan_column("strategy"), plan.strategy},
                                            {plan_column("reason"), plan.reason},
                                            {plan_column("updated_at"), plan.updated_at_s},
                                            {plan_column("ask_at"), plan.ask_at_s},
                                            {plan_column("searched_to"), plan.searched_to_block}}));
}

void SweepPlanStore::remove(std::string_view payment_id, const std::optional<evm::Address>& token)
{
    m_has_changed = true;
    m_database.execute("DELETE FROM sweep_plans WHERE payment_id = $1 AND token = $2",
                       {payment_id, key_of(token)});
}

std::vector<WaitingDeposits> SweepPlanStore::waiting(evm::ChainId chain_id)
{
    // Another currency of the address has no decimals in its payment's row: it counts as deposit.
    const std::string query = fmt::format(
        "SELECT CASE WHEN s.token = COALESCE(p.token, '') THEN p.symbol ELSE '' END, p.decimals, "
        "s.reason, COUNT(*), {} FROM sweep_plans s JOIN payments p ON p.id = s.payment_id WHERE "
        "p.chain_id = $1 AND s.state = 'blocked' GROUP BY 1, 2, 3",
        m_database.exact_sum("p.received"));
    static const evm::Amount largest =
        evm::Amount::from_quantity("0x" + std::string(64, 'f')).value();
    std::vector<WaitingDeposits> waiting;
    for (const Row& row : m_database.query(query, {chain_id})) {
        const bool is_own = !row.text(0).empty();
        waiting.push_back({.symbol = row.text(0),
                           .decimals = static_cast<unsigned>(row.integer(1)),
                           .reason = row.text(2),
                           .deposits = row.unsigned_integer(3),
                           // A sum of invented tokens may be larger than any amount.
                           .value = is_own
                                        ? evm::Amount::from_decimal(row.text(4)).value_or(largest)
                                        : evm::Amount{}});
    }
    return waiting;
}

std::uint64_t SweepPlanStore::put_authorizations(std::span<const Authorization> authorizations)
{
    static const std::string insert = fmt::format(
        "INSERT INTO {} ({}) VALUES", kSweepAuthorizations.name, column_list(kSweepAuthorizations));
    std::uint64_t count = 0;
    by_chunks(authorizations, [&](std::span<const Authorization> some) {
        std::vector<Value> values;
        std::string rows;
        for (const Authorization& one : some) {
            rows += (rows.empty() ? "" : ", ") + append_list(values, to_values(one));
        }
        count +=
            m_database.execute(fmt::format("{} {} ON CONFLICT DO NOTHING", insert, rows), values);
    });
    return count;
}

std::vector<SweepPlanStore::Authorization>
SweepPlanStore::authorizations(evm::ChainId chain_id, const evm::Address& sweeper,
                               std::span<const evm::Address> by)
{
    std::vector<Authorization> found;
    by_chunks(by, [&](std::span<const evm::Address> some) {
        std::vector<Value> values{Value{chain_id}, Value{sweeper}};
        const std::string list = append_list(values, some);
        for (const Row& row : m_database.query(
                 fmt::format("SELECT address, nonce, y_parity, r, s FROM sweep_authorizations "
                             "WHERE chain_id = $1 AND sweeper = $2 AND address IN {}",
                             list),
                 values)) {
            found.push_back(
                {.authority = row.address(0),
                 .signed_authorization = {
                     .authorization = {.chain_id = chain_id,
                                       .address = sweeper,
                                       .nonce = row.unsigned_integer(1)},
                     .signature = {.r = word(row, 3),
                                   .s = word(row, 4),
                                   .y_parity = static_cast<std::uint8_t>(row.boolean(2))}}});
        }
    });
    return found;
}

bool SweepPlanStore::has_authorizations()
{
    return m_database.query_row("SELECT 1 FROM sweep_authorizations LIMIT 1").has_value();
}

} // namespace ctrip::store
