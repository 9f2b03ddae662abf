// SPDX-License-Identifier: MIT
// Reads the things of a chain out of simdjson's on-demand values. Only for the sources of this
// module: it shows the parser that is used.
#pragma once

#include "rpc/parse/parser.hpp"

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ctrip::rpc {

/// Each of these throws BadReply, or simdjson_error for another type, where a field is missing or
/// malformed.
[[nodiscard]] BlockHeader read_header(simdjson::ondemand::object object);
/// Its transactions' transfers are those that the filter wants and that move something.
[[nodiscard]] FullBlock read_block(simdjson::ondemand::object object, const TransferFilter& filter);
[[nodiscard]] HeaderAndBloom read_header_and_bloom(simdjson::ondemand::object object);
/// Adds to `count` how many there were, wanted or not.
[[nodiscard]] std::vector<Candidate> read_logs(simdjson::ondemand::array logs,
                                               const TransferFilter& filter, std::size_t& count);
[[nodiscard]] Receipt read_receipt(simdjson::ondemand::object object);
/// Transfer and NativeSwept events; anything else is stepped over.
[[nodiscard]] std::vector<evm::Transfer> read_sent_logs(simdjson::ondemand::array logs);
struct SimulatedLogs
{
    std::vector<evm::Transfer> token_transfers;
    std::vector<NativeSweep> native_sweeps;
};
[[nodiscard]] SimulatedLogs read_simulated_logs(simdjson::ondemand::array logs);
[[nodiscard]] PastFee read_fee_history(simdjson::ondemand::object object);
[[nodiscard]] std::vector<SimulatedCall> read_simulation(simdjson::ondemand::array blocks);
[[nodiscard]] Transaction read_transaction(simdjson::ondemand::object object);
struct BlockContents
{
    BlockHeader header;
    std::vector<evm::TxHash> transactions;
};
/// Of a block that was asked for with its transactions' hashes.
[[nodiscard]] BlockContents read_contents(simdjson::ondemand::object object);
/// The answer of trace_block or of debug_traceBlockByNumber, whichever it is.
[[nodiscard]] Traces read_traces(simdjson::ondemand::array items);

[[noreturn]] void throw_bad(std::string_view thing, std::string_view key);

template <typename T>
T require(const std::optional<T>& value, std::string_view thing, std::string_view key)
{
    if (!value) {
        throw_bad(thing, key);
    }
    return *value;
}

/// Quantities as nodes write them; nothing for what is none, or does not fit.
[[nodiscard]] std::optional<std::uint64_t> to_u64(std::string_view quantity);
[[nodiscard]] std::optional<std::int64_t> to_i64(std::string_view quantity);

/// The text of a string value, or nothing for null; any other type is an error of simdjson's.
[[nodiscard]] std::optional<std::string_view> text_of(simdjson::ondemand::value value);

/// A string token that is exactly `prefix` and an address, without unescaping or copying. What is
/// read twice must be read so: simdjson has room to unescape each string once.
[[nodiscard]] std::optional<evm::Address> raw_address(simdjson::ondemand::value value,
                                                      std::string_view prefix);

} // namespace ctrip::rpc
