// SPDX-License-Identifier: MIT
#include "config/chain_reader.hpp"
#include "parsing.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using test::parse_error;

namespace {

const std::string kHead = "wallet: {mnemonic: a b c}\nchains:\n";
const std::string kUsdt = "{symbol: USDT, address: \"0x55d398326f99059fF775485246999027B3197955\", "
                          "decimals: 18}";
const std::string kUsdc = "{symbol: USDC, address: \"0x8ac76a51cc950d9822d68b83fe1ad97b32cd580d\", "
                          "decimals: 18}";

/// One chain on line 3, with these keys besides the mandatory ones.
std::string with(const std::string& keys)
{
    return kHead + "  - {name: bsc, chain_id: 56, rpc_url: \"https://a\", confirmations: 15" +
           (keys.empty() ? "" : ", " + keys) + "}\n";
}

config::Chain chain_with(const std::string& keys)
{
    config::Config config = test::parse(with(keys));
    REQUIRE(config.chains.size() == 1);
    return config.chains.front();
}

/// One chain that has these keys only.
std::string only(const std::string& keys)
{
    return kHead + "  - {" + keys + "}\n";
}

} // namespace

TEST_CASE("a chain has every key of the contract", "[config][chain_reader]")
{
    const config::Chain chain =
        test::parse(only("name: bsc, chain_id: 56, rpc_urls: [\"https://a\", \"https://b\"], "
                         "native: {symbol: BNB, decimals: 8}, confirmations: {\"1000\": 15, \"0\": "
                         "3}, final: finalized, internal_transfers: traces, poa: true, "
                         "light_verification: off, start_block: 7, blocks_per_call_max: 50, "
                         "batch_max: 1, tokens: [" +
                         kUsdt + ", " + kUsdc + "]"))
            .chains.at(0);
    CHECK(chain.name == "bsc");
    CHECK(chain.chain_id == 56);
    CHECK(chain.rpc_urls == std::vector<std::string>{"https://a", "https://b"});
    CHECK(chain.native.symbol == "BNB");
    CHECK(chain.native.decimals == 8);
    CHECK((chain.final_at.kind == config::FinalKind::finalized));
    CHECK((chain.internal_transfers == config::InternalTransfers::traces));
    CHECK((chain.light_verification == config::LightVerification::off));
    CHECK(chain.start_block == 7);
    CHECK(chain.blocks_per_call_max == 50);
    CHECK(chain.batch_max == 1);
    REQUIRE(chain.tokens.size() == 2);
    CHECK(chain.tokens[1].symbol == "USDC");
    CHECK(chain.tokens[1].decimals == 18);
    CHECK_FALSE(chain.native.contract);
}

TEST_CASE("a native currency may be a token's contract as well", "[config][chain_reader]")
{
    const config::Chain chain =
        chain_with("native: {symbol: USDC, same_as: USDC}, tokens: [" + kUsdt + ", " + kUsdc + "]");
    REQUIRE(chain.native.contract);
    CHECK(chain.native.contract->symbol == "USDC");
    REQUIRE(chain.tokens.size() == 1);
    CHECK(chain.tokens[0].symbol == "USDT");
    CHECK(config::is_native_contract(chain, "usdc"));
    CHECK(config::is_native_contract(chain, "0x8AC76a51cc950d9822D68b83fE1Ad97B32Cd580d"));
    CHECK_FALSE(config::is_native_contract(chain, "USDT"));
    CHECK_FALSE(config::is_native_contract(chain_with(""), "ETH"));
}

TEST_CASE("what a chain does not say has a default", "[config][chain_reader]")
{
    const config::Chain chain = chain_with("");
    CHECK(chain.native.symbol == "ETH");
    CHECK(chain.native.decimals == 18);
    CHECK((chain.final_at.kind == config::FinalKind::same_as_confirmations));
    CHECK((chain.internal_transfers == config::InternalTransfers::auto_));
    CHECK((chain.light_verification == config::LightVerification::auto_));
    CHECK_FALSE(chain.start_block.has_value());
    CHECK(chain.blocks_per_call_max == 1'000);
    CHECK(chain.batch_max == 100);
    CHECK(chain.tokens.empty());
    CHECK(chain_with("native: {symbol: X}").native.decimals == 18);
}

TEST_CASE("confirmations rise with the amount, the step's own included", "[config][chain_reader]")
{
    const config::Confirmations steps =
        test::parse(only("name: a, chain_id: 1, rpc_url: \"http://a\", confirmations: {\"0\": 3, "
                         "\"1000\": 15, \"20000.5\": 30}"))
            .chains.at(0)
            .confirmations;
    const struct
    {
        const char* raw;
        unsigned decimals;
        std::uint64_t expected;
    } cases[]{
        {"0", 6, 3},
        {"1", 6, 3},
        {"999999999", 6, 3},
        {"1000000000", 6, 15},
        {"1000", 0, 15},
        {"999", 0, 3},
        {"20000499999", 6, 15},
        {"20000500000", 6, 30},
        {"20000", 0, 15},
        {"20001", 0, 30},
        {"115792089237316195423570985008687907853269984665640564039457584007913129639935", 18, 30},
        {"115792089237316195423570985008687907853269984665640564039457584007913129639935", 77, 3},
    };
    for (const auto& [raw, decimals, expected] : cases) {
        DYNAMIC_SECTION(raw << " with " << decimals << " decimals")
        {
            CHECK(steps.confirmations_for(*evm::Amount::from_decimal(raw), decimals) == expected);
        }
    }
}

TEST_CASE("final is a tag or a depth no smaller than the confirmations", "[config][chain_reader]")
{
    CHECK((chain_with("final: safe").final_at.kind == config::FinalKind::safe));
    const config::Final depth = chain_with("final: 15").final_at;
    CHECK((depth.kind == config::FinalKind::depth));
    CHECK(depth.depth == 15);
    CHECK_THAT(parse_error(with("final: 14")), Catch::Contains("final must be at least 15"));
    CHECK_THAT(parse_error(with("final: latest")), Catch::Contains("safe, finalized or a number"));
}

TEST_CASE("a least value is in whole units, and zero where none is given", "[config][chain_reader]")
{
    const std::string token = "tokens: [{symbol: USDT, decimals: 6, address: "
                              "\"0x55d398326f99059fF775485246999027B3197955\"";
    const config::Chain chain =
        chain_with("native: {symbol: BNB, min_value: 0.01}, " + token + ", min_value: 5}]");
    CHECK(chain.native.min_value.to_decimal() == "10000000000000000");
    CHECK(chain.tokens.at(0).min_value.to_decimal() == "5000000");
    const config::Chain without = chain_with("native: {symbol: BNB}, " + token + "}]");
    CHECK((without.native.min_value.is_zero() && without.tokens.at(0).min_value.is_zero()));
    for (const std::string wrong : {"-1", "1e3", "0.0000001", "much", "\"\"", "0x10", "\"1,5\""}) {
        DYNAMIC_SECTION(wrong)
        {
            CHECK_THAT(parse_error(with(token + ", min_value: " + wrong + "}]")),
                       Catch::Contains("min_value") && Catch::Contains("ctrip.yaml:3"));
        }
    }
}

TEST_CASE("a wrong chain names its line and what to do", "[config][chain_reader]")
{
    const struct
    {
        std::string yaml;
        const char* expected;
    } cases[]{
        {"chains: []", "ctrip.yaml:1: chains must hold at least one chain"},
        {"chains: {}", "ctrip.yaml:1: chains must be a list"},
        {"chains: [1]", "ctrip.yaml:1: chains[0] must be a map"},
        {with("confirmation: 3"),
         "ctrip.yaml:3: unknown key 'confirmation' under chains[0]; did you mean 'confirmations'?"},
        {only("chain_id: 1"), "ctrip.yaml:3: chains[0].name is missing"},
        {only("name: a"), "chains[0].chain_id is missing"},
        {only("name: a, chain_id: 1"), "chains[0].rpc_urls is missing"},
        {only("name: a, chain_id: 1, rpc_url: \"http://a\""), "chains[0].confirmations is missing"},
        {only("name: \"a b\""), "chains[0].name must be letters"},
        {only("name: -a"), "chains[0].name must be letters"},
        {only("name: " + std::string(65, 'a')), "at most 64"},
        {only("name: a, chain_id: 0"), "chains[0].chain_id must be a whole number from 1"},
        {only("name: a, chain_id: 9223372036854775808"), "chain_id must be a whole number"},
        {only("name: a, chain_id: 0x38"), "chain_id must be a whole number"},
        {only("name: a, chain_id: 1, rpc_urls: []"), "must hold at least one node's URL"},
        {only("name: a, chain_id: 1, rpc_urls: [\"http://a\", \"http://a\"]"),
         "rpc_urls[1] is a URL that the list has already"},
        {only("name: a, chain_id: 1, rpc_urls: [\"ws://a\"]"), "rpc_urls[0] must begin with http"},
        {with("rpc_urls: [\"http://b\"]"), "rpc_urls are both given"},
        {with("native: {decimals: 18}"), "native.symbol is missing"},
        {with("native: {symbol: X, decimals: 78}"), "from 0 to 77, not '78'"},
        {with("native: {symbol: X Y}"), "native.symbol must be a symbol"},
        {with("quorum: 0"), "quorum must be a whole number from 1 to 16"},
        {with("quorum: 2"), "quorum asks 2 nodes to agree where rpc_urls lists 1"},
        {with("start_block: -1"), "start_block must be a whole number"},
        {with("blocks_per_call_max: 0"), "must be a whole number from 1 to 1000"},
        {with("batch_max: 1001"), "batch_max must be a whole number from 1 to 1000"},
        {with("poa: maybe"), "poa must be true or false"},
        {with("internal_transfers: some"), "must be one of auto, balances, traces, off"},
        {with("tokens: {}"), "tokens must be a list"},
        {with("tokens: [{symbol: A, decimals: 6}]"), "tokens[0].address is missing"},
        {with("tokens: [{symbol: A, address: \"0x1\", decimals: 6}]"), "must be an address"},
        {with("tokens: [{symbol: A, address: \"0x55d398326f99059ff775485246999027B3197955\", "
              "decimals: 6}]"),
         "EIP-55 checksum"},
        {with("tokens: [{symbol: 0xA, address: \"0x55d398326f99059fF775485246999027B3197955\"}]"),
         "tokens[0].symbol must be a symbol"},
        {with("tokens: [" + kUsdt + ", " + kUsdt + "]"), "tokens[1] has the symbol of an earlier"},
        {with("tokens: [" + kUsdt +
              ", {symbol: B, address: \"0x55d398326f99059ff775485246999027b3197955\", decimals: "
              "6}]"),
         "tokens[1] has the address of an earlier token, 'USDT'"},
        {with("native: {symbol: usdt}, tokens: [" + kUsdt + "]"), "of the chain's native currency"},
        {with("") + "  - {name: BSC, chain_id: 1, rpc_url: \"http://a\", confirmations: 1}",
         "ctrip.yaml:4: chains[1] has the name 'BSC' of an earlier chain"},
        {with("") + "  - {name: b, chain_id: 56, rpc_url: \"http://a\", confirmations: 1}",
         "ctrip.yaml:4: chains[1] has the chain_id 56 of chain 'bsc'"},
    };
    for (const auto& [yaml, expected] : cases) {
        DYNAMIC_SECTION(yaml)
        {
            CHECK_THAT(parse_error(yaml), Catch::Contains(expected));
        }
    }
}

TEST_CASE("confirmations that make no sense are refused", "[config][chain_reader]")
{
    const struct
    {
        const char* text;
        const char* expected;
    } cases[]{
        {"0", "must be a whole number from 1 to 100000"},
        {"100001", "must be a whole number from 1 to 100000"},
        {"[3]", "must be a single value"},
        {"{}", "must have a depth for \"0\""},
        {"{\"1\": 3}", "must have a depth for \"0\""},
        {"{\"0\": 0}", "must be a whole number from 1"},
        {"{\"-1\": 3}", "must stand at an amount"},
        {"{\"0\": 3, \"1e3\": 4}", "must stand at an amount"},
        {"{\"0\": 3, \"10\": 2}", "requires fewer blocks for '10'"},
        {"{\"0\": 3, \"1\": 4, \"1.0\": 4}", "has two depths"},
    };
    for (const auto& [text, expected] : cases) {
        DYNAMIC_SECTION(text)
        {
            CHECK_THAT(parse_error(only("name: a, chain_id: 1, rpc_url: \"http://a\", "
                                        "confirmations: " +
                                        std::string{text})),
                       Catch::Contains(expected));
        }
    }
}
