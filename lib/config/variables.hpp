// SPDX-License-Identifier: MIT
// Environment variables by their two names: CTRIP_NAME overrides NAME, and an empty one is treated
// as unset.
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

    /// A source with the variable's value; empty if it is unset. Leaves no copy of the value in
    /// memory.
    [[nodiscard]] SecretSource find_secret(const std::string& name) const;

    /// The value of the variable of exactly this name; empty if it is unset.
    [[nodiscard]] std::string exactly(const std::string& name) const;

private:
    EnvironmentLookup m_lookup;
};

} // namespace ctrip::config
