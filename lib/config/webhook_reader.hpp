// SPDX-License-Identifier: MIT
// Reads the section `webhooks` of ctrip.yaml.
#pragma once

#include "config/config.hpp"
#include "config/field.hpp"
#include "config/section_reader.hpp"

namespace ctrip::config {

void read_webhooks(Webhooks& webhooks, const Field& field, const ReadContext& context);

} // namespace ctrip::config
