// SPDX-License-Identifier: MIT
#include "integration/rpc_fixture.hpp"

#include "base/error.hpp"

#include <utility>

namespace ctrip::test {

using nlohmann::json;

evm::Address address(const std::string& text)
{
    return *evm::Address::parse_unchecked(text);
}

rpc::JsonRpcOptions options_for(std::vector<std::string> urls)
{
    // Longer than a busy machine needs; a test in which a node hangs has a limit of its own.
    return {.chain = "bsc", .chain_id = 56, .rpc_urls = std::move(urls), .timeout_ms = 30'000};
}

bool is_ours(const evm::Address& one)
{
    return one == address(kOurs);
}

rpc::ReadOptions native_only()
{
    return {.native = true, .tokens = {}, .recipients = {}, .may_be_ours = is_ours};
}

rpc::ReadOptions tokens_only()
{
    return {.native = false,
            .tokens = {address(kToken)},
            .recipients = {address(kOurs)},
            .may_be_ours = is_ours};
}

std::vector<rpc::BlockRange> read_all(rpc::BlockSource& client, evm::BlockNumber from,
                                      evm::BlockNumber to, std::uint64_t per_range,
                                      const rpc::ReadOptions& options)
{
    std::vector<rpc::BlockRange> ranges;
    client.read_blocks(from, to, per_range, options, [&](const rpc::BlockRange& range) {
        ranges.push_back(range);
        return true;
    });
    return ranges;
}

std::vector<evm::Transfer> transfers_of(const std::vector<rpc::BlockRange>& ranges)
{
    std::vector<evm::Transfer> all;
    for (const rpc::BlockRange& range : ranges) {
        all.insert(all.end(), range.transfers.begin(), range.transfers.end());
    }
    return all;
}

std::string error_of(const std::function<void()>& act)
{
    try {
        act();
    } catch (const Error& error) {
        const bool config = error.kind() == ErrorKind::config;
        const bool request = error.kind() == ErrorKind::request;
        return std::string{config    ? "config: "
                           : request ? "request: "
                                     : "unavailable: "} +
               error.what();
    }
    return "none";
}

FakeChain chain_with_payments()
{
    FakeChain chain;
    chain.transactions = [](std::uint64_t number) {
        json list = json::array({FakeChain::transaction(number, 0, kTheirs, "0x5"),
                                 FakeChain::transaction(number, 1, "", "0x5")});
        if (number % 10 == 0) {
            list.push_back(FakeChain::transaction(number, 2, kOurs, "0x7"));
            list.push_back(FakeChain::transaction(number, 3, kOurs, "0x0"));
        }
        return list;
    };
    for (std::uint64_t number = 1; number <= 100; number += 9) {
        chain.logs.push_back(FakeChain::transfer_log(number, 4, kToken, kOurs, number));
        chain.logs.push_back(FakeChain::transfer_log(number, 5, kToken, kTheirs, number));
    }
    return chain;
}

} // namespace ctrip::test
