// SPDX-License-Identifier: MIT
// Native money that contracts send: no transaction has it as its value, and no event tells of it.
// It is found by the balances of those who wait for money.
#pragma once

#include "job/shared/chain_job.hpp"

#include <cstdint>

namespace ctrip::job {

struct BalanceReport
{
    std::uint64_t asked = 0;     ///< Addresses.
    std::uint64_t transfers = 0; ///< Newly booked.
};

/// Asks for the balances of some of those who wait for native money (config::balances_per_run), at
/// the cursor's block, and books what the ledger does not know yet: by its transaction where a node
/// traces blocks and the traces explain it, else as a change of the balance in its block. Every
/// address is asked in turn, and once its deadline has passed. Nothing where the chain's
/// configuration says traces or off, and no request where nobody is to be asked for.
///
/// For who holds the lock of scan. `head`: for the confirmations in messages. One database
/// transaction; repeating it changes nothing.
[[nodiscard]] BalanceReport check_balances(const ChainJob& job, evm::BlockNumber head);

} // namespace ctrip::job
