// SPDX-License-Identifier: MIT
#include "config/variables.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

namespace ctrip::config {

void Variable::fail(std::string_view message) const
{
    throw Error{ErrorKind::config, fmt::format("environment variable {} {}", name, message)};
}

std::optional<Variable> Variables::find(const std::string& name) const
{
    for (const std::string& candidate : {"CTRIP_" + name, name}) {
        std::string value = exactly(candidate);
        if (!value.empty()) {
            return Variable{candidate, std::move(value)};
        }
    }
    return std::nullopt;
}

SecretSource Variables::find_secret(const std::string& name) const
{
    SecretSource source;
    if (std::optional<Variable> variable = find(name)) {
        base::hide_memory();
        source.value.emplace(std::string_view{variable->value});
        source.origin = variable->name;
        base::wipe(variable->value.data(), variable->value.size());
    }
    return source;
}

std::string Variables::exactly(const std::string& name) const
{
    return m_lookup(name).value_or(std::string{});
}

} // namespace ctrip::config
