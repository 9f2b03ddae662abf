// SPDX-License-Identifier: MIT
// Loads a checked Config from files and environment variables.
#pragma once

#include "config/parse.hpp"

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

namespace ctrip::config {

/// Finds the file (`option` is --config, empty if not given), reads and parses it. Safe to repeat.
[[nodiscard]] Config load(const std::string& option);
[[nodiscard]] Config load(const std::string& option, const EnvironmentLookup& environment);

/// Who searches for a configuration that nobody named, and where the machine's own is.
struct Search
{
    uid_t user = 0;
    std::string system_file = "/etc/ctrip/ctrip.yaml";
};
[[nodiscard]] Config load(const std::string& option, const EnvironmentLookup& environment,
                          const Search& search);

/// What the machine's own configuration says.
enum class SystemFile : std::uint8_t
{
    absent,
    development,
    production, ///< Or it can't be read.
};

/// Why `user` does not take a ctrip.yaml that was only found in the working folder: whoever can
/// write there would decide where the money goes. Nothing: it is taken.
[[nodiscard]] std::optional<std::string> why_not_from_here(uid_t user, SystemFile system);

/// A variable of the process's environment.
[[nodiscard]] std::optional<std::string> process_environment(const std::string& name);

/// The name of the network file system ("NFS") of `path` or its nearest existing folder; nothing
/// for a local one. SQLite's locks do not work reliably on a network.
[[nodiscard]] std::optional<std::string> network_file_system(const std::string& path);

/// The same for a file system's number by statfs(2).
[[nodiscard]] std::optional<std::string> network_file_system_name(std::uint64_t magic);

/// Throws Error{config} for a SQLite database on a network file system in production.
void check_database_location(const Config& config);
/// The same for a database that is not the configured one.
void check_database_location(Environment environment, const std::string& url);

} // namespace ctrip::config
