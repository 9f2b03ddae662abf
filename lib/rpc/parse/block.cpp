// SPDX-License-Identifier: MIT
#include "rpc/parse/block.hpp"

#include "rpc/parse/header_fields.hpp"
#include "rpc/parse/json.hpp"
#include "rpc/parse/reply.hpp"

#include <utility>

namespace ctrip::rpc {

namespace {

namespace ondemand = simdjson::ondemand;
using std::string_view;

/// Reads a transaction whose recipient may be ours; none if it moves nothing by itself.
std::optional<Candidate> read_payment(ondemand::object tx, const evm::Address& to,
                                      std::uint64_t place)
{
    std::optional<evm::TxHash> hash;
    std::optional<evm::Address> from;
    std::optional<evm::Amount> amount;
    std::optional<std::uint64_t> index;
    for (auto field : tx) {
        const string_view key = field.unescaped_key();
        ondemand::value value = field.value();
        if (key == "value") {
            amount = evm::Amount::from_quantity(text_of(value).value_or(""));
        } else if (key == "hash") {
            hash = evm::TxHash::parse(text_of(value).value_or(""));
        } else if (key == "from") {
            from = evm::Address::parse_unchecked(text_of(value).value_or(""));
        } else if (key == "transactionIndex") {
            index = to_u64(text_of(value).value_or(""));
        }
    }
    if (!amount || amount->is_zero()) {
        return std::nullopt; // Without a value only its calls move something, as of a frame.
    }
    Candidate candidate;
    candidate.transfer.tx_hash = require(hash, "transaction", "hash");
    candidate.transfer.from = from.value_or(evm::Address{}); // Its receipt has it too.
    candidate.transfer.to = to;
    candidate.transfer.amount = *amount;
    candidate.tx_index = index.value_or(place);
    return candidate;
}

constexpr std::uint64_t kFrameTransaction = 0x06;
constexpr std::uint64_t kBatchTransaction = 0x76;

/// A transaction without a recipient that is no creation of a contract: its calls are in a list of
/// its own (type 0x06, EIP-8141's frames; type 0x76, Tempo's batches).
bool is_batch(ondemand::object tx)
{
    for (auto field : tx) {
        const string_view key = field.unescaped_key();
        ondemand::value value = field.value();
        if (key == "type") {
            const auto type = to_u64(text_of(value).value_or(""));
            if (type && (*type == kFrameTransaction || *type == kBatchTransaction)) {
                return true;
            }
        } else if ((key == "calls" || key == "frames") &&
                   value.type() == ondemand::json_type::array) {
            return true;
        }
    }
    return false;
}

/// The recipient; none where it is missing, null, empty or no address: the transaction creates a
/// contract, or pays nobody by itself.
std::optional<evm::Address> recipient_of(ondemand::object& tx)
{
    ondemand::value recipient;
    const simdjson::error_code error = tx.find_field_unordered("to").get(recipient);
    if (error == simdjson::NO_SUCH_FIELD) {
        return std::nullopt;
    }
    if (error != simdjson::SUCCESS) {
        throw simdjson::simdjson_error{error};
    }
    return recipient.type() == ondemand::json_type::string ? raw_address(recipient, "0x")
                                                           : std::nullopt;
}

/// The hot path: of most transactions it reads `to` and nothing else.
void read_transactions(ondemand::array transactions, const TransferFilter& filter, FullBlock& block)
{
    for (auto element : transactions) {
        ondemand::value item = element.value();
        const std::uint64_t place = block.transactions++;
        if (item.type() == ondemand::json_type::string) { // Its hash, though more was asked for.
            block.hides_transactions = true;
            continue;
        }
        ondemand::object tx = item.get_object();
        const auto to = recipient_of(tx);
        if (!to) {
            tx.reset();
            block.batches += is_batch(tx) ? 1U : 0U;
            continue;
        }
        if (!filter.wants(*to)) {
            continue;
        }
        tx.reset();
        if (auto payment = read_payment(tx, *to, place)) {
            block.transfers.push_back(std::move(*payment));
        }
    }
}

FullBlock read_block(ondemand::object object, const TransferFilter& filter)
{
    HeaderFields fields;
    FullBlock block;
    bool shows_transactions = false;
    bool has_null = false;
    for (auto field : object) {
        const string_view key = field.unescaped_key();
        ondemand::value value = field.value();
        if (key == "transactions") {
            has_null = value.is_null();
            if (!has_null) {
                read_transactions(value.get_array(), filter, block);
                shows_transactions = true;
            }
        } else if (filter.blooms && key == "logsBloom") {
            fields.read_bloom(value);
        } else {
            fields.read(key, value);
        }
    }
    // Some nodes answer with null where there are none.
    block.hides_transactions =
        block.hides_transactions ||
        (!shows_transactions && fields.has_transactions().value_or(!has_null));
    block.header = fields.finish();
    block.bloom = fields.bloom;
    block.is_empty = block.transactions == 0 && !block.hides_transactions;
    for (Candidate& candidate : block.transfers) {
        candidate.transfer.block_number = block.header.number;
        candidate.transfer.block_hash = block.header.hash;
        candidate.transfer.block_time_s = block.header.timestamp_s;
    }
    return block;
}

BlockContent read_content(ondemand::object object)
{
    HeaderFields fields;
    BlockContent content;
    bool has_transactions = false;
    for (auto field : object) {
        const string_view key = field.unescaped_key();
        ondemand::value value = field.value();
        if (key != "transactions") {
            fields.read(key, value);
            continue;
        }
        for (auto element : value.get_array()) {
            content.txs.push_back(require(evm::TxHash::parse(string_view{element.get_string()}),
                                          "block", "transactions"));
        }
        has_transactions = true;
    }
    if (!has_transactions) {
        throw_bad("block", "transactions");
    }
    content.header = fields.finish();
    return content;
}

} // namespace

std::vector<Answer<BlockContent>> parse_contents(JsonParser& parser, std::string& body,
                                                 std::size_t calls)
{
    return read_reply<BlockContent>(parser, body, calls, [](ondemand::value value) {
        return read_content(value.get_object());
    });
}

std::vector<Answer<BlockHeader>> parse_headers(JsonParser& parser, std::string& body,
                                               std::size_t calls)
{
    return read_reply<BlockHeader>(
        parser, body, calls, [](ondemand::value value) { return read_header(value.get_object()); });
}

std::vector<Answer<FullBlock>> parse_blocks(JsonParser& parser, std::string& body,
                                            std::size_t calls, const TransferFilter& filter)
{
    return read_reply<FullBlock>(parser, body, calls, [&](ondemand::value value) {
        return read_block(value.get_object(), filter);
    });
}

std::vector<Answer<HeaderAndBloom>> parse_blooms(JsonParser& parser, std::string& body,
                                                 std::size_t calls)
{
    return read_reply<HeaderAndBloom>(parser, body, calls, [](ondemand::value value) {
        return read_header_and_bloom(value.get_object());
    });
}

} // namespace ctrip::rpc
