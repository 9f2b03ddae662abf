// SPDX-License-Identifier: MIT
#include "job/confirm/expiry.hpp"

namespace ctrip::job {

store::NativeMoney native_money(const config::Chain& chain) noexcept
{
    switch (chain.internal_transfers) {
    case config::InternalTransfers::auto_:
    case config::InternalTransfers::balances:
        return store::NativeMoney::asked_for;
    case config::InternalTransfers::traces:
    case config::InternalTransfers::off:
        break;
    }
    return store::NativeMoney::in_blocks;
}

} // namespace ctrip::job
