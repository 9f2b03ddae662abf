// SPDX-License-Identifier: MIT
// The command line: from argv to a chosen command and checked global options, or to one line that
// says what is wrong.
#pragma once

#include "cli/commands.hpp"
#include "cli/session.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ctrip::cli {

class Arguments
{
public:
    Arguments();
    ~Arguments();
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
    void check_leftovers() const;
    void check_globals() const;
    [[nodiscard]] const CLI::App& deepest() const;

    GlobalOptions m_globals;
    std::unique_ptr<CLI::App> m_root;
    std::vector<Command> m_commands;
};

} // namespace ctrip::cli
