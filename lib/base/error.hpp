// SPDX-License-Identifier: MIT
// The one exception of ctrip: its kind says what an operator can do about it.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace ctrip {

/// Each kind is one exit code of the program (sysexits.h).
enum class ErrorKind : std::uint8_t
{
    usage,       ///< 64: the command line is wrong.
    request,     ///< 65: the request can't be fulfilled: unknown chain, bad amount, reused key.
    not_found,   ///< 66: no such payment.
    unavailable, ///< 69: a node, the database or an endpoint can't be reached or responds wrongly.
    defect,      ///< 70: a bug in ctrip.
    locked,      ///< 75: another run of the same job holds the lock.
    exposed_secret, ///< 77: a secret's file can be read by others.
    config,         ///< 78: the configuration is wrong.
};

/// Message: one line, `what 'thing': what happened; what to do`. Never holds a secret or a URL's
/// credentials.
class Error : public std::runtime_error
{
public:
    Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), m_kind(kind) {}

    [[nodiscard]] ErrorKind kind() const noexcept { return m_kind; }

private:
    ErrorKind m_kind;
};

} // namespace ctrip
