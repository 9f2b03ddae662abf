// SPDX-License-Identifier: MIT
#include "store/unissued_store.hpp"

#include "store/counters.hpp"

#include <algorithm>
#include <cstddef>

namespace ctrip::store {

namespace {

constexpr std::size_t kAddressBytes = 20;

base::Bytes to_blob(const std::vector<evm::Address>& addresses)
{
    base::Bytes bytes;
    bytes.reserve(addresses.size() * kAddressBytes);
    for (const evm::Address& address : addresses) {
        bytes.insert(bytes.end(), address.bytes.begin(), address.bytes.end());
    }
    return bytes;
}

std::vector<evm::Address> to_addresses(const base::Bytes& bytes)
{
    std::vector<evm::Address> addresses(bytes.size() / kAddressBytes);
    auto from = bytes.begin();
    for (evm::Address& address : addresses) {
        std::copy_n(from, kAddressBytes, address.bytes.begin());
        from += kAddressBytes;
    }
    return addresses;
}

} // namespace

std::uint64_t UnissuedStore::next_index()
{
    return read_counter(m_database, "derivation_index");
}

std::uint64_t UnissuedStore::database_id()
{
    return read_counter(m_database, "database_id");
}

bool UnissuedStore::has_history()
{
    return read_counter(m_database, "payment_number") > 0;
}

void UnissuedStore::raise_next_index(std::uint64_t index)
{
    m_database.execute("UPDATE counters SET value = $1 WHERE name = 'derivation_index' AND value < "
                       "$1",
                       {index});
}

std::vector<AddressWindow> UnissuedStore::windows()
{
    std::vector<AddressWindow> windows;
    for (const Row& row : m_database.query("SELECT first_index, wallet_id, is_lost, addresses FROM "
                                           "unissued_windows ORDER BY first_index")) {
        windows.push_back({.wallet_id = row.text(1),
                           .first_index = row.unsigned_integer(0),
                           .is_lost = row.boolean(2),
                           .addresses = to_addresses(row.bytes(3))});
    }
    return windows;
}

void UnissuedStore::remove_next_window()
{
    m_database.execute("DELETE FROM unissued_windows WHERE is_lost = 0");
}

void UnissuedStore::set_window(const AddressWindow& window)
{
    if (!window.is_lost) {
        remove_next_window();
    }
    m_database.execute(
        "INSERT INTO unissued_windows (first_index, wallet_id, is_lost, addresses) VALUES ($1, $2, "
        "$3, $4) ON CONFLICT (first_index) DO UPDATE SET wallet_id = excluded.wallet_id, is_lost = "
        "excluded.is_lost, addresses = excluded.addresses",
        {window.first_index, window.wallet_id, window.is_lost, to_blob(window.addresses)});
}

bool UnissuedStore::record(const UnissuedMoney& money, base::UnixSeconds now_s)
{
    const std::string token = money.token ? money.token->to_hex() : std::string{};
    // A balance that is seen again is the same money.
    return m_database.execute(
               "INSERT INTO unissued_money (chain_id, address, token, wallet_id, derivation_index, "
               "amount, block_number, tx_hash, found_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
               "$9) ON CONFLICT (chain_id, address, token) DO UPDATE SET amount = excluded.amount, "
               "block_number = excluded.block_number, tx_hash = excluded.tx_hash, found_at = "
               "excluded.found_at WHERE excluded.tx_hash IS NOT NULL AND (unissued_money.tx_hash "
               "IS NULL OR unissued_money.tx_hash <> excluded.tx_hash)",
               {money.chain_id, money.address, token, money.wallet_id, money.index, money.amount,
                money.block_number, money.tx_hash, now_s}) > 0;
}

std::optional<UnissuedMoney> UnissuedStore::first_from(std::string_view wallet_id,
                                                       std::uint64_t index)
{
    const auto row = m_database.query_row(
        "SELECT chain_id, address, token, wallet_id, derivation_index, amount, block_number, "
        "tx_hash FROM unissued_money WHERE derivation_index >= $1 AND wallet_id = $2 ORDER BY "
        "derivation_index LIMIT 1",
        {index, wallet_id});
    if (!row) {
        return std::nullopt;
    }
    UnissuedMoney money{.chain_id = row->unsigned_integer(0),
                        .address = row->address(1),
                        .token = std::nullopt,
                        .wallet_id = row->text(3),
                        .index = row->unsigned_integer(4),
                        .amount = row->amount(5),
                        .block_number = row->unsigned_integer(6),
                        .tx_hash = std::nullopt};
    if (!row->text(2).empty()) {
        money.token = row->address(2);
    }
    if (!row->is_null(7)) {
        money.tx_hash = row->tx_hash(7);
    }
    return money;
}

} // namespace ctrip::store
