// SPDX-License-Identifier: MIT
#include "job/backup.hpp"

#include "base/error.hpp"
#include "base/part_file.hpp"
#include "config/config.hpp"
#include "store/backup/postgres_dump.hpp"
#include "store/backup/sqlite_backup.hpp"
#include "store/schema/migrator.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace ctrip::job {

namespace {

/// SQLite takes what is beside a database under these names for a part of it.
constexpr std::array<std::string_view, 4> kOwnSuffixes{"", "-wal", "-shm", "-journal"};

std::string canonical(const std::string& path)
{
    std::error_code error; // On error the path as given.
    const auto found = std::filesystem::weakly_canonical(path, error);
    return error ? path : found.string();
}

[[noreturn]] void throw_not_made(const std::string& file, int reason)
{
    const std::string_view what_to_do =
        reason == ENOSPC ? "free disk space, or name a file on another disk"
                         : "make its folder writable for this user, or name another";
    throw Error{ErrorKind::unavailable, fmt::format("file '{}': can't be made: {}; {}", file,
                                                    std::strerror(reason), what_to_do)};
}

[[noreturn]] void throw_exists(const std::string& file)
{
    throw Error{ErrorKind::request,
                fmt::format("file '{}': there is one already, and no backup is overwritten; name "
                            "another, or remove it first",
                            file)};
}

/// Removes what SQLite leaves beside a copy that failed.
class SideFiles
{
public:
    explicit SideFiles(const std::string& path) : m_path(path) {}
    SideFiles(const SideFiles&) = delete;
    SideFiles& operator=(const SideFiles&) = delete;
    ~SideFiles()
    {
        for (const std::string_view suffix : kOwnSuffixes) {
            if (!suffix.empty()) {
                ::unlink((m_path + std::string{suffix}).c_str());
            }
        }
    }

private:
    const std::string& m_path;
};

store::BackupFacts copy_to(const BackupJob& job, const std::string& path)
{
    if (const auto from = config::sqlite_path(job.url)) {
        const store::BackupFacts facts = store::copy_sqlite(*from, path, job.on_progress);
        store::check_sqlite_copy(path, facts);
        return facts;
    }
    const auto schema = job.database.query_row("SELECT current_schema()");
    store::dump_postgres(job.url, job.password, path);
    return store::check_dump(path, schema->text(0));
}

} // namespace

void check_backup_file(const BackupJob& job, const std::string& file)
{
    const std::string path = canonical(file);
    if (const auto from = config::sqlite_path(job.url)) {
        for (const std::string_view suffix : kOwnSuffixes) {
            if (path == canonical(*from) + std::string{suffix}) {
                throw Error{ErrorKind::request,
                            fmt::format("file '{}': it is the database's own; name another", file)};
            }
        }
    }
    struct stat facts = {};
    if (::lstat(file.c_str(), &facts) == 0) {
        throw_exists(file);
    }
    const std::filesystem::path folder = std::filesystem::path{file}.parent_path();
    if (!folder.empty() && ::stat(folder.c_str(), &facts) != 0 &&
        (errno == ENOENT || errno == ENOTDIR)) {
        throw Error{
            ErrorKind::request,
            fmt::format("file '{}': its folder is not there; make it, or name another", file)};
    }
}

BackupReport backup(const BackupJob& job, const std::string& file)
{
    check_backup_file(job, file);
    const int version = store::Migrator{job.database, job.clock}.current();
    if (version == 0) {
        throw Error{ErrorKind::config,
                    fmt::format("database '{}': it has no schema of ctrip, so there is nothing to "
                                "back up; 'ctrip migrate up' makes it",
                                job.database.public_url())};
    }
    base::PartFile part{file};
    if (part.descriptor() < 0) {
        throw_not_made(file, errno);
    }
    const SideFiles side_files{part.part()};
    const store::BackupFacts facts = copy_to(job, part.part());
    if (facts.schema_version != version) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("backup '{}': it has schema {} and the database {}; run it again "
                                "when nobody migrates the schema",
                                file, facts.schema_version, version)};
    }
    struct stat status = {};
    if (::fstat(part.descriptor(), &status) != 0) {
        throw_not_made(file, errno);
    }
    if (const int reason = part.publish(); reason != 0) {
        reason == EEXIST ? throw_exists(file) : throw_not_made(file, reason);
    }
    return {.file = file,
            .bytes = static_cast<std::uint64_t>(status.st_size),
            .engine = job.database.engine(),
            .schema_version = facts.schema_version,
            .payments = facts.payments};
}

} // namespace ctrip::job
