// SPDX-License-Identifier: MIT
#include "store/archive/archive_store.hpp"

#include "base/check.hpp"
#include "store/archive/archive_line.hpp"
#include "store/chain_store.hpp"
#include "store/schema/table_sql.hpp"
#include "store/schema/tables.hpp"
#include "store/sql_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace ctrip::store {

namespace {

/// A condition on rows of `payments`; $1 is ArchiveChoice::before_s.
constexpr std::string_view kClosed =
    "payments.status IN ('settled', 'expired') AND payments.updated_at <= $1 AND "
    "payments.watch_until <= $1 AND payments.sweep_due = 0 AND NOT EXISTS "
    "(SELECT 1 FROM webhooks w WHERE w.payment_id = payments.id AND w.state = 'pending') AND NOT "
    "EXISTS (SELECT 1 FROM sweeps s WHERE s.payment_id = payments.id AND s.state IN ('signed', "
    "'broadcast', 'mined')) AND NOT EXISTS (SELECT 1 FROM transfers t WHERE t.payment_id = "
    "payments.id AND t.depth <> 'final' AND t.orphaned = 0)";

std::string closed_condition(const ArchiveChoice& choice, std::vector<Value>& values)
{
    CTRIP_CHECK(values.empty());
    values.emplace_back(choice.before_s);
    std::string sql{kClosed};
    if (!choice.chain_ids.empty()) {
        sql += " AND payments.chain_id IN " + append_list(values, choice.chain_ids);
    }
    return sql;
}

std::vector<Value> to_archived_row(const ArchiveRecord& record, std::string_view file,
                                   base::UnixSeconds now_s)
{
    std::vector<Value> row;
    for (const Column& column : kArchivedPayments.columns) {
        row.push_back(column.name == "file"          ? Value{file}
                      : column.name == "archived_at" ? Value{now_s}
                                                     : record.value(column.name));
    }
    return row;
}

} // namespace

ArchiveStore::ArchiveStore(Database& database, const base::Clock& clock)
    : m_database(database), m_clock(clock)
{
}

std::uint64_t ArchiveStore::count_closed(const ArchiveChoice& choice)
{
    std::vector<Value> values;
    const std::string sql =
        fmt::format("SELECT COUNT(*) FROM payments WHERE {}", closed_condition(choice, values));
    return m_database.query(sql, values).front().unsigned_integer(0);
}

std::vector<ArchiveRecord> ArchiveStore::next_closed(const ArchiveChoice& choice,
                                                     ArchivePlace& place, std::size_t max)
{
    while (true) {
        std::vector<Value> values;
        std::string sql = fmt::format("SELECT payments.id FROM payments WHERE {}",
                                      closed_condition(choice, values));
        values.emplace_back(payment::to_string(place.status));
        values.emplace_back(place.id);
        values.emplace_back(std::uint64_t{max});
        // One status at a time: the index has each status in the order of ids.
        sql += fmt::format(" AND payments.status = ${} AND payments.id > ${} "
                           "ORDER BY payments.status, payments.id LIMIT ${}",
                           values.size() - 2, values.size() - 1, values.size());
        std::vector<std::string> ids;
        for (const Row& row : m_database.query(sql, values)) {
            ids.push_back(row.text(0));
        }
        if (ids.empty()) {
            if (place.status == payment::Status::expired) {
                return {};
            }
            place = {.status = payment::Status::expired, .id = {}};
            continue;
        }
        place.id = ids.back();
        std::vector<ArchiveRecord> records = read(ids, {});
        // They are not locked yet: one may have changed between the statements.
        std::erase_if(records, [](const ArchiveRecord& record) { return !is_closed(record); });
        if (!records.empty()) {
            return records;
        }
    }
}

std::vector<ArchiveRecord> ArchiveStore::read(std::span<const std::string> ids,
                                              std::string_view for_update)
{
    std::vector<Value> values;
    const std::string these = append_list(values, ids);
    std::vector<ArchiveRecord> records;
    std::map<std::string, std::size_t> found_at;
    for (Row& row : m_database.query(fmt::format("{} WHERE id IN {} ORDER BY id{}",
                                                 select_from(kPayments), these, for_update),
                                     values)) {
        records.push_back({.payment = std::move(row).values(), .children = {}});
        found_at.emplace(records.back().id(), records.size() - 1);
    }
    for (std::size_t i = 0; i < kArchiveChildren; ++i) {
        const ArchiveTable& child = archive_children()[i];
        const std::size_t owner = child.table.place("payment_id");
        for (Row& row :
             m_database.query(fmt::format("{} WHERE payment_id IN {} ORDER BY payment_id, {}{}",
                                          select_from(child.table), these, child.order, for_update),
                              values)) {
            const auto found = found_at.find(row.text(owner));
            if (found != found_at.end()) {
                records[found->second].children[i].push_back(std::move(row).values());
            }
        }
    }
    return records;
}

std::set<std::string> ArchiveStore::closed_of(const ArchiveChoice& choice,
                                              std::span<const std::string> ids)
{
    std::vector<Value> values;
    std::string sql =
        fmt::format("SELECT payments.id FROM payments WHERE {}", closed_condition(choice, values));
    sql += " AND payments.id IN " + append_list(values, ids);
    std::set<std::string> found;
    for (const Row& row : m_database.query(sql, values)) {
        found.insert(row.text(0));
    }
    return found;
}

std::uint64_t ArchiveStore::move_out(std::span<const Written> written, const ArchiveChoice& choice,
                                     std::string_view file)
{
    std::vector<const ArchiveRecord*> records;
    std::vector<std::string> ids;
    std::map<std::string, const std::string*> lines;
    for (const Written& one : written) {
        records.push_back(&one.record);
        ids.push_back(one.record.id());
        lines.emplace(one.record.id(), &one.line);
    }
    return retry_conflicts([&]() -> std::uint64_t {
        DbTransaction transaction{m_database};
        ChainStore{m_database, m_clock}.hold_all(chain_ids_of(records));
        const std::vector<ArchiveRecord> now = read(ids, m_database.for_update());
        // Checked after all rows are locked: a message may have been made pending again since the
        // first read.
        const std::set<std::string> closed = closed_of(choice, ids);
        std::vector<std::string> out;
        std::vector<std::vector<Value>> rows;
        for (const ArchiveRecord& record : now) {
            if (closed.contains(record.id()) && to_archive_line(record) == *lines.at(record.id())) {
                out.push_back(record.id());
                rows.push_back(to_archived_row(record, file, m_clock.now_s()));
            }
        }
        if (out.empty()) {
            return 0;
        }
        m_database.insert_rows(kArchivedPayments.name, column_names(kArchivedPayments), rows);
        std::vector<Value> values;
        const std::string these = append_list(values, out);
        for (const ArchiveTable& child : archive_children()) {
            m_database.execute(
                fmt::format("DELETE FROM {} WHERE payment_id IN {}", child.table.name, these),
                values);
        }
        m_database.execute(fmt::format("DELETE FROM sweep_plans WHERE payment_id IN {}", these),
                           values);
        m_database.execute(fmt::format("DELETE FROM payments WHERE id IN {}", these), values);
        transaction.commit();
        return out.size();
    });
}

} // namespace ctrip::store
