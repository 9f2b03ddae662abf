// SPDX-License-Identifier: MIT
#include "store/doubt_store.hpp"

#include "store/schema/table_sql.hpp"
#include "store/schema/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

namespace ctrip::store {

namespace {

constexpr std::uint64_t kRowsMax = 1'000;

consteval std::size_t doubt_column(std::string_view column)
{
    return place_of(kDoubts, column);
}

Doubt to_doubt(const Row& row)
{
    return {.from = row.unsigned_integer(doubt_column("from_block")),
            .to = row.unsigned_integer(doubt_column("to_block")),
            .from_time_s = row.integer(doubt_column("from_time")),
            .to_time_s = row.integer(doubt_column("to_time")),
            .reason = row.text(doubt_column("reason")),
            .transactions = row.integer(doubt_column("transactions")) == 1,
            .since_s = row.integer(doubt_column("since")),
            .looks = row.unsigned_integer(doubt_column("looks")),
            .looked_at_s = row.integer(doubt_column("looked_at")),
            .next = row.unsigned_integer(doubt_column("next_block"))};
}

/// Both and what is between them. The later one's reason.
Doubt joined(const Doubt& a, const Doubt& b)
{
    const Doubt& later = a.from > b.from ? a : b;
    return {.from = std::min(a.from, b.from),
            .to = std::max(a.to, b.to),
            .from_time_s = std::min(a.from_time_s, b.from_time_s),
            .to_time_s = std::max(a.to_time_s, b.to_time_s),
            .reason = later.reason,
            .transactions = a.transactions || b.transactions,
            .since_s = std::min(a.since_s, b.since_s),
            .looks = std::max(a.looks, b.looks),
            .looked_at_s = std::min(a.looked_at_s, b.looked_at_s),
            .next = a.looked_at_s == 0 ? b.next : a.next};
}

/// Consecutive blocks as one. `of`: what is known of them; its reason is for blocks without one.
std::vector<Doubt> runs_of(std::span<const DoubtedBlock> blocks, const Doubt& of)
{
    std::map<evm::BlockNumber, const DoubtedBlock*> by_number;
    for (const DoubtedBlock& block : blocks) {
        if (block.number >= of.from && block.number <= of.to) {
            by_number.insert_or_assign(block.number, &block);
        }
    }
    std::vector<Doubt> runs;
    for (const auto& [number, block] : by_number) {
        Doubt one = of;
        one.from = one.to = one.next = number;
        if (block->time_s != 0) {
            one.from_time_s = one.to_time_s = block->time_s;
        }
        one.reason = block->reason.empty() ? of.reason : block->reason;
        one.transactions = of.transactions || block->transactions;
        if (!runs.empty() && runs.back().to + 1 == number) {
            runs.back() = joined(runs.back(), one);
        } else {
            runs.push_back(std::move(one));
        }
    }
    return runs;
}

} // namespace

std::string to_text(const DoubtSummary& summary)
{
    if (summary.first == summary.last) {
        return fmt::format("block {}", summary.first);
    }
    const bool is_whole = summary.last - summary.first + 1 == summary.blocks;
    return fmt::format("{}blocks {} to {}",
                       is_whole ? std::string{} : fmt::format("{} of the ", summary.blocks),
                       summary.first, summary.last);
}

std::string_view hidden_text(bool transactions) noexcept
{
    return transactions ? "the logs and transactions" : "the logs";
}

std::vector<Doubt> DoubtStore::query(std::string_view condition, const std::vector<Value>& values)
{
    std::vector<Doubt> doubts;
    for (const Row& row :
         m_database.query(fmt::format("{} {}", select_from(kDoubts), condition), values)) {
        doubts.push_back(to_doubt(row));
    }
    return doubts;
}

std::optional<DoubtSummary> DoubtStore::summary(evm::ChainId chain_id)
{
    const auto sums =
        m_database.query_row("SELECT CAST(SUM(to_block - from_block + 1) AS BIGINT), "
                             "MIN(from_block), MAX(to_block), MIN(since), MAX(transactions) FROM "
                             "doubts WHERE chain_id = $1",
                             {chain_id});
    if (!sums || sums->is_null(0)) {
        return std::nullopt;
    }
    const std::vector<Doubt> most =
        query("WHERE chain_id = $1 ORDER BY looks DESC, from_block LIMIT 1", {chain_id});
    return DoubtSummary{.blocks = sums->unsigned_integer(0),
                        .first = sums->unsigned_integer(1),
                        .last = sums->unsigned_integer(2),
                        .since_s = sums->integer(3),
                        .looks = most.empty() ? 0 : most.front().looks,
                        .reason = most.empty() ? std::string{} : most.front().reason,
                        .transactions = sums->integer(4) == 1};
}

std::vector<Doubt> DoubtStore::due(evm::ChainId chain_id, std::size_t max)
{
    return query("WHERE chain_id = $1 ORDER BY looked_at, from_block LIMIT $2",
                 {chain_id, std::uint64_t{max}});
}

std::vector<Doubt> DoubtStore::within(evm::ChainId chain_id, evm::BlockNumber from,
                                      evm::BlockNumber to)
{
    return query("WHERE chain_id = $1 AND to_block >= $2 AND from_block <= $3 ORDER BY from_block",
                 {chain_id, from, to});
}

std::optional<Doubt> DoubtStore::between(evm::ChainId chain_id, base::UnixSeconds from_s,
                                         base::UnixSeconds to_s, PaidBy paid_by)
{
    std::vector<Doubt> found =
        query("WHERE chain_id = $1 AND to_time >= $2 AND from_time <= $3 "
              "AND ($4 = 1 OR transactions = 1) ORDER BY from_block LIMIT 1",
              {chain_id, from_s, to_s, std::int64_t{paid_by == PaidBy::event ? 1 : 0}});
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

void DoubtStore::insert(evm::ChainId chain_id, const Doubt& doubt)
{
    static const std::string sql = insert_into(kDoubts);
    m_database.execute(sql, row_of(kDoubts, {{doubt_column("chain_id"), chain_id},
                                             {doubt_column("from_block"), doubt.from},
                                             {doubt_column("to_block"), doubt.to},
                                             {doubt_column("from_time"), doubt.from_time_s},
                                             {doubt_column("to_time"), doubt.to_time_s},
                                             {doubt_column("reason"), doubt.reason},
                                             {doubt_column("transactions"),
                                              std::int64_t{doubt.transactions ? 1 : 0}},
                                             {doubt_column("since"), doubt.since_s},
                                             {doubt_column("looks"), doubt.looks},
                                             {doubt_column("looked_at"), doubt.looked_at_s},
                                             {doubt_column("next_block"), doubt.next}}));
}

void DoubtStore::remove(evm::ChainId chain_id, const Doubt& doubt)
{
    m_database.execute("DELETE FROM doubts WHERE chain_id = $1 AND from_block = $2",
                       {chain_id, doubt.from});
}

void DoubtStore::add(evm::ChainId chain_id, std::span<const DoubtedBlock> blocks)
{
    if (blocks.empty()) {
        return;
    }
    const auto [first, last] =
        std::minmax_element(blocks.begin(), blocks.end(),
                            [](const auto& a, const auto& b) { return a.number < b.number; });
    for (const Doubt& run : runs_of(blocks, {.from = first->number, .to = last->number})) {
        add(chain_id, run);
    }
}

/// The newest row where the table is full.
std::optional<Doubt> DoubtStore::newest_of_many(evm::ChainId chain_id)
{
    const auto count =
        m_database.query_row("SELECT COUNT(*) FROM doubts WHERE chain_id = $1", {chain_id});
    if (!count || count->unsigned_integer(0) < kRowsMax) {
        return std::nullopt;
    }
    std::vector<Doubt> newest =
        query("WHERE chain_id = $1 ORDER BY from_block DESC LIMIT 1", {chain_id});
    return newest.empty() ? std::nullopt : std::optional{std::move(newest.front())};
}

void DoubtStore::add(evm::ChainId chain_id, const Doubt& doubt)
{
    Doubt whole = doubt;
    whole.next = whole.from;
    whole.since_s = m_clock.now_s();
    if (const std::optional<Doubt> newest = newest_of_many(chain_id)) {
        whole = joined(*newest, whole);
    }
    const evm::BlockNumber before = whole.from == 0 ? 0 : whole.from - 1;
    for (const Doubt& other : within(chain_id, before, whole.to + 1)) {
        remove(chain_id, other);
        whole = joined(other, whole);
    }
    insert(chain_id, whole);
}

void DoubtStore::settle(evm::ChainId chain_id, evm::BlockNumber from, evm::BlockNumber to,
                        std::span<const DoubtedBlock> left)
{
    for (const Doubt& doubt : within(chain_id, from, to)) {
        remove(chain_id, doubt);
        std::vector<Doubt> parts;
        const auto keep = [&](Doubt part) {
            if (!parts.empty() && parts.back().to + 1 == part.from) {
                part = joined(parts.back(), part);
                parts.pop_back();
            }
            // The next look goes on behind this one, and from the beginning after the end.
            part.next = to + 1 > part.from && to + 1 <= part.to ? to + 1 : part.from;
            parts.push_back(std::move(part));
        };
        Doubt looked = doubt;
        looked.from = std::max(doubt.from, from);
        looked.to = std::min(doubt.to, to);
        ++looked.looks;
        looked.looked_at_s = m_clock.now_s();
        if (doubt.from < from) {
            Doubt part = looked;
            part.from = doubt.from;
            part.to = from - 1;
            keep(part);
        }
        for (const Doubt& run : runs_of(left, looked)) {
            keep(run);
        }
        if (doubt.to > to) {
            Doubt part = looked;
            part.from = to + 1;
            part.to = doubt.to;
            keep(part);
        }
        for (const Doubt& part : parts) {
            insert(chain_id, part);
        }
    }
}

void DoubtStore::forget_above(evm::ChainId chain_id, evm::BlockNumber block)
{
    m_database.execute("DELETE FROM doubts WHERE chain_id = $1 AND from_block > $2",
                       {chain_id, block});
    m_database.execute("UPDATE doubts SET to_block = $2, next_block = CASE WHEN next_block > $2 "
                       "THEN from_block ELSE next_block END WHERE chain_id = $1 AND to_block > $2",
                       {chain_id, block});
}

} // namespace ctrip::store
