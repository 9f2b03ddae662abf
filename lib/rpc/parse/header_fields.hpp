// SPDX-License-Identifier: MIT
// The fields of a block's header. Only for the sources of this folder: it shows the JSON library.
#pragma once

#include "evm/logs_bloom.hpp"
#include "rpc/block_header.hpp"
#include "rpc/parse/block.hpp"
#include "rpc/parse/json.hpp"

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

    /// Apart from read(), for those that need it: a bloom is longer than all other fields together.
    void read_bloom(simdjson::ondemand::value value)
    {
        if (const auto text = text_of(value)) {
            bloom = require(evm::LogsBloom::parse(*text), "block", "logsBloom");
        }
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

[[nodiscard]] inline BlockHeader read_header(simdjson::ondemand::object object)
{
    HeaderFields fields;
    for (auto field : object) {
        const std::string_view key = field.unescaped_key();
        fields.read(key, field.value());
    }
    return fields.finish();
}

} // namespace ctrip::rpc
