// SPDX-License-Identifier: MIT
#include "config/load.hpp"

#include "base/error.hpp"
#include "config/files.hpp"

#include <fmt/format.h>
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

/// A user who can write the configuration can change the treasury in it.
void require_safe(const std::string& path, const FileFacts& facts)
{
    if ((facts.mode & 022U) != 0) {
        throw Error{ErrorKind::exposed_secret,
                    fmt::format("'{}' can be written by others (mode {:04o}); run chmod go-w '{}'",
                                path, facts.mode, path)};
    }
    if (facts.owner != ::geteuid() && facts.owner != 0) {
        throw Error{ErrorKind::exposed_secret,
                    fmt::format("'{}' belongs to another user (uid {}), who can change the "
                                "treasury in it; make it root's or your own",
                                path, facts.owner)};
    }
}

std::optional<Document> read_if_there(const std::string& path)
{
    const std::optional<SmallFile> file = SmallFile::open("", path, kDocumentBytesMax);
    if (!file) {
        return std::nullopt;
    }
    require_safe(path, file->facts());
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
    std::optional<Document> document = read_if_there(path);
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

/// Default paths of the configuration file; the first that exists is used.
std::vector<std::string> usual_places(const EnvironmentLookup& environment)
{
    std::vector<std::string> places{"ctrip.yaml"};
    const std::string xdg = value_or_empty(environment, "XDG_CONFIG_HOME");
    const std::string home = value_or_empty(environment, "HOME");
    // The XDG specification says to ignore a relative path.
    if (xdg.starts_with('/')) {
        places.push_back(xdg + "/ctrip/ctrip.yaml");
    } else if (home.starts_with('/')) {
        places.push_back(home + "/.config/ctrip/ctrip.yaml");
    }
    places.emplace_back("/etc/ctrip/ctrip.yaml");
    return places;
}

std::optional<Document> find_document(const std::string& option,
                                      const EnvironmentLookup& environment)
{
    if (!option.empty()) {
        return read_named(option, "--config");
    }
    const std::string named = value_or_empty(environment, "CTRIP_CONFIG");
    if (!named.empty()) {
        return read_named(named, "CTRIP_CONFIG");
    }
    for (const std::string& place : usual_places(environment)) {
        if (std::optional<Document> document = read_if_there(place)) {
            return document;
        }
    }
    return std::nullopt;
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

Config load(const std::string& option, const EnvironmentLookup& environment)
{
    const auto read_chains_file = [](const std::string& path) {
        return read_named(path, "chains_file or CHAINS_YAML_PATH");
    };
    return parse({.document = find_document(option, environment),
                  .environment = environment,
                  .read_document = read_chains_file});
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
