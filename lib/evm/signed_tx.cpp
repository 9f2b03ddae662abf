// SPDX-License-Identifier: MIT
#include "evm/signed_tx.hpp"

#include "evm/rlp.hpp"

#include <algorithm>
#include <utility>

namespace ctrip::evm {

namespace {

constexpr std::size_t kHashSize = 32;
constexpr std::uint64_t kReplayProtection = 35; // EIP-155: v = 35 + 2 * chain id + parity.

/// Reads the items of a list in order. After an item that is missing or has the wrong form,
/// complete() is false. Forms that are not canonical are not detected here but by encoding the
/// result again.
class Fields
{
public:
    explicit Fields(const RlpItem& list) : m_items(list.items), m_good(list.is_list) {}

    /// Every item was read, and was valid.
    [[nodiscard]] bool complete() const noexcept { return m_good && m_next == m_items.size(); }

    base::ByteView string()
    {
        const RlpItem* item = next();
        m_good = m_good && item != nullptr && !item->is_list;
        return m_good ? item->bytes : base::ByteView{};
    }

    Amount number()
    {
        const base::ByteView bytes = string();
        std::array<std::uint8_t, kHashSize> word{};
        m_good = m_good && bytes.size() <= word.size();
        if (m_good) {
            std::copy(bytes.begin(), bytes.end(),
                      word.end() - static_cast<std::ptrdiff_t>(bytes.size()));
        }
        return Amount::from_be_bytes(word);
    }

    std::uint64_t small_number()
    {
        const std::optional<std::uint64_t> value = number().to_u64();
        m_good = m_good && value.has_value();
        return value.value_or(0);
    }

    Address address()
    {
        const base::ByteView bytes = string();
        Address address;
        m_good = m_good && bytes.size() == address.bytes.size();
        if (m_good) {
            std::copy(bytes.begin(), bytes.end(), address.bytes.begin());
        }
        return address;
    }

    /// None if the transaction creates a contract.
    std::optional<Address> recipient()
    {
        const bool none = m_next < m_items.size() && m_items[m_next].bytes.empty();
        if (none) {
            static_cast<void>(string());
            return std::nullopt;
        }
        return address();
    }

    base::Bytes bytes()
    {
        const base::ByteView view = string();
        return {view.begin(), view.end()};
    }

    /// r and s of a signature are never zero; in the unsigned form of EIP-155 both are.
    void point(Signature& signature)
    {
        for (auto* const part : {&signature.r, &signature.s}) {
            const Amount value = number();
            m_good = m_good && !value.is_zero();
            *part = value.to_be_bytes();
        }
    }

    Signature signature()
    {
        Signature signature;
        const std::uint64_t parity = small_number();
        m_good = m_good && parity <= 1;
        signature.y_parity = static_cast<std::uint8_t>(parity & 1U);
        point(signature);
        return signature;
    }

    /// Calls `read` with the Fields of each item of a list, and returns its results.
    template <typename T, typename Read>
    std::vector<T> list(const Read& read)
    {
        std::vector<T> values;
        const RlpItem* item = next();
        m_good = m_good && item != nullptr && item->is_list;
        for (std::size_t i = 0; m_good && i < item->items.size(); ++i) {
            Fields fields{item->items[i]};
            values.push_back(read(fields));
            m_good = fields.complete();
        }
        return values;
    }

    std::vector<Word> words()
    {
        std::vector<Word> words;
        const RlpItem* item = next();
        m_good = m_good && item != nullptr && item->is_list;
        for (std::size_t i = 0; m_good && i < item->items.size(); ++i) {
            const base::ByteView bytes = item->items[i].bytes;
            m_good = bytes.size() == kHashSize;
            std::copy_n(bytes.begin(), m_good ? kHashSize : 0, words.emplace_back().begin());
        }
        return words;
    }

private:
    const RlpItem* next()
    {
        m_good = m_good && m_next < m_items.size();
        return m_good ? &m_items[m_next++] : nullptr;
    }

    const std::vector<RlpItem>& m_items;
    std::size_t m_next = 0;
    bool m_good;
};

std::vector<AccessListEntry> access_list_of(Fields& fields)
{
    return fields.list<AccessListEntry>([](Fields& entry) {
        AccessListEntry made;
        made.address = entry.address();
        made.storage_keys = entry.words();
        return made;
    });
}

std::vector<SignedAuthorization> authorizations_of(Fields& fields)
{
    return fields.list<SignedAuthorization>([](Fields& tuple) {
        SignedAuthorization made;
        made.authorization.chain_id = tuple.small_number();
        made.authorization.address = tuple.address();
        made.authorization.nonce = tuple.small_number();
        made.signature = tuple.signature();
        return made;
    });
}

/// The first fields of types 2 and 4, before the recipient.
template <typename Tx>
void take_head(Tx& tx, Fields& fields)
{
    tx.chain_id = fields.small_number();
    tx.nonce = fields.small_number();
    tx.max_priority_fee = fields.number();
    tx.max_fee = fields.number();
    tx.gas = fields.small_number();
}

template <typename Tx>
void take_body(Tx& tx, Fields& fields)
{
    tx.value = fields.number();
    tx.data = fields.bytes();
    tx.access_list = access_list_of(fields);
}

/// Refuses bytes that differ from their own encoding: that would have another hash.
template <typename Tx>
std::optional<SignedTx> finish(Tx tx, const Signature& signature, const Fields& fields,
                               base::ByteView raw)
{
    if (!fields.complete()) {
        return std::nullopt;
    }
    const base::Bytes again = encode_signed(tx, signature);
    if (!std::equal(again.begin(), again.end(), raw.begin(), raw.end())) {
        return std::nullopt;
    }
    return SignedTx{.tx = std::move(tx), .signature = signature};
}

std::optional<SignedTx> decode_legacy(const RlpItem& item, base::ByteView raw)
{
    Fields fields{item};
    LegacyTx tx;
    tx.nonce = fields.small_number();
    tx.gas_price = fields.number();
    tx.gas = fields.small_number();
    tx.to = fields.recipient();
    tx.value = fields.number();
    tx.data = fields.bytes();
    const std::uint64_t v = fields.small_number();
    if (v < kReplayProtection) {
        return std::nullopt;
    }
    tx.chain_id = (v - kReplayProtection) / 2;
    Signature signature;
    signature.y_parity = static_cast<std::uint8_t>((v - kReplayProtection) % 2);
    fields.point(signature);
    return finish(std::move(tx), signature, fields, raw);
}

std::optional<SignedTx> decode_eip1559(const RlpItem& item, base::ByteView raw)
{
    Fields fields{item};
    Eip1559Tx tx;
    take_head(tx, fields);
    tx.to = fields.recipient();
    take_body(tx, fields);
    const Signature signature = fields.signature();
    return finish(std::move(tx), signature, fields, raw);
}

std::optional<SignedTx> decode_eip7702(const RlpItem& item, base::ByteView raw)
{
    Fields fields{item};
    Eip7702Tx tx;
    take_head(tx, fields);
    tx.to = fields.address();
    take_body(tx, fields);
    tx.authorizations = authorizations_of(fields);
    const Signature signature = fields.signature();
    return finish(std::move(tx), signature, fields, raw);
}

} // namespace

std::optional<SignedTx> decode_signed(base::ByteView raw)
{
    constexpr std::uint8_t list_begins = 0xc0;
    if (raw.empty()) {
        return std::nullopt;
    }
    const bool is_legacy = raw.front() >= list_begins;
    const std::optional<RlpItem> item = decode_rlp(is_legacy ? raw : raw.subspan(1));
    if (!item) {
        return std::nullopt;
    }
    if (is_legacy) {
        return decode_legacy(*item, raw);
    }
    if (raw.front() == kEip1559Type) {
        return decode_eip1559(*item, raw);
    }
    return raw.front() == kEip7702Type ? decode_eip7702(*item, raw) : std::nullopt;
}

const Amount& max_fee_of(const AnyTx& tx) noexcept
{
    const auto* const legacy = std::get_if<LegacyTx>(&tx);
    if (legacy != nullptr) {
        return legacy->gas_price;
    }
    const auto* const plain = std::get_if<Eip1559Tx>(&tx);
    return plain != nullptr ? plain->max_fee : std::get_if<Eip7702Tx>(&tx)->max_fee;
}

const Amount& priority_fee_of(const AnyTx& tx) noexcept
{
    const auto* const legacy = std::get_if<LegacyTx>(&tx);
    if (legacy != nullptr) {
        return legacy->gas_price;
    }
    const auto* const plain = std::get_if<Eip1559Tx>(&tx);
    return plain != nullptr ? plain->max_priority_fee
                            : std::get_if<Eip7702Tx>(&tx)->max_priority_fee;
}

std::uint64_t nonce_of(const AnyTx& tx)
{
    return std::visit([](const auto& one) { return one.nonce; }, tx);
}

std::uint64_t gas_of(const AnyTx& tx)
{
    return std::visit([](const auto& one) { return one.gas; }, tx);
}

crypto::Digest signing_hash(const AnyTx& tx)
{
    return std::visit([](const auto& one) { return signing_hash(one); }, tx);
}

base::Bytes encode_with_placeholder(const AnyTx& tx)
{
    Signature signature{.r = {}, .s = {}, .y_parity = 1};
    std::uint8_t next = 0x35;
    for (std::uint8_t& byte : signature.r) {
        byte = next = static_cast<std::uint8_t>(next * 73 + 41);
    }
    for (std::uint8_t& byte : signature.s) {
        byte = next = static_cast<std::uint8_t>(next * 73 + 41);
    }
    return std::visit([&](const auto& one) { return encode_signed(one, signature); }, tx);
}

} // namespace ctrip::evm
