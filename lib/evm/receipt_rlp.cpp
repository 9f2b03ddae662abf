// SPDX-License-Identifier: MIT
#include "evm/receipt_rlp.hpp"

#include "evm/rlp.hpp"
#include "evm/transaction.hpp"

namespace ctrip::evm {

namespace {

RlpList list_of_logs(const std::vector<RawLog>& logs)
{
    RlpList list;
    for (const RawLog& log : logs) {
        RlpList topics;
        for (const Word& topic : log.topics) {
            topics.add_bytes(topic);
        }
        RlpList fields;
        fields.add_bytes(log.address.bytes).add_list(topics).add_bytes(log.data);
        list.add_list(fields);
    }
    return list;
}

} // namespace

bool is_known_type(std::uint8_t type) noexcept
{
    return type <= kEip7702Type || type == kDepositType || type == kCeloType;
}

LogsBloom bloom_of(const std::vector<RawLog>& logs)
{
    LogsBloom bloom;
    for (const RawLog& log : logs) {
        bloom.add(bloom_bits(log.address.bytes));
        for (const Word& topic : log.topics) {
            bloom.add(bloom_bits(topic));
        }
    }
    return bloom;
}

std::optional<base::Bytes> encode_receipt(const RawReceipt& receipt)
{
    RlpList list;
    if (receipt.succeeded) {
        list.add_number(Amount{*receipt.succeeded ? 1U : 0U});
    } else if (receipt.post_state) {
        list.add_bytes(*receipt.post_state);
    } else {
        return std::nullopt;
    }
    const LogsBloom bloom = receipt.bloom ? *receipt.bloom : bloom_of(receipt.logs);
    list.add_number(receipt.cumulative_gas)
        .add_bytes(bloom.bytes())
        .add_list(list_of_logs(receipt.logs));
    if (receipt.type == kDepositType && receipt.deposit_version) {
        list.add_number(receipt.deposit_nonce.value_or(Amount{}))
            .add_number(*receipt.deposit_version);
    } else if (receipt.type == kCeloType && receipt.base_fee) {
        list.add_number(*receipt.base_fee);
    }
    base::Bytes encoded = list.encode();
    if (receipt.type != 0) {
        encoded.insert(encoded.begin(), receipt.type);
    }
    return encoded;
}

} // namespace ctrip::evm
