// SPDX-License-Identifier: MIT
// Reads what ctrip.yaml says, all but its chains, over the defaults.
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
    std::string credentials_directory; ///< systemd's; empty where there is none.
};

/// The keys at the top of the file.
[[nodiscard]] std::vector<std::string> top_level_keys();

[[nodiscard]] Environment read_environment(const Field& field);

/// Fills `config` from every section that is there. Throws Error{config} with file and line;
/// Error{exposed_secret} for a secret in a file that others can read.
void read_sections(Config& config, const Section& top, const ReadContext& context);

/// `path` as seen from the folder of `file`; an absolute one stays as it is.
[[nodiscard]] std::string beside(const std::string& file, const std::string& path);

} // namespace ctrip::config
