// SPDX-License-Identifier: MIT
#include "evm/transaction.hpp"

#include "evm/rlp.hpp"

#include <algorithm>
#include <array>

namespace ctrip::evm {

namespace {

constexpr std::uint8_t kAuthorizationMagic = 0x05;

/// The transaction type is one byte before the list (EIP-2718).
base::Bytes typed(std::uint8_t type, const RlpList& list)
{
    base::Bytes out = list.encode();
    out.insert(out.begin(), type);
    return out;
}

void add_recipient(RlpList& list, const std::optional<Address>& to)
{
    list.add_bytes(to ? base::ByteView{to->bytes} : base::ByteView{});
}

/// r and s are numbers, so their leading zero bytes are left out.
void add_point(RlpList& list, const Signature& signature)
{
    list.add_number(Amount::from_be_bytes(signature.r))
        .add_number(Amount::from_be_bytes(signature.s));
}

void add_signature(RlpList& list, const Signature& signature)
{
    list.add_number(Amount{signature.y_parity});
    add_point(list, signature);
}

RlpList access_list_of(const std::vector<AccessListEntry>& entries)
{
    RlpList list;
    for (const AccessListEntry& entry : entries) {
        RlpList keys;
        for (const Word& key : entry.storage_keys) {
            keys.add_bytes(key);
        }
        list.add_list(RlpList{}.add_bytes(entry.address.bytes).add_list(keys));
    }
    return list;
}

RlpList fields_of(const LegacyTx& tx)
{
    RlpList list;
    list.add_number(tx.nonce).add_number(tx.gas_price).add_number(tx.gas);
    add_recipient(list, tx.to);
    list.add_number(tx.value).add_bytes(tx.data);
    return list;
}

RlpList fields_of(const Eip1559Tx& tx)
{
    RlpList list;
    list.add_number(tx.chain_id).add_number(tx.nonce).add_number(tx.max_priority_fee);
    list.add_number(tx.max_fee).add_number(tx.gas);
    add_recipient(list, tx.to);
    list.add_number(tx.value).add_bytes(tx.data).add_list(access_list_of(tx.access_list));
    return list;
}

RlpList fields_of(const Authorization& authorization)
{
    RlpList list;
    list.add_number(authorization.chain_id).add_bytes(authorization.address.bytes);
    list.add_number(authorization.nonce);
    return list;
}

RlpList tuple_of(const SignedAuthorization& authorization)
{
    RlpList tuple = fields_of(authorization.authorization);
    add_signature(tuple, authorization.signature);
    return tuple;
}

RlpList fields_of(const Eip7702Tx& tx)
{
    RlpList authorizations;
    for (const SignedAuthorization& authorization : tx.authorizations) {
        authorizations.add_list(tuple_of(authorization));
    }
    RlpList list;
    list.add_number(tx.chain_id).add_number(tx.nonce).add_number(tx.max_priority_fee);
    list.add_number(tx.max_fee).add_number(tx.gas).add_bytes(tx.to.bytes).add_number(tx.value);
    list.add_bytes(tx.data).add_list(access_list_of(tx.access_list)).add_list(authorizations);
    return list;
}

} // namespace

base::Bytes encode_unsigned(const LegacyTx& tx)
{
    // The chain id is in the place of the signature (EIP-155), so that no other chain accepts the
    // transaction.
    return fields_of(tx).add_number(tx.chain_id).add_number(0).add_number(0).encode();
}

base::Bytes encode_unsigned(const Eip1559Tx& tx)
{
    return typed(kEip1559Type, fields_of(tx));
}

base::Bytes encode_unsigned(const Eip7702Tx& tx)
{
    return typed(kEip7702Type, fields_of(tx));
}

base::Bytes encode_unsigned(const Authorization& authorization)
{
    return typed(kAuthorizationMagic, fields_of(authorization));
}

crypto::Digest signing_hash(const LegacyTx& tx)
{
    return crypto::keccak256(encode_unsigned(tx));
}

crypto::Digest signing_hash(const Eip1559Tx& tx)
{
    return crypto::keccak256(encode_unsigned(tx));
}

crypto::Digest signing_hash(const Eip7702Tx& tx)
{
    return crypto::keccak256(encode_unsigned(tx));
}

crypto::Digest signing_hash(const Authorization& authorization)
{
    return crypto::keccak256(encode_unsigned(authorization));
}

base::Bytes encode_signed(const LegacyTx& tx, const Signature& signature)
{
    RlpList list = fields_of(tx);
    list.add_number(Amount{tx.chain_id} * Amount{2} + Amount{35U + signature.y_parity});
    add_point(list, signature);
    return list.encode();
}

base::Bytes encode_signed(const Eip1559Tx& tx, const Signature& signature)
{
    RlpList list = fields_of(tx);
    add_signature(list, signature);
    return typed(kEip1559Type, list);
}

base::Bytes encode_signed(const Eip7702Tx& tx, const Signature& signature)
{
    RlpList list = fields_of(tx);
    add_signature(list, signature);
    return typed(kEip7702Type, list);
}

base::Bytes encode_signed(const SignedAuthorization& authorization)
{
    return tuple_of(authorization).encode();
}

TxHash tx_hash(base::ByteView raw) noexcept
{
    return TxHash{crypto::keccak256(raw)};
}

base::Bytes delegation_code(const Address& address)
{
    constexpr std::array<std::uint8_t, 3> prefix{0xef, 0x01, 0x00};
    base::Bytes code(prefix.size() + address.bytes.size());
    const auto tail = std::copy(prefix.begin(), prefix.end(), code.begin());
    std::copy(address.bytes.begin(), address.bytes.end(), tail);
    return code;
}

} // namespace ctrip::evm
