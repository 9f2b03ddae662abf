// SPDX-License-Identifier: MIT
#include "config/chain_reader.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "config/notation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <limits>
#include <string_view>

namespace ctrip::config {

namespace {

constexpr std::size_t kChainsMax = 256;
constexpr std::size_t kTokensMax = 1'000;
constexpr std::size_t kUrlsMax = 16;
constexpr std::size_t kStepsMax = 32;
constexpr std::size_t kStepDigitsMax = 80;
constexpr std::size_t kNameBytesMax = 64;
constexpr std::uint64_t kDepthMax = 100'000;
constexpr std::uint64_t kBalancesPerRunMax = 1'000'000;
constexpr std::uint64_t kBlocksPerCallMax = 1'000;
constexpr std::uint64_t kBatchMax = 1'000;
/// Block numbers and chain ids are stored in signed 64-bit columns.
constexpr std::uint64_t kNumberMax = std::numeric_limits<std::int64_t>::max();

std::string read_name(const Field& field)
{
    const std::string& name = field.text();
    const bool fits = name.size() <= kNameBytesMax &&
                      std::isalnum(static_cast<unsigned char>(name.front())) != 0 &&
                      std::all_of(name.begin(), name.end(), [](char c) {
                          return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' ||
                                 c == '_' || c == '.';
                      });
    if (!fits) {
        // The name becomes part of commands, unit names and metrics.
        field.fail(fmt::format("must be letters, digits, '-', '_' or '.', at most {} of them, the "
                               "first a letter or digit; {} is not",
                               kNameBytesMax, in_quotes(name)));
    }
    return name;
}

/// `takes_plain`: also plain http to another host.
std::string read_rpc_url(const Field& field, bool takes_plain)
{
    std::string url = field.http_url();
    if (!takes_plain && base::is_plain_http(url)) {
        field.fail(kPlainNode);
    }
    return url;
}

std::vector<std::string> read_rpc_urls(const Section& section, bool takes_plain)
{
    const std::optional<Field> one = section.find("rpc_url");
    const std::optional<Field> several = section.find("rpc_urls");
    if (one && several) {
        one->fail("and rpc_urls are both given; keep rpc_urls");
    }
    if (one) {
        return {read_rpc_url(*one, takes_plain)};
    }
    const Field list = section.require("rpc_urls", "give at least one node's URL");
    std::vector<std::string> urls;
    for (const Field& item : list.list(kUrlsMax)) {
        std::string url = read_rpc_url(item, takes_plain);
        if (std::find(urls.begin(), urls.end(), url) != urls.end()) {
            item.fail("is a URL that the list has already; remove one");
        }
        urls.push_back(std::move(url));
    }
    if (urls.empty()) {
        list.fail("must hold at least one node's URL");
    }
    return urls;
}

/// In whole units of the currency: a value that was meant as base units would be wrong by a factor
/// of 10^decimals.
evm::Amount read_min_value(const Section& section, unsigned decimals)
{
    const std::optional<Field> field = section.find("min_value");
    if (!field) {
        return {};
    }
    const evm::UnitsResult value = evm::parse_units(field->text(), decimals);
    if (value.error) {
        field->fail(fmt::format("must be an amount in whole units with at most {} digits behind "
                                "the point, as in 5 or 0.01, not {}",
                                decimals, in_quotes(field->text())));
    }
    return value.amount;
}

NativeCurrency read_native(const Section& chain)
{
    NativeCurrency native;
    const std::optional<Field> field = chain.find("native");
    if (!field) {
        return native;
    }
    const Section section{*field, {"symbol", "decimals", "min_value", "same_as"}};
    native.symbol = section.require("symbol", "the native currency's symbol, as in ETH").symbol();
    if (const auto decimals = section.find("decimals")) {
        native.decimals = decimals->decimals();
    }
    native.min_value = read_min_value(section, native.decimals);
    return native;
}

void check_steps(const Field& field, const std::vector<ConfirmationStep>& steps)
{
    if (steps.empty() || compare_decimals(steps.front().amount_min, "0") != 0) {
        field.fail("must have a depth for \"0\", where the smallest amounts begin");
    }
    for (std::size_t i = 1; i < steps.size(); ++i) {
        if (compare_decimals(steps[i - 1].amount_min, steps[i].amount_min) == 0) {
            field.fail(fmt::format("has two depths for {}", in_quotes(steps[i].amount_min)));
        }
        if (steps[i].depth < steps[i - 1].depth) {
            field.fail(fmt::format("requires fewer blocks for {} than for a smaller amount",
                                   in_quotes(steps[i].amount_min)));
        }
    }
}

Confirmations read_confirmations(const Field& field)
{
    if (field.value().kind != ValueKind::map) {
        return {{{.amount_min = "0", .depth = field.whole_number(1, kDepthMax)}}};
    }
    std::vector<ConfirmationStep> steps;
    for (const Value& item : field.value().items) {
        const Field step{field.file(), fmt::format("{}[{}]", field.name(), in_quotes(item.key)),
                         item};
        if (!is_decimal(item.key) || item.key.size() > kStepDigitsMax) {
            step.fail("must stand at an amount in whole units of the currency, as in \"1000\"");
        }
        if (steps.size() >= kStepsMax) {
            step.fail(fmt::format("is one step too many; {} are the most", kStepsMax));
        }
        steps.push_back({.amount_min = item.key, .depth = step.whole_number(1, kDepthMax)});
    }
    std::sort(steps.begin(), steps.end(), [](const auto& a, const auto& b) {
        return compare_decimals(a.amount_min, b.amount_min) < 0;
    });
    check_steps(field, steps);
    return {std::move(steps)};
}

Final read_final(const Field& field, const Confirmations& confirmations)
{
    if (field.text() == "safe") {
        return {.kind = FinalKind::safe};
    }
    if (field.text() == "finalized") {
        return {.kind = FinalKind::finalized};
    }
    const std::optional<std::uint64_t> depth = parse_whole_number(field.text(), kDepthMax);
    const std::uint64_t least = confirmations.steps.back().depth;
    if (!depth) {
        field.fail(fmt::format("must be safe, finalized or a number of blocks, not {}",
                               in_quotes(field.text())));
    }
    if (*depth < least) {
        field.fail(fmt::format("must be at least {}, the depth of confirmations: a payment is "
                               "confirmed before it is final",
                               least));
    }
    return {.kind = FinalKind::depth, .depth = *depth};
}

std::uint64_t read_quorum(const Field& field, std::size_t nodes)
{
    const std::uint64_t quorum = field.whole_number(1, kUrlsMax);
    if (quorum > nodes) {
        field.fail(fmt::format("asks {} nodes to agree where rpc_urls lists {}; list more nodes",
                               quorum, nodes));
    }
    return quorum;
}

Token read_token(const Field& field)
{
    const Section section{field, {"symbol", "address", "decimals", "verify_balance", "min_value"}};
    const auto verify = section.find("verify_balance");
    Token token{.symbol = section.require("symbol", "the token's symbol, as in USDT").symbol(),
                .address = section.require("address", "the token's contract").address(),
                .decimals =
                    section.require("decimals", "as the contract's decimals() says").decimals(),
                .verify_balance = verify && verify->boolean(),
                .min_value = {}};
    token.min_value = read_min_value(section, token.decimals);
    return token;
}

/// The symbol of native.same_as; empty where it is not given.
std::string same_as(const Section& chain)
{
    const std::optional<Field> native = chain.find("native");
    const std::optional<Field> field =
        native ? Section{*native, {"symbol", "decimals", "min_value", "same_as"}}.find("same_as")
               : std::nullopt;
    return field ? field->symbol() : std::string{};
}

/// Takes the token that is the native currency out of the list.
void read_contract(const Field& field, const std::string& symbol, Chain& chain)
{
    const auto found = std::find_if(chain.tokens.begin(), chain.tokens.end(),
                                    [&](const Token& token) { return token.symbol == symbol; });
    if (found == chain.tokens.end()) {
        field.fail(fmt::format("must be the symbol of one of the chain's tokens, and {} is none",
                               in_quotes(symbol)));
    }
    if (found->decimals > chain.native.decimals) {
        field.fail(fmt::format("is a token with {} decimals, and the native currency has {}: it "
                               "must have as many or fewer",
                               found->decimals, chain.native.decimals));
    }
    chain.native.contract = std::move(*found);
    chain.tokens.erase(found);
}

std::vector<Token> read_tokens(const Field& field, const NativeCurrency& native,
                               const std::string& same)
{
    std::vector<Token> tokens;
    for (const Field& item : field.list(kTokensMax)) {
        Token token = read_token(item);
        if (base::equal_but_case(token.symbol, native.symbol) && token.symbol != same) {
            item.fail(fmt::format("has the symbol {} of the chain's native currency; give the "
                                  "token another, or say native.same_as where both are one "
                                  "currency",
                                  in_quotes(token.symbol)));
        }
        for (const Token& other : tokens) {
            if (other.symbol == token.symbol || other.address == token.address) {
                item.fail(fmt::format("has the {} of an earlier token, {}; keep one",
                                      other.symbol == token.symbol ? "symbol" : "address",
                                      in_quotes(other.symbol)));
            }
        }
        tokens.push_back(std::move(token));
    }
    return tokens;
}

Chain read_chain(const Field& field, Environment environment)
{
    const Section section{field,
                          {"name", "chain_id", "rpc_urls", "rpc_url", "native", "confirmations",
                           "final", "internal_transfers", "native_logs", "balances_per_run",
                           "blocks_per_call_max", "batch_max", "quorum", "light_verification",
                           "start_block", "poa", "allow_plain_http", "tokens"}};
    Chain chain;
    chain.name = read_name(section.require("name", "a short name, as in bsc"));
    chain.chain_id = section.require("chain_id", "the number that eth_chainId answers")
                         .whole_number(1, kNumberMax);
    const std::optional<Field> allow_plain = section.find("allow_plain_http");
    chain.allow_plain_http = allow_plain && allow_plain->boolean();
    chain.rpc_urls =
        read_rpc_urls(section, chain.allow_plain_http || environment == Environment::development);
    chain.native = read_native(section);
    chain.confirmations = read_confirmations(section.require(
        "confirmations", "the number of blocks after which a payment is confirmed"));
    if (const auto final_at = section.find("final")) {
        chain.final_at = read_final(*final_at, chain.confirmations);
    }
    if (const auto found = section.find("internal_transfers")) {
        chain.internal_transfers =
            found->word<InternalTransfers>({{"auto", InternalTransfers::auto_},
                                            {"balances", InternalTransfers::balances},
                                            {"traces", InternalTransfers::traces},
                                            {"off", InternalTransfers::off}});
    }
    if (const auto found = section.find("native_logs")) {
        chain.native_logs = found->word<NativeLogs>(
            {{"auto", NativeLogs::auto_}, {"on", NativeLogs::on}, {"off", NativeLogs::off}});
    }
    if (const auto per_run = section.find("balances_per_run")) {
        chain.balances_per_run = per_run->whole_number(1, kBalancesPerRunMax);
    }
    if (const auto blocks = section.find("blocks_per_call_max")) {
        chain.blocks_per_call_max = blocks->whole_number(1, kBlocksPerCallMax);
    }
    if (const auto batch = section.find("batch_max")) {
        chain.batch_max = batch->whole_number(1, kBatchMax);
    }
    if (const auto quorum = section.find("quorum")) {
        chain.quorum = read_quorum(*quorum, chain.rpc_urls.size());
    }
    if (const auto found = section.find("light_verification")) {
        chain.light_verification = found->word<LightVerification>(
            {{"auto", LightVerification::auto_}, {"off", LightVerification::off}});
    }
    if (const auto start_block = section.find("start_block")) {
        chain.start_block = start_block->whole_number(0, kNumberMax);
    }
    if (const auto poa = section.find("poa")) {
        // Accepted for configurations of other gateways, which need it for long header fields; has
        // no effect.
        static_cast<void>(poa->boolean());
    }
    if (const auto tokens = section.find("tokens")) {
        chain.tokens = read_tokens(*tokens, chain.native, same_as(section));
    }
    if (const std::string same = same_as(section); !same.empty()) {
        read_contract(*section.find("native"), same, chain);
    }
    return chain;
}

} // namespace

std::vector<Chain> read_chains(const Field& list, Environment environment)
{
    std::vector<Chain> chains;
    for (const Field& item : list.list(kChainsMax)) {
        Chain chain = read_chain(item, environment);
        for (const Chain& other : chains) {
            if (base::equal_but_case(other.name, chain.name)) {
                item.fail(fmt::format("has the name {} of an earlier chain; give it another",
                                      in_quotes(chain.name)));
            }
            if (other.chain_id == chain.chain_id) {
                item.fail(fmt::format("has the chain_id {} of chain '{}'; put all its nodes under "
                                      "that chain's rpc_urls",
                                      chain.chain_id, other.name));
            }
        }
        chains.push_back(std::move(chain));
    }
    if (chains.empty()) {
        list.fail("must hold at least one chain");
    }
    return chains;
}

} // namespace ctrip::config
