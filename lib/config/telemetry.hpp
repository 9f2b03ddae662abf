// SPDX-License-Identifier: MIT
// The section `telemetry`, and the secrets that it names.
#pragma once

#include "config/config.hpp"
#include "config/field.hpp"
#include "config/section_reader.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ctrip::config {

void read_telemetry(Telemetry& telemetry, const Field& field, const ReadContext& context);

/// "Name: value" of each line in telemetry.otlp_headers_file; none if it is not configured. Throws
/// Error{config} for a line that is no header, and as config/secrets.hpp does.
[[nodiscard]] std::vector<std::string> load_otlp_headers(const Config& config);

/// What telemetry.sentry_dsn_file has; none if it is not configured.
[[nodiscard]] std::optional<std::string> load_sentry_dsn(const Config& config);

} // namespace ctrip::config
