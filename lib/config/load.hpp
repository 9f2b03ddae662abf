// SPDX-License-Identifier: MIT
// From files and environment variables to one checked Config.
#pragma once

#include "config/config.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace ctrip::config {

/// The value of an environment variable; nothing where it is unset.
using EnvironmentLookup = std::function<std::optional<std::string>(const std::string& name)>;

/// A file of YAML and what matters of how it lies on the disk.
struct Document
{
    std::string file; ///< Its path, for messages and as the base of relative paths in it.
    std::string text;
    bool readable_by_others = false; ///< Group or others may read it: then it must hold no secret.
};

/// Everything that parsing needs of the world, so that tests need no disk.
struct Sources
{
    std::optional<Document> document; ///< None: the development defaults.
    EnvironmentLookup environment;
    std::function<Document(const std::string& path)> read_document; ///< For chains_file.
};

/// Throws Error{config} with file, line, and what to do; Error{exposed_secret} for a secret in a
/// file that others can read.
[[nodiscard]] Config parse(const Sources& sources);

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
