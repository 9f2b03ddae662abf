// SPDX-License-Identifier: MIT
#include "job/scan/unissued_watch.hpp"

#include "job/shared/address_window.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace ctrip::job {

namespace {

using store::AddressWindow;
using store::UnissuedMoney;

constexpr std::uint64_t kAheadMin = 1'000;
/// Named as recipients beside the watched addresses.
constexpr std::size_t kNearest = 20;
/// Of so many next addresses a new database looks at nonces and balances, and again after the last
/// used one.
constexpr std::size_t kLookedAt = 100;
constexpr std::uint64_t kSkip = 1'000;

} // namespace

void UnissuedWatch::prepare()
{
    m_windows = m_store.windows();
    const std::uint64_t next = m_store.next_index();
    const auto current = std::find_if(m_windows.begin(), m_windows.end(),
                                      [](const AddressWindow& window) { return !window.is_lost; });
    if (current != m_windows.end() && current->end_index() >= next + kAheadMin) {
        return;
    }
    const wallet::AccountXpub* const account = m_find_account ? m_find_account() : nullptr;
    if (account == nullptr) {
        return;
    }
    const AddressWindow window = address_window(*account, next, next + kWindowMax, false);
    store::retry_conflicts([&] {
        store::DbTransaction transaction{m_job.database};
        m_store.set_window(window);
        transaction.commit();
    });
    m_windows = m_store.windows();
}

void UnissuedWatch::add_to(store::AddressFilter& filter) const
{
    for (const AddressWindow& window : m_windows) {
        for (const evm::Address& address : window.addresses) {
            filter.add(address);
        }
    }
}

std::vector<evm::Address> UnissuedWatch::nearest() const
{
    std::vector<evm::Address> addresses;
    for (const AddressWindow& window : m_windows) {
        const std::size_t count = std::min(window.addresses.size(), kNearest);
        addresses.insert(addresses.end(), window.addresses.begin(),
                         window.addresses.begin() + static_cast<std::ptrdiff_t>(count));
    }
    return addresses;
}

void UnissuedWatch::record(std::span<const evm::Transfer> transfers)
{
    std::optional<std::uint64_t> next;
    for (const evm::Transfer& transfer : transfers) {
        for (const AddressWindow& window : m_windows) {
            const auto found =
                std::find(window.addresses.begin(), window.addresses.end(), transfer.to);
            if (found == window.addresses.end()) {
                continue;
            }
            const std::uint64_t index =
                window.first_index + static_cast<std::uint64_t>(found - window.addresses.begin());
            next = next ? next : m_store.next_index();
            if (!window.is_lost && index < *next) {
                continue; // It was given out meanwhile, or an attempt passed it over.
            }
            const UnissuedMoney money{.chain_id = m_job.chain.chain_id,
                                      .address = transfer.to,
                                      .token = transfer.token,
                                      .wallet_id = window.wallet_id,
                                      .index = index,
                                      .amount = transfer.amount,
                                      .block_number = transfer.block_number,
                                      .tx_hash = transfer.tx_hash};
            if (m_store.record(money, m_job.clock.now_s())) {
                report(money, window.is_lost);
            }
        }
    }
}

void UnissuedWatch::look(const store::Cursor& at)
{
    if (m_windows.empty()) {
        return;
    }
    if (m_store.has_history()) {
        record_balances(at);
    } else {
        pass_over_used(at);
    }
}

/// Each round looks at the addresses after the last one that was used.
void UnissuedWatch::pass_over_used(const store::Cursor& at)
{
    const AddressWindow window = m_windows.back();
    std::optional<std::size_t> last;
    for (std::size_t first = 0; first < window.addresses.size();) {
        const std::size_t count = std::min(kLookedAt, window.addresses.size() - first);
        const std::span<const evm::Address> some =
            std::span{window.addresses}.subspan(first, count);
        const std::vector<rpc::Account> accounts = m_job.client.accounts(some);
        std::optional<std::size_t> used;
        for (std::size_t i = 0; i < accounts.size(); ++i) {
            const rpc::Account& account = accounts[i];
            if (account.nonce > 0 || !account.balance.is_zero() || !account.code.empty()) {
                used = first + i;
            }
        }
        if (!used) {
            break;
        }
        last = used;
        first = *used + 1;
    }
    if (!last) {
        return;
    }
    const std::uint64_t index = window.first_index + *last;
    store::retry_conflicts([&] {
        store::DbTransaction transaction{m_job.database};
        m_store.raise_next_index(index + 1 + kSkip);
        m_store.remove_next_window();
        transaction.commit();
    });
    m_job.log.warning(
        fmt::format("the wallet was used before this database: its address number {} has a history "
                    "on this chain; addresses begin at number {} now",
                    index, index + 1 + kSkip),
        {{"chain", m_job.chain.name},
         {"address", window.addresses[*last].to_checksum()},
         {"block", fmt::to_string(at.block)}});
    prepare();
}

void UnissuedWatch::record_balances(const store::Cursor& at)
{
    for (const AddressWindow& window : m_windows) {
        const auto native =
            m_job.client.balances_at({.number = at.block, .hash = at.hash}, window.addresses);
        if (native) {
            record_balances(window, std::nullopt, *native, at);
        }
        const std::span<const evm::Address> some =
            std::span{window.addresses}.first(std::min(window.addresses.size(), kLookedAt));
        for (const config::Token& token : m_job.chain.tokens) {
            std::vector<rpc::StateSource::PastBalanceQuery> queries;
            for (const evm::Address& owner : some) {
                queries.push_back({.owner = owner, .token = token.address, .at = at.block});
            }
            std::vector<evm::Amount> balances;
            for (const auto& balance :
                 m_job.client.past_balances({.number = at.block, .hash = at.hash}, queries)) {
                balances.push_back(balance.value_or(evm::Amount{}));
            }
            record_balances(window, token.address, balances, at);
        }
    }
}

void UnissuedWatch::record_balances(const AddressWindow& window,
                                    const std::optional<evm::Address>& token,
                                    std::span<const evm::Amount> balances, const store::Cursor& at)
{
    const std::uint64_t next = m_store.next_index();
    for (std::size_t i = 0; i < balances.size(); ++i) {
        const std::uint64_t index = window.first_index + i;
        if (balances[i].is_zero() || (!window.is_lost && index < next)) {
            continue;
        }
        const UnissuedMoney money{.chain_id = m_job.chain.chain_id,
                                  .address = window.addresses[i],
                                  .token = token,
                                  .wallet_id = window.wallet_id,
                                  .index = index,
                                  .amount = balances[i],
                                  .block_number = at.block,
                                  .tx_hash = std::nullopt};
        if (m_store.record(money, m_job.clock.now_s())) {
            report(money, window.is_lost);
        }
    }
}

void UnissuedWatch::report(const UnissuedMoney& money, bool is_lost)
{
    m_job.log.error(
        is_lost
            ? "money came to an address of a payment that was lost before 'migrate restored'; "
              "it is kept there, and its customer has to be found by hand"
            : "money came to an address that this database never gave out: it is older than its "
              "customers, or another database uses its wallet; nothing is created until 'ctrip "
              "migrate restored' was run",
        {{"chain", m_job.chain.name},
         {"address", money.address.to_checksum()},
         {"index", fmt::to_string(money.index)},
         {"token", money.token ? money.token->to_checksum() : "native"},
         {"amount_raw", money.amount.to_decimal()},
         {"tx", money.tx_hash ? money.tx_hash->to_hex() : ""},
         {"block", fmt::to_string(money.block_number)}});
}

} // namespace ctrip::job
