// SPDX-License-Identifier: MIT
// A shop's metadata of a payment, and its JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ctrip::payment {

/// Keys and values in the order the shop gave them.
using Metadata = std::vector<std::pair<std::string, std::string>>;

/// {"a": "b"} in the order given, as it is stored and sent.
[[nodiscard]] std::string metadata_to_json(const Metadata& metadata);
/// Nothing unless the text is a JSON object whose values are strings.
[[nodiscard]] std::optional<Metadata> metadata_from_json(std::string_view text);

} // namespace ctrip::payment
