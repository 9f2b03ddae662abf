// SPDX-License-Identifier: MIT
// The wallet's addresses that this database never gave out, and money that was found on them.
#pragma once

#include "base/clock.hpp"
#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

/// Consecutive addresses of one account.
struct AddressWindow
{
    std::string wallet_id;
    std::uint64_t first_index = 0;
    /// They were passed over by `migrate restored`: customers of a lost database may have them.
    bool is_lost = false;
    std::vector<evm::Address> addresses;

    [[nodiscard]] std::uint64_t end_index() const noexcept
    {
        return first_index + addresses.size();
    }
};

/// Money on an address that was never given out.
struct UnissuedMoney
{
    evm::ChainId chain_id = 0;
    evm::Address address;
    std::optional<evm::Address> token; ///< None: native currency.
    std::string wallet_id;
    std::uint64_t index = 0;
    evm::Amount amount;                 ///< Of the newest sighting, in base units.
    evm::BlockNumber block_number{};    ///< Of the newest sighting.
    std::optional<evm::TxHash> tx_hash; ///< None: only the balance shows it.
};

class UnissuedStore
{
public:
    explicit UnissuedStore(Database& database) : m_database(database) {}

    /// The derivation index that the next payment gets.
    [[nodiscard]] std::uint64_t next_index();
    /// A random number that this database and its copies have.
    [[nodiscard]] std::uint64_t database_id();
    /// Whether a payment was ever stored here.
    [[nodiscard]] bool has_history();
    /// Sets it, if it is lower now. Within a DbTransaction.
    void raise_next_index(std::uint64_t index);

    /// The window of the next addresses, and those that were passed over.
    [[nodiscard]] std::vector<AddressWindow> windows();
    /// Replaces the window of the next addresses, or adds one that was passed over.
    void set_window(const AddressWindow& window);
    void remove_next_window();

    /// True where it was not known, or with another transaction or amount.
    bool record(const UnissuedMoney& money, base::UnixSeconds now_s);
    /// The money with the lowest index at or above `index` in that wallet.
    [[nodiscard]] std::optional<UnissuedMoney> first_from(std::string_view wallet_id,
                                                          std::uint64_t index);

private:
    Database& m_database;
};

} // namespace ctrip::store
