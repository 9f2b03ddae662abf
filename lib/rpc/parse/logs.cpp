// SPDX-License-Identifier: MIT
#include "rpc/parse/logs.hpp"

#include "rpc/parse/header_fields.hpp"
#include "rpc/parse/json.hpp"
#include "rpc/parse/log.hpp"
#include "rpc/parse/reply.hpp"

#include <algorithm>
#include <utility>

namespace ctrip::rpc {

namespace {

namespace ondemand = simdjson::ondemand;

/// Reads only the third topic, the recipient, because most events are to other addresses.
bool is_log_wanted(ondemand::object log, const TransferFilter& filter)
{
    ondemand::value topics;
    const simdjson::error_code error = log.find_field_unordered("topics").get(topics);
    if (error != simdjson::SUCCESS && error != simdjson::NO_SUCH_FIELD) {
        throw simdjson::simdjson_error{error};
    }
    if (error == simdjson::NO_SUCH_FIELD || topics.type() != ondemand::json_type::array) {
        return false;
    }
    std::size_t place = 0;
    bool wanted = false;
    for (auto topic : topics.get_array()) {
        ondemand::value value = topic.value();
        if (place == 2 && value.type() == ondemand::json_type::string) {
            const auto to = raw_address(value, kAddressTopicZeros);
            wanted = to && filter.wants(*to);
        }
        ++place;
    }
    return wanted && place == 3;
}

/// Adds the number of all logs, wanted or not, to `count`.
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

std::vector<evm::Transfer> read_sent_logs(ondemand::array logs)
{
    std::vector<evm::Transfer> transfers;
    for (auto element : logs) {
        const Log log = read_log(element.get_object());
        if (auto candidate = to_transfer(log)) {
            transfers.push_back(std::move(candidate->transfer));
        } else if (auto sweep = to_native_sweep(log)) {
            // A mined event, unlike a simulated one, must have a position.
            sweep->tx_hash = require(log.tx_hash, "log", "transactionHash");
            sweep->log_index = require(log.log_index, "log", "logIndex");
            sweep->block_number = require(log.block_number, "log", "blockNumber");
            sweep->block_hash = require(log.block_hash, "log", "blockHash");
            transfers.push_back(std::move(*sweep));
        }
    }
    return transfers;
}

} // namespace

std::vector<Answer<LogsOrHeader>> parse_logs(JsonParser& parser, std::string& body,
                                             std::size_t calls, const TransferFilter& filter)
{
    return read_reply<LogsOrHeader>(parser, body, calls, [&](ondemand::value value) {
        LogsOrHeader answer;
        if (value.type() == ondemand::json_type::array) {
            answer.transfers = read_logs(value.get_array(), filter, answer.logs);
        } else {
            HeaderAndBloom block = read_header_and_bloom(value.get_object());
            answer.header = block.header;
            answer.is_empty = block.is_empty;
            answer.bloom = block.bloom;
        }
        return answer;
    });
}

std::vector<Answer<LogsOrHeader>> parse_block_receipts(JsonParser& parser, std::string& body,
                                                       std::size_t calls,
                                                       const TransferFilter& filter)
{
    return read_reply<LogsOrHeader>(parser, body, calls, [&](ondemand::value value) {
        LogsOrHeader answer;
        if (value.type() == ondemand::json_type::array) {
            for (auto element : value.get_array()) {
                ondemand::object receipt = element.get_object();
                ondemand::value logs = receipt.find_field_unordered("logs").value();
                if (logs.is_null()) {
                    continue; // Some nodes answer with null where there are none.
                }
                auto transfers = read_logs(logs.get_array(), filter, answer.logs);
                answer.transfers.insert(answer.transfers.end(), transfers.begin(), transfers.end());
            }
        } else {
            answer.header = read_header(value.get_object());
        }
        return answer;
    });
}

std::vector<Answer<HeaderOrSent>> parse_sent_logs(JsonParser& parser, std::string& body,
                                                  std::size_t calls)
{
    return read_reply<HeaderOrSent>(parser, body, calls, [](ondemand::value value) {
        HeaderOrSent answer;
        if (value.type() == ondemand::json_type::array) {
            answer.transfers = read_sent_logs(value.get_array());
        } else {
            answer.header = read_header(value.get_object());
        }
        return answer;
    });
}

} // namespace ctrip::rpc
