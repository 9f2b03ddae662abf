// SPDX-License-Identifier: MIT
#include "job/create_payment.hpp"

#include "base/error.hpp"
#include "base/uuid.hpp"
#include "job/shared/own_address.hpp"
#include "job/shared/token_difference.hpp"
#include "meter/meter.hpp"
#include "meter/tracer.hpp"
#include "payment/payment.hpp"
#include "store/archive/archive_index.hpp"
#include "store/chain_store.hpp"
#include "store/metrics/metric_store.hpp"
#include "store/payment_store.hpp"
#include "store/token_store.hpp"
#include "store/unissued_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <future>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace ctrip::job {

namespace {

/// From this number of payments on, addresses are derived before the write lock is taken; for
/// fewer, a second database transaction costs more than it saves.
constexpr std::size_t kDeriveAheadMin = 16;
constexpr std::size_t kAddressesPerThreadMin = 128;
constexpr std::size_t kThreadsMax = 8;
/// An attempt fails where another process stored one of our keys between our query and our insert.
constexpr int kAttemptsMax = 5;

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// Which drafts are new, and which payments the others stand for.
struct Plan
{
    std::vector<std::size_t> fresh;   ///< Drafts to be stored.
    std::vector<std::size_t> same_as; ///< For each draft: the earlier draft with its key, or kNone.
    std::vector<std::optional<payment::Payment>>
        existing; ///< For each draft: the stored payment with its key.
};

void require_same(const Draft& draft, const std::string& digest)
{
    if (draft.payment.request_digest != digest) {
        throw Error{ErrorKind::request, fmt::format("{}idempotency key '{}' was used for another "
                                                    "request; use a new key, or the same request",
                                                    draft.where, *draft.payment.idempotency_key)};
    }
}

/// The idempotency keys of the new drafts, each once.
std::vector<std::string_view> keys_of(std::span<const Draft> drafts,
                                      const std::vector<std::size_t>& fresh)
{
    std::vector<std::string_view> keys;
    for (const std::size_t i : fresh) {
        if (const auto& key = drafts[i].payment.idempotency_key) {
            keys.emplace_back(*key);
        }
    }
    return keys;
}

/// To be called after the query for stored payments: one that is archived in between is found here.
void refuse_archived_keys(const CreatePayments& job, std::span<const Draft> drafts,
                          const std::vector<std::size_t>& fresh)
{
    const auto archived =
        store::ArchiveIndex{job.database}.find_by_idempotency_keys(keys_of(drafts, fresh));
    if (!archived) {
        return;
    }
    const auto used = std::find_if(fresh.begin(), fresh.end(), [&](std::size_t i) {
        return drafts[i].payment.idempotency_key == archived->idempotency_key;
    });
    throw Error{ErrorKind::request,
                fmt::format("{}idempotency key '{}' belongs to payment '{}', which {}; or use a "
                            "new key",
                            drafts[*used].where, *archived->idempotency_key, archived->id,
                            store::where_archived(*archived))};
}

/// The stored payments with the drafts' keys, by key.
std::unordered_map<std::string, payment::Payment> stored_by_key(store::PaymentStore& store,
                                                                std::span<const Draft> drafts)
{
    std::unordered_set<std::string_view> keys;
    for (const Draft& draft : drafts) {
        if (draft.payment.idempotency_key) {
            keys.insert(*draft.payment.idempotency_key);
        }
    }
    std::unordered_map<std::string, payment::Payment> stored;
    const std::vector<std::string_view> list(keys.begin(), keys.end());
    for (payment::Payment& payment : store.find_by_idempotency_keys(list)) {
        std::string key = *payment.idempotency_key;
        stored.emplace(std::move(key), std::move(payment));
    }
    return stored;
}

Plan make_plan(const CreatePayments& job, store::PaymentStore& store, std::span<const Draft> drafts)
{
    Plan plan;
    plan.same_as.assign(drafts.size(), kNone);
    plan.existing.resize(drafts.size());
    std::unordered_map<std::string, payment::Payment> stored = stored_by_key(store, drafts);
    std::unordered_map<std::string_view, std::size_t> first_with;
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        const payment::Payment& asked = drafts[i].payment;
        if (asked.idempotency_key) {
            const auto [first, is_new] = first_with.emplace(*asked.idempotency_key, i);
            if (!is_new) {
                require_same(drafts[i], drafts[first->second].payment.request_digest);
                plan.same_as[i] = first->second;
                continue;
            }
            const auto found = stored.find(*asked.idempotency_key);
            if (found != stored.end()) {
                plan.existing[i] = std::move(found->second);
                require_same(drafts[i], plan.existing[i]->request_digest);
                continue;
            }
        }
        plan.fresh.push_back(i);
    }
    refuse_archived_keys(job, drafts, plan.fresh);
    return plan;
}

struct IndexedAddress
{
    std::uint32_t index = 0;
    evm::Address address;
};

/// Consecutive deposit addresses.
std::vector<evm::Address> derive(const wallet::AccountXpub& account, std::uint32_t first,
                                 std::size_t count)
{
    std::vector<evm::Address> addresses(count);
    const std::size_t cores =
        std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kThreadsMax);
    const std::size_t threads = std::clamp<std::size_t>(count / kAddressesPerThreadMin, 1, cores);
    const auto derive_part = [&](std::size_t thread) {
        for (std::size_t i = count * thread / threads; i < count * (thread + 1) / threads; ++i) {
            addresses[i] = account.address(first + static_cast<std::uint32_t>(i));
        }
    };
    std::vector<std::future<void>> others;
    for (std::size_t thread = 1; thread < threads; ++thread) {
        others.push_back(std::async(std::launch::async, derive_part, thread));
    }
    derive_part(0);
    for (std::future<void>& other : others) {
        other.get();
    }
    return addresses;
}

/// Reserves indexes. Error{config} where they may have been given out before.
std::uint32_t reserve_new(const CreatePayments& job, store::PaymentStore& store,
                          std::uint32_t count)
{
    const std::uint32_t first = store.reserve_indexes(count);
    if (job.mark != nullptr && first < job.mark->value()) {
        throw Error{
            ErrorKind::config,
            fmt::format("{} addresses were given out (by {}), and this database knows of {}: it is "
                        "an older copy; run 'ctrip migrate restored', which passes over the "
                        "addresses that customers may have",
                        job.mark->value(), job.mark->path(), first)};
    }
    const auto money =
        store::UnissuedStore{job.database}.first_from(job.account.fingerprint_hex(), first);
    if (money) {
        throw Error{ErrorKind::config,
                    fmt::format("money came to {} (number {} of the wallet), which this database "
                                "never gave out: it is an older copy, or another database uses its "
                                "wallet; run 'ctrip migrate restored'",
                                money->address.to_checksum(), money->index)};
    }
    return first;
}

/// `reserve` takes that many indexes and returns the first. One whose address is the treasury's or
/// the sponsor's is never used: money there is not a payer's.
template <typename Reserve>
std::vector<IndexedAddress> take_addresses(const CreatePayments& job, std::size_t count,
                                           const Reserve& reserve)
{
    std::vector<IndexedAddress> taken;
    while (taken.size() < count) {
        const std::size_t missing = count - taken.size();
        std::uint32_t index = reserve(static_cast<std::uint32_t>(missing));
        for (const evm::Address& address : derive(job.account, index, missing)) {
            if (std::find(job.own_addresses.begin(), job.own_addresses.end(), address) ==
                job.own_addresses.end()) {
                taken.push_back({.index = index, .address = address});
            }
            ++index;
        }
    }
    return taken;
}

/// For many payments: the write lock is held to reserve the indexes, not to derive their addresses.
/// If the insert fails, the reserved indexes are never used.
std::optional<std::vector<IndexedAddress>>
derive_ahead(const CreatePayments& job, store::PaymentStore& store, std::size_t count)
{
    if (count < kDeriveAheadMin) {
        return std::nullopt;
    }
    return take_addresses(job, count, [&](std::uint32_t missing) {
        store::DbTransaction transaction{job.database};
        const std::uint32_t first = reserve_new(job, store, missing);
        transaction.commit();
        return first;
    });
}

/// For few payments: within the database transaction that stores them.
std::vector<IndexedAddress> derive_now(const CreatePayments& job, store::PaymentStore& store,
                                       std::size_t count)
{
    return take_addresses(job, count,
                          [&](std::uint32_t missing) { return reserve_new(job, store, missing); });
}

/// Each chain's cursor; none where it was never scanned.
using ChainCursors = std::map<evm::ChainId, std::optional<store::Cursor>>;

ChainCursors chain_cursors(const CreatePayments& job, std::span<const Draft> drafts,
                           const std::vector<std::size_t>& fresh)
{
    ChainCursors cursors;
    for (const std::size_t i : fresh) {
        const evm::ChainId chain_id = drafts[i].payment.chain_id;
        if (!cursors.contains(chain_id)) {
            // Until the payments are stored, no reorg is followed: it lowers their created_block.
            const auto state = store::ChainStore{job.database, job.clock}.find_shared(chain_id);
            cursors[chain_id] = state ? state->cursor : std::nullopt;
        }
    }
    return cursors;
}

/// Error{config} where a draft's token contradicts its contract.
void require_right_tokens(const CreatePayments& job, std::span<const Draft> drafts,
                          const std::vector<std::size_t>& fresh)
{
    std::set<std::pair<evm::ChainId, evm::Address>> checked;
    for (const std::size_t i : fresh) {
        const payment::Payment& asked = drafts[i].payment;
        if (!asked.token || !checked.emplace(asked.chain_id, *asked.token).second) {
            continue;
        }
        store::TokenStore tokens{job.database, asked.chain_id};
        const auto facts = tokens.find(*asked.token);
        if (!facts) {
            tokens.add(*asked.token); // The scan watches it as long as the payment is open.
            continue;
        }
        const config::Token token{
            .symbol = asked.symbol, .address = *asked.token, .decimals = asked.decimals};
        if (const std::string difference = token_difference(token, *facts); !difference.empty()) {
            throw Error{ErrorKind::config, drafts[i].where + difference};
        }
    }
}

payment::Payment finished(const CreatePayments& job, const Draft& draft, std::int64_t now_ms,
                          const std::optional<store::Cursor>& cursor)
{
    payment::Payment payment = draft.payment;
    payment.created_at_s = now_ms / 1'000;
    payment.updated_at_s = payment.created_at_s;
    // Block time decides what is late: if this host's clock is behind, the payer still has the
    // whole span.
    payment.expires_at_s =
        std::max(payment.created_at_s, cursor ? cursor->time_s : 0) + draft.expires_in.count();
    payment.watch_until_s = payment.expires_at_s + job.config.payments.watch_late.count();
    payment.asked_block = 0;
    if (cursor) {
        payment.created_block = cursor->block;
    }
    return payment;
}

/// The label of a token: its symbol if it is a configured one, which a request can't choose.
std::string token_label(const CreatePayments& job, const payment::Payment& payment)
{
    if (!payment.token) {
        return payment.symbol;
    }
    for (const config::Chain& chain : job.config.chains) {
        for (const config::Token& token : chain.tokens) {
            if (chain.chain_id == payment.chain_id && token.address == *payment.token) {
                return token.symbol;
            }
        }
    }
    return "other";
}

/// With the payments, since a commit of its own would double the cost of creating one. By a meter
/// of its own, which goes with the attempt if that is repeated.
void store_metrics(const CreatePayments& job, std::span<const payment::Payment> payments,
                   std::int64_t began_ms)
{
    if (job.database.meter() == nullptr) {
        return;
    }
    meter::Meter meter;
    for (const payment::Payment& payment : payments) {
        meter.counter(meter::Family::payments_created, {payment.chain, token_label(job, payment)})
            .add();
    }
    meter.histogram(meter::Family::payment_creation, {}).observe(job.clock.now_ms() - began_ms);
    store::MetricStore{job.database}.add(meter.deltas());
}

/// The root spans of the payments' traces, once they are committed.
void trace_creation(const CreatePayments& job, std::span<const payment::Payment> payments,
                    std::int64_t began_ms)
{
    meter::Tracer* const tracer =
        job.database.meter() == nullptr ? nullptr : job.database.meter()->tracer();
    if (tracer == nullptr) {
        return;
    }
    for (const payment::Payment& payment : payments) {
        constexpr std::int64_t us_per_ms = 1'000;
        meter::Span span{.name = "create-payment",
                         .context = base::root_span(payment.id).value_or(base::new_trace()),
                         .parent_id = {},
                         .link = std::nullopt,
                         .start_us = began_ms * us_per_ms,
                         .end_us = 0,
                         .attributes = {{"ctrip.payment", payment.id},
                                        {"ctrip.chain", payment.chain},
                                        {"ctrip.token", token_label(job, payment)}},
                         .error = {}};
        job.database.after_commit([tracer, span = std::move(span)]() mutable {
            span.end_us = tracer->now_us();
            tracer->add(std::move(span));
        });
    }
}

std::vector<payment::Payment> store_fresh(const CreatePayments& job, store::PaymentStore& store,
                                          std::span<const Draft> drafts,
                                          const std::vector<std::size_t>& fresh)
{
    const std::int64_t began_ms = job.clock.now_ms();
    const std::optional<std::vector<IndexedAddress>> ahead = derive_ahead(job, store, fresh.size());
    std::vector<payment::Payment> payments;
    payments.reserve(fresh.size());
    base::UuidGenerator ids;
    const std::string wallet_id = job.account.wallet_id();

    store::DbTransaction transaction{job.database};
    const std::vector<IndexedAddress> addresses =
        ahead ? *ahead : derive_now(job, store, fresh.size());
    require_right_tokens(job, drafts, fresh);
    const std::int64_t now_ms = job.clock.now_ms();
    const ChainCursors cursors = chain_cursors(job, drafts, fresh);
    for (std::size_t i = 0; i < fresh.size(); ++i) {
        const Draft& draft = drafts[fresh[i]];
        payment::Payment payment = finished(job, draft, now_ms, cursors.at(draft.payment.chain_id));
        payment.id = ids.next(now_ms);
        payment.wallet_id = wallet_id;
        payment.derivation_index = addresses[i].index;
        payment.address = addresses[i].address;
        payments.push_back(std::move(payment));
    }
    store.insert(payments);
    store_metrics(job, payments, began_ms);
    trace_creation(job, payments, began_ms);
    transaction.commit();
    if (job.mark != nullptr) { // Before anybody is told of these addresses.
        const auto last =
            std::max_element(payments.begin(), payments.end(), [](const auto& a, const auto& b) {
                return a.derivation_index < b.derivation_index;
            });
        job.mark->raise(std::uint64_t{last->derivation_index} + 1);
    }
    return payments;
}

bool is_any_key_taken(store::PaymentStore& store, std::span<const Draft> drafts, const Plan& plan)
{
    return !store.find_by_idempotency_keys(keys_of(drafts, plan.fresh)).empty();
}

/// The address of a stored payment is returned only if the wallet has it at its index.
void require_own(const CreatePayments& job, std::span<const Draft> drafts, const Plan& plan)
{
    for (std::size_t i = 0; i < plan.existing.size(); ++i) {
        const std::optional<payment::Payment>& stored = plan.existing[i];
        if (!stored) {
            continue;
        }
        switch (owner_of(job.account, job.account.wallet_id(), stored->wallet_id,
                         stored->derivation_index, stored->address)) {
        case AddressOwner::wallet:
            break;
        case AddressOwner::another_wallet:
            throw Error{ErrorKind::request,
                        fmt::format("{}idempotency key '{}' belongs to payment '{}', whose address "
                                    "is another wallet's than the configured one; use a new key",
                                    drafts[i].where, *stored->idempotency_key, stored->id)};
        case AddressOwner::mismatch:
            throw Error{ErrorKind::unavailable,
                        fmt::format("{}payment '{}': its address is not the one that the wallet "
                                    "has at index {}; its row was changed outside ctrip",
                                    drafts[i].where, stored->id, stored->derivation_index)};
        }
    }
}

std::vector<payment::Payment> in_order(Plan plan, std::vector<payment::Payment> stored)
{
    std::vector<payment::Payment> payments(plan.existing.size());
    for (std::size_t i = 0; i < stored.size(); ++i) {
        payments[plan.fresh[i]] = std::move(stored[i]);
    }
    for (std::size_t i = 0; i < payments.size(); ++i) {
        if (plan.existing[i]) {
            payments[i] = std::move(*plan.existing[i]);
        } else if (plan.same_as[i] != kNone) {
            payments[i] = payments[plan.same_as[i]];
        }
    }
    return payments;
}

} // namespace

std::vector<payment::Payment> create_payments(const CreatePayments& job,
                                              std::span<const Draft> drafts)
{
    store::PaymentStore store{job.database};
    for (int attempt = 1;; ++attempt) {
        Plan plan = make_plan(job, store, drafts);
        require_own(job, drafts, plan);
        if (plan.fresh.empty()) {
            return in_order(std::move(plan), {});
        }
        try {
            std::vector<payment::Payment> stored =
                store::retry_conflicts([&] { return store_fresh(job, store, drafts, plan.fresh); });
            return in_order(std::move(plan), std::move(stored));
        } catch (const Error& error) {
            // The unique key was violated: the next attempt returns the payment that the other
            // process stored, or refuses the request.
            if (error.kind() != ErrorKind::unavailable || attempt == kAttemptsMax ||
                !is_any_key_taken(store, drafts, plan)) {
                throw;
            }
        }
    }
}

} // namespace ctrip::job
