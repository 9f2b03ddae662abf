// SPDX-License-Identifier: MIT
// Configuration files: a checked configuration, or one line that says what is wrong.
#include "base/error.hpp"
#include "config/parse.hpp"
#include "fuzz/input.hpp"

#include <algorithm>
#include <optional>

using namespace ctrip;
using fuzz::require;

namespace {

void check(const config::Config& config)
{
    require(!config.chains.empty(), "there is a chain");
    require(!config.database.url.empty(), "there is a database");
    require(config.wallet.xpub || config.wallet.mnemonic.given(), "there is a wallet");
    for (const config::Chain& chain : config.chains) {
        require(chain.chain_id > 0 && !chain.name.empty(), "a chain is named and numbered");
        require(!chain.rpc_urls.empty(), "a chain has a node");
        require(chain.quorum >= 1 && chain.quorum <= chain.rpc_urls.size(), "quorum");
        require(!chain.confirmations.steps.empty(), "a chain has a depth");
        require(chain.native.decimals <= 77, "decimals");
        for (const config::Token& token : chain.tokens) {
            require(token.decimals <= 77 && !token.symbol.empty(), "a token");
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    config::Sources sources;
    sources.document =
        config::Document{.file = "ctrip.yaml", .text = text, .readable_by_others = false};
    sources.environment = [](const std::string&) { return std::optional<std::string>{}; };
    sources.read_document = [](const std::string& path) -> config::Document {
        throw Error{ErrorKind::config, "'" + path + "' does not exist"};
    };
    try {
        check(config::parse(sources));
    } catch (const Error& error) {
        const std::string_view message = error.what();
        require(error.kind() == ErrorKind::config || error.kind() == ErrorKind::exposed_secret,
                "a wrong configuration is told as one");
        require(!message.empty() && message.find('\n') == std::string_view::npos, "one line");
    }
    return 0;
}
