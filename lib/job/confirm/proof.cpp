// SPDX-License-Identifier: MIT
#include "job/confirm/proof.hpp"

#include "base/error.hpp"
#include "job/shared/one_currency.hpp"
#include "store/chain_store.hpp"
#include "store/transfer_store.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace ctrip::job {

namespace {

using rpc::Proof;
using rpc::Provable;

constexpr std::array<std::pair<std::string_view, bool Provable::*>, 3> kWords{
    {{"headers", &Provable::headers},
     {"receipts", &Provable::receipts},
     {"transactions", &Provable::transactions}}};

/// Full blocks take up to some megabytes each; those of more blocks are read one after another.
constexpr std::size_t kFullBlocksMax = 16;

bool is_held(const rpc::TransferProof& proof)
{
    return proof.proof == Proof::refuted || proof.proof == Proof::refused;
}

} // namespace

std::string to_words(const Provable& provable)
{
    std::string words;
    for (const auto& [word, ability] : kWords) {
        if (provable.*ability) {
            words += words.empty() ? "" : " ";
            words += word;
        }
    }
    return words;
}

Provable provable_of(std::string_view words)
{
    Provable provable;
    while (!words.empty()) {
        const std::string_view next = words.substr(0, words.find(' '));
        for (const auto& [word, ability] : kWords) {
            provable.*ability = provable.*ability || next == word;
        }
        words.remove_prefix(std::min(words.size(), next.size() + 1));
    }
    return provable;
}

ProofCheck::ProofCheck(const ChainJob& job) : m_job(job) {}

void ProofCheck::expect(std::span<const evm::Transfer> transfers)
{
    m_full.clear();
    for (const evm::Transfer& transfer : transfers) {
        if (transfer.log_index == evm::kNativeLogIndex && m_full.size() < kFullBlocksMax) {
            m_full.insert(transfer.block_number);
        }
    }
}

std::vector<std::optional<rpc::BlockHeader>>
ProofCheck::headers(std::span<const evm::BlockNumber> numbers)
{
    if (m_job.chain.light_verification == config::LightVerification::off) {
        return m_job.client.headers(numbers);
    }
    m_headers.clear();
    std::vector<std::optional<rpc::BlockHeader>> headers;
    for (std::optional<rpc::FullHeader>& full : m_job.client.full_headers(numbers, m_full)) {
        headers.push_back(full ? std::optional{full->header} : std::nullopt);
        if (full) {
            const evm::BlockNumber number = full->header.number;
            m_headers.insert_or_assign(number, std::move(*full));
        }
    }
    return headers;
}

rpc::ProofReport ProofCheck::prove(std::span<const evm::Transfer> transfers)
{
    if (!m_known) {
        const auto state =
            store::ChainStore{m_job.database, m_job.clock}.find(m_job.chain.chain_id);
        m_known = provable_of(state ? state->light_verification : std::string{});
    }
    std::vector<evm::Transfer> asked;
    std::vector<evm::Amount> sums;
    store::TransferStore bookings{m_job.database};
    for (const evm::Transfer& transfer : transfers) {
        const bool is_by_balance =
            !transfer.is_event() && transfer.log_index != evm::kNativeLogIndex;
        asked.push_back(as_event(m_job.chain, transfer));
        sums.push_back(is_by_balance ? bookings.native_sum(m_job.chain.chain_id, transfer)
                                     : evm::Amount{});
    }
    rpc::ProofRequest request{.transfers = asked,
                              .native_sums = std::move(sums),
                              .headers = m_headers,
                              .partial_tokens = {},
                              .known = *m_known,
                              .now_s = m_job.clock.now_s()};
    for (const config::Token& token : m_job.chain.tokens) {
        if (token.verify_balance) {
            request.partial_tokens.push_back(token.address);
        }
    }
    return m_job.client.prove(request);
}

/// An event counts once: where more are booked than the block has, only what is deeper already, and
/// the others as far as there are enough.
void ProofCheck::hold_copies(std::span<const evm::Transfer> transfers, rpc::ProofReport& report)
{
    store::TransferStore bookings{m_job.database};
    for (std::size_t i = 0; i < transfers.size(); ++i) {
        rpc::TransferProof& proof = report.proofs[i];
        if (proof.proof != Proof::proved || !transfers[i].is_event()) {
            continue;
        }
        const auto booked = bookings.events_like(m_job.chain.chain_id, transfers[i]);
        if (booked.all <= proof.copies) {
            continue;
        }
        if (!proof.is_at_index || booked.deeper >= proof.copies) {
            proof.proof = Proof::refuted;
            proof.why = fmt::format("the block has {} such events, and {} are booked", proof.copies,
                                    booked.all);
        }
    }
}

void ProofCheck::learn(const Provable& learnt)
{
    if (m_known == learnt) {
        return;
    }
    m_known = learnt;
    store::retry_conflicts([&] {
        store::DbTransaction transaction{m_job.database};
        store::ChainStore{m_job.database, m_job.clock}.set_light_verification(m_job.chain.chain_id,
                                                                              to_words(learnt));
        transaction.commit();
    });
}

void ProofCheck::log_held(const evm::Transfer& transfer, const rpc::TransferProof& proof)
{
    ++m_held;
    const base::LogFields fields{{"chain", m_job.chain.name},
                                 {"tx", transfer.tx_hash.to_hex()},
                                 {"block", fmt::to_string(transfer.block_number)},
                                 {"reason", proof.why}};
    if (proof.proof == Proof::refuted) {
        m_job.log.error("a transfer is not confirmed: its block's header proves that it is not as "
                        "it was booked",
                        fields);
    } else {
        m_job.log.error("a transfer is not confirmed: no node shows what its block's header "
                        "proves, as nodes of this chain did before",
                        fields);
    }
}

std::vector<bool> ProofCheck::may_deepen(std::span<const evm::Transfer> transfers)
{
    std::vector<bool> allowed(transfers.size(), true);
    if (m_job.chain.light_verification == config::LightVerification::off || transfers.empty()) {
        return allowed;
    }
    rpc::ProofReport report;
    try {
        report = prove(transfers);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::unavailable || !m_known) {
            throw;
        }
        const Proof proof = m_known->receipts ? Proof::refused : Proof::open;
        report.proofs.assign(transfers.size(), {.proof = proof, .why = error.what()});
        report.learnt = *m_known;
    }
    hold_copies(transfers, report);
    learn(report.learnt);
    for (std::size_t i = 0; i < transfers.size(); ++i) {
        const rpc::TransferProof& proof = report.proofs[i];
        if (is_held(proof)) {
            allowed[i] = false;
            log_held(transfers[i], proof);
        } else if (proof.proof == Proof::proved) {
            m_proved.insert(
                {transfers[i].tx_hash, transfers[i].log_index, transfers[i].block_hash});
        } else {
            m_job.log.debug("a transfer can't be proved by its block's header",
                            {{"chain", m_job.chain.name},
                             {"tx", transfers[i].tx_hash.to_hex()},
                             {"reason", proof.why}});
        }
    }
    return allowed;
}

void ProofCheck::release(const evm::Transfer& transfer)
{
    m_held -= m_held > 0 ? 1 : 0;
    m_job.log.debug("a transfer that was held back is taken back",
                    {{"chain", m_job.chain.name}, {"tx", transfer.tx_hash.to_hex()}});
}

bool ProofCheck::is_proved(const evm::Transfer& transfer) const
{
    return m_proved.contains({transfer.tx_hash, transfer.log_index, transfer.block_hash});
}

void ProofCheck::finish() const
{
    if (m_held > 0) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("chain '{}': {} transfers were not confirmed, because their "
                                "blocks' headers do not prove them; the log says why. List a node "
                                "that is honest, or, where the chain's headers have changed, set "
                                "light_verification: off and a quorum of 2",
                                m_job.chain.name, m_held)};
    }
}

} // namespace ctrip::job
