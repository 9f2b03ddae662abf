// SPDX-License-Identifier: MIT
#include "base/clock.hpp"
#include "base/error.hpp"
#include "evm/digest.hpp"
#include "integration/anvil.hpp"
#include "integration/fake_node.hpp"
#include "paths.hpp"
#include "rpc/client/json_rpc_chain_client.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <array>
#include <fstream>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

using namespace ctrip;
using nlohmann::json;

namespace {

const base::SystemClock kClock;
const base::Log kLog{{.level = base::LogLevel::error}, kClock};

const std::string kPayer = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
constexpr std::size_t kMany = 1'203; // More than one call of each way.

/// A node in front of a real one, which refuses some calls and counts all.
class Proxy
{
public:
    using Refuses = std::function<bool(const std::string& method, const json& params)>;

    Proxy(const test::Anvil& anvil, Refuses refuses)
        : m_anvil(anvil), m_refuses(std::move(refuses)),
          m_node([this](const std::string&, const std::string& body) { return answer(body); })
    {
    }

    [[nodiscard]] std::string url() const { return m_node.url(); }
    [[nodiscard]] int calls(const std::string& method)
    {
        const std::lock_guard lock{m_mutex};
        return m_calls[method];
    }

private:
    test::FakeReply answer(const std::string& body)
    {
        const std::lock_guard lock{m_mutex}; // One connection to the node behind.
        json calls = json::parse(body);
        const bool batch = calls.is_array();
        json replies = json::array();
        for (const json& call : batch ? calls : json::array({calls})) {
            const std::string method = call["method"];
            ++m_calls[method];
            json reply{{"jsonrpc", "2.0"}, {"id", call["id"]}};
            if (m_refuses(method, call["params"])) {
                reply["error"] = {{"code", -32601}, {"message", "method not found"}};
            } else {
                reply["result"] = m_anvil.rpc(method, call["params"]);
            }
            replies.push_back(reply);
        }
        return {.body = (batch ? replies : replies[0]).dump()};
    }

    const test::Anvil& m_anvil;
    Refuses m_refuses;
    std::mutex m_mutex;
    std::map<std::string, int> m_calls;
    test::FakeNode m_node;
};

bool has_override(const std::string& method, const json& params)
{
    return method == "eth_call" && params.size() > 2;
}

rpc::JsonRpcOptions options_for(const std::string& url)
{
    return {.chain = "anvil", .chain_id = 31337, .rpc_urls = {url}};
}

std::vector<evm::Address> many_addresses()
{
    std::vector<evm::Address> addresses(kMany);
    for (std::size_t i = 0; i < kMany; ++i) {
        addresses[i].bytes[0] = 0x77;
        addresses[i].bytes[18] = static_cast<std::uint8_t>(i >> 8U);
        addresses[i].bytes[19] = static_cast<std::uint8_t>(i);
    }
    return addresses;
}

/// Every hundredth has money.
std::vector<evm::Amount> fund(const test::Anvil& anvil, const std::vector<evm::Address>& addresses)
{
    std::vector<evm::Amount> balances(addresses.size());
    for (std::size_t i = 0; i < addresses.size(); i += 100) {
        balances[i] = evm::Amount{i + 1};
        anvil.rpc("anvil_setBalance", {addresses[i].to_hex(), balances[i].to_quantity()});
    }
    anvil.rpc("anvil_mine", {"0x1"});
    return balances;
}

std::string runtime_of(const test::Anvil& anvil)
{
    std::ifstream file{std::string{test::paths().contracts} + "/MulticallLike.json"};
    REQUIRE(file);
    const json artifact = json::parse(file);
    return anvil.rpc("eth_call", {{{"from", kPayer}, {"data", artifact["bytecode"]}}, "latest"});
}

} // namespace

TEST_CASE("many balances are told by each way, and by the next where one is refused",
          "[rpc][anvil][balances]")
{
    const test::Anvil anvil;
    const std::vector<evm::Address> addresses = many_addresses();
    const std::vector<evm::Amount> expected = fund(anvil, addresses);
    const std::string code = runtime_of(anvil);
    anvil.rpc("anvil_setCode", {rpc::kMulticall3.to_hex(), code});
    const base::Bytes bytes = *base::from_hex_0x(code);
    const std::string digest =
        evm::digest_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    const evm::Word hash = evm::TxHash::parse("0x" + digest)->bytes;

    struct Case
    {
        const char* what;
        Proxy::Refuses refuses;
        evm::Word hash;
        int calls_max; ///< Of eth_getBalance, those of the trial included.
    };
    const std::array cases{
        Case{"override", [](const auto&, const auto&) { return false; }, rpc::kMulticall3CodeHash,
             4},
        Case{"multicall", has_override, hash, 8},
        // It answers as it should, and is not the one that is trusted.
        Case{"batch", has_override, rpc::kMulticall3CodeHash, 4 + static_cast<int>(kMany)},
    };
    for (const Case& one : cases) {
        DYNAMIC_SECTION(one.what)
        {
            Proxy proxy{anvil, one.refuses};
            rpc::JsonRpcOptions options = options_for(proxy.url());
            options.multicall_code_hash = one.hash;
            rpc::JsonRpcChainClient client{options, kLog};
            const rpc::BlockHeader head = client.head();
            for (int i = 0; i < 2; ++i) { // The second time it is known how.
                CHECK(client.balances_at({head.number, head.hash}, addresses) == expected);
                CHECK(client.balances(addresses, head.number) == expected);
            }
            if (one.calls_max < static_cast<int>(kMany)) {
                CHECK(proxy.calls("eth_getBalance") <= one.calls_max);
            }
        }
    }
}

TEST_CASE("balances of another block than is meant are not taken", "[rpc][anvil][balances]")
{
    const test::Anvil anvil;
    anvil.rpc("anvil_mine", {"0x2"});
    rpc::JsonRpcChainClient client{options_for(anvil.url()), kLog};
    const std::array one{evm::Address{{0x77}}};
    CHECK(client.balances_at({2, client.header(2)->hash}, one) == std::vector<evm::Amount>{0});
    CHECK_THROWS_WITH(client.balances_at({2, client.header(1)->hash}, one),
                      Catch::Contains("shows another block 2"));
    rpc::JsonRpcChainClient other{options_for(anvil.url()), kLog};
    CHECK_THROWS_WITH(other.balances_at({3, evm::BlockHash{}}, one), Catch::Contains("no block 3"));
}

TEST_CASE("both ways of tracing tell the same of the same block", "[rpc][anvil][traces]")
{
    const test::Anvil anvil;
    // Pays 5 to 0x…99, then 7 to 0x…98, and ends with what is left going to 0x…97.
    const std::string payer = "0x00000000000000000000000000000000000000c0";
    anvil.rpc("anvil_setCode", {payer, "0x5f5f5f5f600560995af15f5f5f5f600760985af15050"
                                       "6097ff"});
    anvil.rpc("anvil_setBalance", {payer, "0x64"});
    const std::string tx =
        anvil.rpc("eth_sendTransaction",
                  {{{"from", kPayer}, {"to", payer}, {"value", "0x1"}, {"gas", "0x493e0"}}});
    const auto ours = [](const evm::Address& one) { return one.bytes[0] == 0; };
    std::vector<std::vector<std::string>> told;
    for (const char* refused : {"debug_traceBlockByNumber", "trace_block"}) {
        const Proxy proxy{
            anvil, [&](const std::string& method, const json&) { return method == refused; }};
        rpc::JsonRpcChainClient client{options_for(proxy.url()), kLog};
        const auto traced = client.internal_transfers(0, 1, ours);
        REQUIRE(traced.has_value());
        REQUIRE(traced->headers.size() == 2);
        CHECK(traced->headers[1].hash == client.header(1)->hash);
        auto& lines = told.emplace_back();
        for (const evm::Transfer& transfer : traced->transfers) {
            CHECK(transfer.tx_hash.to_hex() == tx);
            CHECK(transfer.block_hash == traced->headers[1].hash);
            CHECK(transfer.block_time_s == traced->headers[1].timestamp_s);
            lines.push_back(fmt::format("{} from {} #{}", transfer.amount.to_decimal(),
                                        transfer.from.to_hex(),
                                        transfer.log_index - evm::kInternalLogIndex));
        }
    }
    const std::vector<std::string> expected{"5 from " + payer + " #0", "7 from " + payer + " #1",
                                            "89 from " + payer + " #2"};
    CHECK(told[0] == expected);
    CHECK(told[1] == expected);

    const Proxy proxy{anvil, [](const std::string& method, const json&) {
                          return method.find("trace") != std::string::npos;
                      }};
    rpc::JsonRpcChainClient client{options_for(proxy.url()), kLog};
    CHECK_FALSE(client.internal_transfers(0, 1, ours).has_value());
}
