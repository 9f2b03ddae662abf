// SPDX-License-Identifier: MIT
#include "rpc/parse/block.hpp"
#include "rpc/parse/fees.hpp"
#include "rpc/parse/logs.hpp"
#include "rpc/parse/receipt.hpp"
#include "rpc/parse/simulation.hpp"
#include "rpc/parse/text.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <string>

using namespace ctrip;

namespace {

const std::string kHash = "0x" + std::string(64, '1');
const std::string kParent = "0x" + std::string(64, '2');
const std::string kOurs = "0x" + std::string(40, 'a');

std::string header_text(const std::string& more = R"("timestamp":"0x64")")
{
    return fmt::format(R"({{"extraData":"0x00","number":"0x10","parentHash":"{}","hash":"{}",{}}})",
                       kParent, kHash, more);
}

std::string reply(const std::string& result)
{
    return R"({"result":)" + result + R"(,"id":0,"jsonrpc":"2.0"})";
}

rpc::BlockHeader read_header(const std::string& text)
{
    rpc::JsonParser parser;
    std::string body = reply(text);
    return *rpc::parse_headers(parser, body, 1).at(0).result;
}

std::vector<rpc::Candidate> read_transaction(const std::string& transaction)
{
    rpc::JsonParser parser;
    std::string body =
        reply(header_text(R"("transactions":[)" + transaction + R"(],"timestamp":"0x64")"));
    const auto ours = *evm::Address::parse_unchecked(kOurs);
    return rpc::parse_blocks(
               parser, body, 1,
               {.tokens = {}, .may_be_ours = [&](const evm::Address& one) { return one == ours; }})
        .at(0)
        .result->transfers;
}

std::string nested(const std::string& open, std::size_t times, const std::string& close)
{
    std::string text;
    for (std::size_t i = 0; i < times; ++i) {
        text += open;
    }
    text += "1";
    for (std::size_t i = 0; i < times; ++i) {
        text += close;
    }
    return text;
}

} // namespace

TEST_CASE("a header needs its four fields and no others, whatever these are", "[rpc][parse]")
{
    const auto header = read_header(header_text());
    CHECK(header.number == 16);
    CHECK(header.hash.to_hex() == kHash);
    CHECK(header.parent_hash.to_hex() == kParent);
    CHECK(header.timestamp_s == 100);
    CHECK_FALSE(header.base_fee.has_value());
    CHECK(read_header(header_text(R"("timestamp":"0x1","baseFeePerGas":"0x7")")).base_fee ==
          evm::Amount{7});
    CHECK_FALSE(
        read_header(header_text(R"("timestamp":"0x1","baseFeePerGas":null)")).base_fee.has_value());
    CHECK_FALSE(
        read_header(header_text(R"("timestamp":"0x1","baseFeePerGas":"7")")).base_fee.has_value());
    CHECK(read_header(
              header_text(R"("timestamp":"0x64","gasLimit":30000000,"gasUsed":"0x","uncles":null,)"
                          R"("sha3Uncles":7,"mixHash":{},"size":"","nonce":null,"withdrawals":7,)"
                          R"("transactionsRoot":"0x","receiptsRoot":null,"difficulty":"-")"))
              .number == 16);
    CHECK(read_header(header_text(R"("timestamp":"0x7fffffffffffffff")")).timestamp_s ==
          0x7fffffffffffffff);
    for (const char* more :
         {R"("x":1)", R"("timestamp":"100")", R"("timestamp":100)", R"("timestamp":null)",
          R"("timestamp":"0x8000000000000000")", R"("timestamp":"0x")",
          R"("timestamp":"0x1","hash":"0x12")", R"("timestamp":"0x1","parentHash":null)",
          R"("timestamp":"0x1","number":null)",
          R"("timestamp":"0x1","number":"0x4000000000000001")"}) {
        INFO(more);
        CHECK_THROWS_AS(read_header(header_text(more)), rpc::BadReply);
    }
}

TEST_CASE("of a transaction the recipient decides, wherever its keys stand", "[rpc][parse]")
{
    const std::string rest = fmt::format(
        R"("value":"0x5","hash":"{}","from":"{}","transactionIndex":"0x3")", kHash, kOurs);
    const std::string to = R"("to":")" + kOurs + "\"";
    for (const std::string& text :
         {"{" + to + "," + rest + "}", "{" + rest + "," + to + "}",
          "{" + rest + R"(,"accessList":[{"to":"x"},[]],"input":"\"to\":",)" + to + "}"}) {
        INFO(text);
        const auto found = read_transaction(text);
        REQUIRE(found.size() == 1);
        CHECK(found[0].transfer.amount == evm::Amount{5});
        CHECK(found[0].transfer.tx_hash.to_hex() == kHash);
        CHECK(found[0].transfer.block_number == 16);
        CHECK(found[0].transfer.block_time_s == 100);
        CHECK(found[0].tx_index == 3);
    }
    const std::string others = "0x" + std::string(40, 'b');
    CHECK(read_transaction(R"({"to":null})").empty());
    CHECK(read_transaction(R"({"to":")" + others + R"("},{"to":null},{"to":")" + others + R"("})")
              .empty());
    std::string zero = "{" + to + "," + rest + "}";
    zero.replace(zero.find("0x5"), 3, "0x0");
    CHECK(read_transaction(zero).empty());
    for (const std::string& nobody :
         {std::string{R"({"hash":"0x1"})"}, std::string{R"({"to":""})"},
          std::string{R"({"to":"0x"})"}, std::string{R"({"to":"0x12"})"},
          std::string{R"({"to":7})"}, R"({"to":")" + others + "0\"}",
          R"({"to":"0X)" + others.substr(2) + "\"}", "{" + to + "}", "{" + to + R"(,"value":5})",
          "{" + to + R"(,"value":"5"})", "{" + to + R"(,"value":null})"}) {
        INFO(nobody);
        CHECK(read_transaction(nobody).empty());
        CHECK(read_transaction(nobody + ",{" + to + "," + rest + "}").size() == 1);
    }
    CHECK_THROWS_AS(read_transaction("{" + to + R"(,"value":"0x5"})"), rpc::BadReply);
    std::string upper = "{" + to + "," + rest + "}";
    upper.replace(upper.find(kOurs), kOurs.size(), "0X" + std::string(40, 'A'));
    CHECK(read_transaction(upper).size() == 1);
    const auto bare =
        read_transaction("{" + to + R"(,"value":"0x5","hash":")" + kHash + R"(","v":null,"r":7})");
    REQUIRE(bare.size() == 1);
    CHECK(bare[0].tx_index == 0);
    CHECK(bare[0].transfer.from == evm::Address{});
}

TEST_CASE("a batch is put into the order of its ids, with null and errors in place", "[rpc][parse]")
{
    rpc::JsonParser parser;
    std::string body =
        R"( [{"id":2,"result":"0xc"},{"error":{"code":-5,"message":"m"},"id":1},{"result":null,"id":3},{"id":0,"result":"0xa","error":null}])";
    const auto answers = rpc::parse_strings(parser, body, 4);
    CHECK(answers[0].result == "0xa");
    CHECK(answers[1].error->code == -5);
    CHECK(answers[1].error->message == "m");
    CHECK(answers[2].result == "0xc");
    CHECK_FALSE(answers[3].result.has_value());
    CHECK_FALSE(answers[3].error.has_value());
    body = R"({"id":null,"error":{"code":-32600,"message":"batch too large"}})";
    const auto all = rpc::parse_strings(parser, body, 3);
    CHECK(all[2].error->message == "batch too large");
}

TEST_CASE("malformed replies are refused, cut off at any byte", "[rpc][parse]")
{
    rpc::JsonParser parser;
    const std::string good = "[" + reply(header_text()) + "]";
    for (std::size_t size = 0; size < good.size(); ++size) {
        INFO(size);
        std::string body = good.substr(0, size);
        CHECK_THROWS_AS(rpc::parse_headers(parser, body, 1), rpc::BadReply);
    }
    for (const char* text : {"",
                             " ",
                             "<html>",
                             "null",
                             "17",
                             "\"x\"",
                             "{}",
                             "[]",
                             "[17]",
                             "[[]]",
                             R"([{"id":0}])",
                             R"([{"id":1,"result":"0x1"}])",
                             R"([{"id":-1,"result":"0x1"}])",
                             R"([{"id":"0x0","result":"0x1"}])",
                             R"([{"id":"1","result":"0x1"}])",
                             R"([{"id":0,"result":"0x1"},{"id":0,"result":"0x1"}])",
                             R"([{"result":"0x1"}])",
                             R"([{"id":0,"result":{}}])",
                             R"([{"id":0,"result":["0x1"]}])",
                             R"([{"id":0,"error":7}])",
                             R"({"id":0,"result":"0x1"} x)",
                             R"({"id":0,"result":"0x1"},{})"}) {
        INFO(text);
        std::string body = text;
        CHECK_THROWS_AS(rpc::parse_strings(parser, body, 1), rpc::BadReply);
    }
    std::string fine = R"({"id":0,"result":"0x1"} )";
    CHECK(rpc::parse_strings(parser, fine, 1)[0].result == "0x1");
    fine = R"([{"id":"0","result":"0x1"}])"; // Some nodes return ids as text.
    CHECK(rpc::parse_strings(parser, fine, 1)[0].result == "0x1");
}

TEST_CASE("a receipt's Transfer events are decoded, others are not", "[rpc][parse]")
{
    const std::string topic = "0x" + std::string(24, '0') + kOurs.substr(2);
    const std::string transfer =
        "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
    const auto log = [&](const std::string& topics, const std::string& data) {
        return fmt::format(
            R"({{"address":"{}","topics":[{}],"data":"{}","blockNumber":"0x10","blockHash":"{}","transactionHash":"{}",)"
            R"("transactionIndex":"0x0","logIndex":"0x9","removed":false}})",
            kOurs, topics, data, kHash, kParent);
    };
    const std::string three = fmt::format(R"("{}","{}","{}")", transfer, topic, topic);
    const std::string word = "0x" + std::string(63, '0') + "5";
    const std::string logs = log(three, word) + "," + log(three + ",\"" + kHash + "\"", "0x") +
                             "," + log("", "0x1234") + "," + log("\"" + kHash + "\"", word);
    const auto text = [&](const std::string& status) {
        return reply(fmt::format(
            R"({{"transactionHash":"{}","blockNumber":"0x10","blockHash":"{}","status":"{}","gasUsed":"0x5208",)"
            R"("effectiveGasPrice":"0x7","logs":[{}]}})",
            kParent, kHash, status, logs));
    };
    rpc::JsonParser parser;
    std::string body = text("0x1");
    const rpc::Receipt receipt = *rpc::parse_receipts(parser, body, 1)[0].result;
    CHECK(receipt.succeeded);
    CHECK(receipt.gas_used == 21'000);
    CHECK(receipt.effective_gas_price == evm::Amount{7});
    REQUIRE(receipt.token_transfers.size() == 1);
    CHECK(receipt.token_transfers[0].amount == evm::Amount{5});
    CHECK(receipt.token_transfers[0].log_index == 9);
    body = text("0x0");
    CHECK_FALSE(rpc::parse_receipts(parser, body, 1)[0].result->succeeded);
    CHECK(receipt.missing.empty());
    for (const char* status : {"0x2", "", "0x", "ok"}) {
        INFO(status);
        body = text(status);
        const auto odd = rpc::parse_receipts(parser, body, 1)[0].result;
        CHECK(odd->missing == "status");
        CHECK_FALSE(odd->succeeded);
    }
}

TEST_CASE("a batch that was refused as a whole is refused in each of its calls", "[rpc][parse]")
{
    const std::string error = R"("error":{"code":-32600,"message":"batch too large"})";
    for (const std::string& body : {R"({"jsonrpc":"2.0","id":null,)" + error + "}",
                                    R"({"jsonrpc":"2.0","id":1,)" + error + "}",
                                    R"([{"jsonrpc":"2.0","id":0,)" + error + "}]"}) {
        INFO(body);
        rpc::JsonParser parser;
        std::string text = body;
        const auto answers = rpc::parse_strings(parser, text, 3);
        REQUIRE(answers.size() == 3);
        for (const auto& answer : answers) {
            REQUIRE(answer.error.has_value());
            CHECK(answer.error->of_request);
            CHECK(answer.error->message == "batch too large");
        }
    }
    rpc::JsonParser parser;
    std::string one_result = R"([{"jsonrpc":"2.0","id":0,"result":"0x1"}])";
    CHECK_THROWS_AS(rpc::parse_strings(parser, one_result, 3), rpc::BadReply);
}

TEST_CASE("of a call with a result and an error, the error counts", "[rpc][parse]")
{
    const std::string result = R"("result":"0x1")";
    const std::string error = R"("error":{"code":-32000,"message":"no"})";
    for (const std::string& both : {result + "," + error, error + "," + result}) {
        INFO(both);
        rpc::JsonParser parser;
        std::string body = R"({"id":0,)" + both + "}";
        const auto answer = rpc::parse_strings(parser, body, 1).at(0);
        CHECK_FALSE(answer.result);
        REQUIRE(answer.error);
        CHECK(answer.error->message == "no");
    }
}

TEST_CASE("how long a node wants to be left alone is read where it says so", "[rpc][parse]")
{
    const struct
    {
        std::string data;
        std::optional<std::int64_t> seconds;
    } cases[]{
        {R"({"rate":{"allowed_rps":1,"backoff_seconds":30,"current_rps":1.3},"see":"x"})", 30},
        {R"({"rate":{"backoff_seconds":0}})", std::nullopt},
        {R"({"rate":{"backoff_seconds":-1}})", std::nullopt},
        {R"({"rate":{"backoff_seconds":1.5}})", std::nullopt},
        {R"({"rate":[],"from":"0x1"})", std::nullopt},
        {R"("0x")", std::nullopt},
        {"null", std::nullopt},
        {nested(R"({"rate":)", 100'000, "}"), std::nullopt}, // Nor does it cost a stack.
    };
    for (const auto& one : cases) {
        INFO(one.data.substr(0, 100));
        rpc::JsonParser parser;
        std::string body = R"({"id":0,"error":{"data":)" + one.data +
                           R"(,"code":-32005,"message":"rate"},"jsonrpc":"2.0"})";
        CHECK(rpc::parse_strings(parser, body, 1).at(0).error->backoff_s == one.seconds);
    }
}

TEST_CASE("a header's bloom is read where it is asked for", "[rpc][parse]")
{
    rpc::JsonParser parser;
    const std::string bloom =
        R"("timestamp":"0x64","transactions":[""],"logsBloom":"0x)" + std::string(510, '0');
    std::string with = reply(header_text(bloom + R"(01")"));
    const auto read = rpc::parse_blooms(parser, with, 1).at(0).result;
    REQUIRE(read->bloom.has_value());
    CHECK_FALSE(read->bloom->is_empty());
    CHECK(read->header.number == 16);
    std::string empty = reply(header_text(bloom + R"(01","transactions":[])"));
    CHECK(rpc::parse_blooms(parser, empty, 1).at(0).result->is_empty);
    std::string one = reply(header_text(bloom + R"(01","transactions":["0x1"])"));
    CHECK_FALSE(rpc::parse_blooms(parser, one, 1).at(0).result->is_empty);
    std::string without = reply(header_text());
    CHECK_FALSE(rpc::parse_blooms(parser, without, 1).at(0).result->is_empty);
    CHECK_FALSE(rpc::parse_blooms(parser, without, 1).at(0).result->bloom.has_value());
    for (const std::string& odd :
         {bloom + "\"", std::string{R"("timestamp":"0x64","logsBloom":null)"},
          std::string{R"("timestamp":"0x64","logsBloom":"0x")"},
          std::string{R"("timestamp":"0x64","logsBloom":"0x0")"},
          std::string{R"("timestamp":"0x64","logsBloom":7)"}}) {
        INFO(odd);
        std::string text = reply(header_text(odd));
        CHECK_FALSE(rpc::parse_blooms(parser, text, 1).at(0).result->bloom.has_value());
    }
    std::string ones =
        reply(header_text(R"("timestamp":"0x64","logsBloom":"0x)" + std::string(512, 'f') + "\""));
    CHECK(rpc::parse_blooms(parser, ones, 1).at(0).result->bloom->is_full());
}

TEST_CASE("the logs of all receipts of a block are one answer", "[rpc][parse]")
{
    const std::string token = "0x" + std::string(40, '3');
    const std::string topic = "0x" + std::string(24, '0');
    const std::string log = fmt::format(
        R"({{"address":"{}","topics":["{}","{}{}","{}{}"],"data":"0x{:064x}","blockNumber":"0x10",)"
        R"("blockHash":"{}","transactionHash":"{}","transactionIndex":"0x0","logIndex":"0x2"}})",
        token, rpc::kTransferTopic, topic, kOurs.substr(2), topic, kOurs.substr(2), 5, kHash,
        kParent);
    std::string body = reply(R"([{"logs":[],"status":"0x1"},{"status":"0x1","logs":[)" + log + "," +
                             log + R"(]}])");
    rpc::JsonParser parser;
    const auto answer =
        rpc::parse_block_receipts(
            parser, body, 1, {.tokens = {*evm::Address::parse_unchecked(token)}, .may_be_ours = {}})
            .at(0);
    CHECK(answer.result->logs == 2);
    REQUIRE(answer.result->transfers.size() == 2);
    CHECK(answer.result->transfers[0].transfer.amount == evm::Amount{5});
    CHECK(answer.result->transfers[1].transfer.log_index == 2);
}

namespace {

std::string log_text(const std::string& topics, const std::string& data,
                     const std::string& more = "")
{
    return fmt::format(R"({{"address":"{}","topics":[{}],"data":"0x{:0>64}","blockNumber":"0x10",)"
                       R"("blockHash":"{}","transactionHash":"{}","transactionIndex":"0x0",)"
                       R"("logIndex":"0x5"{}}})",
                       kOurs, topics, data, kHash, kParent, more);
}

const std::string kSwept =
    R"("0x1ed033bc10f1dd641f4df398853976d2b76ee062cce863301929fe8ee8336faa")";
const std::string kMoved =
    R"("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")";

std::string topic(char digit)
{
    return R"(,"0x)" + std::string(24, '0') + std::string(40, digit) + R"(")";
}

} // namespace

TEST_CASE("what logs say that their owners sent is read, and what was undone is not",
          "[rpc][parse]")
{
    rpc::JsonParser parser;
    std::string body =
        reply("[" + log_text(kMoved + topic('b') + topic('c'), "7") + "," + log_text(kSwept, "9") +
              "," + log_text(kSwept, "8", R"(,"removed":true)") + "," +
              log_text(kMoved + topic('b') + topic('c'), "5", R"(,"removed":true)") + "," +
              log_text(kSwept + topic('b'), "6") + "]");
    const auto answers = rpc::parse_sent_logs(parser, body, 1);
    REQUIRE(answers[0].result);
    const auto& sent = answers[0].result->transfers;
    REQUIRE(sent.size() == 2);
    CHECK(sent[0].amount == evm::Amount{7});
    CHECK(sent[0].token->to_hex() == kOurs);
    CHECK(sent[0].from.to_hex() == "0x" + std::string(40, 'b'));
    CHECK_FALSE(sent[1].token);
    CHECK(sent[1].from.to_hex() == kOurs);
    CHECK(sent[1].amount == evm::Amount{9});
    CHECK(sent[1].log_index == 5);
    CHECK(sent[1].block_number == 16);
    std::string header = reply(header_text());
    CHECK(rpc::parse_sent_logs(parser, header, 1).at(0).result->header);
    // Without its place it can't be told from another.
    std::string placeless = reply(R"([{"address":")" + kOurs + R"(","topics":[)" + kSwept +
                                  R"(],"data":"0x)" + std::string(64, '1') + R"("}])");
    CHECK_THROWS_AS(rpc::parse_sent_logs(parser, placeless, 1), rpc::BadReply);
}

TEST_CASE("a receipt tells native sweeps, and what an OP-stack chain took for the data",
          "[rpc][parse]")
{
    rpc::JsonParser parser;
    const auto receipt = [&](const std::string& more) {
        std::string body = reply(fmt::format(
            R"({{"transactionHash":"{}","blockHash":"{}","blockNumber":"0x10","status":"0x1",)"
            R"("gasUsed":"0xa","effectiveGasPrice":"0x3","logs":[{}]{}}})",
            kParent, kHash, log_text(kSwept, "9"), more));
        return *rpc::parse_receipts(parser, body, 1).at(0).result;
    };
    const rpc::Receipt plain = receipt("");
    REQUIRE(plain.native_sweeps.size() == 1);
    CHECK(plain.native_sweeps[0].from.to_hex() == kOurs);
    CHECK(plain.native_sweeps[0].amount == evm::Amount{9});
    CHECK(plain.fee() == evm::Amount{30});
    CHECK(receipt(R"(,"l1Fee":"0x7")").fee() == evm::Amount{37});
    CHECK(receipt(R"(,"l1Fee":null)").fee() == evm::Amount{30});
    CHECK(receipt(R"(,"l1Fee":"seven")").fee() == evm::Amount{30});
}

TEST_CASE("fees of the past are those of the oldest block that is told of", "[rpc][parse]")
{
    rpc::JsonParser parser;
    const auto fee = [&](const std::string& text) {
        std::string body = reply(text);
        return *rpc::parse_fee_histories(parser, body, 1).at(0).result;
    };
    const rpc::PastFee both = fee(
        R"({"oldestBlock":"0x5","baseFeePerGas":["0x7","0x9"],"gasUsedRatio":[0.5],"reward":[["0x2"]]})");
    CHECK(both.block == 5);
    CHECK(both.base_fee == evm::Amount{7});
    CHECK(both.priority_fee == evm::Amount{2});
    CHECK_FALSE(fee(R"({"oldestBlock":"0x5","baseFeePerGas":["0x7"],"reward":null})").priority_fee);
    CHECK_THROWS_AS(fee(R"({"oldestBlock":"0x5","baseFeePerGas":[]})"), rpc::BadReply);
    CHECK_THROWS_AS(fee(R"({"baseFeePerGas":["0x7"]})"), rpc::BadReply);
}

TEST_CASE("simulated calls tell what they moved, and in whose words they failed", "[rpc][parse]")
{
    rpc::JsonParser parser;
    std::string body = reply(
        R"([{"number":"0x11","calls":[{"returnData":"0x","gasUsed":"0x5208","status":"0x1","logs":[)" +
        log_text(kMoved + topic('b') + topic('c'), "7") +
        R"(]},{"returnData":"0x","gasUsed":"0x1","status":"0x0","error":{"code":3,"message":"no"}}]}])");
    const auto answers = rpc::parse_simulations(parser, body, 1);
    REQUIRE(answers[0].result);
    const auto& calls = *answers[0].result;
    REQUIRE(calls.size() == 2);
    CHECK(calls[0].succeeded);
    CHECK(calls[0].gas_used == 21'000);
    REQUIRE(calls[0].token_transfers.size() == 1);
    CHECK(calls[0].token_transfers[0].amount == evm::Amount{7});
    CHECK_FALSE(calls[1].succeeded);
    CHECK(calls[1].error == "no");
    std::string without = reply(R"([{"calls":[{"gasUsed":"0x1"}]}])");
    CHECK_THROWS_AS(rpc::parse_simulations(parser, without, 1), rpc::BadReply);
}
