// SPDX-License-Identifier: MIT
#include "evm/header_rlp.hpp"

#include "crypto/keccak256.hpp"
#include "evm/rlp.hpp"

namespace ctrip::evm {

namespace {

/// Adds optional fields; an absent one only when a present one follows.
class OptionalFields
{
public:
    explicit OptionalFields(RlpList& list) : m_list(list) {}

    void add(const std::optional<Amount>& number)
    {
        if (next(number.has_value())) {
            m_list.add_number(*number);
        }
    }
    void add(const std::optional<Word>& word)
    {
        if (next(word.has_value())) {
            m_list.add_bytes(*word);
        }
    }

private:
    bool next(bool is_present)
    {
        if (!is_present) {
            ++m_absent;
            return false;
        }
        for (; m_absent > 0; --m_absent) {
            m_list.add_bytes({});
        }
        return true;
    }

    RlpList& m_list;
    int m_absent = 0;
};

} // namespace

base::Bytes encode_header(const RawHeader& header)
{
    RlpList list;
    list.add_bytes(header.parent_hash.bytes)
        .add_bytes(header.uncles_hash)
        .add_bytes(header.miner.bytes)
        .add_bytes(header.state_root)
        .add_bytes(header.transactions_root)
        .add_bytes(header.receipts_root)
        .add_bytes(header.bloom.bytes())
        .add_number(header.difficulty)
        .add_number(header.number)
        .add_number(header.gas_limit)
        .add_number(header.gas_used)
        .add_number(header.timestamp_s)
        .add_bytes(header.extra_data)
        .add_bytes(header.mix_hash)
        .add_bytes(header.nonce);
    OptionalFields optional{list};
    optional.add(header.base_fee);
    optional.add(header.withdrawals_root);
    optional.add(header.blob_gas_used);
    optional.add(header.excess_blob_gas);
    optional.add(header.parent_beacon_block_root);
    optional.add(header.requests_hash);
    optional.add(header.block_access_list_hash);
    optional.add(header.slot_number);
    return list.encode();
}

BlockHash hash_of(const RawHeader& header)
{
    return {crypto::keccak256(encode_header(header))};
}

} // namespace ctrip::evm
