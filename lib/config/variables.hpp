// SPDX-License-Identifier: MIT
// Environment variables under their two names: CTRIP_NAME wins over NAME, and an empty one is an
// unset one.
#pragma once

#include "base/secret.hpp"
#include "config/parse.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ctrip::config {

struct Variable
{
    std::string name; ///< The one that was set.
    std::string value;

    /// Throws Error{config} "NAME MESSAGE".
    [[noreturn]] void fail(std::string_view message) const;
};

class Variables
{
public:
    explicit Variables(EnvironmentLookup lookup) : m_lookup(std::move(lookup)) {}

    [[nodiscard]] std::optional<Variable> find(const std::string& name) const;

    /// As a source that has its value; nothing given where it is unset. Leaves no copy of the value
    /// behind.
    [[nodiscard]] SecretSource find_secret(const std::string& name) const;

    /// The variable of exactly this name, empty where it is unset.
    [[nodiscard]] std::string exactly(const std::string& name) const;

private:
    EnvironmentLookup m_lookup;
};

} // namespace ctrip::config
