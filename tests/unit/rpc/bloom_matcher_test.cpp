// SPDX-License-Identifier: MIT
#include "rpc/json_rpc.hpp"
#include "rpc/read/bloom_matcher.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

using namespace ctrip;

namespace {

evm::Address address(std::uint8_t last)
{
    evm::Address one;
    one.bytes[19] = last;
    return one;
}

/// The bloom of a block with one event of a token to a recipient.
evm::LogsBloom bloom_of(const evm::Word& topic, const evm::Address& token,
                        const evm::Address& recipient)
{
    evm::Word word{};
    std::copy(recipient.bytes.begin(), recipient.bytes.end(), word.begin() + 12);
    evm::LogsBloom bloom;
    bloom.add(evm::bloom_bits(topic));
    bloom.add(evm::bloom_bits(token.bytes));
    bloom.add(evm::bloom_bits(word));
    return bloom;
}

} // namespace

TEST_CASE("a bloom matches a Transfer event of one of the tokens to one of the recipients",
          "[rpc][bloom_matcher]")
{
    const evm::Word transfer = evm::TxHash::parse(rpc::kTransferTopic)->bytes;
    const evm::Word approval{0x8c, 0x5b, 0xe1};
    const struct
    {
        const char* what;
        evm::Word topic;
        evm::Address token;
        evm::Address recipient;
        bool to_these;
        bool to_anybody;
    } cases[]{
        {"one of each", transfer, address(2), address(11), true, true},
        {"another event", approval, address(2), address(11), false, false},
        {"another token", transfer, address(3), address(11), false, false},
        {"another recipient", transfer, address(1), address(12), false, true},
    };
    const rpc::ReadOptions to_these{.tokens = {address(1), address(2)},
                                    .recipients = {address(10), address(11)},
                                    .may_be_ours = {}};
    const rpc::ReadOptions to_anybody{
        .tokens = to_these.tokens, .recipients = {}, .may_be_ours = {}};
    for (const auto& one : cases) {
        INFO(one.what);
        const evm::LogsBloom bloom = bloom_of(one.topic, one.token, one.recipient);
        CHECK(rpc::BloomMatcher{to_these}.may_match(bloom) == one.to_these);
        CHECK(rpc::BloomMatcher{to_anybody}.may_match(bloom) == one.to_anybody);
        CHECK_FALSE(rpc::BloomMatcher{to_anybody}.may_match(evm::LogsBloom{}));
    }
}
