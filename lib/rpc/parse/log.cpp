// SPDX-License-Identifier: MIT
#include "rpc/parse/log.hpp"

#include "base/text.hpp"
#include "evm/sweeper.hpp"

#include <string>

namespace ctrip::rpc {

namespace {

namespace ondemand = simdjson::ondemand;
using std::string_view;

constexpr std::size_t kWordDigits = 66; // "0x" and 32 bytes.

/// An address padded with 12 zero bytes.
std::optional<evm::Address> topic_to_address(string_view topic)
{
    evm::Address address;
    if (topic.size() != kWordDigits || !topic.starts_with(kAddressTopicZeros) ||
        !base::decode_hex(topic.substr(kAddressTopicZeros.size()), address.bytes)) {
        return std::nullopt;
    }
    return address;
}

void read_topics(Log& log, ondemand::value value)
{
    if (value.type() != ondemand::json_type::array) {
        return;
    }
    for (auto topic : value.get_array()) {
        const auto text = text_of(topic.value());
        if (text && log.topic_count < Log::kTopicsMax) {
            log.topics[log.topic_count] = *text;
        }
        log.topic_count += text ? 1 : Log::kTopicsMax;
    }
}

bool is_topic(string_view topic, string_view wanted)
{
    return base::equal_but_case(topic, wanted);
}

} // namespace

Log read_log(ondemand::object object)
{
    Log log;
    for (auto field : object) {
        const string_view key = field.unescaped_key();
        ondemand::value value = field.value();
        if (key == "topics") {
            read_topics(log, value);
        } else if (key == "removed") {
            log.removed = value.type() == ondemand::json_type::boolean && bool{value.get_bool()};
        } else if (key == "data") {
            log.data = text_of(value).value_or("");
        } else if (key == "address") {
            log.token = evm::Address::parse_unchecked(text_of(value).value_or(""));
        } else if (key == "transactionHash") {
            log.tx_hash = evm::TxHash::parse(text_of(value).value_or(""));
        } else if (key == "blockHash") {
            log.block_hash = evm::BlockHash::parse(text_of(value).value_or(""));
        } else if (key == "blockNumber") {
            log.block_number = to_u64(text_of(value).value_or(""));
        } else if (key == "transactionIndex") {
            log.tx_index = to_u64(text_of(value).value_or(""));
        } else if (key == "logIndex") {
            log.log_index = to_i64(text_of(value).value_or(""));
        }
    }
    return log;
}

std::optional<Candidate> to_transfer(const Log& log)
{
    if (log.removed || log.topic_count != 3 || !is_topic(log.topics[0], kTransferTopic) ||
        log.data.size() != kWordDigits) {
        return std::nullopt;
    }
    const evm::Address token = require(log.token, "log", "address");
    const auto from = topic_to_address(log.topics[1]);
    const auto to = topic_to_address(log.topics[2]);
    const auto amount = evm::Amount::from_quantity(log.data);
    if (!amount) {
        throw_bad("log", "data");
    }
    if (!from || !to) {
        return std::nullopt;
    }
    return Candidate{.transfer = {.tx_hash = require(log.tx_hash, "log", "transactionHash"),
                                  .log_index = require(log.log_index, "log", "logIndex"),
                                  .token = token,
                                  .from = *from,
                                  .to = *to,
                                  .amount = *amount,
                                  .block_number = require(log.block_number, "log", "blockNumber"),
                                  .block_hash = require(log.block_hash, "log", "blockHash")},
                     .tx_index = log.tx_index.value_or(0)};
}

std::optional<evm::Transfer> to_native_sweep(const Log& log)
{
    static const std::string topic = base::to_hex_0x(evm::kNativeSweptTopic);
    if (log.removed || log.topic_count != 1 || !is_topic(log.topics[0], topic) ||
        log.data.size() != kWordDigits) {
        return std::nullopt;
    }
    return evm::Transfer{.tx_hash = log.tx_hash.value_or(evm::TxHash{}),
                         .log_index = log.log_index.value_or(0),
                         .token = std::nullopt,
                         .from = require(log.token, "log", "address"),
                         .to = {},
                         .amount = require(evm::Amount::from_quantity(log.data), "log", "data"),
                         .block_number = log.block_number.value_or(0),
                         .block_hash = log.block_hash.value_or(evm::BlockHash{})};
}

} // namespace ctrip::rpc
