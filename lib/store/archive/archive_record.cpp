// SPDX-License-Identifier: MIT
#include "store/archive/archive_record.hpp"

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/uuid.hpp"
#include "payment/render.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace ctrip::store {

namespace {

using Json = nlohmann::ordered_json;
using Form = ArchiveForm;

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kIndexMax = 2'147'483'647;

constexpr std::array kPayment{
    ArchiveColumn{"id", Form::uuid},
    ArchiveColumn{"status", Form::status},
    ArchiveColumn{"chain"},
    ArchiveColumn{"chain_id", Form::integer, false, 1},
    ArchiveColumn{"token", Form::address, true},
    ArchiveColumn{"symbol"},
    ArchiveColumn{"decimals", Form::integer, false, 0, 77},
    ArchiveColumn{"wallet_id"},
    ArchiveColumn{"derivation_index", Form::integer, false, 0, kIndexMax},
    ArchiveColumn{"address", Form::address},
    ArchiveColumn{"amount", Form::amount, false, 1},
    ArchiveColumn{"amount_min", Form::amount, false, 1},
    ArchiveColumn{"received", Form::amount},
    ArchiveColumn{"received_late", Form::amount},
    ArchiveColumn{"flags", Form::flags},
    ArchiveColumn{"seq", Form::integer},
    ArchiveColumn{"confirmations_required", Form::integer, false, 1},
    ArchiveColumn{"detected_in_block", Form::integer, true},
    ArchiveColumn{"reference", Form::text, true},
    ArchiveColumn{"metadata", Form::metadata},
    ArchiveColumn{"webhook_url", Form::text, true},
    ArchiveColumn{"idempotency_key", Form::text, true},
    ArchiveColumn{"request_digest"},
    ArchiveColumn{"expires_at", Form::integer, false, kLeast},
    ArchiveColumn{"watch_until", Form::integer, false, kLeast},
    ArchiveColumn{"created_at", Form::integer, false, kLeast},
    ArchiveColumn{"updated_at", Form::integer, false, kLeast},
    ArchiveColumn{"deadline_read", Form::integer, false, 0, 1},
    ArchiveColumn{"swept", Form::integer, false, 0, 1},
    ArchiveColumn{"sweep_due", Form::integer, false, 0, 1},
    ArchiveColumn{"revision", Form::integer},
    ArchiveColumn{"number", Form::integer},
    ArchiveColumn{"accepted", Form::amount, true, 1, kMost, true},
    ArchiveColumn{"cancelled", Form::integer, false, 0, 1, true},
    ArchiveColumn{"vanished", Form::integer, false, 0, 1, true},
    ArchiveColumn{"asked_block", Form::integer, true, 0, kMost, true},
    ArchiveColumn{"asked_time", Form::integer, false, kLeast, kMost, true}};

constexpr std::array kTransfer{ArchiveColumn{"chain_id", Form::integer, false, 1},
                               ArchiveColumn{"tx_hash", Form::hash},
                               ArchiveColumn{"log_index", Form::integer, false, -1},
                               ArchiveColumn{"payment_id", Form::uuid},
                               ArchiveColumn{"token", Form::address, true},
                               ArchiveColumn{"from_address", Form::address},
                               ArchiveColumn{"to_address", Form::address},
                               ArchiveColumn{"amount", Form::amount, false, 1},
                               ArchiveColumn{"block_number", Form::integer},
                               ArchiveColumn{"block_hash", Form::hash},
                               ArchiveColumn{"block_time", Form::integer},
                               ArchiveColumn{"standing", Form::standing},
                               ArchiveColumn{"depth", Form::depth},
                               ArchiveColumn{"orphaned", Form::integer, false, 0, 1}};

constexpr std::array kHistory{ArchiveColumn{"payment_id", Form::uuid},
                              ArchiveColumn{"seq", Form::integer, false, 1},
                              ArchiveColumn{"event", Form::event},
                              ArchiveColumn{"status_from", Form::status},
                              ArchiveColumn{"status_to", Form::status},
                              ArchiveColumn{"reason"},
                              ArchiveColumn{"at", Form::integer, false, kLeast}};

constexpr std::array kWebhook{ArchiveColumn{"id"},
                              ArchiveColumn{"payment_id", Form::uuid},
                              ArchiveColumn{"seq", Form::integer, false, 1},
                              ArchiveColumn{"event", Form::event},
                              ArchiveColumn{"url", Form::text, true},
                              ArchiveColumn{"body"},
                              ArchiveColumn{"state"},
                              ArchiveColumn{"attempts", Form::integer},
                              ArchiveColumn{"created_at_ms", Form::integer, false, kLeast},
                              ArchiveColumn{"next_attempt_ms", Form::integer, false, kLeast},
                              ArchiveColumn{"attempted_ms", Form::integer, true, kLeast},
                              ArchiveColumn{"last_status", Form::integer, true},
                              ArchiveColumn{"last_error", Form::text, true},
                              ArchiveColumn{"claimed_by", Form::integer, true}};

constexpr std::array kSweep{ArchiveColumn{"id", Form::uuid},
                            ArchiveColumn{"chain_id", Form::integer, false, 1},
                            ArchiveColumn{"payment_id", Form::uuid},
                            ArchiveColumn{"kind"},
                            ArchiveColumn{"state"},
                            ArchiveColumn{"from_address", Form::address},
                            ArchiveColumn{"to_address", Form::address},
                            ArchiveColumn{"token", Form::address, true},
                            ArchiveColumn{"symbol"},
                            ArchiveColumn{"decimals", Form::integer, false, 0, 77},
                            ArchiveColumn{"amount", Form::amount},
                            ArchiveColumn{"tx_hash", Form::hash},
                            ArchiveColumn{"block_number", Form::integer, true},
                            ArchiveColumn{"block_hash", Form::hash, true},
                            ArchiveColumn{"fee", Form::amount, true},
                            ArchiveColumn{"note"},
                            ArchiveColumn{"created_at", Form::integer, false, kLeast},
                            ArchiveColumn{"updated_at", Form::integer, false, kLeast}};

/// Now in sweep_txs, which is never archived.
constexpr std::array<std::string_view, 3> kSweepFormer{"nonce", "raw_tx", "fee_max"};

/// Texts of which only a few may stand, by table and column.
struct Choice
{
    std::string_view table;
    std::string_view column;
    std::vector<std::string_view> texts;
};
const std::vector<Choice>& choices()
{
    static const std::vector<Choice> all{
        {"webhooks", "state", {"pending", "delivered", "dead"}},
        {"sweeps", "kind", {"native", "token", "topup", "batch", "foreign"}},
        {"sweeps", "state", {"signed", "broadcast", "mined", "final", "failed", "dropped"}}};
    return all;
}

constexpr std::size_t kTransfers = 0; // Places in archive_children().
constexpr std::size_t kWebhooks = 2;
constexpr std::size_t kSweeps = 3;

/// Where a row of a closed payment has arrived.
struct End
{
    std::size_t child;
    std::string_view column;
    std::array<std::string_view, 3> texts;
};
constexpr std::array kEnds{End{kTransfers, "depth", {"final"}},
                           End{kWebhooks, "state", {"delivered", "dead"}},
                           End{kSweeps, "state", {"final", "failed", "dropped"}}};

[[noreturn]] void refuse(const std::string& what)
{
    throw Error{ErrorKind::request, what};
}

bool is_lower_hex(std::string_view text, std::size_t digits)
{
    return text.size() == digits + 2 && text.starts_with("0x") &&
           text.find_first_not_of("0123456789abcdef", 2) == std::string_view::npos;
}

bool is_amount(std::string_view text, std::int64_t min)
{
    const auto amount = evm::Amount::from_decimal(text);
    return amount && amount->to_decimal() == text &&
           *amount >= evm::Amount{static_cast<std::uint64_t>(min)};
}

bool fits(const ArchiveColumn& column, const std::string& text)
{
    switch (column.form) {
    case Form::integer:
        return false;
    case Form::amount:
        return is_amount(text, column.min);
    case Form::address:
        return is_lower_hex(text, 40);
    case Form::hash:
        return is_lower_hex(text, 64);
    case Form::uuid:
        return base::is_uuid(text);
    case Form::text:
        return text.find('\0') == std::string::npos;
    case Form::status:
        return payment::parse_status(text).has_value();
    case Form::event:
        return payment::parse_event(text).has_value();
    case Form::flags:
        return payment::Flags::from_text(text).has_value();
    case Form::metadata:
        return payment::metadata_from_json(text).has_value();
    case Form::standing:
        return payment::parse_standing(text).has_value();
    case Form::depth:
        return payment::parse_depth(text).has_value();
    }
    return false;
}

Value checked_value(const ArchiveTable& table, const ArchiveColumn& column, const Json& json)
{
    const auto wrong = [&] {
        refuse(fmt::format("{}: '{}' has no such value as {}", table.label, column.name,
                           json.dump(-1, ' ', true, Json::error_handler_t::replace).substr(0, 80)));
    };
    if (json.is_null() && column.nullable) {
        return {};
    }
    if (column.form == Form::integer) {
        if (!json.is_number_integer() ||
            (json.is_number_unsigned() && json.get<std::uint64_t>() > std::uint64_t{kMost})) {
            wrong();
        }
        const auto number = json.get<std::int64_t>();
        if (number < column.min || number > column.max) {
            wrong();
        }
        return Value{number};
    }
    if (!json.is_string() || !fits(column, json.get_ref<const std::string&>())) {
        wrong();
    }
    const auto& text = json.get_ref<const std::string&>();
    for (const Choice& choice : choices()) {
        if (choice.table == table.name && choice.column == column.name &&
            std::find(choice.texts.begin(), choice.texts.end(), text) == choice.texts.end()) {
            wrong();
        }
    }
    return Value{text};
}

std::vector<Value> parse_row(const ArchiveTable& table, const Json& json)
{
    if (!json.is_object() || json.size() > table.columns.size() + table.former.size()) {
        refuse(
            fmt::format("{}: not an object with its {} values", table.label, table.columns.size()));
    }
    std::vector<Value> row;
    row.reserve(table.columns.size());
    std::size_t missing = 0;
    for (const ArchiveColumn& column : table.columns) {
        const auto found = json.find(std::string{column.name});
        if (found == json.end() && column.later) {
            row.push_back(column.nullable ? Value{} : Value{std::int64_t{0}});
            ++missing;
            continue;
        }
        if (found == json.end()) {
            refuse(fmt::format("{}: '{}' is missing", table.label, column.name));
        }
        row.push_back(checked_value(table, column, *found));
    }
    const auto former =
        std::count_if(table.former.begin(), table.former.end(),
                      [&](std::string_view name) { return json.contains(std::string{name}); });
    if (json.size() + missing != table.columns.size() + static_cast<std::size_t>(former)) {
        refuse(fmt::format("{}: has a value that is not known", table.label));
    }
    return row;
}

std::int64_t integer_of(const Value& value)
{
    return std::get<std::int64_t>(value.variant());
}

const std::string& text_of(const Value& value)
{
    return std::get<std::string>(value.variant());
}

/// Rows that belong to the record's payment, and to its chain.
void require_kin(const ArchiveRecord& record, const ArchiveTable& table,
                 const std::vector<Value>& row)
{
    if (text_of(row[table.column("payment_id")]) != record.id()) {
        refuse(fmt::format("{}: belongs to another payment", table.label));
    }
    const bool has_chain =
        std::any_of(table.columns.begin(), table.columns.end(),
                    [](const ArchiveColumn& column) { return column.name == "chain_id"; });
    if (has_chain && integer_of(row[table.column("chain_id")]) != record.chain_id()) {
        refuse(fmt::format("{}: belongs to another chain", table.label));
    }
}

Json to_json(const ArchiveTable& table, const std::vector<Value>& row)
{
    CTRIP_CHECK(row.size() == table.columns.size());
    Json json = Json::object();
    for (std::size_t i = 0; i < row.size(); ++i) {
        Json value = nullptr;
        if (const auto* const number = std::get_if<std::int64_t>(&row[i].variant())) {
            value = *number;
        } else if (const auto* const text = std::get_if<std::string>(&row[i].variant())) {
            value = *text;
        } else {
            CTRIP_CHECK(std::holds_alternative<std::monostate>(row[i].variant()));
        }
        json[std::string{table.columns[i].name}] = std::move(value);
    }
    return json;
}

Json parse_json(std::string_view line)
{
    Json json = Json::parse(line, nullptr, false);
    if (json.is_discarded()) {
        refuse("not JSON");
    }
    return json;
}

} // namespace

std::size_t ArchiveTable::column(std::string_view column_name) const
{
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].name == column_name) {
            return i;
        }
    }
    CTRIP_CHECK(false);
    return 0;
}

std::vector<std::string_view> ArchiveTable::column_names() const
{
    std::vector<std::string_view> names;
    names.reserve(columns.size());
    for (const ArchiveColumn& column : columns) {
        names.push_back(column.name);
    }
    return names;
}

const ArchiveTable& archive_payments()
{
    static constexpr ArchiveTable table{"payments", "payment", "id", kPayment};
    return table;
}

const std::array<ArchiveTable, kArchiveChildren>& archive_children()
{
    static constexpr std::array<ArchiveTable, kArchiveChildren> tables{
        ArchiveTable{"transfers", "transfers", "tx_hash, log_index", kTransfer},
        ArchiveTable{"payment_history", "history", "seq", kHistory},
        ArchiveTable{"webhooks", "webhooks", "seq", kWebhook},
        ArchiveTable{"sweeps", "sweeps", "id", kSweep, kSweepFormer}};
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
    CTRIP_CHECK(address.has_value());
    return *address;
}

const Value& ArchiveRecord::value(std::string_view column) const
{
    return payment[archive_payments().column(column)];
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
        const ArchiveTable& table = archive_children()[end.child];
        const std::size_t column = table.column(end.column);
        const std::vector<std::vector<Value>>& rows = record.children[end.child];
        return std::all_of(rows.begin(), rows.end(), [&](const std::vector<Value>& row) {
            const std::string& text = text_of(row[column]);
            return std::find(end.texts.begin(), end.texts.end(), text) != end.texts.end() ||
                   (end.child == kTransfers && integer_of(row[table.column("orphaned")]) == 1);
        });
    });
}

std::string to_archive_line(const ArchiveRecord& record)
{
    Json json;
    json[std::string{archive_payments().label}] = to_json(archive_payments(), record.payment);
    for (std::size_t i = 0; i < kArchiveChildren; ++i) {
        const ArchiveTable& table = archive_children()[i];
        Json rows = Json::array();
        for (const std::vector<Value>& row : record.children[i]) {
            rows.push_back(to_json(table, row));
        }
        json[std::string{table.label}] = std::move(rows);
    }
    try {
        return json.dump();
    } catch (const Json::type_error&) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("payment '{}': the database holds a text of it that is not UTF-8; "
                                "nothing was archived. Correct it, then run again",
                                record.id())};
    }
}

ArchiveRecord parse_archive_line(std::string_view line)
{
    const Json json = parse_json(line);
    if (!json.is_object() || json.size() != kArchiveChildren + 1 ||
        !json.contains(std::string{archive_payments().label})) {
        refuse("not a payment with its transfers, history, webhooks and sweeps");
    }
    ArchiveRecord record;
    record.payment = parse_row(archive_payments(), json[std::string{archive_payments().label}]);
    for (std::size_t i = 0; i < kArchiveChildren; ++i) {
        const ArchiveTable& table = archive_children()[i];
        const auto rows = json.find(std::string{table.label});
        if (rows == json.end() || !rows->is_array()) {
            refuse(fmt::format("'{}' is missing", table.label));
        }
        for (const Json& row : *rows) {
            record.children[i].push_back(parse_row(table, row));
            require_kin(record, table, record.children[i].back());
        }
    }
    if (!is_closed(record)) {
        refuse("the payment is not closed");
    }
    return record;
}

} // namespace ctrip::store
