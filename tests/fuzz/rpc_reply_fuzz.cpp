// SPDX-License-Identifier: MIT
// Nodes' replies, of every kind that is asked for: either the answers, one a call, or BadReply.
#include "fuzz/input.hpp"
#include "rpc/parse.hpp"

using namespace ctrip;
using fuzz::require;

namespace {

void check(const rpc::NodeError& error)
{
    require(error.message.size() <= 200, "a node's words are cut");
    for (const char c : error.message) {
        require(c >= 0x20 && c < 0x7f, "a node's words are printable");
    }
    // What it means must be told of any error.
    static_cast<void>(rpc::is_rate_limit(error));
    static_cast<void>(rpc::is_unknown_method(error));
    static_cast<void>(rpc::is_unknown_block(error));
    static_cast<void>(rpc::is_failing_call(error));
    static_cast<void>(rpc::classify_send_error(error));
}

template <typename Read>
void read(const Read& reader, std::string body, std::size_t calls)
{
    try {
        const auto answers = reader(body, calls);
        require(answers.size() == calls, "one answer a call");
        for (const auto& answer : answers) {
            require(!(answer.result && answer.error), "a result or an error");
            if (answer.error) {
                check(*answer.error);
            }
        }
    } catch (const rpc::BadReply&) {
        // What a node that answers nonsense gets.
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static rpc::ReplyParser parser;
    fuzz::Input input{data, size};
    const std::uint8_t kind = input.byte() % 5;
    const std::size_t calls = 1 + input.byte() % 4;
    const std::string body = input.text();
    // One in two addresses is ours, so that both ways are gone.
    const rpc::TransferFilter filter{
        .tokens = {evm::Address{}},
        .may_be_ours = [](const evm::Address& address) { return address.bytes[19] % 2 == 0; }};
    switch (kind) {
    case 0:
        read([](auto& text, auto n) { return parser.strings(text, n); }, body, calls);
        break;
    case 1:
        read([](auto& text, auto n) { return parser.headers(text, n); }, body, calls);
        break;
    case 2:
        read([](auto& text, auto n) { return parser.receipts(text, n); }, body, calls);
        break;
    case 3:
        read([&](auto& text, auto n) { return parser.blocks(text, n, filter); }, body, calls);
        break;
    default:
        read([&](auto& text, auto n) { return parser.logs(text, n, filter); }, body, calls);
        break;
    }
    return 0;
}
