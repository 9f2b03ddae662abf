// SPDX-License-Identifier: MIT
// Authorizations that let deposits run the Sweeper (EIP-7702): signed where the mnemonic is,
// without a network, and used on a host that has no deposit's key.
#pragma once

#include "base/clock.hpp"
#include "evm/address.hpp"
#include "evm/hash.hpp"
#include "evm/sweeper.hpp"
#include "rpc/chain_client.hpp"
#include "store/database.hpp"
#include "wallet/deposit_addresses.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace ctrip::job {

struct PresignOptions
{
    evm::ChainId chain_id = 0; ///< Never 0, which would be valid on every chain.
    evm::Address treasury;     ///< The treasury of the Sweeper that they are for.
    std::uint32_t from = 0;    ///< The first index.
    std::uint32_t count = 0;
    std::uint64_t nonce = 0; ///< Of the deposits' accounts: 0 for those that never sent anything.
    evm::SweeperVersion version = evm::kSweeperVersions.front();
};

/// Called now and then with the number done and the total.
using Progress = std::function<void(std::uint64_t, std::uint64_t)>;

/// Signs authorizations and writes them to a new file. Error{unavailable} where it can't be
/// written, or exists already.
void presign(const wallet::AccountKey& account, const PresignOptions& options,
             const std::string& path, const Progress& progress);

struct ImportedAuthorizations
{
    evm::ChainId chain_id = 0;
    evm::Address sweeper;
    std::uint32_t from = 0;
    std::uint64_t count = 0;
    std::uint64_t fresh = 0; ///< Of them, new to the database.
};

/// What a file is checked against, and the database that it is imported into.
struct ImportContext
{
    const wallet::AccountXpub& account;
    evm::Address treasury;
    store::Database& database;
    const base::Clock& clock;
    /// The nodes of a chain; Error{request} for one that is not configured.
    std::function<rpc::ChainClient&(evm::ChainId)> client_of;
};

/// Imports all of a file or nothing. Each authorization has to be signed by the deposit of its
/// index in this wallet, for the chain, and for a Sweeper of the configured treasury, of either
/// version, whose code has to be on that chain. Error{request} names the line that is wrong.
[[nodiscard]] ImportedAuthorizations import_authorizations(const ImportContext& context,
                                                           const std::string& path,
                                                           const Progress& progress);

} // namespace ctrip::job
