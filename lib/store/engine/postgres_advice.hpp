// SPDX-License-Identifier: MIT
// Texts for messages about a PostgreSQL server: its name without a password, and what an operator
// can do about a failure.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace ctrip::store {

/// "postgresql://host:port/database" of a libpq URL. Error{config}, which never quotes the URL, if
/// libpq can't read it or would take a part of the password for a host, port or database.
[[nodiscard]] std::string public_name(const std::string& url);

/// Joins the lines of a libpq message into one.
[[nodiscard]] std::string one_line(std::string_view text);

/// What to do about a failed statement, by its SQLSTATE.
[[nodiscard]] std::string_view advice(std::string_view sqlstate);

struct ConnectAdvice
{
    ErrorKind kind;
    std::string_view what_to_do;
};
/// What to do about a failed connection attempt, by libpq's message: libpq gives no SQLSTATE for
/// it.
[[nodiscard]] ConnectAdvice connect_advice(std::string_view words);

} // namespace ctrip::store
