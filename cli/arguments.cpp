// SPDX-License-Identifier: MIT
#include "cli/arguments.hpp"

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace ctrip::cli {

namespace {

constexpr std::string_view kFooter = "Exit codes: 0 done, 64 wrong usage, 65 wrong request, 66 no "
                                     "such payment, 69 something can't be reached,\n"
                                     "70 a defect, 75 another run holds the lock, 77 an exposed "
                                     "secret, 78 wrong configuration. Manual: man ctrip";

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates)
{
    const std::optional<std::string> near = base::nearest(word, candidates);
    return near ? fmt::format("; did you mean '{}'?", *near) : std::string{};
}

/// "ctrip migrate up"
std::string path_of(const CLI::App& app)
{
    return app.get_parent() == nullptr
               ? app.get_name()
               : fmt::format("{} {}", path_of(*app.get_parent()), app.get_name());
}

std::vector<std::string> subcommand_names(const CLI::App& app)
{
    std::vector<std::string> names;
    for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
        if (!sub->get_group().empty()) {
            names.push_back(sub->get_name());
        }
    }
    return names;
}

/// The long options that `app` takes: its own and those of the commands above it.
std::vector<std::string> option_names(const CLI::App& app)
{
    std::vector<std::string> names;
    for (const CLI::App* level = &app; level != nullptr; level = level->get_parent()) {
        for (const CLI::Option* option : level->get_options()) {
            for (const std::string& name : option->get_lnames()) {
                names.push_back("--" + name);
            }
        }
    }
    return names;
}

void let_globals_follow(CLI::App& app)
{
    for (CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
        sub->fallthrough();
        let_globals_follow(*sub);
    }
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

/// A command of commands has no options of its own.
bool works_by_itself(const CLI::App& app)
{
    return app.get_parent() != nullptr && app.get_options().size() > 1; // Beside --help.
}

} // namespace

Arguments::Arguments()
    : m_root(std::make_unique<CLI::App>("A self-hosted payment gateway for EVM chains", "ctrip"))
{
    m_root->add_option("--config", m_globals.config_file, "Configuration file")->type_name("FILE");
    m_root
        ->add_option("--log-format", m_globals.log_format, "Form of the log: text, json or journal")
        ->type_name("FORMAT");
    m_root
        ->add_option("--log-level", m_globals.log_level,
                     "Least important to log: error, warning, info or debug")
        ->type_name("LEVEL");
    m_root->add_option("--color", m_globals.color, "Colours: auto, always or never")
        ->type_name("WHEN");
    m_root->set_version_flag("--version", "ctrip " CTRIP_VERSION, "Print the version and exit");
    m_root->set_help_flag("--help", "Print this help and exit");
    m_root->footer(std::string{kFooter});
    m_root->get_formatter()->column_width(34);
    m_root->get_formatter()->label("SUBCOMMAND", "COMMAND");
    m_root->get_formatter()->label("Subcommands", "Commands");
    m_commands = add_commands(*m_root);
    // What nobody takes ends up at the root, where check_leftovers says what it is.
    m_root->allow_extras();
    m_root->require_subcommand(0, 1);
    let_globals_follow(*m_root);
}

Arguments::~Arguments() = default;

std::optional<std::string> Arguments::parse(int argc, const char* const* argv)
{
    try {
        m_root->parse(argc, argv);
        check_leftovers();
    } catch (const CLI::CallForHelp&) {
        return deepest().help(deepest().get_parent() == nullptr ? ""
                                                                : path_of(*deepest().get_parent()));
    } catch (const CLI::CallForVersion& version) {
        return fmt::format("{}\n", version.what());
    } catch (const CLI::Error& error) {
        throw Error{ErrorKind::usage,
                    fmt::format("{}; see '{} --help'", error.what(), path_of(deepest()))};
    }
    check_globals();
    return std::nullopt;
}

const CLI::App& Arguments::deepest() const
{
    const CLI::App* app = m_root.get();
    while (!app->get_subcommands().empty()) {
        app = app->get_subcommands().front();
    }
    return *app;
}

void Arguments::check_leftovers() const
{
    const CLI::App& app = deepest();
    const std::string hint = fmt::format("see '{} --help'", path_of(app));
    const std::vector<std::string> commands = subcommand_names(app);
    const std::vector<std::string> extras = m_root->remaining(true);
    if (!extras.empty()) {
        const std::string& word = extras.front();
        if (word.starts_with('-')) {
            const std::string name = word.substr(0, word.find('='));
            throw Error{ErrorKind::usage, fmt::format("unknown option '{}'{}; {}", name,
                                                      did_you_mean(name, option_names(app)), hint)};
        }
        const bool is_command = !commands.empty();
        throw Error{ErrorKind::usage,
                    fmt::format("{} '{}'{}; {}",
                                is_command ? "unknown command" : "unexpected argument", word,
                                is_command ? did_you_mean(word, commands) : "", hint)};
    }
    if (!commands.empty() && !works_by_itself(app)) {
        throw Error{ErrorKind::usage, fmt::format("a command is missing; one of {}; {}",
                                                  base::join(commands, ", "), hint)};
    }
}

void Arguments::check_globals() const
{
    require_one_of("--log-format", m_globals.log_format, {"text", "json", "journal"});
    require_one_of("--log-level", m_globals.log_level, {"error", "warning", "info", "debug"});
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

const Command& Arguments::chosen() const
{
    const auto found = std::find_if(m_commands.begin(), m_commands.end(),
                                    [](const Command& command) { return command.app->parsed(); });
    CTRIP_CHECK(found != m_commands.end());
    return *found;
}

} // namespace ctrip::cli
