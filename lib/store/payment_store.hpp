// SPDX-License-Identifier: MIT
// Payments, their transfers and their history in the database. A status change, its history and its
// webhook message are written together; the caller's Work makes them one database transaction with
// what caused them.
#pragma once

#include "base/uuid.hpp"
#include "payment/ledger.hpp"
#include "payment/render.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::store {

struct PaymentFilter
{
    std::vector<payment::Status> statuses; ///< Empty: any.
    std::vector<evm::ChainId> chain_ids;   ///< Empty: any.
    std::optional<std::string> reference;
    std::optional<base::UnixSeconds> since_s; ///< Created at or after.
    std::optional<std::string> after;         ///< Only payments older than the one with this id.
    std::uint64_t limit = 50;
};

/// A transfer that is not yet final, as `confirm` looks at it.
struct YoungTransfer
{
    payment::Booking booking;
    std::uint64_t confirmations_required = 1;
};

/// How native money on a chain is found.
enum class NativeMoney : std::uint8_t
{
    in_blocks, ///< As a transaction's value, or by tracing each block.
    asked_for, ///< Also by the balances of the addresses that wait for it.
};

class PaymentStore
{
public:
    PaymentStore(Database& database, const base::Clock& clock);

    /// Reserves `count` derivation indexes that nobody ever had; the first of them. In a Work with
    /// the insert they are given back when it fails; alone they are skipped, and never reused.
    [[nodiscard]] std::uint32_t reserve_indexes(std::uint32_t count);
    /// Inserts new payments (status pending, seq 0). Within a Work.
    void insert(std::span<const payment::Payment> payments);

    [[nodiscard]] std::optional<payment::Payment> find(std::string_view id);
    [[nodiscard]] std::optional<payment::Payment> find_by_idempotency_key(std::string_view key);
    /// Those that there are, in no order; the keys are told once each.
    [[nodiscard]] std::vector<payment::Payment>
    find_by_idempotency_keys(std::span<const std::string_view> keys);
    [[nodiscard]] std::vector<payment::Payment>
    list(const PaymentFilter& filter); ///< Newest first.

    [[nodiscard]] std::vector<payment::Booking> bookings(std::string_view payment_id);
    [[nodiscard]] payment::Details details(const payment::Payment& payment);

    /// The chain's newest known block, for "confirmations" in what is printed.
    [[nodiscard]] std::optional<evm::BlockNumber> head(evm::ChainId chain_id);

    // What a scan asks and writes.

    /// Those with one of these addresses; within a Work they are held until it ends.
    [[nodiscard]] std::vector<payment::Payment>
    at_addresses(evm::ChainId chain_id, std::span<const evm::Address> addresses);
    /// Addresses of payments whose money may still come at chain time `time_s`; at most `max`.
    [[nodiscard]] std::vector<evm::Address> watched(evm::ChainId chain_id, base::UnixSeconds time_s,
                                                    std::size_t max);
    [[nodiscard]] bool watches_native(evm::ChainId chain_id, base::UnixSeconds time_s);
    /// When the chain's oldest payment was made.
    [[nodiscard]] std::optional<base::UnixSeconds> oldest_s(evm::ChainId chain_id);
    /// Books a transfer, or books it anew after its old block was orphaned. False where it was
    /// booked already, unchanged.
    bool book(const payment::Booking& booking, evm::ChainId chain_id);
    /// Orphans every transfer above a block; the ids of the payments they belong to.
    [[nodiscard]] std::vector<std::string> orphan_above(evm::ChainId chain_id,
                                                        evm::BlockNumber ancestor);

    // What confirm asks and writes.

    [[nodiscard]] std::vector<YoungTransfer>
    young_transfers(evm::ChainId chain_id, evm::BlockNumber from, std::size_t max);
    void set_depth(evm::ChainId chain_id, const evm::Transfer& transfer, payment::Depth depth);
    /// Pending payments whose deadline lies before chain time `time_s`; at most `max`. Where native
    /// money is asked for, not those whose balance is still to be asked for behind their deadline.
    [[nodiscard]] std::vector<payment::Payment>
    overdue(evm::ChainId chain_id, base::UnixSeconds time_s, std::size_t max,
            NativeMoney native = NativeMoney::in_blocks);
    void set_deadline_read(std::string_view payment_id);
    /// After a reorganisation down to a block of this time: the deadline is read again where it
    /// lies behind, so that money in time may still come back. What has expired stays so.
    void forget_deadline(std::string_view payment_id, base::UnixSeconds ancestor_time_s);

    // What a sweep asks and writes.

    /// Payments with final money to be swept, by derivation index, from `first_index` on; at most
    /// `max`. Not those that are to be asked about after `now_s` only.
    [[nodiscard]] std::vector<payment::Payment> sweep_due(evm::ChainId chain_id,
                                                          std::uint64_t first_index,
                                                          std::size_t max, base::UnixSeconds now_s);
    /// Notes that a payment's money is to be swept: it is paid or settled, and a final transfer
    /// came that no sweep may have seen yet. Within a Work.
    void mark_sweep_due(std::string_view payment_id);
    /// Nothing is left of what `payment` had: unless it was marked again since it was read.
    void clear_sweep_due(const payment::Payment& payment);
    void set_swept(std::string_view payment_id);

    /// Within a Work: nobody else changes this payment or its transfers until it ends. Who holds
    /// several takes them in the order of their ids, so that no two wait for each other; and the
    /// chain's row before them.
    void hold(std::string_view payment_id);
    /// The same, and what it is by then.
    [[nodiscard]] std::optional<payment::Payment> find_held(std::string_view payment_id);

    /// Writes what an operator decided (accepted, cancelled, as they are in `payment`), and what
    /// follows from it as reassess() does, the first step with his reason. Within a Work, of a
    /// payment that was found held in it. Money that had vanished before is forgotten: he knew of
    /// it.
    void decide(payment::Payment& payment, std::string_view reason);

    /// Recomputes a payment from its facts and writes what follows: status, flags, sums, one
    /// history entry and one webhook message for each step. Within a Work. The events that were
    /// written, in order. `head`: for the confirmations in the messages.
    std::vector<payment::Event> reassess(std::string_view payment_id,
                                         std::optional<evm::BlockNumber> head);
    /// The same for a payment that was read within the same Work, and held since.
    std::vector<payment::Event> reassess(payment::Payment&& payment,
                                         std::optional<evm::BlockNumber> head);
    /// Payments of which reassess() has seen since the last call that final money of theirs left
    /// the chain, for the log; each is seen once. A Work that is done again asks before, and
    /// forgets the answer.
    [[nodiscard]] std::vector<std::string> take_vanished();

private:
    /// What follows from the facts: written where it differs from what is known, or `decided` says
    /// that the facts do.
    std::vector<payment::Event> follow(payment::Payment& payment,
                                       std::optional<evm::BlockNumber> head,
                                       std::optional<std::string_view> decided);
    [[nodiscard]] std::uint64_t take(std::string_view counter, std::uint64_t count);
    void write_step(payment::Payment& payment, const payment::Step& step,
                    const std::vector<payment::Booking>& bookings,
                    std::optional<evm::BlockNumber> head);
    void update(const payment::Payment& payment);

    Database& m_database;
    const base::Clock& m_clock;
    base::UuidGenerator m_ids;
    std::vector<std::string> m_vanished;
};

} // namespace ctrip::store
