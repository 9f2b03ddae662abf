// SPDX-License-Identifier: MIT
#include "store/archive/archive_restore.hpp"

#include "base/error.hpp"
#include "store/chain_store.hpp"
#include "store/schema/table_sql.hpp"
#include "store/schema/tables.hpp"
#include "store/sql_list.hpp"

#include <fmt/format.h>

#include <array>
#include <map>
#include <set>
#include <utility>

namespace ctrip::store {

namespace {

using Archived = std::map<std::string, ArchivedPayment>;

/// A column's position in a row of archived_transfers.
consteval std::size_t archived_transfer_column(std::string_view column)
{
    return place_of(kArchivedTransfers, column);
}

bool is_same(const ArchiveRecord& record, const ArchivedPayment& archived)
{
    const Value& key = record.value("idempotency_key");
    return record.chain_id() == static_cast<std::int64_t>(archived.chain_id) &&
           record.address() == archived.address &&
           record.integer("derivation_index") == archived.derivation_index &&
           record.integer("number") == archived.number &&
           key.variant() == Value{archived.idempotency_key}.variant();
}

[[noreturn]] void refuse_taken(const ArchiveRecord& record, std::string_view column,
                               const std::string& owner)
{
    throw Error{ErrorKind::request,
                fmt::format("payment '{}': its {} belongs to payment '{}' of this database; it "
                            "was not restored. Is this the database that it was archived from?",
                            record.id(), column, owner)};
}

} // namespace

ArchiveRestore::ArchiveRestore(Database& database, const base::Clock& clock)
    : m_database(database), m_clock(clock)
{
}

void ArchiveRestore::hold_chains(std::span<const ArchiveRecord* const> records)
{
    ChainStore{m_database, m_clock}.hold_all(chain_ids_of(records));
}

std::vector<ArchiveRestore::Found> ArchiveRestore::locate(std::span<const ArchiveRecord> records,
                                                          std::string_view file)
{
    std::vector<std::string> ids;
    for (const ArchiveRecord& record : records) {
        ids.push_back(record.id());
    }
    std::vector<Value> values;
    const std::string these = append_list(values, ids);
    std::set<std::string> present;
    for (const Row& row :
         m_database.query(fmt::format("SELECT id FROM payments WHERE id IN {}", these), values)) {
        present.insert(row.text(0));
    }
    Archived archived;
    for (const Row& row :
         m_database.query(fmt::format("{} WHERE id IN {} ORDER BY id{}", select_archived(), these,
                                      m_database.for_update()),
                          values)) {
        ArchivedPayment one = to_archived(row);
        std::string id = one.id;
        archived.emplace(std::move(id), std::move(one));
    }
    std::vector<Found> found;
    std::vector<const ArchiveRecord*> returning;
    for (const ArchiveRecord& record : records) {
        const auto kept = archived.find(record.id());
        if (present.contains(record.id())) {
            found.push_back({.place = Place::present, .archived = {}});
        } else if (kept == archived.end()) {
            throw Error{ErrorKind::request,
                        fmt::format("payment '{}': this database never archived it; it was not "
                                    "restored. Is this the database that it was archived from?",
                                    record.id())};
        } else if (kept->second.file != file) {
            found.push_back({.place = Place::elsewhere, .archived = kept->second});
        } else if (!is_same(record, kept->second)) {
            throw Error{ErrorKind::request,
                        fmt::format("payment '{}': its chain, address, index, number or key is not "
                                    "what was archived; it was not restored. The file was changed",
                                    record.id())};
        } else {
            found.push_back({.place = Place::archived, .archived = kept->second});
            returning.push_back(&record);
        }
    }
    require_free(returning);
    return found;
}

/// Values of archived payments are never used again, so only another program can have created such
/// a payment. The database would refuse the insert too, but its error would not name the payment.
void ArchiveRestore::require_free(std::span<const ArchiveRecord* const> records)
{
    for (const std::string_view column : {"derivation_index", "number", "idempotency_key"}) {
        std::vector<Value> wanted;
        for (const ArchiveRecord* record : records) {
            if (!std::holds_alternative<std::monostate>(record->value(column).variant())) {
                wanted.push_back(record->value(column));
            }
        }
        if (wanted.empty()) {
            continue;
        }
        std::vector<Value> values;
        const std::string these = append_list(values, wanted);
        for (const Row& row :
             m_database.query(fmt::format("SELECT id, {0} FROM payments WHERE {0} IN {1} "
                                          "ORDER BY id LIMIT 1",
                                          column, these),
                              values)) {
            for (const ArchiveRecord* record : records) {
                if (record->value(column).variant() == row.values()[1].variant()) {
                    refuse_taken(*record, column, row.text(0));
                }
            }
        }
    }
    std::map<evm::ChainId, std::vector<evm::Address>> addresses;
    for (const ArchiveRecord* record : records) {
        addresses[static_cast<evm::ChainId>(record->chain_id())].push_back(record->address());
    }
    for (const auto& [chain_id, wanted] : addresses) {
        for (const Row& row : m_database.payments_at("id, address", chain_id, wanted)) {
            for (const ArchiveRecord* record : records) {
                if (record->address() == row.address(1)) {
                    refuse_taken(*record, "address", row.text(0));
                }
            }
        }
    }
}

std::vector<payment::Booking>
ArchiveRestore::put_back(std::span<const ArchiveRecord* const> records)
{
    std::vector<std::vector<Value>> rows;
    std::vector<std::string> ids;
    for (const ArchiveRecord* record : records) {
        rows.push_back(record->payment);
        ids.push_back(record->id());
    }
    m_database.insert_rows(kPayments.name, column_names(kPayments), rows);
    for (std::size_t i = 0; i < kArchiveChildren; ++i) {
        rows.clear();
        for (const ArchiveRecord* record : records) {
            rows.insert(rows.end(), record->children[i].begin(), record->children[i].end());
        }
        if (!rows.empty()) {
            const Table& table = archive_children()[i].table;
            m_database.insert_rows(table.name, column_names(table), rows);
        }
    }
    std::vector<Value> values;
    const std::string these = append_list(values, ids);
    std::vector<payment::Booking> kept;
    for (const Row& row : m_database.query(
             fmt::format("{} WHERE payment_id IN {} ORDER BY payment_id, block_number, log_index, "
                         "tx_hash",
                         select_from(kArchivedTransfers), these),
             values)) {
        kept.push_back(
            {.transfer = {.tx_hash = row.tx_hash(archived_transfer_column("tx_hash")),
                          .log_index = row.integer(archived_transfer_column("log_index")),
                          .token = row.optional_address(archived_transfer_column("token")),
                          .from = row.address(archived_transfer_column("from_address")),
                          .to = row.address(archived_transfer_column("to_address")),
                          .amount = row.amount(archived_transfer_column("amount")),
                          .block_number =
                              row.unsigned_integer(archived_transfer_column("block_number")),
                          .block_hash = row.block_hash(archived_transfer_column("block_hash")),
                          .block_time_s = row.integer(archived_transfer_column("block_time"))},
             .payment_id = row.text(archived_transfer_column("payment_id"))});
    }
    m_database.execute(fmt::format("DELETE FROM archived_transfers WHERE payment_id IN {}", these),
                       values);
    m_database.execute(fmt::format("DELETE FROM archived_payments WHERE id IN {}", these), values);
    return kept;
}

} // namespace ctrip::store
