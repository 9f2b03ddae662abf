// SPDX-License-Identifier: MIT
#include "rpc/parse/simulation.hpp"

#include "rpc/parse/json.hpp"
#include "rpc/parse/log.hpp"
#include "rpc/parse/reply.hpp"

#include <utility>

namespace ctrip::rpc {

namespace {

namespace ondemand = simdjson::ondemand;
using std::string_view;

struct SimulatedLogs
{
    std::vector<evm::Transfer> token_transfers;
    std::vector<NativeSweep> native_sweeps;
};

SimulatedLogs read_simulated_logs(ondemand::array logs)
{
    SimulatedLogs found;
    for (auto element : logs) {
        Log log = read_log(element.get_object());
        // A simulated log may have no position, and needs none.
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

} // namespace

std::vector<Answer<std::vector<SimulatedCall>>>
parse_simulations(JsonParser& parser, std::string& body, std::size_t calls)
{
    return read_reply<std::vector<SimulatedCall>>(parser, body, calls, [](ondemand::value value) {
        return read_simulation(value.get_array());
    });
}

} // namespace ctrip::rpc
