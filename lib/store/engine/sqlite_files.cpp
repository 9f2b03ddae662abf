// SPDX-License-Identifier: MIT
#include "store/engine/sqlite_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <string_view>

namespace ctrip::store {

namespace {

constexpr mode_t kFileMode = 0640;
constexpr mode_t kSharedFileMode = 0660;

bool is_root()
{
    return ::geteuid() == 0;
}

std::optional<struct stat> facts_of(const std::string& path)
{
    struct stat facts = {};
    return ::stat(path.c_str(), &facts) == 0 ? std::optional{facts} : std::nullopt;
}

std::optional<struct stat> facts_of_folder(const std::string& path)
{
    const std::filesystem::path folder = std::filesystem::path{path}.parent_path();
    return facts_of(folder.empty() ? "." : folder.string());
}

/// Only of an empty file with one name, so that whoever can write to the folder can't have root
/// give away another file that they linked there.
void take_rights(int descriptor, const struct stat& model)
{
    struct stat own = {};
    if (::fstat(descriptor, &own) != 0 || !S_ISREG(own.st_mode) || own.st_nlink != 1 ||
        own.st_size != 0) {
        return;
    }
    // Where the system refuses, the next user of the file is told by foreign_file().
    if (is_root() && (own.st_uid != model.st_uid || own.st_gid != model.st_gid)) {
        static_cast<void>(::fchown(descriptor, model.st_uid, model.st_gid) == 0);
    }
    const mode_t mode = model.st_mode & 0666U;
    if ((own.st_mode & 0777U) != mode && (is_root() || own.st_uid == ::geteuid())) {
        static_cast<void>(::fchmod(descriptor, mode) == 0);
    }
}

} // namespace

void take_rights_of(int descriptor, const std::string& model)
{
    if (const auto facts = facts_of(model)) {
        take_rights(descriptor, *facts);
    }
}

void make_database_file(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kFileMode);
    if (descriptor < 0) {
        return;
    }
    if (const auto folder = facts_of_folder(path)) {
        const bool is_shared = (folder->st_mode & S_ISGID) != 0 && (folder->st_mode & S_IWGRP) != 0;
        if (is_root()) {
            static_cast<void>(::fchown(descriptor, folder->st_uid, folder->st_gid) == 0);
        }
        if (is_shared) {
            static_cast<void>(::fchmod(descriptor, kSharedFileMode) == 0);
        }
    }
    ::close(descriptor);
}

int open_lock_file(const std::string& path, const std::string& database)
{
    constexpr int kFlags = O_CLOEXEC | O_NOFOLLOW;
    int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | kFlags, kFileMode);
    if (descriptor < 0 && errno == EACCES) {
        descriptor =
            ::open(path.c_str(), O_RDONLY | kFlags); // Enough for flock(2) on a local disk.
        errno = descriptor < 0 ? EACCES : 0;
    }
    if (descriptor >= 0) {
        take_rights_of(descriptor, database);
    }
    return descriptor;
}

std::optional<std::string> foreign_file(const std::string& path)
{
    const auto facts = facts_of(path);
    if (!facts || facts->st_uid == ::geteuid() || ::access(path.c_str(), R_OK | W_OK) == 0) {
        return std::nullopt;
    }
    const std::string owner =
        facts->st_uid == 0 ? "root" : fmt::format("another user (uid {})", facts->st_uid);
    return fmt::format("'{}' belongs to {}; as root, run chown {}:{} '{}'", path, owner,
                       ::geteuid(), ::getegid(), path);
}

std::optional<std::string> foreign_database_file(const std::string& path)
{
    constexpr std::array<std::string_view, 4> kSuffixes{"", "-wal", "-shm", "-journal"};
    for (const std::string_view suffix : kSuffixes) {
        if (auto found = foreign_file(path + std::string{suffix})) {
            return found;
        }
    }
    return std::nullopt;
}

} // namespace ctrip::store
