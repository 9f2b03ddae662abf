// SPDX-License-Identifier: MIT
// The parts of the contract ABI that ctrip uses: calls of ERC-20 tokens and of the Sweeper
// contract, their return data, and the Transfer event.
#pragma once

#include "base/hex.hpp"
#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::evm {

// ERC-20 (EIP-20).
[[nodiscard]] base::Bytes encode_transfer(const Address& to, const Amount& amount);
[[nodiscard]] base::Bytes encode_transfer_from(const Address& from, const Address& to,
                                               const Amount& amount);
[[nodiscard]] base::Bytes encode_approve(const Address& spender, const Amount& amount);
[[nodiscard]] base::Bytes encode_balance_of(const Address& owner);
[[nodiscard]] base::Bytes encode_decimals();
[[nodiscard]] base::Bytes encode_symbol();

// The Sweeper contract, to which deposit addresses delegate. `gas`: the limit of each token call.
[[nodiscard]] base::Bytes encode_sweep(std::span<const Address> tokens, const Amount& gas);
/// `margin`: the last argument in version 2, which version 1 does not have.
[[nodiscard]] base::Bytes encode_sweep_many(std::span<const Address> deposits,
                                            std::span<const Address> tokens, const Amount& gas,
                                            const std::optional<Amount>& margin = std::nullopt);

/// The amount of a call of transfer(to, amount); none for anything else, and for another `to`.
[[nodiscard]] std::optional<Amount> decode_transfer(base::ByteView data, const Address& to);

struct SweepManyCall
{
    std::vector<Address> deposits;
    std::vector<Address> tokens;
    Amount gas;
    std::optional<Amount> margin; ///< None: the call is version 1's.
};

/// None for anything that encode_sweep_many() does not return.
[[nodiscard]] std::optional<SweepManyCall> decode_sweep_many(base::ByteView data);

// GasPriceOracle of the OP stack: the L1 fee of a signed transaction's data, in wei.
[[nodiscard]] base::Bytes encode_get_l1_fee(base::ByteView signed_tx);
// The same contract's operator fee for an amount of gas, in wei (since Isthmus).
[[nodiscard]] base::Bytes encode_get_operator_fee(std::uint64_t gas);

/// keccak256("Transfer(address,address,uint256)"). ERC-721 has the same topic 0, but four topics.
inline constexpr Word kTransferTopic{
    0xdd, 0xf2, 0x52, 0xad, 0x1b, 0xe2, 0xc8, 0x9b, 0x69, 0xc2, 0xb0, 0x68, 0xfc, 0x37, 0x8d, 0xaa,
    0x95, 0x2b, 0xa7, 0xf1, 0x63, 0xc4, 0xa1, 0x16, 0x28, 0xf5, 0x5a, 0x4d, 0xf5, 0x23, 0xb3, 0xef};

struct TransferEvent
{
    Address from;
    Address to;
    Amount
        amount; ///< May be zero: anyone can emit such events to any address ("address poisoning").
};

/// Nothing unless the log is an ERC-20 Transfer: exactly three topics, two of them addresses, and
/// exactly 32 bytes of data.
[[nodiscard]] std::optional<TransferEvent> decode_transfer_event(std::span<const Word> topics,
                                                                 base::ByteView data);

/// The address in a word, as in a topic; nothing unless the word's twelve leading bytes are zero.
[[nodiscard]] std::optional<Address> decode_address(const Word& word) noexcept;
/// The word of an address, for a topic filter.
[[nodiscard]] Word to_word(const Address& address) noexcept;

/// The first word of return data. Nothing if it is shorter: no contract, or one without that
/// function.
[[nodiscard]] std::optional<Amount> decode_uint256(base::ByteView data);

/// A token's symbol or name: a string, or the bytes32 of older tokens (MKR). Nothing if it is
/// neither, longer than 1 KiB, or not printable UTF-8.
[[nodiscard]] std::optional<std::string> decode_symbol(base::ByteView data);

/// The result of a call of transfer, transferFrom or approve that did not revert, by its return
/// data.
enum class TransferAnswer : std::uint8_t
{
    succeeded, ///< true.
    failed,    ///< false, or not a canonical bool (as in OpenZeppelin's SafeERC20).
    silent,    ///< Empty (USDT): a success if the address has code.
};

[[nodiscard]] TransferAnswer decode_transfer_answer(base::ByteView data) noexcept;

} // namespace ctrip::evm
