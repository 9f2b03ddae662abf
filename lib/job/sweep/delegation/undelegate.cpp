// SPDX-License-Identifier: MIT
#include "job/sweep/delegation/undelegate.hpp"

#include "base/error.hpp"
#include "base/poll_pause.hpp"
#include "base/text.hpp"
#include "evm/sweeper.hpp"
#include "job/shared/own_address.hpp"
#include "job/sweep/due.hpp"
#include "job/sweep/sender.hpp"
#include "job/sweep/tracker.hpp"
#include "store/archive/archive_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <thread>
#include <utility>

namespace ctrip::job {

namespace {

using evm::Address;
using evm::Amount;
using store::SweepTxKind;

/// EIP-7702: what a transaction and each of its authorizations cost at least.
constexpr std::uint64_t kTxGas = 21'000;
constexpr std::uint64_t kAuthorizationGas = 25'000;

class Undelegator
{
public:
    Undelegator(const ChainJob& job, const SweepKeys& keys, const UndelegateOptions& options)
        : m_context(job, keys), m_options(options), m_sender(m_context),
          m_tracker(m_context, m_sender)
    {
    }

    UndelegateReport run();

private:
    void take_up();
    [[nodiscard]] UndelegateEntry identify(const std::string& asked);
    [[nodiscard]] std::string why_not_ours(const payment::Deposit& payment) const;
    [[nodiscard]] std::string why_busy(const payment::Deposit& payment);
    void look_at_accounts();
    [[nodiscard]] std::vector<evm::SignedAuthorization> authorizations();
    [[nodiscard]] std::optional<evm::SignedAuthorization> authorization(UndelegateEntry& entry);
    void send(std::vector<evm::SignedAuthorization> authorizations);
    void follow(std::chrono::steady_clock::time_point deadline);
    void look_for_code();

    SweepContext m_context;
    const UndelegateOptions& m_options;
    SweepSender m_sender;
    SweepTracker m_tracker;
    UndelegateReport m_report;
};

UndelegateReport Undelegator::run()
{
    const auto deadline = std::chrono::steady_clock::now() + m_options.wait;
    m_context.job.client.check_chain_id();
    m_tracker.look_at_head();
    if (!m_options.dry_run) {
        m_tracker.poll();
    }
    take_up();
    look_at_accounts();
    if (!m_options.dry_run) {
        std::vector<evm::SignedAuthorization> all = authorizations();
        for (std::size_t first = 0; first < all.size(); first += kUndelegateMax) {
            const std::size_t end = std::min(all.size(), first + kUndelegateMax);
            send({all.begin() + static_cast<std::ptrdiff_t>(first),
                  all.begin() + static_cast<std::ptrdiff_t>(end)});
        }
        follow(deadline);
    }
    m_report.distrusted = m_context.report.distrusted;
    return std::move(m_report);
}

void Undelegator::take_up()
{
    std::set<Address> seen;
    const auto add = [&](UndelegateEntry&& entry) {
        if (!entry.address || seen.insert(*entry.address).second) {
            m_report.entries.push_back(std::move(entry));
        }
    };
    for (const std::string& asked : m_options.asked) {
        add(identify(asked));
    }
    for (const SignedUndelegation& one : m_options.signed_elsewhere) {
        add(identify(one.address.to_checksum()));
    }
}

/// Refused, or planned as far as the database can say.
UndelegateEntry Undelegator::identify(const std::string& asked)
{
    const evm::ChainId chain_id = m_context.job.chain.chain_id;
    const std::string id = base::to_lower(asked); // As ids are stored.
    UndelegateEntry entry{.asked = asked, .address = Address::parse(asked)};
    const auto payment =
        entry.address ? m_context.queue.find(chain_id, *entry.address) : m_context.queue.find(id);
    if (payment && payment->chain_id == chain_id) {
        entry.address = payment->address;
        entry.index = payment->derivation_index;
        entry.why = why_not_ours(*payment);
        if (entry.why.empty()) {
            entry.why = why_busy(*payment);
        }
    } else {
        store::ArchiveIndex archive{m_context.job.database};
        std::optional<store::ArchivedPayment> archived;
        if (!entry.address) {
            archived = archive.find(id);
        } else if (const auto found = archive.at_addresses(chain_id, {&*entry.address, 1});
                   !found.empty()) {
            archived = found.front();
        }
        if (!archived || archived->chain_id != chain_id) {
            entry.why = "no payment on this chain has this id or address";
            return entry;
        }
        entry.address = archived->address;
        entry.index = static_cast<std::uint32_t>(archived->derivation_index);
        if (m_context.keys.account.address(entry.index) != *entry.address) {
            entry.why = "the configured wallet does not own it";
        }
    }
    entry.state = entry.why.empty() ? Undelegation::planned : Undelegation::refused;
    return entry;
}

std::string Undelegator::why_not_ours(const payment::Deposit& payment) const
{
    const wallet::AccountXpub& account = m_context.keys.account;
    return owner_of(account, account.wallet_id(), payment.wallet_id, payment.derivation_index,
                    payment.address) == AddressOwner::wallet
               ? std::string{}
               : "the configured wallet does not own it";
}

std::string Undelegator::why_busy(const payment::Deposit& payment)
{
    for (const store::Sweep& sweep : m_context.sweeps.of_payment(payment.id)) {
        if (sweep.state == store::SweepState::signed_ ||
            sweep.state == store::SweepState::broadcast ||
            sweep.state == store::SweepState::mined) {
            return "a sweep of it is under way; run again when that is final";
        }
    }
    return {};
}

/// By their code and nonce now.
void Undelegator::look_at_accounts()
{
    std::vector<UndelegateEntry*> asked;
    std::vector<Address> addresses;
    for (UndelegateEntry& entry : m_report.entries) {
        if (entry.state == Undelegation::planned) {
            asked.push_back(&entry);
            addresses.push_back(*entry.address);
        }
    }
    if (addresses.empty()) {
        return;
    }
    const auto under_way = being_undelegated(m_context);
    const std::vector<rpc::Account> accounts = m_context.job.client.accounts(addresses);
    for (std::size_t i = 0; i < asked.size(); ++i) {
        asked[i]->nonce = accounts[i].nonce;
        asked[i]->delegate = evm::decode_delegation(accounts[i].code);
        if (!asked[i]->delegate) {
            asked[i]->state = Undelegation::refused;
            asked[i]->why = accounts[i].code.empty() ? "it is not delegated"
                                                     : "it has code of its own and no delegation";
        } else if (under_way.contains(addresses[i])) {
            asked[i]->state = Undelegation::under_way;
        }
    }
}

std::vector<evm::SignedAuthorization> Undelegator::authorizations()
{
    std::vector<evm::SignedAuthorization> all;
    for (UndelegateEntry& entry : m_report.entries) {
        if (entry.state != Undelegation::planned) {
            continue;
        }
        if (auto one = authorization(entry)) {
            all.push_back(std::move(*one));
            entry.state = Undelegation::under_way;
        } else {
            entry.state = Undelegation::refused;
        }
    }
    return all;
}

/// For the account's nonce; none, with the reason, where that signed elsewhere is for another.
std::optional<evm::SignedAuthorization> Undelegator::authorization(UndelegateEntry& entry)
{
    for (const SignedUndelegation& one : m_options.signed_elsewhere) {
        if (one.address != *entry.address) {
            continue;
        }
        const std::uint64_t nonce = one.authorization.authorization.nonce;
        if (nonce == entry.nonce) {
            return one.authorization;
        }
        entry.why = fmt::format("it was signed for the nonce {}, and its account is at {}; sign it "
                                "for that one",
                                nonce, entry.nonce);
    }
    if (!entry.why.empty()) {
        return std::nullopt;
    }
    const wallet::Signer signer = wallet::deposit_signer(*m_context.keys.deposits, entry.index);
    if (signer.address() != *entry.address) {
        entry.why = "the configured wallet does not own it";
        return std::nullopt;
    }
    return signer.sign(evm::Authorization{
        .chain_id = m_context.job.chain.chain_id, .address = Address{}, .nonce = entry.nonce});
}

void Undelegator::send(std::vector<evm::SignedAuthorization> authorizations)
{
    const ChainJob& job = m_context.job;
    const wallet::Signer& sponsor = *m_context.keys.sponsor;
    const PriceNow price =
        price_now(job.client, m_context.head, job.config.sweeping, job.chain.chain_id);
    if (!price.too_high.empty()) {
        throw Error{ErrorKind::request, fmt::format("chain '{}': {}; run again when it is cheaper",
                                                    job.chain.name, price.too_high)};
    }
    const std::uint64_t gas_min = kTxGas + kAuthorizationGas * authorizations.size();
    TxDraft draft{.kind = SweepTxKind::undelegate,
                  .from = sponsor.address(),
                  .to = Address{},
                  .value = {},
                  .data = {},
                  .gas = 0,
                  .price = price.price,
                  .authorizations = std::move(authorizations)};
    // A node that does not know authorizations in a call estimates too little.
    const std::uint64_t gas = std::max(gas_min, job.client.estimate_gas(draft.as_call()));
    draft.gas = gas + gas / 10;
    const std::array payer{draft.from};
    const Amount balance = job.client.balances(payer).front();
    if (balance < draft.fee_max()) {
        throw Error{ErrorKind::request,
                    fmt::format("chain '{}': the sponsor {} has {} {}, and this may cost {}; send "
                                "it more",
                                job.chain.name, draft.from.to_checksum(),
                                evm::format_units(balance, job.chain.native.decimals),
                                job.chain.native.symbol,
                                evm::format_units(draft.fee_max(), job.chain.native.decimals))};
    }
    std::vector<TxToSign> one;
    one.push_back({.draft = std::move(draft), .signer = sponsor.clone(), .sweeps = {}});
    if (m_sender.start(std::move(one)) == 0) {
        throw Error{ErrorKind::request,
                    fmt::format("chain '{}': the transaction was not signed; the log says why",
                                job.chain.name)};
    }
}

void Undelegator::follow(std::chrono::steady_clock::time_point deadline)
{
    const auto is_under_way = [](const UndelegateEntry& entry) {
        return entry.state == Undelegation::under_way;
    };
    base::PollPause pause;
    while (std::any_of(m_report.entries.begin(), m_report.entries.end(), is_under_way)) {
        m_tracker.look_at_head();
        m_tracker.poll();
        look_for_code();
        if (std::chrono::steady_clock::now() >= deadline) {
            return;
        }
        std::this_thread::sleep_for(pause.next());
    }
}

void Undelegator::look_for_code()
{
    const auto txs = being_undelegated(m_context);
    std::vector<Address> addresses;
    for (const UndelegateEntry& entry : m_report.entries) {
        if (entry.state == Undelegation::under_way) {
            addresses.push_back(*entry.address);
        }
    }
    const std::vector<rpc::Account> accounts = m_context.job.client.accounts(addresses);
    std::size_t next = 0;
    for (UndelegateEntry& entry : m_report.entries) {
        if (entry.state != Undelegation::under_way) {
            continue;
        }
        if (const auto found = txs.find(*entry.address); found != txs.end()) {
            entry.tx = found->second;
        }
        if (accounts[next++].code.empty()) {
            entry.state = Undelegation::done;
        }
    }
}

} // namespace

std::string_view to_string(Undelegation state) noexcept
{
    switch (state) {
    case Undelegation::refused:
        return "refused";
    case Undelegation::planned:
        return "planned";
    case Undelegation::under_way:
        return "under_way";
    case Undelegation::done:
        return "done";
    }
    return {};
}

std::uint64_t UndelegateReport::refused() const
{
    return static_cast<std::uint64_t>(
        std::count_if(entries.begin(), entries.end(), [](const UndelegateEntry& entry) {
            return entry.state == Undelegation::refused;
        }));
}

UndelegateReport undelegate(const ChainJob& job, const SweepKeys& keys,
                            const UndelegateOptions& options)
{
    if (!options.dry_run && keys.sponsor == nullptr) {
        throw Error{ErrorKind::config, "taking a delegation back costs gas, and no sponsor key is "
                                       "configured; give sweeping.sponsor_key_file (or "
                                       "PRIVATE_KEY)"};
    }
    if (!options.dry_run && !options.asked.empty() && keys.deposits == nullptr) {
        throw Error{ErrorKind::config,
                    "the deposits' keys are not on this host; --dry-run says what to sign where "
                    "they are, and --import takes the file"};
    }
    return Undelegator{job, keys, options}.run();
}

} // namespace ctrip::job
