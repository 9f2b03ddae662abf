// SPDX-License-Identifier: MIT
#include "cli/arguments.hpp"

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ctrip::cli {

namespace {

constexpr const char* kVersion = "ctrip " CTRIP_VERSION;
constexpr const char* kFooter = "Exit codes: 0 done, 64 wrong usage, 65 wrong request, 66 no "
                                "such payment, 69 something can't be reached,\n"
                                "70 a defect, 75 another run holds the lock, 77 an exposed "
                                "secret, 78 wrong configuration. Manual: man ctrip";

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates)
{
    const std::optional<std::string> near = base::nearest(word, candidates);
    return near ? fmt::format("; did you mean '{}'?", *near) : std::string{};
}

void require_one_of(std::string_view option, const std::string& value,
                    const std::vector<std::string>& known)
{
    if (std::find(known.begin(), known.end(), value) == known.end()) {
        throw Error{ErrorKind::usage,
                    fmt::format("{} can't be '{}'{}; it is one of {}", option, value,
                                did_you_mean(value, known), base::join(known, ", "))};
    }
}

} // namespace

Arguments::Arguments()
    : m_command_line({.name = "ctrip",
                      .version = kVersion,
                      .description = "A self-hosted payment gateway for EVM chains",
                      .footer = kFooter})
{
    OptionParser& root = m_command_line.root();
    root.add_option("--config", m_globals.config_file, "Read this configuration file")
        ->type_name("FILE");
    root.add_option("--log-format", m_globals.log_format,
                    "Set the log format: text, json or journal")
        ->type_name("FORMAT");
    root.add_option("--log-level", m_globals.log_level,
                    "Set the lowest level to log: error, warning, info or debug")
        ->type_name("LEVEL");
    root.add_option("--color", m_globals.color, "Use colours: auto, always or never")
        ->type_name("WHEN");
    m_command_line.add_standard_flags();
    m_commands = add_commands(root);
}

std::optional<std::string> Arguments::parse(int argc, const char* const* argv)
{
    const ParseResult result = m_command_line.parse(argc, argv);
    switch (result.outcome) {
    case ParseOutcome::parsed:
        check_unknown();
        check_globals();
        return std::nullopt;
    case ParseOutcome::help:
        return m_command_line.root().innermost().help();
    case ParseOutcome::version:
        return fmt::format("{}\n", kVersion);
    case ParseOutcome::misuse:
        break;
    }
    throw Error{ErrorKind::usage, fmt::format("{}; see '{} --help'", result.misuse,
                                              m_command_line.root().innermost().path())};
}

void Arguments::check_unknown() const
{
    const OptionParser& root = m_command_line.root();
    const OptionParser& parser = root.innermost();
    const std::string hint = fmt::format("see '{} --help'", parser.path());
    const std::vector<std::string> commands = parser.subcommand_names();
    const std::vector<std::string> unknown = m_command_line.unknown_arguments();
    if (!unknown.empty()) {
        const std::string& word = unknown.front();
        if (word.starts_with('-')) {
            const std::string name = word.substr(0, word.find('='));
            throw Error{ErrorKind::usage,
                        fmt::format("unknown option '{}'{}; {}", name,
                                    did_you_mean(name, parser.option_names()), hint)};
        }
        const bool is_command = !commands.empty();
        throw Error{ErrorKind::usage,
                    fmt::format("{} '{}'{}; {}",
                                is_command ? "unknown command" : "unexpected argument", word,
                                is_command ? did_you_mean(word, commands) : "", hint)};
    }
    // A command with options of its own can run without a subcommand.
    const bool works_by_itself = &parser != &root && parser.has_options();
    if (!commands.empty() && !works_by_itself) {
        throw Error{ErrorKind::usage, fmt::format("a command is missing; one of {}; {}",
                                                  base::join(commands, ", "), hint)};
    }
}

void Arguments::check_globals() const
{
    require_one_of("--log-format", m_globals.log_format, {"text", "json", "journal"});
    if (!base::parse_log_level(m_globals.log_level)) {
        require_one_of("--log-level", m_globals.log_level, {"error", "warning", "info", "debug"});
    }
    require_one_of("--color", m_globals.color, {"auto", "always", "never"});
}

GlobalOptions Arguments::usable_globals() const
{
    GlobalOptions globals = m_globals;
    const GlobalOptions defaults;
    globals.log_format =
        base::parse_log_format(globals.log_format) ? globals.log_format : defaults.log_format;
    globals.log_level =
        base::parse_log_level(globals.log_level) ? globals.log_level : defaults.log_level;
    return globals;
}

std::string_view Arguments::job() const
{
    const std::string path = m_command_line.root().innermost().path();
    const auto found =
        std::find_if(m_commands.begin(), m_commands.end(), [&](const Command& command) {
            return !command.job.empty() && command.parser->path() == path;
        });
    return found == m_commands.end() ? std::string_view{} : found->job;
}

const Command& Arguments::chosen() const
{
    const auto found =
        std::find_if(m_commands.begin(), m_commands.end(),
                     [](const Command& command) { return command.parser->parsed(); });
    CTRIP_CHECK(found != m_commands.end());
    return *found;
}

} // namespace ctrip::cli
