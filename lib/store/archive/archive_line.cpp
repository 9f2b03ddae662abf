// SPDX-License-Identifier: MIT
#include "store/archive/archive_line.hpp"

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/uuid.hpp"
#include "evm/amount.hpp"
#include "payment/booking.hpp"
#include "payment/metadata.hpp"
#include "payment/status.hpp"
#include "store/schema/tables.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

namespace ctrip::store {

namespace {

using Json = nlohmann::ordered_json;

/// The allowed texts of a column, by table and column.
struct AllowedWords
{
    std::string_view table;
    std::string_view column;
    std::vector<std::string_view> texts;
};
const std::vector<AllowedWords>& choices()
{
    static const std::vector<AllowedWords> all{
        {"webhooks", "state", {"pending", "delivered", "dead"}},
        {"sweeps", "kind", {"native", "token", "topup", "batch", "foreign"}},
        {"sweeps", "state", {"signed", "broadcast", "mined", "final", "failed", "dropped"}}};
    return all;
}

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

bool fits(const Column& column, const std::string& text)
{
    switch (column.form) {
    case ColumnForm::integer:
        return false;
    case ColumnForm::amount:
        return is_amount(text, column.min);
    case ColumnForm::address:
        return is_lower_hex(text, 40);
    case ColumnForm::hash:
        return is_lower_hex(text, 64);
    case ColumnForm::uuid:
        return base::is_uuid(text);
    case ColumnForm::text:
        return text.find('\0') == std::string::npos;
    case ColumnForm::status:
        return payment::parse_status(text).has_value();
    case ColumnForm::event:
        return payment::parse_event(text).has_value();
    case ColumnForm::flags:
        return payment::Flags::from_text(text).has_value();
    case ColumnForm::metadata:
        return payment::metadata_from_json(text).has_value();
    case ColumnForm::standing:
        return payment::parse_standing(text).has_value();
    case ColumnForm::depth:
        return payment::parse_depth(text).has_value();
    }
    return false;
}

Value checked_value(const ArchiveTable& table, const Column& column, const Json& json)
{
    const auto wrong = [&] {
        refuse(fmt::format("{}: '{}' has no such value as {}", table.label, column.name,
                           json.dump(-1, ' ', true, Json::error_handler_t::replace).substr(0, 80)));
    };
    if (json.is_null() && column.nullable) {
        return {};
    }
    if (column.form == ColumnForm::integer) {
        if (!json.is_number_integer() ||
            (json.is_number_unsigned() &&
             json.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()})) {
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
    for (const AllowedWords& choice : choices()) {
        if (choice.table == table.table.name && choice.column == column.name &&
            std::find(choice.texts.begin(), choice.texts.end(), text) == choice.texts.end()) {
            wrong();
        }
    }
    return Value{text};
}

/// In archives that were written before the column was added.
Value value_before(const Column& column)
{
    if (column.nullable) {
        return {};
    }
    return column.kind() == ColumnKind::number ? Value{0} : Value{""};
}

std::vector<Value> parse_row(const ArchiveTable& table, const Json& json)
{
    if (!json.is_object() || json.size() > table.table.columns.size() + table.former.size()) {
        refuse(fmt::format("{}: not an object with its {} values", table.label,
                           table.table.columns.size()));
    }
    std::vector<Value> row;
    row.reserve(table.table.columns.size());
    std::size_t missing = 0;
    for (const Column& column : table.table.columns) {
        const auto found = json.find(std::string{column.name});
        if (found == json.end() && column.later) {
            row.push_back(value_before(column));
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
    if (json.size() + missing != table.table.columns.size() + static_cast<std::size_t>(former)) {
        refuse(fmt::format("{}: has a value that is not known", table.label));
    }
    return row;
}

/// Throws unless the row belongs to the record's payment and to its chain.
void require_kin(const ArchiveRecord& record, const ArchiveTable& table,
                 const std::vector<Value>& row)
{
    const std::size_t owner = table.table.place("payment_id");
    if (std::get<std::string>(row.at(owner).variant()) != record.id()) {
        refuse(fmt::format("{}: belongs to another payment", table.label));
    }
    const std::size_t chain = table.table.place("chain_id");
    if (chain < row.size() && std::get<std::int64_t>(row[chain].variant()) != record.chain_id()) {
        refuse(fmt::format("{}: belongs to another chain", table.label));
    }
}

Json to_json(const ArchiveTable& table, const std::vector<Value>& row)
{
    CTRIP_CHECK(row.size() == table.table.columns.size());
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
        json[std::string{table.table.columns[i].name}] = std::move(value);
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
    const auto missing = std::count_if(
        archive_children().begin(), archive_children().end(), [&](const ArchiveTable& table) {
            return table.later && !json.contains(std::string{table.label});
        });
    if (!json.is_object() ||
        json.size() + static_cast<std::size_t>(missing) != kArchiveChildren + 1 ||
        !json.contains(std::string{archive_payments().label})) {
        refuse("not a payment with its transfers, history, webhooks and sweeps");
    }
    ArchiveRecord record;
    record.payment = parse_row(archive_payments(), json[std::string{archive_payments().label}]);
    for (std::size_t i = 0; i < kArchiveChildren; ++i) {
        const ArchiveTable& table = archive_children()[i];
        const auto rows = json.find(std::string{table.label});
        if (rows == json.end() && table.later) {
            continue;
        }
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
