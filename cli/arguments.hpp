// SPDX-License-Identifier: MIT
// Parses argv into the chosen command and checked global options; a wrong command line gives one
// line of error.
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

    /// The text to print instead of running a command (--help, --version), or nothing. Throws
    /// Error{usage} for a wrong command line.
    [[nodiscard]] std::optional<std::string> parse(int argc, const char* const* argv);

    /// The global options, with defaults for invalid log options. Also valid after parse() threw,
    /// so that its error is logged in the requested format.
    [[nodiscard]] GlobalOptions usable_globals() const;
    /// The chosen command. Only after parse() returned nothing.
    [[nodiscard]] const Command& chosen() const;
    /// The job that the command line is for, also where it is wrong; empty for what is no job.
    [[nodiscard]] std::string_view job() const;

private:
    void check_unknown() const;
    void check_globals() const;

    GlobalOptions m_globals;
    CommandLine m_command_line;
    std::vector<Command> m_commands;
};

} // namespace ctrip::cli
