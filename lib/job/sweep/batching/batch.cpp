// SPDX-License-Identifier: MIT
#include "job/sweep/batching/batch.hpp"

#include "evm/abi.hpp"
#include "evm/sweeper.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ctrip::job {

namespace {

using evm::Address;
using evm::Amount;

constexpr std::uint64_t kGasStep = 10'000;
/// A transfer that needs more gas than this is not batched.
constexpr std::uint64_t kGasPerCallMax = 1'000'000;

std::uint64_t most_of(std::span<const BatchCandidate> members, std::uint64_t BatchCandidate::*gas)
{
    std::uint64_t most = 0;
    for (const BatchCandidate& member : members) {
        most = std::max(most, member.*gas);
    }
    return most;
}

std::uint64_t next_step_above(std::uint64_t gas)
{
    return (gas / kGasStep + 1) * kGasStep;
}

} // namespace

std::uint64_t gas_per_call(std::span<const BatchCandidate> members)
{
    return next_step_above(most_of(members, &BatchCandidate::gas));
}

std::uint64_t gas_per_transfer(std::span<const BatchCandidate> members)
{
    return next_step_above(most_of(members, &BatchCandidate::transfer_gas));
}

std::string too_much_gas(std::uint64_t gas)
{
    return gas > kGasPerCallMax
               ? fmt::format("its transfer needs {} gas, too much for a batch", gas)
               : std::string{};
}

Delegation delegation_of(base::ByteView code, std::span<const KnownSweeper> sweepers)
{
    if (const auto delegate = evm::decode_delegation(code)) {
        const auto found =
            std::find_if(sweepers.begin(), sweepers.end(),
                         [&](const KnownSweeper& one) { return one.address == *delegate; });
        if (found == sweepers.end()) {
            return {.is_needed = false,
                    .version = std::nullopt,
                    .why_not = fmt::format("its address runs the code of {}, which is not the "
                                           "Sweeper",
                                           delegate->to_checksum())};
        }
        return {.is_needed = false,
                .version = found->version,
                .why_not = found->is_there
                               ? std::string{}
                               : fmt::format("its address runs version {} of the Sweeper, which "
                                             "is not on this chain",
                                             static_cast<int>(found->version))};
    }
    if (!code.empty()) {
        return {.is_needed = false,
                .version = std::nullopt,
                .why_not = "its address has code of its own"};
    }
    return {.is_needed = true, .version = std::nullopt, .why_not = {}};
}

StoredAuthorization authorization_of(std::span<const store::SweepPlanStore::Authorization> stored,
                                     const Address& deposit, std::uint64_t nonce)
{
    bool has_other = false;
    for (const auto& one : stored) {
        if (one.authority != deposit) {
            continue;
        }
        has_other = true;
        if (one.signed_authorization.authorization.nonce == nonce) {
            return {.authorization = one.signed_authorization,
                    .is_for_another_nonce = false,
                    .why_not = {}};
        }
    }
    return {.authorization = std::nullopt,
            .is_for_another_nonce = has_other,
            .why_not = has_other
                           ? fmt::format("its address has sent transactions (its nonce is {}), and "
                                         "its authorization is for another nonce",
                                         nonce)
                           : "no authorization of its address was imported"};
}

bool runs_sweeper(const rpc::CallOutcome& outcome, const Address& treasury)
{
    const evm::Word word = evm::to_word(treasury);
    return outcome.succeeded &&
           std::equal(outcome.data.begin(), outcome.data.end(), word.begin(), word.end());
}

BatchGas batch_gas(std::uint64_t estimate, std::uint64_t reserve)
{
    // The contract stops where too little gas is left, so the estimate includes the reserve for the
    // inner calls. The reserve itself is returned. An estimate below it is what was used.
    return {.limit = estimate + estimate / 20,
            .spent = estimate > reserve ? estimate - reserve : estimate};
}

bool needs_top_up(const BatchCandidate& member, const Amount& max_fee)
{
    return member.native < Amount{member.gas} * max_fee;
}

std::uint64_t direct_gas(std::span<const BatchCandidate> members, const Amount& max_fee,
                         std::uint64_t top_up_gas)
{
    std::uint64_t sum = 0;
    for (const BatchCandidate& member : members) {
        sum += member.gas + (needs_top_up(member, max_fee) ? top_up_gas : 0);
    }
    return sum;
}

} // namespace ctrip::job
