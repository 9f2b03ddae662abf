// SPDX-License-Identifier: MIT
#include "store/oddity_store.hpp"

#include "store/schema/table_sql.hpp"
#include "store/schema/tables.hpp"

#include <optional>

namespace ctrip::store {

namespace {

consteval std::size_t oddity_column(std::string_view column)
{
    return place_of(kOddities, column);
}

Oddity to_oddity(const Row& row)
{
    return {.chain_id = row.unsigned_integer(oddity_column("chain_id")),
            .kind = row.text(oddity_column("kind")),
            .total = row.unsigned_integer(oddity_column("total")),
            .runs = row.unsigned_integer(oddity_column("runs")),
            .subject = row.text(oddity_column("subject")),
            .seen_ms = row.integer(oddity_column("seen_ms"))};
}

} // namespace

Oddity OddityStore::add(evm::ChainId chain_id, std::string_view kind, std::uint64_t count,
                        std::string_view subject)
{
    static const std::string select = select_from(kOddities) + " WHERE chain_id = $1 AND kind = $2";
    const std::optional<Row> row =
        m_database.query_row(select + std::string{m_database.for_update()}, {chain_id, kind});
    const std::int64_t now_ms = m_clock.now_ms();
    Oddity oddity = row ? to_oddity(*row) : Oddity{.chain_id = chain_id, .kind = std::string{kind}};
    const bool goes_on = now_ms - oddity.seen_ms <= kOddityForgottenMs;
    oddity.runs = goes_on ? oddity.runs + 1 : 1;
    oddity.total += count;
    oddity.subject = subject;
    oddity.seen_ms = now_ms;
    static const std::string upsert = upsert_into(kOddities);
    m_database.execute(upsert, row_of(kOddities, {{oddity_column("chain_id"), oddity.chain_id},
                                                  {oddity_column("kind"), oddity.kind},
                                                  {oddity_column("total"), oddity.total},
                                                  {oddity_column("runs"), oddity.runs},
                                                  {oddity_column("subject"), oddity.subject},
                                                  {oddity_column("seen_ms"), oddity.seen_ms}}));
    return oddity;
}

std::vector<Oddity> OddityStore::all()
{
    std::vector<Oddity> oddities;
    for (const Row& row : m_database.query(select_from(kOddities) + " ORDER BY chain_id, kind")) {
        oddities.push_back(to_oddity(row));
    }
    return oddities;
}

} // namespace ctrip::store
