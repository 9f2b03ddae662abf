// SPDX-License-Identifier: MIT
#include "config/config.hpp"
#include "config/load.hpp"
#include "parsing.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;

namespace {

const config::Chain kChain = [] {
    config::Chain chain;
    chain.name = "bsc";
    chain.native = {.symbol = "BNB", .decimals = 18};
    const auto address = [](std::uint8_t byte) {
        evm::Address made;
        made.bytes.fill(byte);
        return made;
    };
    chain.tokens = {
        {"USDT", address(0x11), 18}, {"Abc", address(0x22), 6}, {"aBC", address(0x33), 6}};
    return chain;
}();

std::string token_error(const std::string& name)
{
    const auto [message, kind] =
        test::error_of([&] { static_cast<void>(config::find_token(kChain, name)); });
    return kind == ErrorKind::request ? message : "not a request error: " + message;
}

} // namespace

TEST_CASE("a chain is found by its name, or the nearest is named", "[config][config]")
{
    config::Config config;
    config.chains = {kChain, kChain};
    config.chains[1].name = "polygon";
    CHECK(&config::find_chain(config, "polygon") == &config.chains[1]);
    const auto error_of = [&](const std::string& name) {
        return test::error_of([&] { static_cast<void>(config::find_chain(config, name)); });
    };
    CHECK(error_of("bcs").first ==
          "unknown chain 'bcs'; did you mean 'bsc'? configured: bsc, polygon");
    CHECK(error_of("ethereum").first == "unknown chain 'ethereum'; configured: bsc, polygon");
    CHECK((error_of("").second == ErrorKind::request));
}

TEST_CASE("a token is found by symbol or address", "[config][config]")
{
    CHECK(config::find_token(kChain, "USDT").symbol == "USDT");
    CHECK(config::find_token(kChain, "usdt").symbol == "USDT");
    CHECK(config::find_token(kChain, "aBC").symbol == "aBC");
    CHECK(config::find_token(kChain, "0x2222222222222222222222222222222222222222").symbol == "Abc");
    CHECK(token_error("abc") == "unknown token 'abc' on chain 'bsc'; did you mean 'Abc'? "
                                "configured: USDT, Abc, aBC");
    CHECK_THAT(token_error("USDC"), Catch::Contains("did you mean 'USDT'?"));
    CHECK_THAT(token_error("0x4444444444444444444444444444444444444444"),
               Catch::Contains("unknown token"));
    CHECK_THAT(token_error("bnb"), Catch::Contains("is the native currency"));
    config::Chain bare = kChain;
    bare.tokens.clear();
    const auto [message, kind] =
        test::error_of([&] { static_cast<void>(config::find_token(bare, "USDT")); });
    CHECK(message == "unknown token 'USDT' on chain 'bsc'; configured: none");
}

TEST_CASE("network file systems are known by their numbers", "[config][load]")
{
    CHECK(config::network_file_system_name(0x6969) == "NFS");
    CHECK(config::network_file_system_name(0xff534d42) == "CIFS");
    CHECK(config::network_file_system_name(0xfe534d42) == "SMB2");
    CHECK(config::network_file_system_name(0x65735546) == "FUSE");
    CHECK_FALSE(config::network_file_system_name(0xef53).has_value());     // ext4
    CHECK_FALSE(config::network_file_system_name(0x01021994).has_value()); // tmpfs
}

TEST_CASE("who takes a configuration from the working folder", "[config]")
{
    using config::SystemFile;
    const auto is_taken = [](uid_t user, SystemFile system) {
        return !config::why_not_from_here(user, system).has_value();
    };
    CHECK(is_taken(1, SystemFile::absent));
    CHECK(is_taken(1, SystemFile::development));
    CHECK_FALSE(is_taken(1, SystemFile::production));
    CHECK_FALSE(is_taken(0, SystemFile::absent));
    CHECK_FALSE(is_taken(0, SystemFile::development));
    CHECK_FALSE(is_taken(0, SystemFile::production));
}
