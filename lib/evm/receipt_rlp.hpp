// SPDX-License-Identifier: MIT
// A receipt as the receipts trie of its block has it: RLP, with its type's byte in front (EIP-2718,
// EIP-658; the OP stack's deposits). Pure.
#pragma once

#include "base/hex.hpp"
#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"
#include "evm/logs_bloom.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace ctrip::evm {

struct RawLog
{
    Address address;
    std::vector<Word> topics;
    base::Bytes data;
};

struct RawReceipt
{
    TxHash tx_hash; ///< Not part of the RLP: what the node says.
    std::uint8_t type = 0;
    std::optional<bool> succeeded;  ///< None before Byzantium, or where the node does not say it.
    std::optional<Word> post_state; ///< Before Byzantium: the state root after the transaction.
    Amount cumulative_gas;          ///< Of the block's transactions up to this one.
    std::optional<LogsBloom> bloom; ///< None: computed from the logs.
    std::vector<RawLog> logs;
    std::optional<Amount> deposit_nonce; ///< The OP stack's type 0x7e.
    /// The same, from Canyon on: only then both are encoded.
    std::optional<Amount> deposit_version;
    std::optional<Amount> base_fee; ///< Celo's type 0x7b, where it is an OP stack.
};

/// The OP stack's deposit.
inline constexpr std::uint8_t kDepositType = 0x7e;
/// Celo's transaction that pays for gas in another currency (CIP-64).
inline constexpr std::uint8_t kCeloType = 0x7b;
/// The types of Ethereum, up to Osaka, and the two above: others may have receipts of another form.
[[nodiscard]] bool is_known_type(std::uint8_t type) noexcept;

[[nodiscard]] LogsBloom bloom_of(const std::vector<RawLog>& logs);

/// None where it has neither a status nor a state root.
[[nodiscard]] std::optional<base::Bytes> encode_receipt(const RawReceipt& receipt);

} // namespace ctrip::evm
