// SPDX-License-Identifier: MIT
// Nodes' replies, of every kind that is asked for: either the answers, one a call, or BadReply.
#include "fuzz/input.hpp"
#include "rpc/node/limit_hint.hpp"
#include "rpc/parse/block.hpp"
#include "rpc/parse/fees.hpp"
#include "rpc/parse/logs.hpp"
#include "rpc/parse/raw_block.hpp"
#include "rpc/parse/receipt.hpp"
#include "rpc/parse/simulation.hpp"
#include "rpc/parse/text.hpp"
#include "rpc/parse/traces.hpp"
#include "rpc/parse/transaction.hpp"

using namespace ctrip;
using fuzz::require;

namespace {

void check(const rpc::NodeError& error)
{
    require(error.message.size() <= 400, "a node's words are cut");
    for (const char c : error.message) {
        require(c >= 0x20 && c < 0x7f, "a node's words are printable");
    }
    // What it means must be told of any error.
    static_cast<void>(rpc::is_rate_limit(error));
    static_cast<void>(rpc::is_unknown_method(error));
    static_cast<void>(rpc::is_unknown_block(error));
    static_cast<void>(rpc::is_failing_call(error));
    static_cast<void>(rpc::classify_send_error(error));
    static_cast<void>(rpc::blocks_hint(error));
    static_cast<void>(rpc::is_batch_limit(error));
}

/// The money that contracts sent by a trace: each transfer is of something, and has its own key.
void check(const rpc::BlockOrTraces& answer)
{
    const auto everybody = [](const evm::Address&) { return true; };
    for (const auto& transaction : answer.traces.transactions) {
        require(!transaction.frames.empty(), "a transaction is a frame itself");
        std::int64_t last = evm::kInternalLogIndex - 1;
        for (const auto& transfer :
             rpc::internal_transfers(transaction, evm::TxHash{}, everybody)) {
            require(!transfer.amount.is_zero(), "nothing is no transfer");
            require(transfer.log_index > last, "each transfer has a place of its own");
            last = transfer.log_index;
        }
    }
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
            if constexpr (requires { answer.result->traces; }) {
                if (answer.result) {
                    check(*answer.result);
                }
            }
        }
    } catch (const rpc::BadReply&) {
        // What a node that answers nonsense gets.
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static rpc::JsonParser parser;
    fuzz::Input input{data, size};
    const std::uint8_t kind = input.byte() % 16;
    const std::size_t calls = 1 + input.byte() % 4;
    const std::string body = input.text();
    // One in two addresses is ours, so that both ways are gone.
    const rpc::TransferFilter filter{
        .tokens = {evm::Address{}},
        .may_be_ours = [](const evm::Address& address) { return address.bytes[19] % 2 == 0; }};
    switch (kind) {
    case 0:
        read([](auto& text, auto n) { return rpc::parse_strings(parser, text, n); }, body, calls);
        break;
    case 1:
        read([](auto& text, auto n) { return rpc::parse_headers(parser, text, n); }, body, calls);
        break;
    case 2:
        read([](auto& text, auto n) { return rpc::parse_receipts(parser, text, n); }, body, calls);
        break;
    case 3:
        read([&](auto& text, auto n) { return rpc::parse_blocks(parser, text, n, filter); }, body,
             calls);
        break;
    case 4:
        read([&](auto& text, auto n) { return rpc::parse_logs(parser, text, n, filter); }, body,
             calls);
        break;
    case 5:
        read([](auto& text, auto n) { return rpc::parse_transactions(parser, text, n); }, body,
             calls);
        break;
    case 6:
        read([&](auto& text, auto n) { return rpc::parse_block_receipts(parser, text, n, filter); },
             body, calls);
        break;
    case 7:
        read([](auto& text, auto n) { return rpc::parse_blooms(parser, text, n); }, body, calls);
        break;
    case 8:
        read([](auto& text, auto n) { return rpc::parse_texts(parser, text, n); }, body, calls);
        break;
    case 9:
        read([](auto& text, auto n) { return rpc::parse_sent_logs(parser, text, n); }, body, calls);
        break;
    case 10:
        read([](auto& text, auto n) { return rpc::parse_fee_histories(parser, text, n); }, body,
             calls);
        break;
    case 11:
        read([](auto& text, auto n) { return rpc::parse_simulations(parser, text, n); }, body,
             calls);
        break;
    case 13:
        read([](auto& text, auto n) { return rpc::parse_full_headers(parser, text, n); }, body,
             calls);
        break;
    case 14:
        read([](auto& text, auto n) { return rpc::parse_raw_receipts(parser, text, n); }, body,
             calls);
        break;
    case 15:
        read([](auto& text, auto n) { return rpc::parse_account_nodes(parser, text, n); }, body,
             calls);
        break;
    default:
        read([](auto& text, auto n) { return rpc::parse_traces(parser, text, n); }, body, calls);
        break;
    }
    return 0;
}
