// SPDX-License-Identifier: MIT
// From files and environment variables to one checked Config.
#pragma once

#include "config/parse.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ctrip::config {

/// Finds the file (`option` is --config, empty where it was not given), reads it and parses. Safe
/// to repeat.
[[nodiscard]] Config load(const std::string& option);
[[nodiscard]] Config load(const std::string& option, const EnvironmentLookup& environment);

/// The real environment of the process.
[[nodiscard]] std::optional<std::string> process_environment(const std::string& name);

/// The kind of network file system that holds `path` or its nearest existing folder ("NFS"), or
/// nothing. SQLite's locks can't be trusted there.
[[nodiscard]] std::optional<std::string> network_file_system(const std::string& path);

/// The same for the number that statfs(2) gives a file system.
[[nodiscard]] std::optional<std::string> network_file_system_name(std::uint64_t magic);

/// Throws Error{config} where production would put its SQLite database on a network file system.
void check_database_location(const Config& config);
/// The same for another database than the configured one.
void check_database_location(Environment environment, const std::string& url);

} // namespace ctrip::config
