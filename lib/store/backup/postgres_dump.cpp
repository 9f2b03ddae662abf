// SPDX-License-Identifier: MIT
#include "store/backup/postgres_dump.hpp"

#include "base/error.hpp"
#include "store/engine/postgres_advice.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

namespace ctrip::store {

namespace {

/// Longer than the beginning of a COPY of ours, up to its table.
constexpr std::size_t kDumpLineBytes = 512;
constexpr std::string_view kCopy = "COPY ";

constexpr std::string_view kNoPrograms =
    "backup: '{}' is not in PATH; install PostgreSQL's client programs (Debian: "
    "postgresql-client) of the server's version or a newer one";

using ConnInfo = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

/// What libpq takes instead of a part, if there is a variable for it.
std::string_view variable_of(const PQconninfoOption& option)
{
    return option.envvar == nullptr ? std::string_view{} : std::string_view{option.envvar};
}

/// pg_dump's first line that says what is wrong.
std::string reason_of(const base::ChildEnd& end)
{
    constexpr std::string_view mark = "error: ";
    const std::size_t at = end.error.find(mark);
    const std::string_view text =
        std::string_view{end.error}.substr(at == std::string::npos ? 0 : at + mark.size());
    std::string line = one_line(text.substr(0, text.find("\npg_")));
    if (!line.empty()) {
        return line;
    }
    return end.code > 128 ? fmt::format("it was ended by signal {}", end.code - 128)
                          : fmt::format("it ended with {}", end.code);
}

base::ChildEnd run_or_throw(const base::ChildProgram& program)
{
    std::optional<base::ChildEnd> end = base::run_child(program);
    if (!end) {
        throw Error{ErrorKind::config, fmt::format(kNoPrograms, program.name)};
    }
    return std::move(*end);
}

/// As SQL text has a name that needs quotes.
std::string quoted_name(std::string_view name)
{
    std::string text{"\""};
    for (const char c : name) {
        text.append(c == '"' ? 2 : 1, c);
    }
    return text + "\"";
}

} // namespace

std::vector<base::ChildVariable> libpq_variables(const std::string& url,
                                                 const base::Secret* password)
{
    char* message = nullptr;
    const ConnInfo options{PQconninfoParse(url.c_str(), &message), &PQconninfoFree};
    PQfreemem(message); // It quotes the URL.
    if (!options) {
        throw Error{ErrorKind::config, "database.url: libpq can't read it"};
    }
    std::vector<base::ChildVariable> variables;
    for (const PQconninfoOption* one = options.get(); one->keyword != nullptr; ++one) {
        const std::string_view keyword{one->keyword};
        const std::string_view value{one->val == nullptr ? "" : one->val};
        const bool is_given = keyword == "password" && password != nullptr;
        if (value.empty() && !is_given) {
            continue;
        }
        if (!variable_of(*one).empty()) {
            variables.push_back({std::string{variable_of(*one)},
                                 is_given ? password->clone() : base::Secret{value}});
        } else if (keyword == "sslpassword") {
            throw Error{ErrorKind::config,
                        "database.url: pg_dump can't be given its sslpassword without showing it; "
                        "put it into libpq's service file"};
        } // The others, such as keepalives, only tune the connection.
    }
    return variables;
}

void dump_postgres(const std::string& url, const base::Secret* password, const std::string& to)
{
    base::ChildProgram program{.name = "pg_dump",
                               .arguments = {"--format=custom", "--no-password", "--file=" + to},
                               .variables = libpq_variables(url, password),
                               .on_output = {}};
    const bool names_attributes =
        std::any_of(program.variables.begin(), program.variables.end(),
                    [](const auto& one) { return one.name == "PGTARGETSESSIONATTRS"; });
    if (!names_attributes) { // Of several hosts the one that writes, as for every other command.
        program.variables.push_back(
            {"PGTARGETSESSIONATTRS", base::Secret{std::string_view{"read-write"}}});
    }
    const base::ChildEnd end = run_or_throw(program);
    if (end.code != 0) {
        throw Error{ErrorKind::unavailable, fmt::format("backup of '{}' to '{}': pg_dump: {}",
                                                        public_name(url), to, reason_of(end))};
    }
}

BackupFacts check_dump(const std::string& path, std::string_view schema)
{
    DumpReader reader{schema};
    const base::ChildEnd end =
        run_or_throw({.name = "pg_restore",
                      .arguments = {"--file=-", path},
                      .variables = {},
                      .on_output = [&reader](std::string_view text) { reader.read(text); }});
    if (end.code != 0 || !reader.is_whole()) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("backup '{}': the dump is not good: {}", path,
                                end.code != 0 ? "pg_restore: " + reason_of(end)
                                              : "it lacks the payments or the schema's version")};
    }
    return reader.facts();
}

DumpReader::DumpReader(std::string_view schema)
    : m_schemas{std::string{schema}, quoted_name(schema)}
{
}

/// Of "schema.table (columns…". Another program may have a table of that name in its own schema.
bool DumpReader::is_ours(std::string_view text, std::string_view table) const
{
    return std::any_of(m_schemas.begin(), m_schemas.end(), [&](const std::string& schema) {
        return text.starts_with(fmt::format("{}.{} (", schema, table));
    });
}

void DumpReader::read(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view part = text.substr(0, end);
        if (!m_skips) {
            m_line.append(part.substr(0, kDumpLineBytes - m_line.size()));
            m_skips = m_line.size() == kDumpLineBytes;
        }
        if (end == std::string_view::npos) {
            return;
        }
        line(m_line);
        m_line.clear();
        m_skips = false;
        text.remove_prefix(end + 1);
    }
}

void DumpReader::line(std::string_view text)
{
    if (m_table == Table::none) {
        if (text.starts_with(kCopy)) { // No function of ours has such a line.
            text.remove_prefix(kCopy.size());
            m_table = is_ours(text, "payments")            ? Table::payments
                      : is_ours(text, "schema_migrations") ? Table::migrations
                                                           : Table::another;
        }
        return;
    }
    if (text == "\\.") {
        m_whole_tables += m_table == Table::another ? 0 : 1;
        m_table = Table::none;
        return;
    }
    if (m_table == Table::payments) {
        ++m_facts.payments;
    } else if (m_table == Table::migrations) {
        int version = 0;
        std::from_chars(text.data(), text.data() + text.size(), version);
        m_facts.schema_version = std::max(m_facts.schema_version, version);
    }
}

} // namespace ctrip::store
