// SPDX-License-Identifier: MIT
// Declares the options of commands, and parses argv into the variables bound to them. CLI11 does
// the work; only option_parser.cpp includes it, since its templates cost seconds in every file.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::cli {

/// An option or a positional argument. Its parser owns it. Each function returns the option itself,
/// so that calls chain.
class Option
{
public:
    struct Node;
    explicit Option(std::unique_ptr<Node> node);
    ~Option();
    Option(const Option&) = delete;
    Option& operator=(const Option&) = delete;

    /// The value's name in the help: NAME in `--chain NAME`. By default the type: TEXT, INT, UINT.
    Option* type_name(const std::string& name);
    Option* required();
    /// The help shows the variable's value at this call as the default.
    Option* capture_default_str();
    /// For vectors: each use takes one value. By default `--chain a b` takes both.
    Option* one_value_per_use();
    /// Accepts min to max, both included. The bounds have the variable's type.
    Option* range(int min, int max);
    Option* range(std::uint32_t min, std::uint32_t max);
    Option* range(std::uint64_t min, std::uint64_t max);
    Option* one_of(std::initializer_list<std::string_view> members);
    Option* one_of(std::initializer_list<std::uint64_t> members);
    /// Refuses a command line that has both options.
    Option* excludes(const Option* other);

private:
    std::unique_ptr<Node> m_node;
};

/// The options and the subcommands of one command. Its parent owns it.
class OptionParser
{
public:
    struct Node;
    explicit OptionParser(std::unique_ptr<Node> node);
    ~OptionParser();
    OptionParser(const OptionParser&) = delete;
    OptionParser& operator=(const OptionParser&) = delete;

    /// A command line names at most one subcommand of a command. After its name the options of all
    /// commands above it are accepted too.
    OptionParser* add_subcommand(const std::string& name, const std::string& description);
    /// Keeps this command out of the help and of subcommand_names().
    void hide();

    /// `name` is "--name", or "name" for a positional argument. `value` must outlive the parse; it
    /// keeps its value when the option is absent.
    Option* add_option(const std::string& name, std::string& value, const std::string& description);
    Option* add_option(const std::string& name, std::optional<std::string>& value,
                       const std::string& description);
    /// May be given several times.
    Option* add_option(const std::string& name, std::vector<std::string>& value,
                       const std::string& description);
    Option* add_option(const std::string& name, std::optional<int>& value,
                       const std::string& description);
    Option* add_option(const std::string& name, std::optional<std::uint64_t>& value,
                       const std::string& description);
    Option* add_option(const std::string& name, std::uint32_t& value,
                       const std::string& description);
    Option* add_option(const std::string& name, std::uint64_t& value,
                       const std::string& description);
    /// An option without a value.
    Option* add_flag(const std::string& name, bool& value, const std::string& description);

    /// Whether the command line named this command. After a parse.
    [[nodiscard]] bool parsed() const;
    /// "ctrip migrate up"
    [[nodiscard]] std::string path() const;
    [[nodiscard]] std::string help() const;
    /// Without the hidden ones.
    [[nodiscard]] std::vector<std::string> subcommand_names() const;
    /// "--name" of each long option accepted here: its own first, then those of the commands above.
    [[nodiscard]] std::vector<std::string> option_names() const;
    /// Whether it has options beside --help and --version.
    [[nodiscard]] bool has_options() const;
    /// The innermost command that the command line named; this one if none. After a parse, also a
    /// failed one.
    [[nodiscard]] const OptionParser& innermost() const;

private:
    template <typename T>
    Option* bind(const std::string& name, T& value, const std::string& description);
    Option* adopt(std::unique_ptr<Option::Node> option);

    std::unique_ptr<Node> m_node;
};

enum class ParseOutcome : std::uint8_t
{
    parsed,
    help,    ///< --help was given.
    version, ///< --version was given.
    misuse,  ///< An option or a value is missing, not accepted, or excluded by another.
};

struct ParseResult
{
    ParseOutcome outcome = ParseOutcome::parsed;
    std::string misuse; ///< What is wrong, for that outcome.
};

/// A program's command line. Owns the root of the parsers.
class CommandLine
{
public:
    struct Texts
    {
        std::string name;
        std::string version; ///< What --version prints.
        std::string description;
        std::string footer; ///< The end of each help.
    };

    explicit CommandLine(const Texts& texts);
    ~CommandLine();
    CommandLine(const CommandLine&) = delete;
    CommandLine& operator=(const CommandLine&) = delete;

    [[nodiscard]] OptionParser& root() noexcept { return *m_root; }
    [[nodiscard]] const OptionParser& root() const noexcept { return *m_root; }
    /// Adds --version and --help. Call it after the root's options, since the help keeps the order,
    /// and before its subcommands, which inherit --help.
    void add_standard_flags();
    /// Assigns the variables of the options that are given. Arguments that no parser accepts are
    /// left to unknown_arguments(). Call it once.
    [[nodiscard]] ParseResult parse(int argc, const char* const* argv);
    /// In the order of the command line. After a parse.
    [[nodiscard]] std::vector<std::string> unknown_arguments() const;

private:
    struct App;
    std::unique_ptr<App> m_app;
    std::unique_ptr<OptionParser> m_root;
    std::string m_version;
};

/// Throws Error{usage}: `message`, and where the command's help is.
[[noreturn]] void throw_usage(std::string_view command, std::string_view message);

} // namespace ctrip::cli
