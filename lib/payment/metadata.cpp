// SPDX-License-Identifier: MIT
#include "payment/metadata.hpp"

#include <nlohmann/json.hpp>

namespace ctrip::payment {

namespace {

using Json = nlohmann::ordered_json;

} // namespace

std::string metadata_to_json(const Metadata& metadata)
{
    Json json = Json::object();
    for (const auto& [key, value] : metadata) {
        json[key] = value;
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Metadata> metadata_from_json(std::string_view text)
{
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) {
        return std::nullopt;
    }
    Metadata metadata;
    for (const auto& [key, value] : json.items()) {
        if (!value.is_string()) {
            return std::nullopt;
        }
        metadata.emplace_back(key, value.get<std::string>());
    }
    return metadata;
}

} // namespace ctrip::payment
