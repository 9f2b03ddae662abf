// SPDX-License-Identifier: MIT
// What nodes say of fees of the past, and of calls that were only simulated.
#include "rpc/parse/json.hpp"

namespace ctrip::rpc {

namespace {

namespace ondemand = simdjson::ondemand;
using std::string_view;

/// The first of a list of quantities; there may be more, of later blocks.
std::optional<evm::Amount> first_quantity(ondemand::array list, string_view key)
{
    std::optional<evm::Amount> first;
    for (auto element : list) {
        const auto amount = evm::Amount::from_quantity(string_view{element.get_string()});
        if (!first) {
            first = require(amount, "fee history", key);
        }
    }
    return first;
}

SimulatedCall read_call(ondemand::object object)
{
    SimulatedCall call;
    std::optional<std::uint64_t> status;
    for (auto field : object) {
        const string_view key = field.unescaped_key();
        ondemand::value value = field.value();
        if (key == "status") {
            status = to_u64(text_of(value).value_or(""));
        } else if (key == "gasUsed") {
            call.gas_used = require(to_u64(text_of(value).value_or("")), "simulated call", key);
        } else if (key == "logs") {
            SimulatedLogs logs = read_simulated_logs(value.get_array());
            call.token_transfers = std::move(logs.token_transfers);
            call.native_sweeps = std::move(logs.native_sweeps);
        } else if (key == "error" && !value.is_null()) {
            for (auto part : value.get_object()) {
                const string_view name = part.unescaped_key();
                ondemand::value words = part.value();
                if (name == "message" && words.type() == ondemand::json_type::string) {
                    call.error = to_safe_line(words.get_string());
                }
            }
        }
    }
    call.succeeded = require(status, "simulated call", "status") == 1;
    return call;
}

} // namespace

PastFee read_fee_history(ondemand::object object)
{
    std::optional<std::uint64_t> block;
    std::optional<evm::Amount> base_fee;
    std::optional<evm::Amount> tip;
    for (auto field : object) {
        const string_view key = field.unescaped_key();
        ondemand::value value = field.value();
        if (key == "oldestBlock") {
            block = to_u64(text_of(value).value_or(""));
        } else if (key == "baseFeePerGas") {
            base_fee = first_quantity(value.get_array(), key);
        } else if (key == "reward" && !value.is_null()) {
            for (auto percentiles : value.get_array()) {
                const auto median = first_quantity(percentiles.get_array(), key);
                tip = tip ? tip : median;
            }
        }
    }
    return {.block = require(block, "fee history", "oldestBlock"),
            .base_fee = require(base_fee, "fee history", "baseFeePerGas"),
            .priority_fee = tip};
}

std::vector<SimulatedCall> read_simulation(ondemand::array blocks)
{
    std::vector<SimulatedCall> calls;
    for (auto block : blocks) {
        for (auto field : block.get_object()) {
            const string_view key = field.unescaped_key();
            ondemand::value value = field.value();
            if (key == "calls") {
                for (auto call : value.get_array()) {
                    calls.push_back(read_call(call.get_object()));
                }
            }
        }
    }
    return calls;
}

} // namespace ctrip::rpc
