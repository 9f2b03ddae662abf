// SPDX-License-Identifier: MIT
#include "evm/abi.hpp"
#include "job/sweep/batching/batch.hpp"

#include <catch2/catch.hpp>

#include <utility>
#include <vector>

using namespace ctrip;
using Catch::Matchers::Contains;
using evm::Amount;

namespace {

constexpr evm::Address kDeposit{{1}};
constexpr evm::Address kTreasury{{2}};
constexpr evm::Address kSweeper{{3}};
constexpr evm::Address kStranger{{4}};
constexpr evm::Address kNewSweeper{{5}};

job::BatchCandidate candidate(std::uint64_t gas, std::uint64_t native = 0)
{
    job::BatchCandidate one;
    one.gas = gas;
    one.native = native;
    return one;
}

base::Bytes delegation_to(const evm::Address& delegate)
{
    base::Bytes code{0xef, 0x01, 0x00};
    code.insert(code.end(), delegate.bytes.begin(), delegate.bytes.end());
    return code;
}

base::Bytes word_of(const evm::Address& address)
{
    const evm::Word word = evm::to_word(address);
    return {word.begin(), word.end()};
}

} // namespace

TEST_CASE("the gas of a token call is the next step above the most that one needs", "[job][batch]")
{
    const struct
    {
        std::vector<std::uint64_t> gas;
        std::uint64_t per_call;
    } cases[]{{{0}, 10'000},
              {{9'999}, 10'000},
              {{10'000}, 20'000},
              {{66'000, 45'000}, 70'000},
              {{45'000, 69'999}, 70'000},
              {{70'000}, 80'000}};
    for (const auto& one : cases) {
        std::vector<job::BatchCandidate> members;
        for (const std::uint64_t gas : one.gas) {
            members.push_back(candidate(gas));
        }
        CHECK(job::gas_per_call(members) == one.per_call);
        for (job::BatchCandidate& member : members) {
            member.transfer_gas = std::exchange(member.gas, 0);
        }
        CHECK(job::gas_per_transfer(members) == one.per_call);
    }
}

TEST_CASE("a transfer of more than a million gas is in no batch", "[job][batch]")
{
    CHECK(job::too_much_gas(1'000'000).empty());
    CHECK(job::too_much_gas(1'000'001) == "its transfer needs 1000001 gas, too much for a batch");
}

TEST_CASE("a deposit runs a Sweeper's code, or can be made to where it has none", "[job][batch]")
{
    const std::vector<job::KnownSweeper> sweepers{
        {.version = evm::SweeperVersion::v2, .address = kNewSweeper, .is_there = false},
        {.version = evm::SweeperVersion::v1, .address = kSweeper, .is_there = true}};
    const job::Delegation none = job::delegation_of(base::Bytes{}, sweepers);
    CHECK(none.is_needed);
    CHECK(none.why_not.empty());
    const job::Delegation ours = job::delegation_of(delegation_to(kSweeper), sweepers);
    CHECK_FALSE(ours.is_needed);
    CHECK(ours.version == evm::SweeperVersion::v1);
    CHECK(ours.why_not.empty());
    const job::Delegation absent = job::delegation_of(delegation_to(kNewSweeper), sweepers);
    CHECK_FALSE(absent.is_needed);
    CHECK_THAT(absent.why_not, Contains("version 2 of the Sweeper, which is not on this chain"));
    const job::Delegation other = job::delegation_of(delegation_to(kStranger), sweepers);
    CHECK_FALSE(other.is_needed);
    CHECK_FALSE(other.version);
    CHECK_THAT(other.why_not, Contains("which is not the Sweeper"));
    const job::Delegation contract = job::delegation_of(base::Bytes{0x00}, sweepers);
    CHECK_FALSE(contract.is_needed);
    CHECK(contract.why_not == "its address has code of its own");
}

TEST_CASE("an imported authorization is used for its address at its nonce only", "[job][batch]")
{
    const auto signed_by = [](const evm::Address& authority, std::uint64_t nonce) {
        store::SweepPlanStore::Authorization one;
        one.authority = authority;
        one.signed_authorization.authorization.nonce = nonce;
        return one;
    };
    const std::vector stored{signed_by(kStranger, 1), signed_by(kDeposit, 0),
                             signed_by(kDeposit, 2)};
    for (const std::uint64_t nonce : {0U, 2U}) {
        const job::StoredAuthorization found = job::authorization_of(stored, kDeposit, nonce);
        REQUIRE(found.authorization);
        CHECK(found.authorization->authorization.nonce == nonce);
        CHECK(found.why_not.empty());
    }
    const job::StoredAuthorization used = job::authorization_of(stored, kDeposit, 1);
    CHECK_FALSE(used.authorization);
    CHECK(used.is_for_another_nonce);
    CHECK(used.why_not == "its address has sent transactions (its nonce is 1), and its "
                          "authorization is for another nonce");
    const job::StoredAuthorization none = job::authorization_of(stored, kTreasury, 0);
    CHECK_FALSE(none.authorization);
    CHECK_FALSE(none.is_for_another_nonce);
    CHECK(none.why_not == "no authorization of its address was imported");
}

TEST_CASE("an address runs the Sweeper's code where that answers with its treasury", "[job][batch]")
{
    CHECK(
        job::runs_sweeper({.succeeded = true, .data = word_of(kTreasury), .error = {}}, kTreasury));
    // Another treasury's contract, no code, and code that reverts.
    for (const rpc::CallOutcome& other :
         {rpc::CallOutcome{.succeeded = true, .data = word_of(kStranger), .error = {}},
          rpc::CallOutcome{.succeeded = true, .data = {}, .error = {}},
          rpc::CallOutcome{.succeeded = false, .data = word_of(kTreasury), .error = {}}}) {
        CHECK_FALSE(job::runs_sweeper(other, kTreasury));
    }
}

TEST_CASE("a batch's limit has a twentieth of room, and its reserve is given back", "[job][batch]")
{
    const struct
    {
        std::uint64_t estimate;
        std::uint64_t reserve;
        std::uint64_t limit;
        std::uint64_t spent;
    } cases[]{{100'000, 30'000, 105'000, 70'000},
              {100'000, 50'000, 105'000, 50'000},
              {100'000, 99'999, 105'000, 1},
              {100'000, 100'000, 105'000, 100'000}, // Of a node that tells what was used.
              {19, 0, 19, 19},
              {0, 30'000, 0, 0}};
    for (const auto& one : cases) {
        const job::BatchGas gas = job::batch_gas(one.estimate, one.reserve);
        CHECK(gas.limit == one.limit);
        CHECK(gas.spent == one.spent);
    }
}

TEST_CASE("one by one, each deposit without its gas money costs a top-up too", "[job][batch]")
{
    CHECK_FALSE(job::needs_top_up(candidate(60'000, 120'000), 2));
    CHECK(job::needs_top_up(candidate(60'000, 119'999), 2));
    const std::vector members{candidate(60'000, 120'000), candidate(60'000, 119'999),
                              candidate(50'000)};
    CHECK(job::direct_gas(members, 2, 21'000) == 170'000 + 2 * 21'000);
    CHECK(job::direct_gas(std::span{members}.first(1), 2, 21'000) == 60'000);
    CHECK(job::direct_gas({}, 2, 21'000) == 0);
}
