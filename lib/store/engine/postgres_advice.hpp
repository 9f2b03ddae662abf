// SPDX-License-Identifier: MIT
// What is said about a PostgreSQL server: its name without a password, and what an operator can do
// about a failure.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace ctrip::store {

/// "postgresql://host:port/database" of a libpq URL. Error{config} without a word of the URL where
/// libpq can't read it, or would read a part of the password as something else.
[[nodiscard]] std::string public_name(const std::string& url);

/// libpq writes lines; ours are one.
[[nodiscard]] std::string one_line(std::string_view text);

/// By the SQLSTATE of a statement's failure.
[[nodiscard]] std::string_view advice(std::string_view sqlstate);

struct ConnectAdvice
{
    ErrorKind kind;
    std::string_view what_to_do;
};
/// By libpq's words about a connection that did not come about: it does not tell their SQLSTATE.
[[nodiscard]] ConnectAdvice connect_advice(std::string_view words);

} // namespace ctrip::store
