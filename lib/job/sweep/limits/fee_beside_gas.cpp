// SPDX-License-Identifier: MIT
#include "job/sweep/limits/fee_beside_gas.hpp"

#include "base/error.hpp"
#include "evm/abi.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ctrip::job {

namespace {

constexpr evm::Address kOracle{{0x42, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x0f}};

} // namespace

bool FeeBesideGas::has_oracle()
{
    if (!m_has_oracle) {
        const std::array oracle{kOracle};
        m_has_oracle = !m_client.accounts(oracle).front().code.empty();
    }
    return *m_has_oracle;
}

bool FeeBesideGas::is_charged()
{
    return !m_limits.fee_beside_gas().is_zero() || has_oracle();
}

evm::Amount FeeBesideGas::most(const evm::AnyTx& tx)
{
    const evm::Amount learnt = evm::mul_div_ceil(m_limits.fee_beside_gas(), 5, 4);
    return has_oracle() ? std::max(learnt, evm::mul_div_ceil(for_bytes(tx), 3, 2) +
                                               of_operator(evm::gas_of(tx)))
                        : learnt;
}

/// Transactions of nearly the same size pay nearly the same.
evm::Amount FeeBesideGas::for_bytes(const evm::AnyTx& tx)
{
    constexpr std::size_t step = 32;
    const base::Bytes raw = evm::encode_with_placeholder(tx);
    const auto [found, is_new] = m_for_bytes.try_emplace(raw.size() / step);
    if (is_new) {
        const auto fee = evm::decode_uint256(m_client.call({.from = std::nullopt,
                                                            .to = kOracle,
                                                            .value = {},
                                                            .data = evm::encode_get_l1_fee(raw)}));
        if (!fee) {
            m_for_bytes.erase(found);
            throw Error{ErrorKind::unavailable,
                        fmt::format("the GasPriceOracle at {} does not tell the fee of a "
                                    "transaction's data",
                                    kOracle.to_checksum())};
        }
        found->second = *fee;
    }
    return found->second;
}

/// Before Isthmus the oracle has no such function.
evm::Amount FeeBesideGas::of_operator(std::uint64_t gas)
{
    if (!has_oracle()) {
        return {};
    }
    const auto [found, is_new] = m_of_operator.try_emplace(gas);
    if (is_new) {
        const rpc::CallRequest request{.from = std::nullopt,
                                       .to = kOracle,
                                       .value = {},
                                       .data = evm::encode_get_operator_fee(gas)};
        const rpc::CallOutcome outcome = m_client.try_calls({&request, 1}).front();
        found->second = outcome.succeeded
                            ? evm::decode_uint256(outcome.data).value_or(evm::Amount{})
                            : evm::Amount{};
    }
    return found->second;
}

} // namespace ctrip::job
