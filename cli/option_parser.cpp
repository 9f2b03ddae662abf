// SPDX-License-Identifier: MIT
#include "cli/option_parser.hpp"

#include "base/error.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ctrip::cli {

namespace {

constexpr std::size_t kHelpColumn = 34;

std::string path_of(const CLI::App& app)
{
    return app.get_parent() == nullptr
               ? app.get_name()
               : fmt::format("{} {}", path_of(*app.get_parent()), app.get_name());
}

} // namespace

struct Option::Node
{
    CLI::Option* option;
};

Option::Option(std::unique_ptr<Node> node) : m_node(std::move(node)) {}

Option::~Option() = default;

Option* Option::type_name(const std::string& name)
{
    m_node->option->type_name(name);
    return this;
}

Option* Option::required()
{
    m_node->option->required();
    return this;
}

Option* Option::capture_default_str()
{
    m_node->option->capture_default_str();
    return this;
}

Option* Option::one_value_per_use()
{
    m_node->option->allow_extra_args(false);
    return this;
}

Option* Option::range(int min, int max)
{
    m_node->option->check(CLI::Range(min, max));
    return this;
}

Option* Option::range(std::uint32_t min, std::uint32_t max)
{
    m_node->option->check(CLI::Range(min, max));
    return this;
}

Option* Option::range(std::uint64_t min, std::uint64_t max)
{
    m_node->option->check(CLI::Range(min, max));
    return this;
}

Option* Option::one_of(std::initializer_list<std::string_view> members)
{
    m_node->option->check(CLI::IsMember(std::vector<std::string>{members.begin(), members.end()}));
    return this;
}

Option* Option::one_of(std::initializer_list<std::uint64_t> members)
{
    m_node->option->check(CLI::IsMember(std::set<std::uint64_t>{members}));
    return this;
}

Option* Option::excludes(const Option* other)
{
    m_node->option->excludes(other->m_node->option);
    return this;
}

struct OptionParser::Node
{
    CLI::App* app;
    std::vector<std::unique_ptr<Option>> options;
    std::vector<std::unique_ptr<OptionParser>> subcommands;
};

OptionParser::OptionParser(std::unique_ptr<Node> node) : m_node(std::move(node)) {}

OptionParser::~OptionParser() = default;

OptionParser* OptionParser::add_subcommand(const std::string& name, const std::string& description)
{
    m_node->app->require_subcommand(0, 1);
    CLI::App* const app = m_node->app->add_subcommand(name, description);
    app->fallthrough();
    auto node = std::make_unique<Node>(Node{.app = app, .options = {}, .subcommands = {}});
    m_node->subcommands.push_back(std::make_unique<OptionParser>(std::move(node)));
    return m_node->subcommands.back().get();
}

void OptionParser::hide()
{
    m_node->app->group("");
}

template <typename T>
Option* OptionParser::bind(const std::string& name, T& value, const std::string& description)
{
    return adopt(std::make_unique<Option::Node>(
        Option::Node{m_node->app->add_option(name, value, description)}));
}

Option* OptionParser::adopt(std::unique_ptr<Option::Node> option)
{
    m_node->options.push_back(std::make_unique<Option>(std::move(option)));
    return m_node->options.back().get();
}

Option* OptionParser::add_option(const std::string& name, std::string& value,
                                 const std::string& description)
{
    return bind(name, value, description);
}

Option* OptionParser::add_option(const std::string& name, std::optional<std::string>& value,
                                 const std::string& description)
{
    return bind(name, value, description);
}

Option* OptionParser::add_option(const std::string& name, std::vector<std::string>& value,
                                 const std::string& description)
{
    return bind(name, value, description);
}

Option* OptionParser::add_option(const std::string& name, std::optional<int>& value,
                                 const std::string& description)
{
    return bind(name, value, description);
}

Option* OptionParser::add_option(const std::string& name, std::optional<std::uint64_t>& value,
                                 const std::string& description)
{
    return bind(name, value, description);
}

Option* OptionParser::add_option(const std::string& name, std::uint32_t& value,
                                 const std::string& description)
{
    return bind(name, value, description);
}

Option* OptionParser::add_option(const std::string& name, std::uint64_t& value,
                                 const std::string& description)
{
    return bind(name, value, description);
}

Option* OptionParser::add_flag(const std::string& name, bool& value, const std::string& description)
{
    return adopt(std::make_unique<Option::Node>(
        Option::Node{m_node->app->add_flag(name, value, description)}));
}

bool OptionParser::parsed() const
{
    return m_node->app->parsed();
}

std::string OptionParser::path() const
{
    return path_of(*m_node->app);
}

std::string OptionParser::help() const
{
    const CLI::App* const parent = m_node->app->get_parent();
    return m_node->app->help(parent == nullptr ? "" : path_of(*parent));
}

std::vector<std::string> OptionParser::subcommand_names() const
{
    std::vector<std::string> names;
    for (const auto& subcommand : m_node->subcommands) {
        const CLI::App& app = *subcommand->m_node->app;
        if (!app.get_group().empty()) {
            names.push_back(app.get_name());
        }
    }
    return names;
}

std::vector<std::string> OptionParser::option_names() const
{
    std::vector<std::string> names;
    for (const CLI::App* app = m_node->app; app != nullptr; app = app->get_parent()) {
        for (const CLI::Option* option : app->get_options()) {
            for (const std::string& name : option->get_lnames()) {
                names.push_back("--" + name);
            }
        }
    }
    return names;
}

bool OptionParser::has_options() const
{
    return !m_node->options.empty();
}

const OptionParser& OptionParser::innermost() const
{
    // Not by parsed(): a parse that fails in a subcommand's arguments has entered that subcommand.
    const std::vector<CLI::App*> entered = m_node->app->get_subcommands();
    if (entered.empty()) {
        return *this;
    }
    const auto found =
        std::find_if(m_node->subcommands.begin(), m_node->subcommands.end(),
                     [&](const auto& sub) { return sub->m_node->app == entered.front(); });
    return (*found)->innermost();
}

struct CommandLine::App : CLI::App
{
    using CLI::App::App;
};

CommandLine::CommandLine(const Texts& texts)
    : m_app(std::make_unique<App>(texts.description, texts.name)), m_version(texts.version)
{
    m_app->footer(texts.footer);
    m_app->get_formatter()->column_width(kHelpColumn);
    m_app->get_formatter()->label("SUBCOMMAND", "COMMAND");
    m_app->get_formatter()->label("Subcommands", "Commands");
    m_root = std::make_unique<OptionParser>(std::make_unique<OptionParser::Node>(
        OptionParser::Node{.app = m_app.get(), .options = {}, .subcommands = {}}));
}

CommandLine::~CommandLine() = default;

void CommandLine::add_standard_flags()
{
    m_app->set_version_flag("--version", m_version, "Print the version and exit");
    m_app->set_help_flag("--help", "Print this help and exit");
}

ParseResult CommandLine::parse(int argc, const char* const* argv)
{
    // Only now, or the subcommands would inherit it and keep their unknown arguments to themselves.
    m_app->allow_extras();
    try {
        m_app->parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        return {.outcome = ParseOutcome::help, .misuse = {}};
    } catch (const CLI::CallForVersion&) {
        return {.outcome = ParseOutcome::version, .misuse = {}};
    } catch (const CLI::Error& error) {
        return {.outcome = ParseOutcome::misuse, .misuse = error.what()};
    }
    return {};
}

std::vector<std::string> CommandLine::unknown_arguments() const
{
    return m_app->remaining(true);
}

void throw_usage(std::string_view command, std::string_view message)
{
    throw Error{ErrorKind::usage, fmt::format("{}; see 'ctrip {} --help'", message, command)};
}

} // namespace ctrip::cli
