// SPDX-License-Identifier: MIT
#include "store/backup/sqlite_backup.hpp"

#include "base/error.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <string_view>
#include <thread>

namespace ctrip::store {

namespace {

constexpr int kBackupBusyTimeout_ms = 15'000;
constexpr std::chrono::milliseconds kBackupBusyPause{20};
/// 4 MiB of the usual pages of 4 KiB.
constexpr int kPagesPerStep = 1'024;

std::string_view backup_advice(int code)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return "free disk space, or name a file on another disk";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "another process holds the database; try again";
    case SQLITE_IOERR:
        return "a disk failed or is full; see the system log";
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return "the database is damaged: take the last good backup, and keep the damaged file";
    default:
        return "see the message";
    }
}

[[noreturn]] void throw_copy(const std::string& from, const std::string& to,
                             const SQLite::Exception& error)
{
    throw Error{ErrorKind::unavailable,
                fmt::format("backup of '{}' to '{}': {}; {}", from, to, error.what(),
                            backup_advice(error.getErrorCode()))};
}

BackupFacts facts_of(SQLite::Database& database)
{
    return {
        .schema_version =
            database.execAndGet("SELECT COALESCE(MAX(version), 0) FROM schema_migrations").getInt(),
        .payments = static_cast<std::uint64_t>(
            database.execAndGet("SELECT COUNT(*) FROM payments").getInt64())};
}

void copy_pages(SQLite::Database& source, SQLite::Database& target,
                const BackupProgress& on_progress)
{
    using Clock = std::chrono::steady_clock;
    SQLite::Backup backup{target, source};
    auto deadline = Clock::now() + std::chrono::milliseconds{kBackupBusyTimeout_ms};
    while (true) {
        const int result = backup.executeStep(kPagesPerStep);
        if (result == SQLITE_DONE) {
            return;
        }
        if (result == SQLITE_OK) {
            deadline = Clock::now() + std::chrono::milliseconds{kBackupBusyTimeout_ms};
            if (on_progress) {
                const auto total = static_cast<std::uint64_t>(backup.getTotalPageCount());
                on_progress(total - static_cast<std::uint64_t>(backup.getRemainingPageCount()),
                            total);
            }
        } else if (Clock::now() < deadline) { // Busy or locked.
            std::this_thread::sleep_for(kBackupBusyPause);
        } else {
            throw SQLite::Exception{sqlite3_errstr(result), result};
        }
    }
}

} // namespace

BackupFacts copy_sqlite(const std::string& from, const std::string& to,
                        const BackupProgress& on_progress)
{
    try {
        SQLite::Database source{from, SQLite::OPEN_READWRITE, kBackupBusyTimeout_ms};
        // One read transaction around all steps: in WAL mode it keeps its snapshot while others
        // write. Without it each write would make the copy begin again.
        source.exec("BEGIN");
        const BackupFacts facts = facts_of(source);
        SQLite::Database target{to, SQLite::OPEN_READWRITE, kBackupBusyTimeout_ms};
        // A copy that is cut short is deleted, and the caller syncs a whole one.
        target.exec("PRAGMA journal_mode = OFF");
        target.exec("PRAGMA synchronous = OFF");
        copy_pages(source, target, on_progress);
        // The source's header says WAL: whoever opens the copy would make files beside it.
        target.exec("PRAGMA journal_mode = DELETE");
        return facts;
    } catch (const SQLite::Exception& error) {
        throw_copy(from, to, error);
    }
}

void check_sqlite_copy(const std::string& path, const BackupFacts& facts)
{
    const auto fail = [&path](const std::string& what) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("backup '{}': the copy is not good: {}; check the disk, and the "
                                "database itself with 'PRAGMA integrity_check'",
                                path, what)};
    };
    try {
        SQLite::Database copy{path, SQLite::OPEN_READONLY, kBackupBusyTimeout_ms};
        const std::string found = copy.execAndGet("PRAGMA integrity_check(1)").getString();
        if (found != "ok") {
            fail(found);
        }
        SQLite::Statement keys{copy, "PRAGMA foreign_key_check"};
        if (keys.executeStep()) {
            fail(fmt::format("a row of {} refers to one that is not there",
                             keys.getColumn(0).getString()));
        }
        if (const BackupFacts held = facts_of(copy); held != facts) {
            fail(fmt::format("it has schema {} and {} payments instead of schema {} and {}",
                             held.schema_version, held.payments, facts.schema_version,
                             facts.payments));
        }
    } catch (const SQLite::Exception& error) {
        fail(error.what());
    }
}

} // namespace ctrip::store
