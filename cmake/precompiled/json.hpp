// SPDX-License-Identifier: MIT
// nlohmann/json for Clang's precompiled headers, with the templates that sources would instantiate:
// that saves one to three seconds a source. Not for g++, which would take a second more for every
// source, with or without JSON.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

// Instantiated in json.cpp.
extern template class nlohmann::basic_json<>;
extern template class nlohmann::basic_json<nlohmann::ordered_map>;

namespace ctrip::precompiled {

/// Not called: Clang instantiates in the precompiled header what a function there uses.
template <typename Json>
std::string parse_and_dump(std::string_view text)
{
    const Json value = Json::parse(text, nullptr, false);
    return Json::parse(text) == value ? value.dump() : value.template get<std::string>();
}
inline std::string parse_and_dump(std::string_view text)
{
    return parse_and_dump<nlohmann::json>(text) + parse_and_dump<nlohmann::ordered_json>(text);
}

} // namespace ctrip::precompiled
