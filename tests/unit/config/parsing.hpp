// SPDX-License-Identifier: MIT
// Parses configurations from text in a test: no disk, and an environment of the test's own.
#pragma once

#include "base/error.hpp"
#include "config/parse.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace ctrip::test {

struct World
{
    std::map<std::string, std::string> variables{};
    std::map<std::string, std::string> files{};
    bool readable_by_others = false;
    std::string file = "ctrip.yaml";
};

inline config::Sources sources_of(std::optional<std::string> yaml, const World& world)
{
    config::Sources sources;
    if (yaml) {
        sources.document = config::Document{
            .file = world.file, .text = *yaml, .readable_by_others = world.readable_by_others};
    }
    sources.environment = [world](const std::string& name) -> std::optional<std::string> {
        const auto found = world.variables.find(name);
        return found == world.variables.end() ? std::nullopt : std::optional{found->second};
    };
    sources.read_document = [world](const std::string& path) {
        const auto found = world.files.find(path);
        if (found == world.files.end()) {
            throw Error{ErrorKind::config, "'" + path + "' does not exist"};
        }
        return config::Document{.file = path, .text = found->second, .readable_by_others = false};
    };
    return sources;
}

inline config::Config parse(const std::string& yaml, const World& world = {})
{
    return config::parse(sources_of(yaml, world));
}

inline config::Config parse_without_file(const World& world = {})
{
    return config::parse(sources_of(std::nullopt, world));
}

/// The message and kind of the error, or "no error".
template <typename Action>
std::pair<std::string, std::optional<ErrorKind>> error_of(const Action& action)
{
    try {
        action();
    } catch (const Error& error) {
        return {error.what(), error.kind()};
    }
    return {"no error", std::nullopt};
}

inline std::string parse_error(const std::string& yaml, const World& world = {})
{
    const auto [message, kind] = error_of([&] { static_cast<void>(parse(yaml, world)); });
    return kind == ErrorKind::config ? message : "not a configuration error: " + message;
}

} // namespace ctrip::test
