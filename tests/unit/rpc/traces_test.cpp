// SPDX-License-Identifier: MIT
#include "rpc/parse/call_tree.hpp"
#include "rpc/parse/traces.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <string>
#include <vector>

using namespace ctrip;

namespace {

const std::string kBlock = "0x" + std::string(64, 'b');
const std::string kTx = "0x" + std::string(64, 'a');

std::string address(unsigned byte)
{
    return fmt::format("0x{:0>40x}", byte);
}

/// Who pays whom, as (recipient, amount, place).
std::vector<std::string> paid(std::string body)
{
    rpc::JsonParser parser;
    const auto answers = rpc::parse_traces(parser, body, 1);
    std::vector<std::string> found;
    for (const rpc::TracedTransaction& transaction : answers.at(0).result->traces.transactions) {
        const evm::TxHash hash = transaction.hash.value_or(evm::TxHash{});
        const auto ours = [](const evm::Address& one) { return one.bytes[19] < 0x10; };
        for (const evm::Transfer& transfer : rpc::internal_transfers(transaction, hash, ours)) {
            CHECK(transfer.tx_hash == hash);
            found.push_back(fmt::format("{:x} {} #{}", transfer.to.bytes[19],
                                        transfer.amount.to_decimal(),
                                        transfer.log_index - evm::kInternalLogIndex));
        }
    }
    return found;
}

std::string reply(const std::string& result)
{
    return R"({"jsonrpc":"2.0","id":0,"result":)" + result + "}";
}

/// An entry of trace_block; `place` is its traceAddress.
std::string flat(const std::string& type, const std::string& place, const std::string& action,
                 const std::string& more = R"("result":{"gasUsed":"0x0","output":"0x"})")
{
    return fmt::format(
        R"({{"action":{{{}}},"blockHash":"{}","blockNumber":7,{},"subtraces":0,"traceAddress":[{}],)"
        R"("transactionHash":"{}","transactionPosition":0,"type":"{}"}})",
        action, kBlock, more, place, kTx, type);
}

std::string flat_call(const std::string& place, unsigned to, unsigned value,
                      const std::string& kind = "call",
                      const std::string& more = R"("result":{"gasUsed":"0x0","output":"0x"})")
{
    return flat("call", place,
                fmt::format(R"("callType":"{}","from":"{}","gas":"0x1","input":"0x","to":"{}",)"
                            R"("value":"{:#x}")",
                            kind, address(0xee), address(to), value),
                more);
}

const std::string kFailed = R"("error":"Reverted","result":null)";

/// A frame of the callTracer.
std::string tree(const std::string& type, unsigned to, unsigned value, const std::string& more = "")
{
    return fmt::format(R"({{"from":"{}","gas":"0x1","gasUsed":"0x1","to":"{}","input":"0x"{},)"
                       R"("value":"{:#x}","type":"{}"}})",
                       address(0xee), address(to), more, value, type);
}

std::string calls(const std::string& frames)
{
    return R"(,"calls":[)" + frames + "]";
}

std::string traced(const std::string& frame)
{
    return reply(fmt::format(R"([{{"txHash":"{}","result":{}}}])", kTx, frame));
}

using Paid = std::vector<std::string>;
const std::string kError = R"(,"error":"execution reverted")";

} // namespace

TEST_CASE("of a flat list only what moved counts", "[rpc][traces]")
{
    const std::string top = flat_call("", 0xf0, 5);
    const struct
    {
        const char* what;
        std::string entries;
        Paid expected;
    } cases[]{
        {"nothing", "", {}},
        {"the transaction's own value is not internal", flat_call("", 1, 5), {}},
        {"a contract's payments, in their places",
         top + "," + flat_call("0", 1, 3) + "," + flat_call("1", 0xf1, 4) + "," +
             flat_call("1,0", 2, 6),
         {"1 3 #0", "2 6 #2"}},
        {"nothing was sent: no place is used up",
         top + "," + flat_call("0", 1, 0) + "," + flat_call("1", 2, 6),
         {"2 6 #0"}},
        {"a delegatecall repeats a value", top + "," + flat_call("0", 1, 9, "delegatecall"), {}},
        {"a staticcall and a callcode send nothing",
         top + "," + flat_call("0", 1, 9, "staticcall") + "," + flat_call("1", 1, 9, "callcode"),
         {}},
        {"a payment within a delegatecall counts",
         top + "," + flat_call("0", 0xf1, 9, "delegatecall") + "," + flat_call("0,0", 1, 9),
         {"1 9 #0"}},
        {"a call that failed", top + "," + flat_call("0", 1, 9, "call", kFailed), {}},
        {"a payment below a call that failed, and one behind it",
         top + "," + flat_call("0", 0xf1, 0, "call", kFailed) + "," + flat_call("0,0", 1, 12) +
             "," + flat_call("0,0,0", 1, 12) + "," + flat_call("1", 1, 2),
         {"1 2 #0"}},
        {"a transaction that failed",
         flat_call("", 0xf0, 5, "call", kFailed) + "," + flat_call("0", 1, 12),
         {}},
        {"what a contract leaves as it ends",
         top + "," +
             flat("suicide", "0",
                  fmt::format(R"("address":"{}","balance":"0xd","refundAddress":"{}")",
                              address(0xf0), address(1)),
                  R"("result":null)"),
         {"1 13 #0"}},
        {"what a contract is given as it is made",
         top + "," +
             flat(
                 "create", "0",
                 fmt::format(R"("from":"{}","gas":"0x1","init":"0x","value":"0x8")", address(0xf0)),
                 fmt::format(R"("result":{{"address":"{}","code":"0x","gasUsed":"0x1"}})",
                             address(3))),
         {"3 8 #0"}},
        {"a reward belongs to no transaction",
         top + "," +
             fmt::format(R"({{"action":{{"author":"{}","rewardType":"block","value":"0x9"}},)"
                         R"("blockHash":"{}","blockNumber":7,"result":null,"subtraces":0,)"
                         R"("traceAddress":[],"transactionHash":null,"type":"reward"}})",
                         address(1), kBlock),
         {}},
    };
    for (const auto& [what, entries, expected] : cases) {
        DYNAMIC_SECTION(what)
        {
            CHECK(paid(reply("[" + entries + "]")) == expected);
        }
    }
}

TEST_CASE("of a tree only what moved counts, in the same places", "[rpc][traces]")
{
    const struct
    {
        const char* what;
        std::string frame;
        Paid expected;
    } cases[]{
        {"the transaction's own value is not internal", tree("CALL", 1, 5), {}},
        {"a contract's payments, in their places",
         tree("CALL", 0xf0, 5,
              calls(tree("CALL", 1, 3) + "," + tree("CALL", 0xf1, 4, calls(tree("CALL", 2, 6))))),
         {"1 3 #0", "2 6 #2"}},
        {"a precompile that is asked uses up no place",
         tree("CALL", 0xf0, 5, calls(tree("STATICCALL", 4, 0) + "," + tree("CALL", 2, 6))),
         {"2 6 #0"}},
        {"a delegatecall repeats a value",
         tree("CALL", 0xf0, 5, calls(tree("DELEGATECALL", 1, 9))),
         {}},
        {"a callcode sends nothing", tree("CALL", 0xf0, 5, calls(tree("CALLCODE", 1, 9))), {}},
        {"a call that failed", tree("CALL", 0xf0, 5, calls(tree("CALL", 1, 9, kError))), {}},
        {"a payment below a call that failed, and one behind it",
         tree("CALL", 0xf0, 5,
              calls(tree("CALL", 0xf1, 0,
                         calls(tree("CALL", 1, 12, calls(tree("CALL", 1, 12)))) + kError) +
                    "," + tree("CALL", 1, 2))),
         {"1 2 #0"}},
        {"a transaction that failed",
         tree("CALL", 0xf0, 5, kError + calls(tree("CALL", 1, 12))),
         {}},
        {"what a contract leaves as it ends",
         tree("CALL", 0xf0, 5, calls(tree("SELFDESTRUCT", 1, 13))),
         {"1 13 #0"}},
        {"what a contract leaves within the transaction that makes it",
         tree("CREATE", 0xf0, 13, calls(tree("SELFDESTRUCT", 1, 13))),
         {"1 13 #1"}},
        {"what a contract is given as it is made",
         tree("CALL", 0xf0, 5, calls(tree("CREATE", 3, 8) + "," + tree("CREATE2", 4, 9))),
         {"3 8 #0", "4 9 #1"}},
    };
    for (const auto& [what, frame, expected] : cases) {
        DYNAMIC_SECTION(what)
        {
            CHECK(paid(traced(frame)) == expected);
        }
    }
}

TEST_CASE("calls as deep as the EVM's stack are read", "[rpc][traces]")
{
    std::string frame = tree("CALL", 1, 3);
    for (int depth = 0; depth < 1'024; ++depth) {
        frame = tree("CALL", 0xf0, 0, calls(frame));
    }
    CHECK(paid(traced(frame)) == Paid{"1 3 #0"});
    for (int depth = 0; depth < 100; ++depth) {
        frame = tree("CALL", 0xf0, 0, calls(frame));
    }
    CHECK_THROWS_AS(paid(traced(frame)), rpc::BadReply);
}

TEST_CASE("traces that are not what they should be are refused", "[rpc][traces]")
{
    for (const std::string& result : {
             std::string{"[{}]"},
             std::string{R"([{"result":null}])"},
             "[" + flat_call("0", 1, 3) + "]",                            // No beginning.
             "[" + flat_call("", 1, 3) + "," + flat_call("", 1, 3) + "]", // Two of them.
             "[" + flat("jump", "", R"("from":"0x")") + "]",
             "[" + flat("call", "", R"("callType":"call","from":"0x12","to":"0x","value":"0x1")") +
                 "]",
             "[" + flat_call("\"0\"", 1, 3) + "]",
             R"([{"result":)" + tree("JUMP", 1, 3) + "}]",
             R"([{"result":{"type":"CALL","from":")" + address(1) + R"(","value":"five"}}])",
         }) {
        CAPTURE(result);
        CHECK_THROWS_AS(paid(reply(result)), rpc::BadReply);
    }
}

TEST_CASE("ways of tracing have names that are stored", "[rpc][traces]")
{
    for (const auto way : {rpc::TraceWay::trace_block, rpc::TraceWay::debug, rpc::TraceWay::none}) {
        CHECK(rpc::parse_trace_way(rpc::to_string(way)) == way);
    }
    CHECK_FALSE(rpc::parse_trace_way("trace").has_value());
}
