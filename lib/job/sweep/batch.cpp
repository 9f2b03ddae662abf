// SPDX-License-Identifier: MIT
#include "job/sweep/batch.hpp"

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

/// The transfer did not revert, and did not return false.
bool has_moved(const rpc::CallOutcome& outcome)
{
    return outcome.succeeded &&
           evm::decode_transfer_answer(outcome.data) != evm::TransferAnswer::failed;
}

bool returns(const rpc::CallOutcome& outcome, const Address& address)
{
    const evm::Word word = evm::to_word(address);
    return outcome.succeeded &&
           std::equal(outcome.data.begin(), outcome.data.end(), word.begin(), word.end());
}

} // namespace

std::uint64_t gas_per_call(std::span<const BatchCandidate> members)
{
    std::uint64_t most = 0;
    for (const BatchCandidate& member : members) {
        most = std::max(most, member.gas);
    }
    return (most / kGasStep + 1) * kGasStep;
}

std::string too_much_gas(const BatchCandidate& candidate)
{
    return candidate.gas > kGasPerCallMax
               ? fmt::format("its transfer needs {} gas, too much for a batch", candidate.gas)
               : std::string{};
}

Delegation delegation_of(base::ByteView code, const Address& sweeper)
{
    if (const auto delegate = evm::decode_delegation(code)) {
        return {.is_needed = false,
                .why_not = *delegate == sweeper
                               ? std::string{}
                               : fmt::format("its address runs the code of {}, which is not the "
                                             "Sweeper",
                                             delegate->to_checksum())};
    }
    if (!code.empty()) {
        return {.is_needed = false, .why_not = "its address has code of its own"};
    }
    return {.is_needed = true, .why_not = {}};
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
            return {.authorization = one.signed_authorization, .why_not = {}};
        }
    }
    return {.authorization = std::nullopt,
            .why_not = has_other
                           ? fmt::format("its address has sent transactions (its nonce is {}), and "
                                         "its authorization is for another nonce",
                                         nonce)
                           : "no authorization of its address was imported"};
}

std::string why_not_moved(const rpc::CallOutcome& runs, const rpc::CallOutcome& transfer,
                          const Address& treasury)
{
    if (!returns(runs, treasury)) {
        return "the chain does not let its address run the Sweeper's code (no EIP-7702 there, "
               "or its authorization is not valid)";
    }
    if (has_moved(transfer)) {
        return {};
    }
    return transfer.succeeded ? "the token refuses its transfer"
                              : fmt::format("the token refuses its transfer: {}", transfer.error);
}

BatchGas batch_gas(std::uint64_t estimate, std::uint64_t reserve)
{
    // The contract stops where too little gas is left, so the estimate includes the reserve for the
    // inner calls. The reserve itself is returned.
    return {.limit = estimate + estimate / 20, .spent = estimate - std::min(estimate / 2, reserve)};
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
