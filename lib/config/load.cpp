// SPDX-License-Identifier: MIT
#include "config/load.hpp"

#include "base/error.hpp"
#include "config/files.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <span>
#include <vector>

namespace ctrip::config {

namespace {

constexpr std::size_t kDocumentBytesMax = std::size_t{1} << 20U;

enum class FoundBy : std::uint8_t
{
    name, ///< Somebody gave its path.
    search,
};

/// Root, who runs a command for a user's installation, names the configuration that stands in that
/// user's own folder: by that, they chose who decides.
bool is_chosen_by_root(const std::string& path, uid_t owner, FoundBy found_by)
{
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    struct stat facts = {};
    return found_by == FoundBy::name && ::geteuid() == 0 && ::stat(folder.c_str(), &facts) == 0 &&
           facts.st_uid == owner;
}

/// A user who can write the configuration can change the treasury in it.
void require_safe(const std::string& path, const FileFacts& facts, FoundBy found_by)
{
    if ((facts.mode & 022U) != 0) {
        throw Error{ErrorKind::exposed_secret,
                    fmt::format("'{}' can be written by others (mode {:04o}); run chmod go-w '{}'",
                                path, facts.mode, path)};
    }
    if (facts.owner != ::geteuid() && facts.owner != 0 &&
        !is_chosen_by_root(path, facts.owner, found_by)) {
        throw Error{ErrorKind::exposed_secret,
                    fmt::format("'{}' belongs to another user (uid {}), who can change the "
                                "treasury in it; make it root's or your own",
                                path, facts.owner)};
    }
}

std::optional<Document> read_if_there(const std::string& path, FoundBy found_by = FoundBy::search)
{
    const std::optional<SmallFile> file = SmallFile::open("", path, kDocumentBytesMax);
    if (!file) {
        return std::nullopt;
    }
    require_safe(path, file->facts(), found_by);
    Document document;
    document.file = path;
    document.readable_by_others = (file->facts().mode & 077U) != 0;
    document.text.resize(file->facts().size);
    auto* const bytes = reinterpret_cast<std::uint8_t*>(document.text.data());
    document.text.resize(file->read({bytes, document.text.size()}));
    return document;
}

Document read_named(const std::string& path, std::string_view named_by)
{
    std::optional<Document> document = read_if_there(path, FoundBy::name);
    if (!document) {
        throw Error{ErrorKind::config,
                    fmt::format("'{}' does not exist; correct {}", path, named_by)};
    }
    return std::move(*document);
}

std::string value_or_empty(const EnvironmentLookup& environment, const std::string& name)
{
    return environment(name).value_or(std::string{});
}

constexpr const char* kHere = "ctrip.yaml";

/// Default paths of the configuration file behind the working folder's; the first that exists is
/// used.
std::vector<std::string> usual_places(const EnvironmentLookup& environment, const Search& search)
{
    std::vector<std::string> places;
    const std::string xdg = value_or_empty(environment, "XDG_CONFIG_HOME");
    const std::string home = value_or_empty(environment, "HOME");
    // The XDG specification says to ignore a relative path.
    if (xdg.starts_with('/')) {
        places.push_back(xdg + "/ctrip/ctrip.yaml");
    } else if (home.starts_with('/')) {
        places.push_back(home + "/.config/ctrip/ctrip.yaml");
    }
    places.push_back(search.system_file);
    return places;
}

SystemFile system_file(const std::string& path)
{
    try {
        const std::optional<Document> document = read_if_there(path);
        if (!document) {
            return SystemFile::absent;
        }
        return may_be_production(*document) ? SystemFile::production : SystemFile::development;
    } catch (const Error&) {
        return SystemFile::production;
    }
}

bool is_same_file(const std::string& a, const std::string& b)
{
    struct stat one = {};
    struct stat other = {};
    return ::stat(a.c_str(), &one) == 0 && ::stat(b.c_str(), &other) == 0 &&
           one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

struct Found
{
    std::optional<Document> document;
    std::string notice; ///< See Config.
};

Found search_document(const EnvironmentLookup& environment, const Search& search)
{
    // In its own folder, the machine's file is found by its own name.
    const bool is_here = ::access(kHere, F_OK) == 0 && !is_same_file(kHere, search.system_file);
    const std::optional<std::string> reason =
        is_here ? why_not_from_here(search.user, system_file(search.system_file)) : std::nullopt;
    if (is_here && !reason) {
        if (std::optional<Document> document = read_if_there(kHere)) {
            return {.document = std::move(document), .notice = {}};
        }
    }
    for (const std::string& place : usual_places(environment, search)) {
        if (std::optional<Document> document = read_if_there(place)) {
            return {.document = std::move(document),
                    .notice = reason ? fmt::format("'{}' in the working folder is not taken, '{}' "
                                                   "is: {}; name it with --config to take it",
                                                   kHere, place, *reason)
                                     : std::string{}};
        }
    }
    if (reason) {
        throw Error{ErrorKind::config,
                    fmt::format("'{}' in the working folder is not taken, and there is no '{}': "
                                "{}; name it with --config to take it",
                                kHere, search.system_file, *reason)};
    }
    return {};
}

Found find_document(const std::string& option, const EnvironmentLookup& environment,
                    const Search& search)
{
    if (!option.empty()) {
        return {.document = read_named(option, "--config"), .notice = {}};
    }
    const std::string named = value_or_empty(environment, "CTRIP_CONFIG");
    if (!named.empty()) {
        return {.document = read_named(named, "CTRIP_CONFIG"), .notice = {}};
    }
    return search_document(environment, search);
}

struct FileSystem
{
    std::uint64_t magic;
    const char* name;
};

/// From linux/magic.h and the kernel's sources. FUSE includes sshfs and similar ones, which can't
/// be distinguished.
constexpr std::array kNetworkFileSystems{
    FileSystem{0x6969, "NFS"},        FileSystem{0xff534d42, "CIFS"},
    FileSystem{0xfe534d42, "SMB2"},   FileSystem{0x517b, "SMB"},
    FileSystem{0x65735546, "FUSE"},   FileSystem{0x00c36400, "Ceph"},
    FileSystem{0x5346414f, "AFS"},    FileSystem{0x6b414653, "AFS"},
    FileSystem{0x73757245, "Coda"},   FileSystem{0x01021997, "9P"},
    FileSystem{0x564c, "NCP"},        FileSystem{0x0bd00bd0, "Lustre"},
    FileSystem{0x786f4256, "vboxsf"},
};

} // namespace

Config load(const std::string& option, const EnvironmentLookup& environment, const Search& search)
{
    const auto read_chains_file = [](const std::string& path) {
        return read_named(path, "chains_file or CHAINS_YAML_PATH");
    };
    Found found = find_document(option, environment, search);
    Config config = parse({.document = std::move(found.document),
                           .environment = environment,
                           .read_document = read_chains_file});
    config.notice = std::move(found.notice);
    return config;
}

Config load(const std::string& option, const EnvironmentLookup& environment)
{
    return load(option, environment, {.user = ::geteuid()});
}

std::optional<std::string> why_not_from_here(uid_t user, SystemFile system)
{
    if (user == 0) {
        return "root takes no configuration that merely lies in a folder";
    }
    if (system == SystemFile::production) {
        return "this machine is configured for production";
    }
    return std::nullopt;
}

Config load(const std::string& option)
{
    return load(option, process_environment);
}

std::optional<std::string> process_environment(const std::string& name)
{
    const char* const value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>{value};
}

std::optional<std::string> network_file_system_name(std::uint64_t magic)
{
    for (const FileSystem& known : kNetworkFileSystems) {
        if (known.magic == magic) {
            return known.name;
        }
    }
    return std::nullopt;
}

std::optional<std::string> network_file_system(const std::string& path)
{
    std::string place = path;
    struct statfs facts = {};
    // Go up one folder at a time; statfs of the root and of the working directory succeeds.
    while (::statfs(place.empty() ? "." : place.c_str(), &facts) != 0) {
        if (place.empty() || place == "/") {
            return std::nullopt;
        }
        const std::size_t slash = place.rfind('/');
        place = slash == std::string::npos ? "" : place.substr(0, slash == 0 ? 1 : slash);
    }
    // The number is 32 bits wide, but its type is signed and wider on some machines.
    return network_file_system_name(static_cast<std::uint32_t>(facts.f_type));
}

void check_database_location(const Config& config)
{
    check_database_location(config.environment, config.database.url);
}

void check_database_location(Environment environment, const std::string& url)
{
    const std::optional<std::string> path = sqlite_path(url);
    if (environment != Environment::production || !path) {
        return;
    }
    if (const auto kind = network_file_system(*path)) {
        throw Error{ErrorKind::config,
                    fmt::format("database.url: '{}' is on a network file system ({}), where locks "
                                "can't be trusted; use a local disk or PostgreSQL",
                                *path, *kind)};
    }
}

} // namespace ctrip::config
