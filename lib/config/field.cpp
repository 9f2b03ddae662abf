// SPDX-License-Identifier: MIT
#include "config/field.hpp"

#include "base/clock.hpp"
#include "base/text.hpp"
#include "config/notation.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ctrip::config {

namespace {

constexpr std::size_t kSymbolBytesMax = 32;
constexpr std::uint64_t kDecimalsMax = 77;

std::string describe(std::chrono::seconds span)
{
    const auto count = span.count();
    if (count != 0 && count % 86'400 == 0) {
        return fmt::format("{}d", count / 86'400);
    }
    if (count != 0 && count % 60 == 0) {
        return fmt::format("{}m", count / 60);
    }
    return fmt::format("{}s", count);
}

} // namespace

std::string Field::origin() const
{
    return fmt::format("{}:{}: {}", m_file, m_value.line, m_name);
}

void Field::fail(std::string_view message) const
{
    fail_at(m_file, m_value.line, fmt::format("{} {}", m_name, message));
}

void Field::fail_word(const std::vector<std::string>& known) const
{
    const std::optional<std::string> near = base::nearest(text(), known);
    fail(fmt::format("must be one of {}, not {}{}", base::join(known, ", "), in_quotes(text()),
                     near ? fmt::format("; did you mean '{}'?", *near) : ""));
}

const std::string& Field::text() const
{
    if (m_value.kind != ValueKind::scalar) {
        fail("must be a single value, not a list, a map or nothing");
    }
    if (m_value.text.empty()) {
        fail("must not be empty; give a value or remove the line");
    }
    if (!base::is_printable_utf8(m_value.text)) {
        fail("must be one line of UTF-8 text without control characters");
    }
    return m_value.text;
}

bool Field::boolean() const
{
    const std::string& given = text();
    if (given != "true" && given != "false") {
        fail(fmt::format("must be true or false, not {}", in_quotes(given)));
    }
    return given == "true";
}

std::uint64_t Field::whole_number(std::uint64_t min, std::uint64_t max) const
{
    const std::optional<std::uint64_t> number = parse_whole_number(text(), max);
    if (!number || *number < min) {
        fail(fmt::format("must be a whole number from {} to {}, not {}", min, max,
                         in_quotes(text())));
    }
    return *number;
}

std::chrono::seconds Field::duration(std::chrono::seconds min, std::chrono::seconds max) const
{
    const std::optional<std::chrono::seconds> span = base::parse_duration(text());
    if (!span || *span < min || *span > max) {
        fail(fmt::format("must be a time like 90s, 30m, 2h or 7d, from {} to {}, not {}",
                         describe(min), describe(max), in_quotes(text())));
    }
    return *span;
}

evm::Address Field::address() const
{
    const std::string& given = text();
    const std::optional<evm::Address> address = evm::Address::parse(given);
    if (!address) {
        fail(evm::Address::parse_unchecked(given)
                 ? fmt::format("{} does not match its EIP-55 checksum, so a digit or its case is "
                               "wrong; copy the address again from its source",
                               in_quotes(given))
                 : fmt::format("must be an address, 0x and 40 hexadecimal digits, in quotes; {} is "
                               "none",
                               in_quotes(given)));
    }
    if (address->is_zero()) {
        fail("must not be the zero address");
    }
    return *address;
}

std::string Field::http_url() const
{
    // Do not quote the value: it may contain an API key.
    if (const auto problem = http_url_problem(text())) {
        fail(*problem);
    }
    return text();
}

std::string Field::webhook_url() const
{
    if (const auto problem = webhook_url_problem(text())) {
        fail(*problem);
    }
    return text();
}

std::string Field::symbol() const
{
    const std::string& given = text();
    // The command line reads a text that begins with 0x as an address.
    if (given.size() > kSymbolBytesMax || given.find(' ') != std::string::npos ||
        given.starts_with("0x")) {
        fail(fmt::format("must be a symbol of at most {} bytes, without blanks, not {}",
                         kSymbolBytesMax, in_quotes(given)));
    }
    return given;
}

unsigned Field::decimals() const
{
    return static_cast<unsigned>(whole_number(0, kDecimalsMax));
}

std::vector<Field> Field::list(std::size_t items_max) const
{
    if (m_value.kind != ValueKind::list) {
        fail("must be a list");
    }
    if (m_value.items.size() > items_max) {
        fail(fmt::format("must have at most {} items", items_max));
    }
    std::vector<Field> fields;
    for (const Value& item : m_value.items) {
        fields.emplace_back(m_file, fmt::format("{}[{}]", m_name, fields.size()), item);
    }
    return fields;
}

Section::Section(const Field& field, std::vector<std::string> known) : m_field(field)
{
    const Value& map = field.value();
    if (map.kind != ValueKind::map) {
        const std::string name = field.name().empty() ? "the file" : field.name();
        fail_at(
            field.file(), map.line,
            fmt::format("{} must be a map of keys and values: {}", name, base::join(known, ", ")));
    }
    for (const Value& item : map.items) {
        if (std::find(known.begin(), known.end(), item.key) != known.end()) {
            continue;
        }
        const std::string under = field.name().empty() ? "" : " under " + field.name();
        const std::optional<std::string> near = base::nearest(item.key, known);
        fail_at(field.file(), item.key_line,
                fmt::format("unknown key {}{}; {}", in_quotes(item.key), under,
                            near ? fmt::format("did you mean '{}'?", *near)
                                 : "known: " + base::join(known, ", ")));
    }
}

std::optional<Field> Section::find(std::string_view key) const
{
    for (const Value& item : m_field.value().items) {
        if (item.key != key) {
            continue;
        }
        if (item.kind == ValueKind::null) {
            fail_at(m_field.file(), item.key_line,
                    name_of(key) + " has no value; give one or remove the line");
        }
        return Field{m_field.file(), name_of(key), item};
    }
    return std::nullopt;
}

Field Section::require(std::string_view key, std::string_view meaning) const
{
    std::optional<Field> field = find(key);
    if (!field) {
        fail_at(m_field.file(), m_field.value().line,
                fmt::format("{} is missing: {}", name_of(key), meaning));
    }
    return *field;
}

std::string Section::name_of(std::string_view key) const
{
    return m_field.name().empty() ? std::string{key} : fmt::format("{}.{}", m_field.name(), key);
}

} // namespace ctrip::config
