// SPDX-License-Identifier: MIT
// Reads all sections of ctrip.yaml except the chains, over the defaults.
#pragma once

#include "config/config.hpp"
#include "config/field.hpp"
#include "config/parse.hpp"

#include <string>
#include <vector>

namespace ctrip::config {

struct ReadContext
{
    const Document& document;
    Environment environment = Environment::development;
    std::string credentials_directory; ///< $CREDENTIALS_DIRECTORY of systemd; empty if not set.
};

/// The keys at the top of the file.
[[nodiscard]] std::vector<std::string> top_level_keys();

[[nodiscard]] Environment read_environment(const Field& field);

/// Fills `config` from all sections in the file. Throws Error{config} with file and line;
/// Error{exposed_secret} for a secret in a file that others can read.
void read_sections(Config& config, const Section& top, const ReadContext& context);

/// `path` relative to the folder of `file`; an absolute path is returned unchanged.
[[nodiscard]] std::string beside(const std::string& file, const std::string& path);

} // namespace ctrip::config
