// SPDX-License-Identifier: MIT
// Direct sweeps that are signed on a host without network: exported with all that signing needs,
// signed there, and imported.
#pragma once

#include "config/config.hpp"
#include "evm/signed_tx.hpp"
#include "job/sweep/gas_price.hpp"
#include "store/sweep_store.hpp"
#include "wallet/deposit_addresses.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ctrip::job {

/// A transaction of a deposit that moves its money to the treasury and does nothing else.
struct OfflineSweep
{
    evm::ChainId chain_id = 0;
    std::string payment_id;
    std::uint32_t index = 0; ///< Of the deposit in the wallet.
    evm::Address from;
    evm::Address treasury;
    std::optional<evm::Address> token; ///< None: native money.
    std::string symbol;
    unsigned decimals = 18;
    evm::Amount amount; ///< Base units.
    std::uint64_t nonce = 0;
    std::uint64_t gas = 0;
    evm::Amount max_fee;                     ///< Wei for a unit of gas.
    std::optional<evm::Amount> priority_fee; ///< None: a legacy transaction.
    base::Bytes raw;                         ///< Signed; empty until then.

    /// The highest fee, in wei.
    [[nodiscard]] evm::Amount fee_max() const { return evm::Amount{gas} * max_fee; }
    /// The unsigned transaction of these fields; `raw` is not read.
    [[nodiscard]] evm::AnyTx tx() const;
};

enum class SweepFileState : std::uint8_t
{
    unsigned_,
    signed_,
};

/// Error{unavailable} where the file can't be written, or exists already.
void write_sweep_file(const std::string& path, SweepFileState state,
                      const std::vector<OfflineSweep>& sweeps);
/// Checks every value; Error{request} names the line. In a signed file, the raw bytes have to be
/// the line's transaction, signed by its sender.
[[nodiscard]] std::vector<OfflineSweep> read_sweep_file(const std::string& path,
                                                        SweepFileState state);

/// Signs them in place. Error{request} where one of them pays an address that is not the
/// configured treasury, moves a token or is on a chain that this host does not have configured,
/// costs more than max_fee_gwei for a unit of gas, or is not from this wallet: then none is signed.
void sign_sweeps(const config::Config& config, const wallet::AccountKey& account,
                 const evm::Address& treasury, std::vector<OfflineSweep>& sweeps);

} // namespace ctrip::job
