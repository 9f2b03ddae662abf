// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "fakes/fake_chain.hpp"
#include "job/confirm/quorum.hpp"

#include <catch2/catch.hpp>

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

} // namespace

TEST_CASE("a quorum of one makes no request", "[job][quorum]")
{
    fakes::FakeChain fake;
    const rpc::BlockHeader head = fake.mine(3);
    int requests = 0;
    fake.on_call = [&](std::string_view) { ++requests; };
    const config::Chain chain = chain_of(1);
    job::QuorumCheck quorum{fake, chain, kLog};
    CHECK(quorum.head(head)->hash == head.hash);
    const std::vector transfers{transfer_in(head, 1)};
    CHECK(quorum.agreed(transfers) == std::vector{true});
    CHECK_NOTHROW(quorum.finish());
    CHECK(requests == 0);
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
    CHECK(quorum.agreed({}).empty());
    CHECK_NOTHROW(quorum.finish());
    CHECK(quorum.agreed(transfers) == std::vector{true, false, true});
    CHECK_THROWS_WITH(quorum.finish(),
                      "chain 'anvil': the nodes of the quorum differ on 1 transfers, which were "
                      "not called final; find out which node is wrong");
}

TEST_CASE("where too few nodes answer nothing is final", "[job][quorum]")
{
    fakes::FakeChain fake;
    const rpc::BlockHeader head = fake.mine(3);
    const config::Chain chain = chain_of(2);
    const std::vector transfers{transfer_in(head, 1)};
    job::QuorumCheck of_head{fake, chain, kLog};
    CHECK_FALSE(of_head.head(head).has_value());
    CHECK_THROWS_WITH(of_head.finish(), Catch::EndsWith("; nothing was called final"));
    job::QuorumCheck of_transfers{fake, chain, kLog};
    CHECK(of_transfers.agreed(transfers) == std::vector{false});
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
    CHECK_THROWS_WITH(quorum.agreed(transfers), "wrong chain");
}
