// SPDX-License-Identifier: MIT
// The fields of a block's header. Only for the sources of this folder: it shows the JSON library.
#pragma once

#include "evm/logs_bloom.hpp"
#include "rpc/block_header.hpp"
#include "rpc/parse/block.hpp"
#include "rpc/parse/json.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ctrip::rpc {

/// Inline, because it reads each field of each block of a scan.
struct HeaderFields
{
    std::optional<std::uint64_t> number;
    std::optional<evm::BlockHash> hash;
    std::optional<evm::BlockHash> parent_hash;
    std::optional<std::int64_t> timestamp_s;
    std::optional<evm::Amount> base_fee;
    std::optional<evm::LogsBloom> bloom;
    std::uint64_t gas_limit = 0;
    std::optional<std::uint64_t> gas_used;
    std::optional<evm::BlockHash> transactions_root;

    /// Apart from read(), for those that need it: a bloom is longer than all other fields together.
    /// One that can't be read says as little as none.
    void read_bloom(simdjson::ondemand::value value)
    {
        bloom = evm::LogsBloom::parse(text_of(value).value_or(""));
    }

    /// Whether a block that does not show its transactions has some; none: its header does not
    /// tell.
    [[nodiscard]] std::optional<bool> has_transactions() const
    {
        // Keccak-256 of the RLP of an empty string: the root of an empty trie.
        static const auto empty_root = evm::BlockHash::parse(
            "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
        const bool known = transactions_root && *transactions_root != evm::BlockHash{};
        if (known) {
            return transactions_root != empty_root;
        }
        return gas_used ? std::optional{*gas_used > 0} : std::nullopt;
    }

    void read(std::string_view key, simdjson::ondemand::value value)
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
        } else if (key == "gasUsed") {
            gas_used = to_u64(text_of(value).value_or(""));
        } else if (key == "transactionsRoot") {
            transactions_root = evm::BlockHash::parse(text_of(value).value_or(""));
        } else if (key == "baseFeePerGas") {
            base_fee = evm::Amount::from_quantity(text_of(value).value_or(""));
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

[[nodiscard]] inline BlockHeader read_header(simdjson::ondemand::object object)
{
    HeaderFields fields;
    for (auto field : object) {
        const std::string_view key = field.unescaped_key();
        fields.read(key, field.value());
    }
    return fields.finish();
}

[[nodiscard]] inline HeaderAndBloom read_header_and_bloom(simdjson::ondemand::object object)
{
    HeaderFields fields;
    std::optional<bool> is_empty;
    for (auto field : object) {
        const std::string_view key = field.unescaped_key();
        simdjson::ondemand::value value = field.value();
        if (key == "logsBloom") {
            fields.read_bloom(value);
        } else if (key == "transactions") {
            if (value.type() == simdjson::ondemand::json_type::array) {
                simdjson::ondemand::array transactions = value.get_array();
                is_empty = transactions.is_empty();
            }
        } else {
            fields.read(key, value);
        }
    }
    // Without a list of transactions its header may tell that there are none.
    return {.header = fields.finish(),
            .is_empty = is_empty.value_or(!fields.has_transactions().value_or(true)),
            .bloom = fields.bloom};
}

} // namespace ctrip::rpc
