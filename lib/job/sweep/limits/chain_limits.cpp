// SPDX-License-Identifier: MIT
#include "job/sweep/limits/chain_limits.hpp"

#include "job/sweep/limits/send_refusal.hpp"

#include <algorithm>
#include <limits>
#include <variant>

namespace ctrip::job {

namespace {

using evm::Amount;
using store::ChainLimit;

/// A node's cap may be raised, and a chain's fee fall: then it is found out again.
constexpr base::UnixSeconds kRemembered_s = base::UnixSeconds{7} * 24 * 3600;
constexpr std::uint64_t kEip7825GasMax = 1U << 24U;
constexpr std::uint64_t kWhole = 100;
/// More than this is no estimate that is a little too low, but a node that is wrong.
constexpr std::uint64_t kPercentMax = 400;

} // namespace

evm::Amount cost_of(const evm::AnyTx& tx)
{
    return Amount{evm::gas_of(tx)} * evm::max_fee_of(tx) +
           std::visit([](const auto& one) { return one.value; }, tx);
}

ChainLimits::ChainLimits(store::Database& database, evm::ChainId chain_id, const base::Clock& clock)
    : m_store(database, chain_id), m_clock(clock),
      m_values(m_store.learnt_since(clock.now_s() - kRemembered_s))
{
}

std::uint64_t ChainLimits::gas_max(std::uint64_t block_gas) const
{
    const auto& learnt = at(ChainLimit::tx_gas_max);
    return std::min(block_gas, learnt ? learnt->to_u64().value_or(block_gas) : block_gas);
}

std::size_t ChainLimits::size_max() const
{
    const auto& learnt = at(ChainLimit::tx_size_max);
    return learnt ? learnt->to_u64().value_or(0) : std::numeric_limits<std::size_t>::max();
}

Amount ChainLimits::fee_beside_gas() const
{
    return at(ChainLimit::fee_beside_gas).value_or(Amount{});
}

std::uint64_t ChainLimits::needed_gas(std::uint64_t gas) const
{
    const Amount percent = at(ChainLimit::gas_percent).value_or(Amount{kWhole});
    return evm::mul_div_ceil(Amount{gas}, percent, Amount{kWhole}).to_u64().value_or(gas);
}

bool ChainLimits::set(ChainLimit limit, const Amount& value)
{
    if (at(limit) == value) {
        return false;
    }
    m_values[static_cast<std::size_t>(limit)] = value;
    m_store.put(limit, value, m_clock.now_s());
    return true;
}

bool ChainLimits::learn(const Refused& refused, const rpc::SendResult& answer)
{
    const evm::AnyTx& tx = refused.tx;
    const std::size_t size = refused.size;
    const std::uint64_t gas = evm::gas_of(tx);
    switch (answer.outcome) {
    case rpc::SendOutcome::gas_above_cap:
        return set(ChainLimit::tx_gas_max, Amount{gas > kEip7825GasMax ? kEip7825GasMax : gas / 2});
    case rpc::SendOutcome::fee_above_cap: {
        const Amount half = evm::mul_div_floor(Amount{gas} * evm::max_fee_of(tx), 1, 2);
        return set(ChainLimit::tx_fee_max, named_fee_cap(answer.message).value_or(half));
    }
    case rpc::SendOutcome::too_large: {
        const Amount half{size / 2};
        return set(ChainLimit::tx_size_max,
                   std::min(named_size(answer.message).value_or(half), Amount{size - 1}));
    }
    case rpc::SendOutcome::gas_too_low: {
        // Half as much again where the node names nothing that helps.
        const std::uint64_t before = needed_gas(kWhole);
        const Amount named = named_gas(answer.message).value_or(Amount{});
        const Amount percent = named > Amount{gas}
                                   ? evm::mul_div_ceil(named, Amount{before}, Amount{gas})
                                   : Amount{before + before / 2};
        return percent <= Amount{kPercentMax} && set(ChainLimit::gas_percent, percent);
    }
    case rpc::SendOutcome::insufficient_funds:
        return learn_beside_gas(refused, answer);
    case rpc::SendOutcome::accepted:
    case rpc::SendOutcome::already_known:
    case rpc::SendOutcome::nonce_too_low:
    case rpc::SendOutcome::underpriced:
    case rpc::SendOutcome::rejected:
        break;
    }
    return false;
}

/// A node that wants more than gas and value charges a fee beside them, as rollups do. Without a
/// number in its words a quarter of the gas is set aside, then twice as much each time, up to the
/// whole gas: more is not a fee but a lack of money.
bool ChainLimits::learn_beside_gas(const Refused& refused, const rpc::SendResult& answer)
{
    const Amount own = cost_of(refused.tx);
    const Amount known = fee_beside_gas();
    const std::optional<Amount> named = named_cost(answer.message);
    if (named) {
        return *named > own && *named - own > known &&
               set(ChainLimit::fee_beside_gas, *named - own);
    }
    if (refused.sender_is_poor) {
        return false; // Its money is gone, or the node is behind.
    }
    const Amount gas = Amount{evm::gas_of(refused.tx)} * evm::max_fee_of(refused.tx);
    const Amount next = std::max(known + known, evm::mul_div_ceil(gas, 1, 4));
    return next <= gas && set(ChainLimit::fee_beside_gas, next);
}

} // namespace ctrip::job
