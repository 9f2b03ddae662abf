// SPDX-License-Identifier: MIT
// Parses the text of files and environment variables into a checked Config; reads no files itself.
#pragma once

#include "config/config.hpp"

#include <functional>
#include <optional>
#include <string>

namespace ctrip::config {

/// The value of an environment variable; nothing if it is unset.
using EnvironmentLookup = std::function<std::optional<std::string>(const std::string& name)>;

/// A YAML file and whether others can read it.
struct Document
{
    std::string file; ///< Its path, for messages and as the base of relative paths in it.
    std::string text;
    bool readable_by_others = false; ///< By group or others: then it must contain no secret.
};

/// All input of the parser, so that tests need no disk.
struct Sources
{
    std::optional<Document> document; ///< None: the development defaults.
    EnvironmentLookup environment;
    std::function<Document(const std::string& path)> read_document; ///< For chains_file.
};

/// Throws Error{config} with file, line, and what to do; Error{exposed_secret} for a secret in a
/// file that others can read.
[[nodiscard]] Config parse(const Sources& sources);

/// Whether a file names another environment than development, or can't be read as YAML.
[[nodiscard]] bool may_be_production(const Document& document);

} // namespace ctrip::config
