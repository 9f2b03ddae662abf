// SPDX-License-Identifier: MIT
#include "evm/transaction_rlp.hpp"

#include "evm/receipt_rlp.hpp"
#include "evm/rlp.hpp"

namespace ctrip::evm {

namespace {

constexpr std::uint8_t kAccessListType = 0x01;
constexpr std::uint8_t kBlobType = 0x03;

base::ByteView bytes_or_none(const std::optional<Address>& address)
{
    return address ? base::ByteView{address->bytes} : base::ByteView{};
}

RlpList access_list_of(const RawTransaction& tx)
{
    RlpList list;
    for (const AccessListEntry& entry : tx.access_list) {
        RlpList keys;
        for (const Word& key : entry.storage_keys) {
            keys.add_bytes(key);
        }
        list.add_list(RlpList{}.add_bytes(entry.address.bytes).add_list(keys));
    }
    return list;
}

RlpList authorizations_of(const RawTransaction& tx)
{
    RlpList list;
    for (const RawAuthorization& one : tx.authorizations) {
        list.add_list(RlpList{}
                          .add_number(one.chain_id)
                          .add_bytes(one.address.bytes)
                          .add_number(one.nonce)
                          .add_number(one.y_parity)
                          .add_number(one.r)
                          .add_number(one.s));
    }
    return list;
}

RlpList deposit_of(const RawTransaction& tx)
{
    RlpList list;
    list.add_bytes(tx.source_hash)
        .add_bytes(tx.from.bytes)
        .add_bytes(bytes_or_none(tx.to))
        .add_number(tx.mint)
        .add_number(tx.value)
        .add_number(tx.gas)
        .add_number(Amount{tx.is_system ? 1U : 0U})
        .add_bytes(tx.data);
    return list;
}

/// All but the signature and what the type has after the access list.
RlpList common_of(const RawTransaction& tx)
{
    RlpList list;
    if (tx.type != 0) {
        list.add_number(tx.chain_id);
    }
    list.add_number(tx.nonce);
    if (tx.type <= kAccessListType) {
        list.add_number(tx.gas_price);
    } else {
        list.add_number(tx.max_priority_fee).add_number(tx.max_fee);
    }
    list.add_number(tx.gas).add_bytes(bytes_or_none(tx.to)).add_number(tx.value).add_bytes(tx.data);
    if (tx.type != 0) {
        list.add_list(access_list_of(tx));
    }
    return list;
}

RlpList signed_of(const RawTransaction& tx)
{
    RlpList list = common_of(tx);
    if (tx.type == kBlobType) {
        RlpList hashes;
        for (const Word& hash : tx.blob_hashes) {
            hashes.add_bytes(hash);
        }
        list.add_number(tx.max_fee_per_blob_gas).add_list(hashes);
    } else if (tx.type == kEip7702Type) {
        list.add_list(authorizations_of(tx));
    } else if (tx.type == kCeloType) {
        list.add_bytes(bytes_or_none(tx.fee_currency));
    }
    list.add_number(tx.v).add_number(tx.r).add_number(tx.s);
    return list;
}

} // namespace

std::optional<base::Bytes> encode_transaction(const RawTransaction& tx)
{
    if (!is_known_type(tx.type)) {
        return std::nullopt;
    }
    base::Bytes encoded =
        tx.type == kDepositType ? deposit_of(tx).encode() : signed_of(tx).encode();
    if (tx.type != 0) {
        encoded.insert(encoded.begin(), tx.type);
    }
    return encoded;
}

} // namespace ctrip::evm
