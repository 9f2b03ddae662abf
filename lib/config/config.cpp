// SPDX-License-Identifier: MIT
#include "config/config.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "config/notation.hpp"
#include "config/yaml_value.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ctrip::config {

namespace {

/// "; did you mean 'bsc'? configured: bsc, eth"
std::string suggestion(std::string_view word, const std::vector<std::string>& known)
{
    const std::optional<std::string> near = base::nearest(word, known);
    return (near ? fmt::format("; did you mean '{}'? configured: ", *near) : "; configured: ") +
           (known.empty() ? "none" : base::join(known, ", "));
}

const Token* find_by_symbol(const Chain& chain, std::string_view symbol)
{
    const Token* alike = nullptr;
    std::size_t alike_count = 0;
    for (const Token& token : chain.tokens) {
        if (token.symbol == symbol) {
            return &token;
        }
        if (base::equal_but_case(token.symbol, symbol)) {
            alike = &token;
            ++alike_count;
        }
    }
    return alike_count == 1 ? alike : nullptr;
}

const Token* find_by_address(const Chain& chain, std::string_view text)
{
    const std::optional<evm::Address> address = evm::Address::parse(text);
    const auto found =
        std::find_if(chain.tokens.begin(), chain.tokens.end(),
                     [&](const Token& token) { return address && token.address == *address; });
    return found == chain.tokens.end() ? nullptr : &*found;
}

} // namespace

std::uint64_t Confirmations::confirmations_for(const evm::Amount& amount, unsigned decimals) const
{
    // Compare as text, so that a step with more digits than the currency's decimals is exact too.
    const std::string units = evm::format_units(amount, decimals);
    std::uint64_t depth = steps.front().depth;
    for (const ConfirmationStep& step : steps) {
        if (compare_decimals(units, step.amount_min) < 0) {
            break;
        }
        depth = step.depth;
    }
    return depth;
}

bool refuses_plain_http(const Config& config) noexcept
{
    return config.environment == Environment::production && !config.webhooks.allow_plain_http;
}

const Chain& find_chain(const Config& config, std::string_view name)
{
    std::vector<std::string> known;
    for (const Chain& chain : config.chains) {
        if (chain.name == name) {
            return chain;
        }
        known.push_back(chain.name);
    }
    throw Error{ErrorKind::request,
                fmt::format("unknown chain {}{}", in_quotes(name), suggestion(name, known))};
}

bool is_native_contract(const Chain& chain, std::string_view symbol_or_address)
{
    const std::optional<Token>& contract = chain.native.contract;
    return contract && (base::equal_but_case(symbol_or_address, contract->symbol) ||
                        base::equal_but_case(symbol_or_address, contract->address.to_hex()));
}

const Token& find_token(const Chain& chain, std::string_view symbol_or_address)
{
    const bool is_address = symbol_or_address.starts_with("0x");
    const Token* token = is_address ? find_by_address(chain, symbol_or_address)
                                    : find_by_symbol(chain, symbol_or_address);
    if (token != nullptr) {
        return *token;
    }
    if (base::equal_but_case(symbol_or_address, chain.native.symbol)) {
        throw Error{ErrorKind::request,
                    fmt::format("{} is the native currency of chain '{}', not a token; leave the "
                                "token out to ask for it",
                                in_quotes(symbol_or_address), chain.name)};
    }
    std::vector<std::string> known;
    for (const Token& other : chain.tokens) {
        known.push_back(other.symbol);
    }
    throw Error{ErrorKind::request,
                fmt::format("unknown token {} on chain '{}'{}", in_quotes(symbol_or_address),
                            chain.name, suggestion(symbol_or_address, known))};
}

std::optional<std::string> sqlite_path(std::string_view database_url)
{
    constexpr std::string_view kScheme = "sqlite:";
    if (!database_url.starts_with(kScheme)) {
        return std::nullopt;
    }
    database_url.remove_prefix(kScheme.size());
    if (!database_url.starts_with("//")) {
        return std::string{database_url};
    }
    // "//" begins an authority, which must be empty for a file: the path begins at the third slash.
    database_url.remove_prefix(2);
    if (!database_url.starts_with('/')) {
        return std::string{};
    }
    return std::string{database_url};
}

} // namespace ctrip::config
