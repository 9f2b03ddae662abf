// SPDX-License-Identifier: MIT
#include "job/reconcile/cause.hpp"

#include "base/text.hpp"
#include "evm/abi.hpp"
#include "evm/sweeper.hpp"
#include "payment/payment.hpp"
#include "store/ledger_store.hpp"
#include "store/sweep_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ctrip::job {

namespace {

using payment::Payment;
using store::Sweep;
using store::SweepKind;
using store::SweepState;

constexpr std::array<std::string_view, 14> kNames{
    "sweep_under_way",        "not_looked_for", "not_asked_yet",
    "internal_transfers_off", "not_watched",    "before_first_block",
    "token_not_configured",   "not_seen",       "moved_by_others",
    "swept_by_others",        "token_fee",      "changed_by_issuer",
    "before_payment",         "unknown"};

class CauseFinder
{
public:
    CauseFinder(const ChainJob& job, const rpc::BlockHeader& block, const Payment& payment,
                ReconcileEntry& entry)
        : m_job(job), m_block(block), m_payment(payment), m_entry(entry)
    {
    }

    void find()
    {
        if (m_entry.difference().negative) {
            missing();
        } else if (m_entry.currency.token) {
            surplus_of_token();
        } else {
            surplus_of_native();
        }
        if (m_entry.causes.empty()) {
            add(Cause::unknown,
                "no cause known to ctrip explains it; check the address in a block explorer");
        }
    }

private:
    void add(Cause cause, const std::string& words)
    {
        m_entry.causes.push_back(cause);
        m_entry.explanation += (m_entry.explanation.empty() ? "" : "; or ") + words;
    }

    void surplus_of_native();
    void surplus_of_token();
    void missing();
    void not_watched();
    void before_first_block();
    [[nodiscard]] std::optional<evm::Address> treasury_of(const evm::Address& contract);
    [[nodiscard]] const config::Token* token() const;

    const ChainJob& m_job;
    const rpc::BlockHeader& m_block;
    const Payment& m_payment;
    ReconcileEntry& m_entry;
};

const config::Token* CauseFinder::token() const
{
    const auto& tokens = m_job.chain.tokens;
    const auto found = std::find_if(tokens.begin(), tokens.end(), [&](const config::Token& token) {
        return token.address == m_entry.currency.token;
    });
    return found == tokens.end() ? nullptr : &*found;
}

void CauseFinder::surplus_of_native()
{
    if (!m_payment.base_line.is_zero() && m_entry.difference().magnitude == m_payment.base_line) {
        add(Cause::before_payment,
            "it was there before the payment was made, or no node can show since when, so it does "
            "not count; where a payer sent it, 'ctrip scan --tx HASH' books it");
        return;
    }
    before_first_block();
    const bool reads_balances =
        m_job.chain.internal_transfers == config::InternalTransfers::auto_ ||
        m_job.chain.internal_transfers == config::InternalTransfers::balances;
    if (m_payment.token && !reads_balances) {
        add(Cause::not_looked_for,
            fmt::format(
                "{} was sent to the address of a payment in {}: without internal_transfers auto or "
                "balances a scan searches for it only while a payment in {} is watched; 'ctrip "
                "scan --tx HASH' books it",
                m_entry.currency.symbol, m_payment.symbol, m_entry.currency.symbol));
    } else if (m_job.chain.internal_transfers == config::InternalTransfers::off) {
        add(Cause::internal_transfers_off,
            "a contract sent it (a smart wallet, a batch payout), and internal_transfers is off "
            "for this chain");
    } else if (m_payment.asked_block && *m_payment.asked_block < m_block.number) {
        const std::string_view who =
            m_payment.token ? "it is another currency than the payment's" : "a contract sent it";
        add(Cause::not_asked_yet,
            *m_payment.asked_block == 0
                ? fmt::format("{}, and this balance was not read yet; the next scans read it", who)
                : fmt::format("{}, and this balance was last read at block {}; the next scans read "
                              "it",
                              who, *m_payment.asked_block));
    }
    not_watched();
}

void CauseFinder::surplus_of_token()
{
    if (token() == nullptr) {
        add(Cause::token_not_configured, "the token is not configured any more, so no scan "
                                         "searches for it; put it back into the chain's tokens");
        return;
    }
    before_first_block();
    not_watched();
    if (m_entry.causes.empty()) {
        add(Cause::not_seen,
            "it arrived before the token was configured, or the token changed the "
            "balance without a Transfer event; 'ctrip scan --from BLOCK' reads old "
            "blocks again");
    }
}

void CauseFinder::not_watched()
{
    if (m_block.timestamp_s > m_payment.watch_until_s) {
        add(Cause::not_watched,
            fmt::format("it arrived after {}, when the address was no longer watched",
                        base::to_rfc3339(m_payment.watch_until_s)));
    }
}

/// Only where the configuration names a first block: otherwise the first scan begins before the
/// oldest payment was made.
void CauseFinder::before_first_block()
{
    const auto& start = m_job.chain.start_block;
    if (!start || *start > m_block.number) {
        return;
    }
    const std::optional<rpc::BlockHeader> first = m_job.client.header(*start);
    if (first && m_payment.created_at_s <= first->timestamp_s) {
        add(Cause::before_first_block,
            fmt::format("it arrived before block {}, the first that was scanned (start_block); "
                        "'ctrip scan --from BLOCK' reads earlier ones",
                        *start));
    }
}

void CauseFinder::missing()
{
    const std::array ids{m_payment.id};
    std::uint64_t explained = 0; // Nonces of the address.
    for (const Sweep& sweep : store::SweepStore{m_job.database, m_job.clock}.of_payments(ids)) {
        const bool counts =
            store::is_paid_by_deposit(sweep.kind) || sweep.kind == SweepKind::foreign;
        explained += counts && sweep.state != SweepState::dropped ? 1U : 0U;
        const bool unseen =
            sweep.state == SweepState::signed_ || sweep.state == SweepState::broadcast;
        if (sweep.kind != SweepKind::topup && unseen && m_entry.causes.empty()) {
            add(Cause::sweep_under_way,
                fmt::format("a sweep is under way, and the node does not show its receipt yet "
                            "({}); run again",
                            sweep.tx_hash.to_hex()));
        }
    }
    // At the latest block: a likely cause may be later than the block that was compared.
    const std::array address{m_entry.address};
    const rpc::Account account = m_job.client.accounts(address).front();
    const std::optional<evm::Address> delegate = evm::decode_delegation(account.code);
    const std::optional<evm::Address> treasury = delegate ? treasury_of(*delegate) : std::nullopt;
    explained += treasury ? 1U : 0U; // An authorization uses a nonce as well.
    if (account.nonce > explained) {
        add(Cause::moved_by_others,
            fmt::format("the address has used {} nonces, and ctrip's transactions explain {}: a "
                        "database that was restored has forgotten sweeps, which the next 'ctrip "
                        "sweep' finds and books, or another holder of its key moved the money",
                        account.nonce, explained));
    } else if (treasury) {
        add(Cause::swept_by_others,
            fmt::format("the address runs the Sweeper's code, so anyone may have swept it to {}; "
                        "the next sweeps search for that and book it",
                        treasury->to_checksum()));
    }
    if (m_entry.causes.empty() && token() != nullptr) {
        if (!token()->verify_balance) {
            add(Cause::token_fee, "it is a fee-on-transfer token, which credits less than its "
                                  "event says; set verify_balance for it");
        }
        add(Cause::changed_by_issuer,
            "no transaction of this address moved it: the issuer took it back or burnt it, or the "
            "token was rebased");
    }
}

/// The treasury of the Sweeper at this address; none where other code is there.
std::optional<evm::Address> CauseFinder::treasury_of(const evm::Address& contract)
{
    const std::array calls{
        rpc::CallRequest{.from = {}, .to = contract, .value = {}, .data = evm::encode_treasury()}};
    const rpc::CallOutcome outcome = m_job.client.try_calls(calls).front();
    if (!outcome.succeeded || outcome.data.size() != evm::Word{}.size()) {
        return std::nullopt;
    }
    evm::Word word{};
    std::copy(outcome.data.begin(), outcome.data.end(), word.begin());
    const std::optional<evm::Address> treasury = evm::decode_address(word);
    if (!treasury) {
        return std::nullopt;
    }
    const std::array address{contract};
    const base::Bytes code = m_job.client.accounts(address).front().code;
    const std::optional<evm::SweeperVersion> version = evm::sweeper_version_of(code);
    return version && code == evm::sweeper_runtime(*treasury, *version) ? treasury : std::nullopt;
}

} // namespace

std::string_view to_string(Cause cause) noexcept
{
    return kNames[static_cast<std::size_t>(cause)];
}

void find_cause(const ChainJob& job, const rpc::BlockHeader& block, const Payment& payment,
                ReconcileEntry& entry)
{
    CauseFinder{job, block, payment, entry}.find();
}

} // namespace ctrip::job
