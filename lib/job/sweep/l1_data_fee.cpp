// SPDX-License-Identifier: MIT
#include "job/sweep/l1_data_fee.hpp"

#include "base/error.hpp"
#include "evm/abi.hpp"

#include <fmt/format.h>

#include <array>
#include <variant>

namespace ctrip::job {

namespace {

constexpr evm::Address kOracle{{0x42, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x0f}};

/// A placeholder signature of full length: the fee depends on the transaction's size, and on how
/// well it can be compressed.
base::Bytes with_some_signature(const evm::AnyTx& tx)
{
    evm::Signature signature{.r = {}, .s = {}, .y_parity = 1};
    std::uint8_t next = 0x35;
    for (std::uint8_t& byte : signature.r) {
        byte = next = static_cast<std::uint8_t>(next * 73 + 41);
    }
    for (std::uint8_t& byte : signature.s) {
        byte = next = static_cast<std::uint8_t>(next * 73 + 41);
    }
    return std::visit([&](const auto& one) { return evm::encode_signed(one, signature); }, tx);
}

} // namespace

DataFeeOracle::DataFeeOracle(rpc::ChainClient& client) : m_client(client)
{
    const std::array oracle{kOracle};
    m_exists = !client.accounts(oracle).front().code.empty();
}

evm::Amount DataFeeOracle::fee_of(const evm::AnyTx& tx)
{
    if (!m_exists) {
        return {};
    }
    const auto fee = evm::decode_uint256(
        m_client.call({.from = std::nullopt,
                       .to = kOracle,
                       .value = {},
                       .data = evm::encode_get_l1_fee(with_some_signature(tx))}));
    if (!fee) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("the GasPriceOracle at {} does not tell the fee of a "
                                "transaction's data",
                                kOracle.to_checksum())};
    }
    return evm::mul_div_ceil(*fee, 3, 2);
}

} // namespace ctrip::job
