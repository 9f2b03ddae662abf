// SPDX-License-Identifier: MIT
// A block's header with all fields, and its hash: Keccak of its RLP (Yellow Paper, section 4.3).
// The fields of every Ethereum fork up to Osaka and of Amsterdam; the OP stack, Polygon PoS and BSC
// hash the same ones. Pure.
#pragma once

#include "base/hex.hpp"
#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"
#include "evm/logs_bloom.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace ctrip::evm {

struct RawHeader
{
    BlockHash parent_hash;
    Word uncles_hash{};
    Address miner;
    Word state_root{};
    Word transactions_root{};
    Word receipts_root{};
    LogsBloom bloom;
    Amount difficulty;
    Amount number;
    Amount gas_limit;
    Amount gas_used;
    Amount timestamp_s;
    base::Bytes extra_data; ///< 32 bytes on Ethereum; hundreds on chains that sign in it.
    Word mix_hash{};
    std::array<std::uint8_t, 8> nonce{};
    std::optional<Amount> base_fee;               ///< London, EIP-1559.
    std::optional<Word> withdrawals_root;         ///< Shanghai, EIP-4895.
    std::optional<Amount> blob_gas_used;          ///< Cancun, EIP-4844, as the next.
    std::optional<Amount> excess_blob_gas;        //
    std::optional<Word> parent_beacon_block_root; ///< Cancun, EIP-4788.
    std::optional<Word> requests_hash;            ///< Prague, EIP-7685.
    std::optional<Word> block_access_list_hash;   ///< Amsterdam, EIP-7928.
    std::optional<Amount> slot_number;            ///< Amsterdam, EIP-7843.
};

/// The RLP list of the fields in the order above. Absent fields at the end are left out; one that
/// is followed by a present one is an empty string, as in go-ethereum.
[[nodiscard]] base::Bytes encode_header(const RawHeader& header);

[[nodiscard]] BlockHash hash_of(const RawHeader& header);

} // namespace ctrip::evm
