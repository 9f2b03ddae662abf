// SPDX-License-Identifier: MIT
#include "rpc/read/balance_batch.hpp"

#include "base/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace ctrip::rpc {

namespace {

constexpr std::array<std::string_view, 3> kBalanceWayNames{"override", "multicall", "batch"};

// EVM code that returns 32 bytes for each 20 bytes of its input: the balance of that address. 31
// bytes: PUSH0 PUSH0, then until CALLDATASIZE: CALLDATALOAD, 96 SHR, BALANCE, MSTORE; RETURN.
constexpr std::string_view kScannerCode =
    "0x5f5f5b368210600b575ff35b813560601c3181526020019060140190600256";
// An address without code: a node that ignores the override returns no data.
constexpr std::string_view kScannerAddress = "0x63747269702062616c616e6365207363616e6e65";

// aggregate3((address,bool,bytes)[]) and getEthBalance(address).
constexpr std::string_view kAggregate3 = "82ad56cb";
constexpr std::string_view kGetEthBalance = "4d2301cc";

constexpr std::size_t kWordSize = 32;
/// Words of one call within aggregate3: target, failure allowed, offset, length, and 36 bytes in
/// two words.
constexpr std::size_t kTupleWords = 6;
/// Words of one result: success, offset, length, the balance.
constexpr std::size_t kAnswerWords = 4;

std::string scanner_data(std::span<const evm::Address> addresses)
{
    std::string data = "0x";
    for (const evm::Address& address : addresses) {
        data += base::to_hex(address.bytes);
    }
    return data;
}

std::string multicall_data(std::span<const evm::Address> addresses)
{
    std::string data = fmt::format("0x{}{:064x}{:064x}", kAggregate3, kWordSize, addresses.size());
    const auto out = std::back_inserter(data);
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        fmt::format_to(out, "{:064x}", (addresses.size() + i * kTupleWords) * kWordSize);
    }
    const std::string target = base::to_hex(kMulticall3.bytes);
    for (const evm::Address& address : addresses) {
        fmt::format_to(out, "{:0>64}{:064x}{:064x}{:064x}{}{:0>64}{:056x}", target, 1, 0x60, 0x24,
                       kGetEthBalance, base::to_hex(address.bytes), 0);
    }
    return data;
}

base::ByteView word_at(base::ByteView bytes, std::size_t index)
{
    return bytes.subspan(index * kWordSize, kWordSize);
}

bool is_word(base::ByteView bytes, std::size_t index, std::uint64_t value)
{
    return evm::Amount::from_be_bytes(word_at(bytes, index)) == evm::Amount{value};
}

/// Solidity has only one layout for this result, so any other is from another contract.
std::optional<std::vector<evm::Amount>> read_multicall(base::ByteView bytes, std::size_t count)
{
    if (bytes.size() != (2 + count * (1 + kAnswerWords)) * kWordSize ||
        !is_word(bytes, 0, kWordSize) || !is_word(bytes, 1, count)) {
        return std::nullopt;
    }
    std::vector<evm::Amount> amounts;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t offset = count + i * kAnswerWords;
        const std::size_t first = 2 + offset;
        if (!is_word(bytes, 2 + i, offset * kWordSize) || !is_word(bytes, first, 1) ||
            !is_word(bytes, first + 1, 2 * kWordSize) || !is_word(bytes, first + 2, kWordSize)) {
            return std::nullopt;
        }
        amounts.push_back(evm::Amount::from_be_bytes(word_at(bytes, first + 3)));
    }
    return amounts;
}

std::optional<std::vector<evm::Amount>> read_scanner(base::ByteView bytes, std::size_t count)
{
    if (bytes.size() != count * kWordSize) {
        return std::nullopt;
    }
    std::vector<evm::Amount> amounts;
    for (std::size_t i = 0; i < count; ++i) {
        amounts.push_back(evm::Amount::from_be_bytes(word_at(bytes, i)));
    }
    return amounts;
}

} // namespace

std::string_view to_string(BalanceWay way) noexcept
{
    return kBalanceWayNames[static_cast<std::size_t>(way)];
}

std::optional<BalanceWay> parse_balance_way(std::string_view name) noexcept
{
    const auto* const found = std::find(kBalanceWayNames.begin(), kBalanceWayNames.end(), name);
    return found == kBalanceWayNames.end()
               ? std::nullopt
               : std::optional{static_cast<BalanceWay>(found - kBalanceWayNames.begin())};
}

std::size_t addresses_max(BalanceWay way) noexcept
{
    switch (way) {
    case BalanceWay::override_:
        return 1'000; // 40 KB out, 64 KB back, less than three million gas.
    case BalanceWay::multicall:
        return 250; // 110 KB out: some nodes accept at most 128 KB.
    case BalanceWay::batch:
        return 99; // And the block's header: 100 calls, if the node accepts as many.
    }
    return 1;
}

Call call_balances(BalanceWay way, std::span<const evm::Address> addresses,
                   std::optional<evm::BlockNumber> at)
{
    CTRIP_CHECK(way != BalanceWay::batch);
    if (way == BalanceWay::multicall) {
        return {"eth_call", fmt::format(R"([{{"to":"{}","data":"{}"}},"{}"])", kMulticall3.to_hex(),
                                        multicall_data(addresses), to_tag(at))};
    }
    return {"eth_call",
            fmt::format(R"([{{"to":"{0}","data":"{1}"}},"{2}",{{"{0}":{{"code":"{3}"}}}}])",
                        kScannerAddress, scanner_data(addresses), to_tag(at), kScannerCode)};
}

std::optional<std::vector<evm::Amount>> read_balances(BalanceWay way, std::string_view answer,
                                                      std::size_t count)
{
    const std::optional<base::Bytes> bytes = base::from_hex_0x(answer);
    if (!bytes) {
        return std::nullopt;
    }
    return way == BalanceWay::multicall ? read_multicall(*bytes, count)
                                        : read_scanner(*bytes, count);
}

} // namespace ctrip::rpc
