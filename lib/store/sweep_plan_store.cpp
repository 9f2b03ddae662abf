// SPDX-License-Identifier: MIT
#include "store/sweep_plan_store.hpp"

#include "base/hex.hpp"
#include "store/sql_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace ctrip::store {

namespace {

constexpr std::array<std::string_view, 3> kStateNames{"planned", "funded", "blocked"};
constexpr std::size_t kRowsPerInsert = 500;
constexpr std::size_t kWordSize = 32;

SweepPlan to_plan(const Row& row)
{
    const auto* const state = std::find(kStateNames.begin(), kStateNames.end(), row.text(2));
    if (state == kStateNames.end()) {
        throw Error{
            ErrorKind::unavailable,
            fmt::format("database: a sweep's plan has the unknown state '{}'", row.text(2))};
    }
    return {.payment_id = row.text(0),
            .token = row.text(1).empty() ? std::nullopt : std::optional{row.address(1)},
            .state = static_cast<SweepPlanState>(state - kStateNames.begin()),
            .strategy = row.text(3),
            .reason = row.text(4),
            .updated_at_s = row.integer(5),
            .ask_at_s = row.integer(6),
            .searched_to_block = row.unsigned_integer(7)};
}

std::array<std::uint8_t, kWordSize> word(const Row& row, std::size_t column)
{
    const std::optional<base::Bytes> bytes = base::from_hex_0x(row.text(column));
    if (!bytes || bytes->size() != kWordSize) {
        throw Error{ErrorKind::unavailable,
                    "database: an authorization's signature is not 32 bytes in hexadecimal; it was "
                    "changed by other hands"};
    }
    std::array<std::uint8_t, kWordSize> word{};
    std::copy(bytes->begin(), bytes->end(), word.begin());
    return word;
}

Value key_of(const std::optional<evm::Address>& token)
{
    return token ? Value{*token} : Value{""};
}

} // namespace

std::string_view to_string(SweepPlanState state) noexcept
{
    return kStateNames[static_cast<std::size_t>(state)];
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
        const std::string places = places_for(ids, values);
        for (const Row& row : m_database.query(
                 fmt::format("SELECT payment_id, token, state, strategy, reason, updated_at, "
                             "ask_at, searched_to FROM sweep_plans WHERE payment_id IN ({})",
                             places),
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
             fmt::format("SELECT s.payment_id, s.token, s.state, s.strategy, s.reason, "
                         "s.updated_at, s.ask_at, s.searched_to FROM sweep_plans s{} ORDER BY "
                         "s.payment_id DESC, s.token "
                         "LIMIT ${}",
                         where, values.size()),
             values)) {
        plans.push_back(to_plan(row));
    }
    return plans;
}

void SweepPlanStore::put(const SweepPlan& plan)
{
    m_database.execute("INSERT INTO sweep_plans (payment_id, token, state, strategy, reason, "
                       "updated_at, ask_at, searched_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
                       "ON CONFLICT (payment_id, token) DO UPDATE SET state = excluded.state, "
                       "strategy = excluded.strategy, reason = excluded.reason, updated_at = "
                       "excluded.updated_at, ask_at = excluded.ask_at, searched_to = "
                       "excluded.searched_to",
                       {plan.payment_id, key_of(plan.token), to_string(plan.state), plan.strategy,
                        plan.reason, plan.updated_at_s, plan.ask_at_s, plan.searched_to_block});
}

void SweepPlanStore::remove(std::string_view payment_id, const std::optional<evm::Address>& token)
{
    m_database.execute("DELETE FROM sweep_plans WHERE payment_id = $1 AND token = $2",
                       {payment_id, key_of(token)});
}

std::uint64_t SweepPlanStore::put_authorizations(std::span<const Authorization> authorizations)
{
    std::uint64_t count = 0;
    for (std::size_t first = 0; first < authorizations.size(); first += kRowsPerInsert) {
        std::vector<Value> values;
        std::string rows;
        for (const Authorization& one : authorizations.subspan(
                 first, std::min(kRowsPerInsert, authorizations.size() - first))) {
            const auto& [authorization, signature] = one.signed_authorization;
            const std::array<Value, 7> row{authorization.chain_id,
                                           one.authority,
                                           authorization.address,
                                           authorization.nonce,
                                           std::uint64_t{signature.y_parity},
                                           base::to_hex_0x(signature.r),
                                           base::to_hex_0x(signature.s)};
            rows += (rows.empty() ? "" : ", ") + append_list(values, row);
        }
        count += m_database.execute(
            fmt::format("INSERT INTO sweep_authorizations (chain_id, address, sweeper, nonce, "
                        "y_parity, r, s) VALUES {} ON CONFLICT DO NOTHING",
                        rows),
            values);
    }
    return count;
}

std::vector<SweepPlanStore::Authorization>
SweepPlanStore::authorizations(evm::ChainId chain_id, const evm::Address& sweeper,
                               std::span<const evm::Address> by)
{
    std::vector<Authorization> found;
    for (std::size_t first = 0; first < by.size(); first += kRowsPerInsert) {
        std::vector<Value> values{Value{chain_id}, Value{sweeper}};
        const std::string list =
            append_list(values, by.subspan(first, std::min(kRowsPerInsert, by.size() - first)));
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
    }
    return found;
}

bool SweepPlanStore::has_authorizations()
{
    return m_database.query_row("SELECT 1 FROM sweep_authorizations LIMIT 1").has_value();
}

} // namespace ctrip::store
