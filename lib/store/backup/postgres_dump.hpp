// SPDX-License-Identifier: MIT
// Copies a PostgreSQL database that is in use to a file by pg_dump, and checks the file by
// pg_restore.
#pragma once

#include "base/child_process.hpp"
#include "base/secret.hpp"
#include "store/backup/backup_facts.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

/// The parts of a libpq URL as libpq's environment variables (PGHOST, PGUSER, PGPASSWORD, …), which
/// only this user can read, unlike a command line. `password`, which may be null, overrides the
/// URL's. Throws Error{config} for a URL that libpq can't read, and for one with a part that no
/// variable can hold.
[[nodiscard]] std::vector<base::ChildVariable> libpq_variables(const std::string& url,
                                                               const base::Secret* password);

/// Writes the whole database into the file `to`, in pg_dump's custom format, as of one moment.
/// Throws Error{config} where pg_dump is not in PATH, and Error{unavailable} with its message if it
/// fails; `to` may be half written then.
void dump_postgres(const std::string& url, const base::Secret* password, const std::string& to);

/// Reads the whole file. `schema` is that of ctrip's tables. Throws Error{config} where pg_restore
/// is not in PATH, and Error{unavailable} if the file is damaged or lacks the payments.
[[nodiscard]] BackupFacts check_dump(const std::string& path, std::string_view schema);

/// Counts the payments in a dump as SQL text, and finds the schema's version. Pure.
class DumpReader
{
public:
    explicit DumpReader(std::string_view schema);

    /// The text piece by piece, cut anywhere.
    void read(std::string_view text);

    [[nodiscard]] const BackupFacts& facts() const noexcept { return m_facts; }
    /// Whether the rows of both tables began and ended.
    [[nodiscard]] bool is_whole() const noexcept { return m_whole_tables == 2; }

private:
    enum class Table : unsigned char
    {
        none,
        payments,
        migrations,
        another,
    };

    void line(std::string_view text);
    [[nodiscard]] bool is_ours(std::string_view text, std::string_view table) const;

    std::array<std::string, 2> m_schemas; ///< The name as it is, and in quotes.
    std::string m_line;                   ///< The beginning of the line that was cut.
    bool m_skips = false;                 ///< The rest of the line is not needed.
    Table m_table = Table::none;
    int m_whole_tables = 0;
    BackupFacts m_facts;
};

} // namespace ctrip::store
