// SPDX-License-Identifier: MIT
// Loads a checked Config from files and environment variables.
#pragma once

#include "config/parse.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ctrip::config {

/// Finds the file (`option` is --config, empty if not given), reads and parses it. Safe to repeat.
[[nodiscard]] Config load(const std::string& option);
[[nodiscard]] Config load(const std::string& option, const EnvironmentLookup& environment);

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
