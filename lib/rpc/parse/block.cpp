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

/// Reads a transaction whose recipient may be ours; none if its value is zero.
std::optional<Candidate> read_payment(ondemand::object tx, const evm::Address& to)
{
    std::optional<evm::TxHash> hash;
    std::optional<evm::Address> from;
    std::optional<evm::Amount> amount;
    std::optional<std::uint64_t> index;
    for (auto field : tx) {
        const string_view key = field.unescaped_key();
        ondemand::value value = field.value();
        if (key == "value") {
            amount = evm::Amount::from_quantity(string_view{value.get_string()});
        } else if (key == "hash") {
            hash = evm::TxHash::parse(string_view{value.get_string()});
        } else if (key == "from") {
            from = evm::Address::parse_unchecked(string_view{value.get_string()});
        } else if (key == "transactionIndex") {
            index = to_u64(text_of(value).value_or(""));
        }
    }
    const evm::Amount moved = require(amount, "transaction", "value");
    Candidate candidate;
    candidate.transfer.tx_hash = require(hash, "transaction", "hash");
    candidate.transfer.from = require(from, "transaction", "from");
    candidate.transfer.to = to;
    candidate.transfer.amount = moved;
    candidate.tx_index = require(index, "transaction", "transactionIndex");
    return moved.is_zero() ? std::nullopt : std::optional{candidate};
}

/// The hot path: of most transactions it reads `to` and nothing else.
std::vector<Candidate> read_transactions(ondemand::array transactions, const TransferFilter& filter)
{
    std::vector<Candidate> candidates;
    for (auto element : transactions) {
        ondemand::object tx = element.get_object();
        ondemand::value recipient;
        if (tx.find_field_unordered("to").get(recipient) != simdjson::SUCCESS) {
            throw_bad("transaction", "to");
        }
        if (recipient.is_null()) {
            continue; // Creates a contract.
        }
        const auto to = raw_address(recipient, "0x");
        if (!to) {
            throw_bad("transaction", "to");
        }
        if (!filter.wants(*to)) {
            continue;
        }
        tx.reset();
        if (auto payment = read_payment(tx, *to)) {
            candidates.push_back(std::move(*payment));
        }
    }
    return candidates;
}

HeaderAndBloom read_header_and_bloom(ondemand::object object)
{
    HeaderFields fields;
    for (auto field : object) {
        const string_view key = field.unescaped_key();
        ondemand::value value = field.value();
        if (key == "logsBloom") {
            fields.read_bloom(value);
        } else {
            fields.read(key, value);
        }
    }
    return {.header = fields.finish(), .bloom = fields.bloom};
}

FullBlock read_block(ondemand::object object, const TransferFilter& filter)
{
    HeaderFields fields;
    FullBlock block;
    bool has_transactions = false;
    for (auto field : object) {
        const string_view key = field.unescaped_key();
        ondemand::value value = field.value();
        if (key == "transactions") {
            block.transfers = read_transactions(value.get_array(), filter);
            has_transactions = true;
        } else if (filter.blooms && key == "logsBloom") {
            fields.read_bloom(value);
        } else {
            fields.read(key, value);
        }
    }
    if (!has_transactions) {
        throw_bad("block", "transactions");
    }
    block.header = fields.finish();
    block.bloom = fields.bloom;
    for (Candidate& candidate : block.transfers) {
        candidate.transfer.block_number = block.header.number;
        candidate.transfer.block_hash = block.header.hash;
        candidate.transfer.block_time_s = block.header.timestamp_s;
    }
    return block;
}

} // namespace

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
