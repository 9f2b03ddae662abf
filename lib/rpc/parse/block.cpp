// SPDX-License-Identifier: MIT
#include "rpc/parse/json.hpp"

#include <utility>

namespace ctrip::rpc {

namespace {

namespace ondemand = simdjson::ondemand;
using std::string_view;

/// All of a transaction that pays somebody who may be ours.
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

struct HeaderFields
{
    std::optional<std::uint64_t> number;
    std::optional<evm::BlockHash> hash;
    std::optional<evm::BlockHash> parent_hash;
    std::optional<std::int64_t> timestamp_s;
    std::optional<evm::Amount> base_fee;
    std::optional<evm::LogsBloom> bloom;
    std::uint64_t gas_limit = 0;

    /// Only where it is asked for: it is longer than all the rest of a header.
    void read_bloom(ondemand::value value)
    {
        if (const auto text = text_of(value)) {
            bloom = require(evm::LogsBloom::parse(*text), "block", "logsBloom");
        }
    }

    void read(string_view key, ondemand::value value)
    {
        if (key == "number") {
            number = to_u64(text_of(value).value_or(""));
        } else if (key == "hash") {
            hash = evm::BlockHash::parse(text_of(value).value_or(""));
        } else if (key == "parentHash") {
            parent_hash = evm::BlockHash::parse(text_of(value).value_or(""));
        } else if (key == "timestamp") {
            timestamp_s = to_i64(text_of(value).value_or(""));
        } else if (key == "gasLimit") {
            gas_limit = to_u64(text_of(value).value_or("")).value_or(0);
        } else if (key == "baseFeePerGas") {
            if (const auto text = text_of(value)) {
                base_fee = require(evm::Amount::from_quantity(*text), "block", key);
            }
        }
    }

    [[nodiscard]] BlockHeader finish() const
    {
        if (number.value_or(0) > kBlockNumberMax) {
            throw_bad("block", "number");
        }
        return {.number = require(number, "block", "number"),
                .hash = require(hash, "block", "hash"),
                .parent_hash = require(parent_hash, "block", "parentHash"),
                .timestamp_s = require(timestamp_s, "block", "timestamp"),
                .base_fee = base_fee,
                .gas_limit = gas_limit};
    }
};

/// What a block has in it.
std::vector<evm::TxHash> read_hashes(ondemand::array transactions)
{
    std::vector<evm::TxHash> hashes;
    for (auto element : transactions) {
        hashes.push_back(require(evm::TxHash::parse(string_view{element.get_string()}), "block",
                                 "transactions"));
    }
    return hashes;
}

} // namespace

BlockHeader read_header(ondemand::object object)
{
    HeaderFields fields;
    for (auto field : object) {
        const string_view key = field.unescaped_key();
        fields.read(key, field.value());
    }
    return fields.finish();
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

} // namespace ctrip::rpc
