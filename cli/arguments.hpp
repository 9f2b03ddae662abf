// SPDX-License-Identifier: MIT
// The command line: from argv to a chosen command and checked global options, or to one line that
// says what is wrong.
#pragma once

#include "cli/commands.hpp"
#include "cli/option_parser.hpp"
#include "cli/session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ctrip::cli {

class Arguments
{
public:
    Arguments();
    ~Arguments() = default;
    Arguments(const Arguments&) = delete;
    Arguments& operator=(const Arguments&) = delete;

    /// Text to print instead of running anything (--help, --version), or nothing. Throws
    /// Error{usage}.
    [[nodiscard]] std::optional<std::string> parse(int argc, const char* const* argv);

    /// As far as they are known and make sense: also after a parse that threw, so that its error
    /// can be logged in the form asked for.
    [[nodiscard]] GlobalOptions usable_globals() const;
    /// After a parse that returned nothing.
    [[nodiscard]] const Command& chosen() const;

private:
    void check_unknown() const;
    void check_globals() const;

    GlobalOptions m_globals;
    CommandLine m_command_line;
    std::vector<Command> m_commands;
};

} // namespace ctrip::cli
