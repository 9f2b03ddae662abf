// SPDX-License-Identifier: MIT
#include "evm/sweeper.hpp"
#include "rpc/parse/json.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace ctrip::rpc {

namespace {

namespace ondemand = simdjson::ondemand;
using std::string_view;

constexpr string_view kAddressTopicZeros = "0x000000000000000000000000";
constexpr std::size_t kWordDigits = 66; // "0x" and 32 bytes.
constexpr std::size_t kTopicsMax = 4;

/// An address behind 12 zero bytes.
std::optional<evm::Address> topic_to_address(string_view topic)
{
    evm::Address address;
    if (topic.size() != kWordDigits || !topic.starts_with(kAddressTopicZeros) ||
        !base::decode_hex(topic.substr(kAddressTopicZeros.size()), address.bytes)) {
        return std::nullopt;
    }
    return address;
}

struct Log
{
    std::optional<evm::Address> token;
    std::array<string_view, kTopicsMax> topics;
    std::size_t topic_count = 0;
    string_view data;
    bool has_data = false;
    bool removed = false;
    std::optional<evm::TxHash> tx_hash;
    std::optional<evm::BlockHash> block_hash;
    std::optional<std::uint64_t> block_number;
    std::optional<std::uint64_t> tx_index;
    std::optional<std::int64_t> log_index;
};

void read_topics(Log& log, ondemand::array topics)
{
    for (auto topic : topics) {
        if (log.topic_count == kTopicsMax) {
            throw_bad("log", "topics");
        }
        log.topics[log.topic_count++] = string_view{topic.get_string()};
    }
}

Log read_log(ondemand::object object)
{
    Log log;
    for (auto field : object) {
        const string_view key = field.unescaped_key();
        ondemand::value value = field.value();
        if (key == "topics") {
            read_topics(log, value.get_array());
        } else if (key == "removed") {
            log.removed = !value.is_null() && bool{value.get_bool()};
        } else if (key == "data") {
            log.data = value.get_string();
            log.has_data = true;
        } else if (key == "address") {
            log.token = evm::Address::parse_unchecked(string_view{value.get_string()});
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

/// Nothing for what is no ERC-20 transfer (an ERC-721 one has a fourth topic and no data) or was
/// undone. It may move nothing.
std::optional<Candidate> to_transfer(const Log& log)
{
    const evm::Address token = require(log.token, "log", "address");
    if (!log.has_data) {
        throw_bad("log", "data");
    }
    if (log.removed || log.topic_count != 3 || log.topics[0] != kTransferTopic ||
        log.data.size() != kWordDigits) {
        return std::nullopt;
    }
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
                     .tx_index = require(log.tx_index, "log", "transactionIndex")};
}

/// What the Sweeper says, in the words of a transfer from whoever runs its code.
std::optional<evm::Transfer> to_native_sweep(const Log& log)
{
    static const std::string topic = base::to_hex_0x(evm::kNativeSweptTopic);
    if (log.removed || log.topic_count != 1 || log.topics[0] != topic ||
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

/// Looks at the third topic alone, since most events are somebody else's.
bool is_log_wanted(ondemand::object log, const TransferFilter& filter)
{
    std::size_t place = 0;
    bool wanted = false;
    for (auto topic : log.find_field_unordered("topics").get_array()) {
        if (place == 2) {
            const auto to = raw_address(topic.value(), kAddressTopicZeros);
            wanted = to && filter.wants(*to);
        }
        ++place;
    }
    return wanted && place == 3;
}

struct ReceiptFields
{
    std::optional<evm::TxHash> tx_hash;
    std::optional<evm::BlockHash> block_hash;
    std::optional<std::uint64_t> block_number;
    std::optional<std::uint64_t> status;
    std::optional<std::uint64_t> gas_used;
    std::optional<evm::Amount> gas_price;
    std::optional<std::vector<evm::Transfer>> transfers;
    std::vector<evm::Transfer> empty;
    std::vector<NativeSweep> native_sweeps;
    evm::Amount l1_fee;

    void read_log_of(ondemand::object object)
    {
        const Log log = read_log(object);
        if (auto candidate = to_transfer(log)) {
            auto& kind = candidate->transfer.amount.is_zero() ? empty : *transfers;
            kind.push_back(std::move(candidate->transfer));
        } else if (const auto sweep = to_native_sweep(log)) {
            native_sweeps.push_back({.from = sweep->from, .amount = sweep->amount});
        }
    }

    void read(string_view key, ondemand::value value)
    {
        if (key == "transactionHash") {
            tx_hash = evm::TxHash::parse(text_of(value).value_or(""));
        } else if (key == "blockHash") {
            block_hash = evm::BlockHash::parse(text_of(value).value_or(""));
        } else if (key == "blockNumber") {
            block_number = to_u64(text_of(value).value_or(""));
        } else if (key == "status") {
            status = to_u64(text_of(value).value_or(""));
        } else if (key == "gasUsed") {
            gas_used = to_u64(text_of(value).value_or(""));
        } else if (key == "effectiveGasPrice") {
            if (const auto text = text_of(value)) {
                gas_price = require(evm::Amount::from_quantity(*text), "receipt", key);
            }
        } else if (key == "logs") {
            transfers.emplace();
            for (auto element : value.get_array()) {
                read_log_of(element.get_object());
            }
        } else if (key == "l1Fee") {
            if (const auto text = text_of(value)) {
                l1_fee = require(evm::Amount::from_quantity(*text), "receipt", key);
            }
        }
    }
};

} // namespace

std::vector<Candidate> read_logs(ondemand::array logs, const TransferFilter& filter,
                                 std::size_t& count)
{
    std::vector<Candidate> transfers;
    for (auto element : logs) {
        ++count;
        ondemand::object object = element.get_object();
        if (!is_log_wanted(object, filter)) {
            continue;
        }
        object.reset();
        const Log log = read_log(object);
        auto candidate = to_transfer(log);
        const bool ours = candidate && !candidate->transfer.amount.is_zero() &&
                          std::find(filter.tokens.begin(), filter.tokens.end(),
                                    *candidate->transfer.token) != filter.tokens.end();
        if (ours) {
            transfers.push_back(std::move(*candidate));
        }
    }
    return transfers;
}

Receipt read_receipt(ondemand::object object)
{
    ReceiptFields fields;
    for (auto field : object) {
        const string_view key = field.unescaped_key();
        fields.read(key, field.value());
    }
    if (fields.status && *fields.status > 1) {
        throw_bad("receipt", "status");
    }
    return {.tx_hash = require(fields.tx_hash, "receipt", "transactionHash"),
            .block_number = require(fields.block_number, "receipt", "blockNumber"),
            .block_hash = require(fields.block_hash, "receipt", "blockHash"),
            .succeeded = require(fields.status, "receipt", "status") == 1,
            .gas_used = require(fields.gas_used, "receipt", "gasUsed"),
            .effective_gas_price =
                fields.gas_price.value_or(evm::Amount{}), // Nodes from before EIP-1559 have none.
            .token_transfers = require(fields.transfers, "receipt", "logs"),
            .empty_transfers = std::move(fields.empty),
            .native_sweeps = std::move(fields.native_sweeps),
            .l1_fee = fields.l1_fee};
}

std::vector<evm::Transfer> read_sent_logs(ondemand::array logs)
{
    std::vector<evm::Transfer> transfers;
    for (auto element : logs) {
        const Log log = read_log(element.get_object());
        if (auto candidate = to_transfer(log)) {
            transfers.push_back(std::move(candidate->transfer));
        } else if (auto sweep = to_native_sweep(log)) {
            // Unlike a simulated one, a mined one has a place.
            sweep->tx_hash = require(log.tx_hash, "log", "transactionHash");
            sweep->log_index = require(log.log_index, "log", "logIndex");
            sweep->block_number = require(log.block_number, "log", "blockNumber");
            sweep->block_hash = require(log.block_hash, "log", "blockHash");
            transfers.push_back(std::move(*sweep));
        }
    }
    return transfers;
}

SimulatedLogs read_simulated_logs(ondemand::array logs)
{
    SimulatedLogs found;
    for (auto element : logs) {
        Log log = read_log(element.get_object());
        // What is not mined may have no place, and needs none.
        log.tx_hash = log.tx_hash.value_or(evm::TxHash{});
        log.log_index = log.log_index.value_or(0);
        log.block_number = log.block_number.value_or(0);
        log.block_hash = log.block_hash.value_or(evm::BlockHash{});
        log.tx_index = log.tx_index.value_or(0);
        if (auto candidate = to_transfer(log)) {
            found.token_transfers.push_back(std::move(candidate->transfer));
        } else if (const auto sweep = to_native_sweep(log)) {
            found.native_sweeps.push_back({.from = sweep->from, .amount = sweep->amount});
        }
    }
    return found;
}

} // namespace ctrip::rpc
