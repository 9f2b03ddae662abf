// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "fakes/fake_chain.hpp"
#include "job/shared/quorum.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace ctrip;

namespace {

const base::SystemClock kClock;
const base::Log kLog{{.level = base::LogLevel::error}, kClock};

config::Chain chain_of(std::uint64_t quorum)
{
    config::Chain chain;
    chain.name = "anvil";
    chain.quorum = quorum;
    return chain;
}

evm::Transfer transfer_in(const rpc::BlockHeader& header, std::uint8_t tx)
{
    evm::Transfer transfer;
    transfer.tx_hash.bytes[0] = tx;
    transfer.block_number = header.number;
    transfer.block_hash = header.hash;
    return transfer;
}

/// One letter a transfer: agreed, held back or refuted.
std::string letters_of(const std::vector<rpc::Agreement>& results)
{
    std::string letters;
    for (const rpc::Agreement& one : results) {
        letters += one.agreed ? 'a' : one.refuted ? 'r' : 'h';
    }
    return letters;
}

} // namespace

TEST_CASE("a quorum of one asks for the receipts of events alone", "[job][quorum]")
{
    fakes::FakeChain fake;
    const rpc::BlockHeader head = fake.mine(3);
    std::vector<std::string> requests;
    fake.on_call = [&](std::string_view name) { requests.emplace_back(name); };
    const config::Chain chain = chain_of(1);
    job::QuorumCheck quorum{fake, chain, kLog};
    CHECK_FALSE(quorum.is_needed());
    CHECK(quorum.head(head)->hash == head.hash);
    const std::vector natives{transfer_in(head, 1)};
    CHECK(letters_of(quorum.check(natives)) == "a");
    CHECK(quorum.agreed(std::vector<rpc::Receipt>(2)) == std::vector{true, true});
    CHECK_NOTHROW(quorum.finish());
    CHECK(requests.empty());

    std::vector events{transfer_in(head, 2), transfer_in(head, 3)};
    for (evm::Transfer& event : events) {
        event.log_index = 0;
        event.token = evm::Address{{1}};
    }
    fake.wrong_receipts = {events[1].tx_hash};
    CHECK(letters_of(quorum.check(events)) == "ah");
    CHECK(requests == std::vector<std::string>{"check_transfers"});
    CHECK_THROWS_WITH(quorum.finish(),
                      Catch::Contains("1 token transfers are not in the receipts"));
}

TEST_CASE("finality is judged by the lowest head of the quorum", "[job][quorum]")
{
    const struct
    {
        evm::BlockNumber other;
        evm::BlockNumber expected;
    } cases[]{{4, 4}, {5, 5}, {6, 5}};
    for (const auto& [other, expected] : cases) {
        INFO(other);
        fakes::FakeChain fake;
        fake.mine(6);
        fake.other_nodes = {{.latest = other, .safe = {}, .finalized = {}}};
        const config::Chain chain = chain_of(2);
        job::QuorumCheck quorum{fake, chain, kLog};
        CHECK(quorum.head(fake.at(5))->number == expected);
        CHECK_NOTHROW(quorum.finish());
    }
}

TEST_CASE("a transfer that another node does not show is not final, and the run ends with an error",
          "[job][quorum]")
{
    fakes::FakeChain fake;
    const rpc::BlockHeader head = fake.mine(3);
    fake.other_nodes = {{.latest = 3, .safe = {}, .finalized = {}}};
    const std::vector transfers{transfer_in(head, 1), transfer_in(head, 2), transfer_in(head, 3)};
    fake.disputed = {transfers[1].tx_hash};
    const config::Chain chain = chain_of(2);
    job::QuorumCheck quorum{fake, chain, kLog};
    CHECK(quorum.check({}).empty());
    CHECK_NOTHROW(quorum.finish());
    CHECK(letters_of(quorum.check(transfers)) == "aha");
    CHECK_THROWS_WITH(quorum.finish(),
                      "chain 'anvil': the nodes of the quorum differ in 1 cases, which were held "
                      "back; the log names them: find out which node is wrong and remove it from "
                      "rpc_urls");
    // What all nodes refute is no case for an operator.
    fake.disputed.clear();
    fake.refuted = {transfers[0].tx_hash};
    job::QuorumCheck other{fake, chain, kLog};
    CHECK(letters_of(other.check(transfers)) == "raa");
    CHECK_NOTHROW(other.finish());
}

TEST_CASE("where too few nodes answer nothing is final", "[job][quorum]")
{
    fakes::FakeChain fake;
    const rpc::BlockHeader head = fake.mine(3);
    const config::Chain chain = chain_of(2);
    const std::vector transfers{transfer_in(head, 1)};
    job::QuorumCheck of_head{fake, chain, kLog};
    CHECK_FALSE(of_head.head(head).has_value());
    CHECK_THROWS_WITH(of_head.finish(),
                      Catch::EndsWith("; what needs them waits, and nothing was called final"));
    job::QuorumCheck of_transfers{fake, chain, kLog};
    CHECK(letters_of(of_transfers.check(transfers)) == "h");
    CHECK(of_transfers.votes(std::vector<rpc::KnownBlock>(1)).empty());
    CHECK(of_transfers.balances({}, {}).empty());
    CHECK_THROWS_AS(of_transfers.finish(), Error);
}

TEST_CASE("an error that is not about too few nodes ends the check", "[job][quorum]")
{
    fakes::FakeChain fake;
    const rpc::BlockHeader head = fake.mine(3);
    fake.on_call = [](std::string_view) { throw Error{ErrorKind::config, "wrong chain"}; };
    const config::Chain chain = chain_of(2);
    job::QuorumCheck quorum{fake, chain, kLog};
    CHECK_THROWS_WITH(quorum.head(head), "wrong chain");
    const std::vector transfers{transfer_in(head, 1)};
    CHECK_THROWS_WITH(quorum.check(transfers), "wrong chain");
}
