// SPDX-License-Identifier: MIT
#include "job/sweep/deploy.hpp"

#include "base/error.hpp"
#include "base/poll_pause.hpp"
#include "evm/sweeper.hpp"
#include "job/shared/stored_tx.hpp"
#include "job/sweep/sender.hpp"
#include "job/sweep/tracker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <thread>
#include <variant>

namespace ctrip::job {

namespace {

using store::SweepTx;
using store::SweepTxKind;
using store::SweepTxState;

/// The key of a test account, no secret: its bytes spell "ctrip: does this chain delegate?".
constexpr std::string_view kProbeKey =
    "63747269703a20646f6573207468697320636861696e2064656c65676174653f";
constexpr std::size_t kProbeSize = 33; // A salt of 32 bytes, and init code of one.

class Deployment
{
public:
    Deployment(const ChainJob& job, const SweepKeys& keys, evm::SweeperVersion version)
        : m_context(job, keys), m_sender(m_context), m_tracker(m_context, m_sender),
          m_version(version)
    {
        m_report.sweeper = evm::sweeper_address(keys.treasury, version);
    }

    DeployReport run(std::chrono::milliseconds wait);

private:
    [[nodiscard]] bool is_there();
    void require_chain();
    void start();
    [[nodiscard]] std::optional<SweepTx> under_way();

    SweepContext m_context;
    SweepSender m_sender;
    SweepTracker m_tracker;
    evm::SweeperVersion m_version;
    DeployReport m_report;
};

DeployReport Deployment::run(std::chrono::milliseconds wait)
{
    const auto deadline = std::chrono::steady_clock::now() + wait;
    m_context.job.client.check_chain_id();
    m_tracker.look_at_head();
    m_tracker.poll();
    m_report.was_there = is_there();
    if (m_report.was_there) {
        m_report.verified = true;
        return m_report;
    }
    if (!under_way()) {
        require_chain();
        start();
    }
    base::PollPause pause;
    while (true) {
        m_tracker.look_at_head();
        m_tracker.poll();
        if (const auto tx = under_way()) {
            m_report.tx_hash = tx->hash;
            m_report.fee = tx->fee;
        }
        m_report.verified = is_there();
        if (m_report.verified || std::chrono::steady_clock::now() >= deadline) {
            return m_report;
        }
        std::this_thread::sleep_for(pause.next());
    }
}

bool Deployment::is_there()
{
    const std::array address{m_report.sweeper};
    const base::Bytes code = m_context.job.client.accounts(address).front().code;
    if (!code.empty() && code != evm::sweeper_runtime(m_context.keys.treasury, m_version)) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("chain '{}': at {} there is other code than the Sweeper's; the "
                                "node's answer is false, or the chain's CREATE2 is not Ethereum's",
                                m_context.job.chain.name, m_report.sweeper.to_checksum())};
    }
    return !code.empty();
}

/// Error{request} where the chain lacks what the Sweeper needs: the deployer, or EIP-7702, which is
/// tested by a call to an empty account with its authorization.
void Deployment::require_chain()
{
    const ChainJob& job = m_context.job;
    const std::array deployer{evm::kDeterministicDeployer};
    if (job.client.accounts(deployer).front().code.empty()) {
        throw Error{ErrorKind::request,
                    fmt::format("chain '{}': it has no deterministic deployer at {}; deploy that "
                                "first, or use sweeping.strategy: direct",
                                job.chain.name, evm::kDeterministicDeployer.to_checksum())};
    }
    const wallet::Signer& sponsor = *m_context.keys.sponsor;
    const wallet::Signer probe = wallet::Signer::parse("probe", kProbeKey);
    rpc::CallRequest call{
        .from = sponsor.address(),
        .to = probe.address(),
        .value = {},
        .data = base::Bytes(kProbeSize),
        .gas = std::nullopt,
        .authorizations = {probe.sign(evm::Authorization{
            .chain_id = job.chain.chain_id, .address = evm::kDeterministicDeployer, .nonce = 0})}};
    // The deployer's code creates a contract of a single STOP and returns its address; an account
    // that does not run it returns nothing.
    const rpc::CallOutcome outcome = job.client.try_calls({&call, 1}).front();
    if (!outcome.succeeded || outcome.data.size() != evm::Address{}.bytes.size()) {
        throw Error{ErrorKind::request,
                    fmt::format("chain '{}': it has no EIP-7702, so that no deposit could run the "
                                "Sweeper; it is swept by sweeping.strategy: direct{}",
                                job.chain.name,
                                outcome.error.empty() ? "" : " (" + outcome.error + ")")};
    }
}

void Deployment::start()
{
    const ChainJob& job = m_context.job;
    const PriceNow price =
        price_now(job.client, m_context.head, job.config.sweeping, job.chain.chain_id);
    if (!price.too_high.empty()) {
        throw Error{ErrorKind::request, fmt::format("chain '{}': {}; run again when it is cheaper",
                                                    job.chain.name, price.too_high)};
    }
    TxDraft draft{.kind = SweepTxKind::deploy,
                  .from = m_context.keys.sponsor->address(),
                  .to = evm::kDeterministicDeployer,
                  .value = {},
                  .data = evm::sweeper_deploy_data(m_context.keys.treasury, m_version),
                  .gas = 0,
                  .price = price.price,
                  .authorizations = {}};
    const std::uint64_t gas = job.client.estimate_gas(draft.as_call());
    draft.gas = gas + gas / 10;
    std::vector<TxToSign> one;
    one.push_back(
        {.draft = std::move(draft), .signer = m_context.keys.sponsor->clone(), .sweeps = {}});
    if (m_sender.start(std::move(one)) == 0) {
        throw Error{ErrorKind::request,
                    fmt::format("chain '{}': the deployment was not signed; the log says why",
                                job.chain.name)};
    }
}

/// Of this treasury's Sweeper of this version: another one's may not be final yet.
std::optional<SweepTx> Deployment::under_way()
{
    const base::Bytes data = evm::sweeper_deploy_data(m_context.keys.treasury, m_version);
    const auto is_this = [&](const SweepTx& tx) {
        const auto stored = stored_tx(tx);
        return stored && std::visit([&](const auto& one) { return one.data == data; }, *stored);
    };
    constexpr std::size_t open_max = 4'000;
    for (const SweepTx& tx : m_context.sweeps.open(m_context.job.chain.chain_id, open_max)) {
        if (tx.kind == SweepTxKind::deploy && tx.state != SweepTxState::replaced && is_this(tx)) {
            return tx;
        }
    }
    return std::nullopt;
}

} // namespace

DeployReport deploy_sweeper(const ChainJob& job, const wallet::AccountXpub& account,
                            const wallet::Signer& sponsor, const DeployOptions& options)
{
    const SweepKeys keys{
        .account = account, .deposits = nullptr, .sponsor = &sponsor, .treasury = options.treasury};
    return Deployment{job, keys, options.version}.run(options.wait);
}

} // namespace ctrip::job
