// SPDX-License-Identifier: MIT
#include "job/shared/one_currency.hpp"

#include "evm/native_log.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace ctrip::job {

namespace {

using evm::Amount;
using evm::Transfer;

/// Whose Transfer events are moves of the native currency.
const evm::Address& log_address_of(const config::NativeCurrency& native)
{
    return native.contract ? native.contract->address : evm::kNativeLogAddress;
}

/// What the base unit of those events is in the native currency's.
Amount unit_of(const config::NativeCurrency& native)
{
    Amount unit{1};
    if (!native.contract) {
        return unit;
    }
    for (unsigned i = native.contract->decimals; i < native.decimals; ++i) {
        unit = unit * Amount{10};
    }
    return unit;
}

using Move = std::tuple<evm::TxHash, evm::Address, Amount>;

Move move_of(const Transfer& transfer)
{
    return {transfer.tx_hash, transfer.to, transfer.amount};
}

} // namespace

std::vector<Transfer> in_one_currency(const config::Chain& chain, std::vector<Transfer> transfers)
{
    std::multiset<Move> by_value; // What the chain moved by a value, and may have logged as well.
    for (const Transfer& transfer : transfers) {
        if (!transfer.token) {
            by_value.insert(move_of(transfer));
        }
    }
    std::vector<Transfer> all;
    for (Transfer& transfer : transfers) {
        if (transfer.token == log_address_of(chain.native)) {
            transfer.token.reset();
            transfer.amount = transfer.amount * unit_of(chain.native);
            if (const auto found = by_value.find(move_of(transfer)); found != by_value.end()) {
                by_value.erase(found);
                continue;
            }
        }
        all.push_back(transfer);
    }
    return all;
}

Transfer as_event(const config::Chain& chain, const Transfer& transfer)
{
    if (transfer.token || !transfer.is_event()) {
        return transfer;
    }
    Transfer event = transfer;
    event.token = log_address_of(chain.native);
    event.amount = evm::mul_div_floor(transfer.amount, 1, unit_of(chain.native));
    return event;
}

} // namespace ctrip::job
