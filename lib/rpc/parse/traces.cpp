// SPDX-License-Identifier: MIT
#include "rpc/parse/traces.hpp"

#include "rpc/parse/header_fields.hpp"
#include "rpc/parse/json.hpp"
#include "rpc/parse/reply.hpp"

#include <algorithm>
#include <utility>

namespace ctrip::rpc {

namespace {

namespace ondemand = simdjson::ondemand;
using std::string_view;

/// The EVM's call stack is at most 1,024 deep.
constexpr std::size_t kCallDepthMax = 1'100;

std::optional<evm::Address> address_in(ondemand::value value)
{
    const auto text = text_of(value);
    return text ? evm::Address::parse_unchecked(*text) : std::nullopt;
}

std::optional<evm::Amount> amount_in(ondemand::value value)
{
    const auto text = text_of(value);
    return text ? evm::Amount::from_quantity(*text) : std::nullopt;
}

/// The fields of one frame, in any order; each kind of frame has only some of them.
struct FrameFields
{
    std::string type;
    std::optional<evm::Address> from;
    std::optional<evm::Address> to;
    std::optional<evm::Amount> value;
    bool failed = false;
};

void finish_pays(Frame& frame, const FrameFields& fields)
{
    frame.kind = FrameKind::pays;
    frame.from = require(fields.from, "trace", "from");
    frame.to = fields.to;
    frame.value = require(fields.value, "trace", "value");
}

// callTracer: one tree of calls for each transaction.

// Not inlined, nor is what reads a field: the recursion below would have their variables on the
// stack a thousand times.
[[gnu::noinline]] Frame finish_call(const FrameFields& fields, std::size_t depth)
{
    Frame frame{.failed = fields.failed, .depth = depth};
    const string_view type = fields.type;
    frame.is_call = type == "CALL";
    if (frame.is_call || type == "CREATE" || type == "CREATE2" || type == "SELFDESTRUCT") {
        FrameFields known = fields;
        if (!known.value) { // Nodes leave out a value of zero.
            known.value = evm::Amount{};
        }
        finish_pays(frame, known);
    } else if (type != "DELEGATECALL" && type != "STATICCALL" && type != "CALLCODE") {
        throw_bad("trace", "type");
    }
    return frame;
}

[[gnu::noinline]] void read_call_field(FrameFields& fields, string_view key, ondemand::value value)
{
    if (key == "type") {
        fields.type = string_view{value.get_string()};
    } else if (key == "from") {
        fields.from = address_in(value);
    } else if (key == "to") {
        fields.to = address_in(value);
    } else if (key == "value") {
        if (!value.is_null()) {
            fields.value = require(amount_in(value), "trace", key);
        }
    } else if (key == "error") {
        fields.failed = !value.is_null();
    }
}

// Recursive: as deep as the EVM's call stack, at most kCallDepthMax.
void read_call(ondemand::object call, std::size_t depth, std::vector<Frame>& frames);

[[gnu::noinline]] void read_calls(ondemand::value calls, std::size_t depth,
                                  std::vector<Frame>& frames)
{
    if (depth > kCallDepthMax) {
        throw_bad("trace", "calls");
    }
    for (auto call : calls.get_array()) {
        read_call(call.get_object(), depth, frames);
    }
}

[[gnu::noinline]] void read_call(ondemand::object call, std::size_t depth,
                                 std::vector<Frame>& frames)
{
    const std::size_t place = frames.size();
    frames.emplace_back(); // Before the frames below it.
    FrameFields fields;
    for (auto field : call) {
        const string_view key = field.unescaped_key();
        ondemand::value value = field.value();
        if (key != "calls") {
            read_call_field(fields, key, value);
        } else if (!value.is_null()) {
            read_calls(value, depth + 1, frames);
        }
    }
    frames[place] = finish_call(fields, depth);
}

TracedTransaction read_call_trace(ondemand::object item)
{
    TracedTransaction transaction;
    for (auto field : item) {
        const string_view key = field.unescaped_key();
        ondemand::value value = field.value();
        if (key == "result") {
            read_call(value.get_object(), 0, transaction.frames);
        } else if (key == "txHash") {
            transaction.hash =
                require(evm::TxHash::parse(text_of(value).value_or("")), "trace", key);
        }
    }
    if (transaction.frames.empty()) {
        throw_bad("trace", "result");
    }
    return transaction;
}

// trace_block: one flat list of frames for the whole block.

struct FlatItem
{
    Frame frame;
    std::optional<evm::TxHash> tx_hash; ///< None: a block reward.
    std::optional<evm::BlockHash> block_hash;
};

/// The fields of an action; a selfdestruct has its own names for sender, recipient and value.
struct ActionFields
{
    FrameFields frame;
    std::string call_type;
    std::optional<evm::Address> destroyed;
    std::optional<evm::Address> heir;
    std::optional<evm::Amount> balance;
};

ActionFields read_action(ondemand::object action)
{
    ActionFields fields;
    for (auto field : action) {
        const string_view key = field.unescaped_key();
        ondemand::value value = field.value();
        if (key == "callType") {
            fields.call_type = text_of(value).value_or("");
        } else if (key == "from") {
            fields.frame.from = address_in(value);
        } else if (key == "to") {
            fields.frame.to = address_in(value);
        } else if (key == "value") {
            fields.frame.value = amount_in(value);
        } else if (key == "address") {
            fields.destroyed = address_in(value);
        } else if (key == "refundAddress") {
            fields.heir = address_in(value);
        } else if (key == "balance") {
            fields.balance = amount_in(value);
        }
    }
    return fields;
}

std::optional<evm::Address> read_created(ondemand::value result)
{
    std::optional<evm::Address> created;
    if (!result.is_null()) {
        for (auto field : result.get_object()) {
            const string_view key = field.unescaped_key();
            ondemand::value value = field.value();
            if (key == "address") {
                created = address_in(value);
            }
        }
    }
    return created;
}

void finish_flat(Frame& frame, string_view type, const ActionFields& action,
                 const std::optional<evm::Address>& created)
{
    FrameFields fields = action.frame;
    if (type == "call") {
        frame.is_call = action.call_type == "call";
        if (frame.is_call) {
            finish_pays(frame, fields);
        }
    } else if (type == "create") {
        fields.to = created;
        finish_pays(frame, fields);
    } else if (type == "suicide" || type == "selfdestruct") {
        fields.from = action.destroyed;
        fields.to = action.heir;
        fields.value = action.balance;
        finish_pays(frame, fields);
    } else if (type != "reward") {
        throw_bad("trace", "type");
    }
}

FlatItem read_flat(ondemand::object object)
{
    FlatItem item;
    std::string type;
    std::optional<ActionFields> action;
    std::optional<evm::Address> created;
    std::optional<std::size_t> depth;
    for (auto field : object) {
        const string_view key = field.unescaped_key();
        ondemand::value value = field.value();
        if (key == "action") {
            action = read_action(value.get_object());
        } else if (key == "result") {
            created = read_created(value);
        } else if (key == "type") {
            type = string_view{value.get_string()};
        } else if (key == "error") {
            item.frame.failed = !value.is_null();
        } else if (key == "traceAddress") {
            depth = 0;
            for (auto place : value.get_array()) {
                static_cast<void>(place.get_uint64().value());
                ++*depth;
            }
        } else if (key == "transactionHash") {
            const auto text = text_of(value);
            item.tx_hash = text ? evm::TxHash::parse(*text) : std::nullopt;
        } else if (key == "blockHash") {
            item.block_hash = evm::BlockHash::parse(text_of(value).value_or(""));
        }
    }
    if (!action) {
        throw_bad("trace", "action");
    }
    item.frame.depth = require(depth, "trace", "traceAddress");
    finish_flat(item.frame, type, *action, created);
    if (!item.tx_hash && type != "reward") {
        throw_bad("trace", "transactionHash");
    }
    return item;
}

/// Adds an item of a flat list. The items of one transaction follow each other, each before those
/// below it; BadReply if not.
void add_flat(Traces& traces, FlatItem&& item)
{
    traces.block_hash = require(item.block_hash, "trace", "blockHash");
    if (!item.tx_hash) {
        return;
    }
    auto& transactions = traces.transactions;
    const bool begins = item.frame.depth == 0;
    const bool follows = !transactions.empty() && transactions.back().hash == item.tx_hash;
    if (begins == follows) { // A second root frame, or a frame without a root.
        throw_bad("trace", "traceAddress");
    }
    if (begins) {
        transactions.push_back({.hash = item.tx_hash, .frames = {}});
    }
    transactions.back().frames.push_back(std::move(item.frame));
}

Traces read_traces(ondemand::array items)
{
    Traces traces;
    for (auto element : items) {
        ondemand::object item = element.get_object();
        ondemand::value action;
        const bool flat = item.find_field_unordered("action").get(action) == simdjson::SUCCESS;
        item.reset();
        if (flat) {
            add_flat(traces, read_flat(item));
        } else {
            traces.transactions.push_back(read_call_trace(item));
        }
    }
    return traces;
}

struct BlockContents
{
    BlockHeader header;
    std::vector<evm::TxHash> transactions;
};

std::vector<evm::TxHash> read_hashes(ondemand::array transactions)
{
    std::vector<evm::TxHash> hashes;
    for (auto element : transactions) {
        hashes.push_back(require(evm::TxHash::parse(string_view{element.get_string()}), "block",
                                 "transactions"));
    }
    return hashes;
}

BlockContents read_contents(ondemand::object block)
{
    BlockContents contents;
    bool has_transactions = false;
    HeaderFields fields;
    for (auto field : block) {
        const string_view key = field.unescaped_key();
        ondemand::value value = field.value();
        if (key == "transactions") {
            contents.transactions = read_hashes(value.get_array());
            has_transactions = true;
        } else {
            fields.read(key, value);
        }
    }
    if (!has_transactions) {
        throw_bad("block", "transactions");
    }
    contents.header = fields.finish();
    return contents;
}

} // namespace

std::vector<Answer<BlockOrTraces>> parse_traces(JsonParser& parser, std::string& body,
                                                std::size_t calls)
{
    return read_reply<BlockOrTraces>(parser, body, calls, [](ondemand::value value) {
        BlockOrTraces answer;
        if (value.type() == ondemand::json_type::object) {
            auto contents = read_contents(value.get_object());
            answer.header = contents.header;
            answer.transactions = std::move(contents.transactions);
        } else {
            answer.traces = read_traces(value.get_array());
        }
        return answer;
    });
}

} // namespace ctrip::rpc
