// SPDX-License-Identifier: MIT
// One event log. Only for the sources of this folder: it shows the JSON library.
#pragma once

#include "evm/transfer.hpp"
#include "rpc/parse/json.hpp"
#include "rpc/parse/transfer_filter.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ctrip::rpc {

/// The 12 zero bytes that pad an address to a topic.
inline constexpr std::string_view kAddressTopicZeros = "0x000000000000000000000000";

/// The texts are in the parser's buffers: valid until it reads the next reply.
struct Log
{
    static constexpr std::size_t kTopicsMax = 4;

    std::optional<evm::Address> token;
    std::array<std::string_view, kTopicsMax> topics;
    std::size_t topic_count = 0; ///< Above kTopicsMax if one is not a text, or there are too many.
    std::string_view data;
    bool removed = false;
    std::optional<evm::TxHash> tx_hash;
    std::optional<evm::BlockHash> block_hash;
    std::optional<std::uint64_t> block_number;
    std::optional<std::uint64_t> tx_index;
    std::optional<std::int64_t> log_index;
};

[[nodiscard]] Log read_log(simdjson::ondemand::object object);

/// None if the log is no ERC-20 transfer (an ERC-721 one has a fourth topic and no data) or was
/// removed by a reorg. The amount may be zero. BadReply if it is one and has no position.
[[nodiscard]] std::optional<Candidate> to_transfer(const Log& log);

/// The Sweeper's NativeSwept event as a transfer from the address that logged it; none for any
/// other log.
[[nodiscard]] std::optional<evm::Transfer> to_native_sweep(const Log& log);

} // namespace ctrip::rpc
