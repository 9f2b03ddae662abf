// SPDX-License-Identifier: MIT
#include "store/archive/archive_record.hpp"

#include "base/check.hpp"
#include "base/error.hpp"
#include "payment/status.hpp"
#include "store/schema/tables.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ctrip::store {

namespace {

/// Columns that moved to sweep_txs, which is never archived.
constexpr std::array<std::string_view, 3> kSweepFormer{"nonce", "raw_tx", "fee_max"};

constexpr std::size_t kTransfersPlace = 0; // Indexes in archive_children().
constexpr std::size_t kWebhooksPlace = 2;
constexpr std::size_t kSweepsPlace = 3;

/// The values that a column of a closed payment's rows may have.
struct End
{
    std::size_t child;
    std::string_view column;
    std::array<std::string_view, 3> texts;
};
constexpr std::array kEnds{End{kTransfersPlace, "depth", {"final"}},
                           End{kWebhooksPlace, "state", {"delivered", "dead", "skipped"}},
                           End{kSweepsPlace, "state", {"final", "failed", "dropped"}}};

std::int64_t integer_of(const Value& value)
{
    return std::get<std::int64_t>(value.variant());
}

const std::string& text_of(const Value& value)
{
    return std::get<std::string>(value.variant());
}

} // namespace

const ArchiveTable& archive_payments()
{
    static constexpr ArchiveTable table{kPayments, "payment", "id"};
    return table;
}

const std::array<ArchiveTable, kArchiveChildren>& archive_children()
{
    static constexpr std::array<ArchiveTable, kArchiveChildren> tables{
        ArchiveTable{kTransfers, "transfers", "tx_hash, log_index"},
        ArchiveTable{kPaymentHistory, "history", "seq"}, ArchiveTable{kWebhooks, "webhooks", "seq"},
        ArchiveTable{kSweeps, "sweeps", "id", kSweepFormer},
        ArchiveTable{.table = kWebhookAttempts,
                     .label = "attempts",
                     .order = "message_id, number",
                     .former = {},
                     .later = true}};
    return tables;
}

const std::string& ArchiveRecord::id() const
{
    return text_of(payment.front());
}

std::int64_t ArchiveRecord::chain_id() const
{
    return integer("chain_id");
}

evm::Address ArchiveRecord::address() const
{
    const auto address = evm::Address::parse_unchecked(text_of(value("address")));
    if (!address) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("database: payment '{}' has an address that is none", id())};
    }
    return *address;
}

const Value& ArchiveRecord::value(std::string_view column) const
{
    const std::size_t place = kPayments.place(column);
    CTRIP_CHECK(place < payment.size());
    return payment[place];
}

std::int64_t ArchiveRecord::integer(std::string_view column) const
{
    return integer_of(value(column));
}

std::set<evm::ChainId> chain_ids_of(std::span<const ArchiveRecord* const> records)
{
    std::set<evm::ChainId> chain_ids;
    for (const ArchiveRecord* record : records) {
        chain_ids.insert(static_cast<evm::ChainId>(record->chain_id()));
    }
    return chain_ids;
}

bool is_closed(const ArchiveRecord& record)
{
    const std::string& status = text_of(record.value("status"));
    if ((status != payment::to_string(payment::Status::settled) &&
         status != payment::to_string(payment::Status::expired)) ||
        record.integer("sweep_due") != 0) {
        return false;
    }
    return std::all_of(kEnds.begin(), kEnds.end(), [&](const End& end) {
        const std::size_t column = archive_children()[end.child].table.place(end.column);
        const std::vector<std::vector<Value>>& rows = record.children[end.child];
        return std::all_of(rows.begin(), rows.end(), [&](const std::vector<Value>& row) {
            const std::string& text = text_of(row[column]);
            return std::find(end.texts.begin(), end.texts.end(), text) != end.texts.end() ||
                   (end.child == kTransfersPlace &&
                    integer_of(row[place_of(kTransfers, "orphaned")]) == 1);
        });
    });
}

} // namespace ctrip::store
