// SPDX-License-Identifier: MIT
// `ctrip __complete chains|tokens`: the names that shell completion offers. Hidden; see
// completions/.
#include "base/error.hpp"
#include "cli/commands.hpp"

#include <algorithm>

namespace ctrip::cli {

namespace {

struct CompleteOptions
{
    std::string what;
    std::vector<std::string> chains;
};

/// Prints one name per line. Errors go to the debug log only: completion must not disturb the
/// command line that is being typed.
ExitCode run(const CompleteOptions& options, Session& session)
{
    try {
        std::vector<std::string> names;
        for (const config::Chain* chain : session.chains(options.chains)) {
            if (options.what == "chains") {
                names.push_back(chain->name);
                continue;
            }
            std::transform(chain->tokens.begin(), chain->tokens.end(), std::back_inserter(names),
                           [](const config::Token& token) { return token.symbol; });
        }
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        for (const std::string& name : names) {
            session.out().line(name);
        }
    } catch (const Error& error) {
        session.log().debug(error.what());
    }
    return ExitCode::ok;
}

} // namespace

Command add_complete(OptionParser& root)
{
    const auto options = std::make_shared<CompleteOptions>();
    auto* app = root.add_subcommand("__complete", "Print names for shell completion");
    app->hide();
    app->add_option("what", options->what, "chains or tokens")
        ->one_of({"chains", "tokens"})
        ->required();
    app->add_option("--chain", options->chains, "Print only the tokens of this chain")
        ->one_value_per_use();
    return {app, [options](Session& session) { return run(*options, session); }};
}

} // namespace ctrip::cli
