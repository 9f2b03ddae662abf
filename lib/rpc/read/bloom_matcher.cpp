// SPDX-License-Identifier: MIT
#include "rpc/read/bloom_matcher.hpp"

#include "rpc/json_rpc.hpp"

#include <algorithm>

namespace ctrip::rpc {

namespace {

evm::BloomBits bits_of_recipient(const evm::Address& address)
{
    evm::Word topic{};
    std::copy(address.bytes.begin(), address.bytes.end(), topic.end() - address.bytes.size());
    return evm::bloom_bits(topic);
}

} // namespace

bool BloomMatcher::may_match(const evm::LogsBloom& bloom)
{
    if (!m_bits) {
        m_bits = Bits{};
        m_bits->topic = evm::bloom_bits(evm::TxHash::parse(kTransferTopic)->bytes);
        for (const evm::Address& token : m_options.tokens) {
            m_bits->tokens.push_back(evm::bloom_bits(token.bytes));
        }
        for (const evm::Address& recipient : m_options.recipients) {
            m_bits->recipients.push_back(bits_of_recipient(recipient));
        }
    }
    const auto has_any = [&](const std::vector<evm::BloomBits>& all) {
        return std::any_of(all.begin(), all.end(),
                           [&](const evm::BloomBits& bits) { return bloom.may_contain(bits); });
    };
    return bloom.may_contain(m_bits->topic) && has_any(m_bits->tokens) &&
           (m_options.recipients.empty() || has_any(m_bits->recipients));
}

} // namespace ctrip::rpc
