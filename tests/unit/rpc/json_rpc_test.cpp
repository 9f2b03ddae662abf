// SPDX-License-Identifier: MIT
#include "rpc/json_rpc.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

using namespace ctrip;
using nlohmann::json;
using rpc::SendOutcome;

TEST_CASE("one call is a lone object, several are a batch with ids from zero", "[rpc][json_rpc]")
{
    const std::vector<rpc::Call> calls{rpc::call_block(rpc::BlockTag::safe),
                                       rpc::call_block(255, rpc::Transactions::full),
                                       rpc::call_block(0, rpc::Transactions::hashes)};
    CHECK(rpc::to_body({calls.data(), 1}) ==
          R"({"jsonrpc":"2.0","id":0,"method":"eth_getBlockByNumber","params":["safe",false]})");
    const json batch = json::parse(rpc::to_body(calls));
    REQUIRE(batch.size() == 3);
    CHECK(batch[2]["id"] == 2);
    CHECK(batch[1]["params"] == json::parse(R"(["0xff",true])"));
    CHECK(batch[2]["params"] == json::parse(R"(["0x0",false])"));
}

TEST_CASE("calls carry their arguments in the form that nodes want", "[rpc][json_rpc]")
{
    evm::Address a;
    a.bytes.fill(0xab);
    const std::string text = a.to_hex();
    const std::string word = "0x" + std::string(24, '0') + text.substr(2);
    CHECK(json::parse(rpc::call_nonce(a, true).params) == json{text, "pending"});
    CHECK(json::parse(rpc::call_nonce(a, false).params) == json{text, "latest"});
    CHECK(json::parse(rpc::call_token_balance({.token = a, .owner = a}).params) ==
          json::array({{{"to", text}, {"data", "0x70a08231" + word.substr(2)}}, "latest"}));

    rpc::CallRequest request{.from = std::nullopt, .to = a, .value = {}, .data = {}};
    CHECK(json::parse(rpc::call_contract("eth_call", request).params) ==
          json::array({{{"to", text}}, "latest"}));
    request = {.from = a, .to = a, .value = 255, .data = {1, 2}};
    CHECK(json::parse(rpc::call_contract("eth_estimateGas", request).params) ==
          json::array({{{"to", text}, {"from", text}, {"value", "0xff"}, {"data", "0x0102"}}}));

    const std::vector<evm::Address> tokens{a, a};
    json filter = json::parse(rpc::call_transfer_logs(1, 16, tokens, {}).params)[0];
    CHECK(filter["fromBlock"] == "0x1");
    CHECK(filter["toBlock"] == "0x10");
    CHECK(filter["address"] == json{text, text});
    CHECK(filter["topics"].size() == 1);
    const std::vector<evm::Address> recipients(rpc::kRecipientTopicsMax, a);
    filter = json::parse(rpc::call_transfer_logs(1, 16, tokens, recipients).params)[0];
    CHECK(filter["topics"][1].is_null());
    CHECK(filter["topics"][2].size() == rpc::kRecipientTopicsMax);
    CHECK(filter["topics"][2][0] == word);
}

TEST_CASE("what nodes say of a transaction is understood, whichever node it is", "[rpc][json_rpc]")
{
    const struct
    {
        const char* words;
        SendOutcome outcome;
    } cases[]{
        {"already known", SendOutcome::already_known},
        {"transaction already imported", SendOutcome::already_known},
        {"ALREADY_EXISTS: already known", SendOutcome::already_known},
        {"Transaction with the same hash was already imported.", SendOutcome::already_known},
        {"Known transaction", SendOutcome::already_known},
        {"AlreadyKnown", SendOutcome::already_known},
        {"nonce too low", SendOutcome::nonce_too_low},
        {"nonce too low: next nonce 5, tx nonce 4", SendOutcome::nonce_too_low},
        {"Transaction nonce is too low. Try incrementing the nonce.", SendOutcome::nonce_too_low},
        {"OldNonce", SendOutcome::nonce_too_low},
        {"replacement transaction underpriced", SendOutcome::underpriced},
        {"transaction underpriced: tip needed 1, tip permitted 0", SendOutcome::underpriced},
        {"max fee per gas less than block base fee", SendOutcome::underpriced},
        {"FeeTooLow, EffectivePriorityFeePerGas too low", SendOutcome::underpriced},
        {"could not replace existing tx", SendOutcome::underpriced},
        {"insufficient funds for gas * price + value: balance 0", SendOutcome::insufficient_funds},
        {"Insufficient funds for gas * price + value", SendOutcome::insufficient_funds},
        {"Upfront cost exceeds account balance", SendOutcome::insufficient_funds},
        {"nonce too high", SendOutcome::rejected},
        {"insufficient balance for transfer", SendOutcome::insufficient_funds},
        {"lack of funds (7) for max fee (9)", SendOutcome::insufficient_funds},
        {"intrinsic gas too low: gas 21000, minimum needed 22020", SendOutcome::gas_too_low},
        {"insufficient gas for floor data cost: gas 1, minimum needed 2", SendOutcome::gas_too_low},
        {"oversized data: transaction size 131204, limit 131072", SendOutcome::too_large},
        {"invalid sender", SendOutcome::rejected},
        {"", SendOutcome::rejected},
    };
    for (const auto& [words, outcome] : cases) {
        INFO(words);
        CHECK(rpc::classify_send_error({.code = -32000, .message = words}) == outcome);
    }
}

TEST_CASE("errors of nodes are sorted by their words", "[rpc][json_rpc]")
{
    const auto error = [](std::int64_t code, const char* words) {
        return rpc::NodeError{.code = code, .message = words};
    };
    CHECK(rpc::is_rate_limit(error(429, "")));
    CHECK(rpc::is_rate_limit(error(-32005, "project ID request rate exceeded")));
    CHECK(rpc::is_rate_limit(error(-32000, "Too Many Requests")));
    CHECK_FALSE(rpc::is_rate_limit(error(-32005, "query returned more than 10000 results")));
    CHECK_FALSE(rpc::is_rate_limit(error(-32600, "Block range limit exceeded.")));
    CHECK(rpc::is_unknown_method(error(-32601, "")));
    CHECK(rpc::is_unknown_method(error(-32000, "the method x does not exist/is not available")));
    CHECK_FALSE(rpc::is_unknown_method(error(-32602, "invalid params")));
    CHECK(rpc::is_unknown_block(error(-32000, "safe block not found")));
    CHECK_FALSE(rpc::is_unknown_block(error(-32601, "method not found")));
    CHECK_FALSE(rpc::is_unknown_block(error(-32603, "internal error")));
    CHECK(rpc::is_failing_call(error(3, "")));
    CHECK(rpc::is_failing_call(error(-32000, "execution reverted: no")));
    CHECK(rpc::is_failing_call(error(-32003, "Insufficient funds for gas * price + value")));
    CHECK_FALSE(rpc::is_failing_call(error(-32603, "internal error")));
}

TEST_CASE("a node's words are one printable line of bounded length", "[rpc][json_rpc]")
{
    CHECK(rpc::to_safe_line("a\nb\x1b[31m\x7f\xc3\xa9") == "a?b?[31m???");
    CHECK(rpc::to_safe_line(std::string(400, 'x')).size() == 400);
    CHECK(rpc::to_safe_line(std::string(5'000, 'x')).size() == 400);
}

TEST_CASE("a transaction with too much gas for its chain is told from other refusals",
          "[rpc][json_rpc]")
{
    for (const char* const words :
         {"intrinsic gas too high -- tx.gas_limit > env.cfg.tx_gas_limit_cap",
          "transaction gas limit too high (cap: 16777216, tx: 20000000)",
          "exceeds block gas limit"}) {
        INFO(words);
        CHECK(rpc::classify_send_error({.code = -32000, .message = words}) ==
              rpc::SendOutcome::gas_above_cap);
    }
    CHECK(rpc::classify_send_error({.code = -32000, .message = "intrinsic gas too low"}) ==
          rpc::SendOutcome::gas_too_low);
}

TEST_CASE("a call with authorizations names them as a transaction of type 4 has them",
          "[rpc][json_rpc]")
{
    rpc::CallRequest request{.from = std::nullopt, .to = {}, .value = {}, .data = {}};
    request.gas = 255;
    evm::SignedAuthorization signed_one{
        .authorization = {.chain_id = 31'337, .address = {}, .nonce = 1}, .signature = {}};
    signed_one.signature.r[31] = 0x0a; // Leading zeros are left out.
    signed_one.signature.s[0] = 0x01;
    signed_one.signature.y_parity = 1;
    request.authorizations.push_back(signed_one);
    const std::string params = rpc::call_contract("eth_call", request).params;
    CHECK(params.find(R"("gas":"0xff")") != std::string::npos);
    CHECK(params.find(R"("authorizationList":[{"chainId":"0x7a69","address":)"
                      R"("0x0000000000000000000000000000000000000000","nonce":"0x1",)"
                      R"("yParity":"0x1","r":"0xa","s":"0x1000000)") != std::string::npos);
}
