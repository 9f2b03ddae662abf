// SPDX-License-Identifier: MIT
// Reads where secrets are, from the sections of ctrip.yaml.
#pragma once

#include "config/config.hpp"
#include "config/field.hpp"
#include "config/section_reader.hpp"

#include <string>

namespace ctrip::config {

/// Throws Error{exposed_secret} if others can read the file, in which the field is a secret.
void refuse_exposed(const Field& field, const ReadContext& context);

/// The file that the field names, beside the configuration or among systemd's credentials.
[[nodiscard]] SecretSource read_file_name(const Field& field, const ReadContext& context);

/// KEY inline or KEY_file; not given if the section has neither.
[[nodiscard]] SecretSource read_secret(const Section& section, const std::string& key,
                                       const ReadContext& context);

} // namespace ctrip::config
