// SPDX-License-Identifier: MIT
#include "job/sweep.hpp"

#include "base/error.hpp"
#include "base/hex.hpp"
#include "job/finality.hpp"
#include "job/sweep_plan.hpp"
#include "store/payment_store.hpp"
#include "store/sweep_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <thread>

namespace ctrip::job {

namespace {

using evm::Amount;
using store::Sweep;
using store::SweepKind;
using store::SweepState;

constexpr std::size_t kOpenMax = 2'000;
constexpr std::size_t kPaymentsPerPage = 500;
/// A sweep that failed this often waits for an operator instead of burning gas.
constexpr int kFailuresMax = 3;
constexpr std::chrono::milliseconds kPoll{250};
/// A nonce used by a transaction that this node does not show yet looks like one used by a
/// stranger. Time tells them apart.
constexpr base::UnixSeconds kDropAfter_s = 600;

class SweepRun
{
public:
    SweepRun(const ChainJob& job, const SweepKeys& keys, const SweepOptions& options)
        : m_job(job), m_keys(keys), m_options(options), m_payments(job.database, job.clock),
          m_sweeps(job.database, job.clock)
    {
    }

    SweepReport run();

private:
    void look_at_head();
    /// How many transactions are under way and not mined.
    std::size_t follow_open();
    /// How many transactions it sent.
    std::size_t start_new();
    void follow_mined(Sweep& sweep, const rpc::Receipt& receipt);
    void finish(Sweep& sweep, const rpc::Receipt& receipt);
    void follow_missing(Sweep& sweep);
    void broadcast(Sweep& sweep);
    void drop_if_replaced(Sweep& sweep, const std::string& message);

    void plan(const std::function<void(const PlannedSweep&)>& act);
    [[nodiscard]] bool may_start(const payment::Payment& payment);
    void remember(const SweepPlanEntry& entry);
    void start(const PlannedSweep& planned);
    [[nodiscard]] Sweep sign(const PlannedSweep& planned);
    [[nodiscard]] wallet::SignedTx sign_tx(const SweepTx& tx, std::uint64_t nonce,
                                           const wallet::Signer& signer) const;
    [[nodiscard]] std::uint64_t next_nonce(const evm::Address& from);

    const ChainJob& m_job;
    const SweepKeys& m_keys;
    const SweepOptions& m_options;
    store::PaymentStore m_payments;
    store::SweepStore m_sweeps;
    rpc::BlockHeader m_head;
    std::optional<evm::BlockNumber> m_final;
    std::set<std::string>
        m_sent_again;       ///< Sweeps that this run has broadcast: once a run is enough.
    bool m_planned = false; ///< This run has planned.
    bool m_mined = false;   ///< Something was mined since it last looked.
    std::map<std::string, std::size_t> m_plan_places; ///< Of each payment in the report's plan.
    SweepReport m_report;
};

SweepReport SweepRun::run()
{
    m_job.client.check_chain_id();
    if (m_options.dry_run) {
        plan([this](const PlannedSweep& planned) { remember(planned.entry); });
        m_report.open = m_sweeps.open(m_job.chain.chain_id, kOpenMax).size();
        return m_report;
    }
    const auto deadline = std::chrono::steady_clock::now() + m_options.wait;
    while (true) {
        look_at_head();
        m_mined = false;
        std::size_t waiting = follow_open();
        // Planning asks the nodes about every deposit that is due, so again only when a top-up may
        // have arrived.
        if (m_mined || !m_planned) {
            waiting += start_new();
            m_planned = true;
        }
        if (waiting == 0 || std::chrono::steady_clock::now() >= deadline) {
            break;
        }
        std::this_thread::sleep_for(kPoll);
    }
    m_report.open = m_sweeps.open(m_job.chain.chain_id, kOpenMax).size();
    return m_report;
}

void SweepRun::look_at_head()
{
    m_head = m_job.client.head();
    m_final = final_block(m_job, m_head);
}

std::size_t SweepRun::follow_open()
{
    std::vector<Sweep> open = m_sweeps.open(m_job.chain.chain_id, kOpenMax);
    std::vector<evm::TxHash> hashes;
    hashes.reserve(open.size());
    for (const Sweep& sweep : open) {
        hashes.push_back(sweep.tx_hash);
    }
    const auto receipts = m_job.client.receipts(hashes);
    std::size_t waiting = 0;
    for (std::size_t i = 0; i < open.size(); ++i) {
        if (receipts[i]) {
            follow_mined(open[i], *receipts[i]);
        } else {
            follow_missing(open[i]);
        }
        if (open[i].state == SweepState::signed_ || open[i].state == SweepState::broadcast) {
            ++waiting;
        }
    }
    return waiting;
}

void SweepRun::follow_mined(Sweep& sweep, const rpc::Receipt& receipt)
{
    const bool moved = sweep.state != SweepState::mined || sweep.block_hash != receipt.block_hash;
    m_mined = m_mined || moved;
    sweep.state = SweepState::mined;
    sweep.block_number = receipt.block_number;
    sweep.block_hash = receipt.block_hash;
    sweep.fee = Amount{receipt.gas_used} * receipt.effective_gas_price;
    if (m_final && receipt.block_number <= *m_final) {
        finish(sweep, receipt);
    } else if (moved) {
        m_sweeps.update(sweep);
    }
}

/// A token tells by its event what it moved; that a transaction did not revert says nothing.
Amount moved_by(const Sweep& sweep, const rpc::Receipt& receipt)
{
    if (!receipt.succeeded) {
        return {};
    }
    if (sweep.kind != SweepKind::token) {
        return sweep.amount;
    }
    Amount moved;
    for (const evm::Transfer& transfer : receipt.token_transfers) {
        if (transfer.token == sweep.token && transfer.from == sweep.from &&
            transfer.to == sweep.to) {
            moved += transfer.amount;
        }
    }
    return moved;
}

/// The receipt is final: the sweep ends here, and its payment with it where the money has arrived.
void SweepRun::finish(Sweep& sweep, const rpc::Receipt& receipt)
{
    const Amount moved = moved_by(sweep, receipt);
    const bool succeeded = !moved.is_zero();
    sweep.state = succeeded ? SweepState::final : SweepState::failed;
    if (succeeded) {
        sweep.amount = moved;
    } else {
        sweep.note = receipt.succeeded ? "mined, but moved nothing" : "reverted";
    }
    m_report.settled += store::retry_conflicts([&] {
        std::uint64_t settled = 0;
        store::Work work{m_job.database};
        m_sweeps.update(sweep);
        if (succeeded && sweep.kind != SweepKind::topup) {
            m_payments.set_swept(sweep.payment_id);
            for (const payment::Event event :
                 m_payments.reassess(sweep.payment_id, m_head.number)) {
                settled += event == payment::Event::settled ? 1 : 0;
            }
        }
        work.commit();
        return settled;
    });
    if (!succeeded) {
        ++m_report.failed;
        m_job.log.error("a sweep moved nothing", {{"chain", m_job.chain.name},
                                                  {"payment", sweep.payment_id},
                                                  {"tx", sweep.tx_hash.to_hex()},
                                                  {"why", sweep.note}});
    }
}

/// Not mined, or no longer: the same bytes go out again.
void SweepRun::follow_missing(Sweep& sweep)
{
    if (sweep.state == SweepState::mined) {
        sweep.state = SweepState::broadcast;
        sweep.block_number.reset();
        sweep.block_hash.reset();
        sweep.fee.reset();
        m_sweeps.update(sweep);
    }
    if (m_sent_again.insert(sweep.tx_hash.to_hex()).second) {
        broadcast(sweep);
    }
}

void SweepRun::broadcast(Sweep& sweep)
{
    const std::optional<base::Bytes> raw = base::from_hex_0x(sweep.raw_tx);
    if (!raw) {
        throw Error{
            ErrorKind::unavailable,
            fmt::format("database: sweep '{}' holds no transaction; it was changed by other hands",
                        sweep.id)};
    }
    const rpc::SendResult result = m_job.client.send_raw(*raw);
    switch (result.outcome) {
    case rpc::SendOutcome::accepted:
    case rpc::SendOutcome::already_known:
        if (sweep.state == SweepState::signed_) {
            sweep.state = SweepState::broadcast;
            m_sweeps.update(sweep);
        }
        return;
    case rpc::SendOutcome::nonce_too_low:
        drop_if_replaced(sweep, result.message);
        return;
    case rpc::SendOutcome::underpriced:
    case rpc::SendOutcome::insufficient_funds:
    case rpc::SendOutcome::rejected:
        break;
    }
    m_job.log.warning(
        "the node did not take a sweep's transaction; it is sent again in the next run",
        {{"chain", m_job.chain.name},
         {"payment", sweep.payment_id},
         {"tx", sweep.tx_hash.to_hex()},
         {"node_says", result.message}});
}

/// Its nonce is used up and it has no receipt: either this node does not show the receipt yet, or
/// another transaction took the nonce.
void SweepRun::drop_if_replaced(Sweep& sweep, const std::string& message)
{
    if (m_job.clock.now_s() - sweep.created_at_s < kDropAfter_s ||
        m_job.client.nonce(sweep.from, false) <= sweep.nonce) {
        return;
    }
    sweep.state = SweepState::dropped;
    sweep.note = "another transaction used its nonce";
    m_sweeps.update(sweep);
    m_job.log.error("a sweep's nonce was used by a transaction that is not ours",
                    {{"chain", m_job.chain.name},
                     {"payment", sweep.payment_id},
                     {"from", sweep.from.to_checksum()},
                     {"node_says", message}});
}

/// Page by page through all that is due, so that deposits which wait never stand before those
/// behind them.
void SweepRun::plan(const std::function<void(const PlannedSweep&)>& act)
{
    SweepPlanner planner{m_job, m_keys};
    std::uint64_t next_index = 0;
    while (true) {
        std::vector<payment::Payment> page =
            m_payments.sweep_due(m_job.chain.chain_id, next_index, kPaymentsPerPage);
        if (page.empty()) {
            return;
        }
        next_index = std::uint64_t{page.back().derivation_index} + 1;
        std::erase_if(page,
                      [this](const payment::Payment& payment) { return !may_start(payment); });
        for (const PlannedSweep& planned : planner.plan(page)) {
            act(planned);
        }
    }
}

/// Not while a transaction for the payment is under way; a top-up that is mined has done its work.
bool SweepRun::may_start(const payment::Payment& payment)
{
    int failures = 0;
    for (const Sweep& sweep : m_sweeps.of_payment(payment.id)) {
        const bool topped_up = sweep.kind == SweepKind::topup && sweep.state == SweepState::mined;
        const bool ended = sweep.state == SweepState::final || sweep.state == SweepState::failed ||
                           sweep.state == SweepState::dropped;
        if (!topped_up && !ended) {
            return false;
        }
        failures += sweep.state == SweepState::failed ? 1 : 0;
    }
    if (failures >= kFailuresMax) {
        remember({.payment_id = payment.id,
                  .address = payment.address,
                  .symbol = payment.symbol,
                  .decimals = payment.decimals,
                  .decision = SweepDecision::wait,
                  .reason = fmt::format(
                      "{} sweeps of it moved nothing; look at it with 'ctrip show'", failures)});
        return false;
    }
    return true;
}

/// The newest decision on each payment is what the report tells.
void SweepRun::remember(const SweepPlanEntry& entry)
{
    const auto [place, is_new] = m_plan_places.try_emplace(entry.payment_id, m_report.plan.size());
    if (is_new) {
        m_report.plan.push_back(entry);
    } else {
        m_report.plan[place->second] = entry;
    }
}

std::size_t SweepRun::start_new()
{
    std::size_t started = 0;
    plan([&](const PlannedSweep& planned) {
        remember(planned.entry);
        if (planned.entry.decision == SweepDecision::done) {
            m_payments.clear_sweep_due(planned.payment.id);
        }
        if (planned.tx) {
            start(planned);
            ++started;
        }
    });
    return started;
}

void SweepRun::start(const PlannedSweep& planned)
{
    // Stored before it is sent: after a crash the next run finds these bytes and can only send the
    // same transaction again.
    Sweep sweep = sign(planned);
    m_sweeps.insert(sweep);
    m_sent_again.insert(sweep.tx_hash.to_hex());
    ++m_report.sent;
    broadcast(sweep);
}

Sweep SweepRun::sign(const PlannedSweep& planned)
{
    const SweepTx& tx = *planned.tx;
    const payment::Payment& payment = planned.payment;
    const bool top_up = planned.entry.decision == SweepDecision::top_up;
    Sweep sweep;
    sweep.chain_id = m_job.chain.chain_id;
    sweep.payment_id = payment.id;
    sweep.kind = top_up ? SweepKind::topup : payment.token ? SweepKind::token : SweepKind::native;
    sweep.from = tx.from;
    sweep.to = top_up ? payment.address : m_keys.treasury;
    sweep.token = sweep.kind == SweepKind::token ? payment.token : std::nullopt;
    sweep.symbol = sweep.token ? payment.symbol : m_job.chain.native.symbol;
    sweep.decimals = sweep.token ? payment.decimals : m_job.chain.native.decimals;
    sweep.amount = sweep.token ? planned.entry.value : tx.value;
    sweep.nonce = next_nonce(tx.from);
    sweep.fee_max = Amount{tx.gas} * tx.price.max_fee;
    sweep.created_at_s = m_job.clock.now_s();

    wallet::SignedTx signed_tx;
    if (top_up) {
        signed_tx = sign_tx(tx, sweep.nonce, *m_keys.sponsor);
    } else {
        const wallet::Signer signer =
            wallet::deposit_signer(m_keys.deposits, payment.derivation_index);
        if (signer.address() != payment.address) {
            throw Error{ErrorKind::config,
                        fmt::format("payment '{}': the configured wallet does not own its address",
                                    payment.id)};
        }
        signed_tx = sign_tx(tx, sweep.nonce, signer);
    }
    sweep.tx_hash = signed_tx.hash;
    sweep.raw_tx = base::to_hex_0x(signed_tx.raw);
    return sweep;
}

wallet::SignedTx SweepRun::sign_tx(const SweepTx& tx, std::uint64_t nonce,
                                   const wallet::Signer& signer) const
{
    if (tx.price.base_fee) {
        return signer.sign(evm::Eip1559Tx{.chain_id = m_job.chain.chain_id,
                                          .nonce = nonce,
                                          .max_priority_fee = tx.price.priority_fee,
                                          .max_fee = tx.price.max_fee,
                                          .gas = tx.gas,
                                          .to = tx.to,
                                          .value = tx.value,
                                          .data = tx.data});
    }
    return signer.sign(evm::LegacyTx{.chain_id = m_job.chain.chain_id,
                                     .nonce = nonce,
                                     .gas_price = tx.price.max_fee,
                                     .gas = tx.gas,
                                     .to = tx.to,
                                     .value = tx.value,
                                     .data = tx.data});
}

/// Behind everything that the chain has seen and everything that we have signed.
std::uint64_t SweepRun::next_nonce(const evm::Address& from)
{
    const std::uint64_t on_chain = m_job.client.nonce(from, true);
    return std::max(on_chain, m_sweeps.next_nonce(m_job.chain.chain_id, from).value_or(0));
}

} // namespace

SweepReport sweep(const ChainJob& job, const SweepKeys& keys, const SweepOptions& options)
{
    return SweepRun{job, keys, options}.run();
}

} // namespace ctrip::job
