// SPDX-License-Identifier: MIT
// Replies that lack what is not needed, or have it in another form.
#include "rpc/parse/block.hpp"
#include "rpc/parse/receipt.hpp"
#include "rpc/parse/text.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <string>

using namespace ctrip;

namespace {

const std::string kOddHash = "0x" + std::string(64, '1');
const std::string kOddParent = "0x" + std::string(64, '2');

std::string odd_header(const std::string& more)
{
    return fmt::format(R"({{"number":"0x10","parentHash":"{}","hash":"{}",{}}})", kOddParent,
                       kOddHash, more);
}

std::string odd_reply(const std::string& result)
{
    return R"({"result":)" + result + R"(,"id":0,"jsonrpc":"2.0"})";
}

} // namespace

TEST_CASE("hexadecimal digits and their prefix may be in upper case", "[rpc][parse]")
{
    const std::string digits(64, 'A');
    rpc::JsonParser parser;
    std::string body = odd_reply(
        fmt::format(R"({{"number":"0X1A","parentHash":"0X{}","hash":"0x{}","timestamp":"0XFF"}})",
                    digits, digits));
    const auto header = *rpc::parse_headers(parser, body, 1).at(0).result;
    CHECK(header.number == 26);
    CHECK(header.hash == header.parent_hash);
    CHECK(header.hash.to_hex() == "0x" + std::string(64, 'a'));
    CHECK(header.timestamp_s == 255);
}

TEST_CASE("transactions that pay by a list of calls are counted", "[rpc][parse]")
{
    const auto batches = [](const std::string& transactions) {
        rpc::JsonParser parser;
        std::string body =
            odd_reply(odd_header(R"("transactions":[)" + transactions + R"(],"timestamp":"0x64")"));
        return rpc::parse_blocks(parser, body, 1, {}).at(0).result->batches;
    };
    CHECK(batches(R"({"type":"0x2","to":null},{"to":""},{"input":"0x"})") == 0);
    CHECK(batches(R"({"type":"0x6"},{"type":"0x06","to":null},{"to":"","type":"0x76"})") == 3);
    CHECK(batches(R"({"to":null,"calls":[{"to":"0x1","value":"0x5"}]},{"frames":[]})") == 2);
    CHECK(batches(R"({"type":null},{"type":7},{"calls":null})") == 0);
}

TEST_CASE("a block hides its transactions unless it can have none", "[rpc][parse]")
{
    const auto read = [](const std::string& more) {
        rpc::JsonParser parser;
        std::string body = odd_reply(odd_header(R"("timestamp":"0x64")" + more));
        const rpc::FullBlock block = rpc::parse_blocks(parser, body, 1, {}).at(0).result.value();
        CHECK(block.transactions == 0);
        CHECK(block.is_empty == !block.hides_transactions);
        return block.hides_transactions;
    };
    const std::string none =
        R"(,"transactionsRoot":)"
        R"("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421")";
    const std::string some = R"(,"transactionsRoot":")" + kOddHash + "\"";
    const std::string null = R"(,"transactions":null)";
    for (const std::string& fine :
         {null, null + none, none, null + R"(,"gasUsed":"0x0")",
          null + R"(,"transactionsRoot":"0x)" + std::string(64, '0') + "\""}) {
        INFO(fine);
        CHECK_FALSE(read(fine));
    }
    for (const std::string& hidden :
         {std::string{}, null + some, some, null + R"(,"gasUsed":"0x1")"}) {
        INFO(hidden);
        CHECK(read(hidden));
    }
    CHECK_THROWS_AS(read(R"(,"transactions":7)"), rpc::BadReply);
}

TEST_CASE("a block with hashes instead of transactions hides them", "[rpc][parse]")
{
    rpc::JsonParser parser;
    std::string body = odd_reply(odd_header(R"("timestamp":"0x64","transactions":["0x1"])"));
    const rpc::FullBlock block = rpc::parse_blocks(parser, body, 1, {}).at(0).result.value();
    CHECK(block.hides_transactions);
    CHECK_FALSE(block.is_empty);
}

TEST_CASE("an error that is only a text is one", "[rpc][parse]")
{
    rpc::JsonParser parser;
    std::string body = R"({"jsonrpc":"2.0","id":0,"error":"overloaded\nnow"})";
    const auto answer = rpc::parse_strings(parser, body, 1).at(0);
    REQUIRE(answer.error);
    CHECK(answer.error->message == "overloaded?now");
}

TEST_CASE("a receipt that lacks a field names it", "[rpc][parse]")
{
    const std::string bloom = "0x" + std::string(511, '0');
    const struct
    {
        std::string more;
        std::string missing;
    } cases[]{
        {R"("status":"0x1","gasUsed":"0x1","logs":null)", ""},
        {R"("status":"0x1","gasUsed":"0x1")", ""},
        {R"("status":"0x1","gasUsed":"0x1","logs":null,"logsBloom":")" + bloom + "0\"", ""},
        {R"("status":"0x1","gasUsed":"0x1","logs":null,"logsBloom":")" + bloom + "1\"", "logs"},
        {R"("status":"0x1","logs":[])", "gasUsed"},
        {R"("status":"0x1","gasUsed":null,"logs":[])", "gasUsed"},
        {R"("root":"0x1","gasUsed":"0x1","logs":[])", "status"},
        {R"("status":"0x1","gasUsed":"0x1","logs":[],"l1Fee":"","effectiveGasPrice":{})", ""},
    };
    for (const auto& one : cases) {
        INFO(one.more);
        rpc::JsonParser parser;
        std::string body = odd_reply(
            fmt::format(R"({{"transactionHash":"{}","blockNumber":"0x10","blockHash":"{}",{}}})",
                        kOddParent, kOddHash, one.more));
        CHECK(rpc::parse_receipts(parser, body, 1)[0].result->missing == one.missing);
    }
}

TEST_CASE("a header tells whether its block has transactions", "[rpc][parse]")
{
    const auto is_empty = [&](const std::string& more) {
        rpc::JsonParser parser;
        std::string body = odd_reply(odd_header(R"("timestamp":"0x64",)" + more));
        return rpc::parse_blooms(parser, body, 1).at(0).result->is_empty;
    };
    CHECK_FALSE(is_empty(R"("transactions":["0x1"])"));
    CHECK_FALSE(is_empty(R"("gasUsed":"0x1")"));
    CHECK_FALSE(is_empty(R"("x":1)"));
    CHECK(is_empty(R"("transactions":[])"));
    CHECK(is_empty(R"("transactions":null,"gasUsed":"0x0")"));
}
