// SPDX-License-Identifier: MIT
#include "evm/transfer_authorization.hpp"

#include "evm/abi.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace ctrip::evm {

namespace {

using Selector4 = std::array<std::uint8_t, 4>;

constexpr Selector4 kTransferWithAuthorization{0xe3, 0xee, 0x16, 0x0e};
constexpr Selector4 kTypehash{0xa0, 0xcc, 0x6a, 0x68};
constexpr Selector4 kDomainSeparator{0x36, 0x44, 0xe5, 0x15};
constexpr Selector4 kName{0x06, 0xfd, 0xde, 0x03};
constexpr Selector4 kVersion{0x54, 0xfd, 0x4d, 0x50};
constexpr Selector4 kAuthorizationState{0xe9, 0x4a, 0x01, 0x02};
constexpr Selector4 kTransferMany{0x35, 0x05, 0x15, 0x31};

constexpr std::string_view kDomainType =
    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";
constexpr std::string_view kNonceType =
    "ctrip sweep(uint256 chainId,address token,address from,uint256 number)";
/// Ethereum's signatures have 27 or 28 in the place of the parity.
constexpr std::uint8_t kFirstV = 27;

constexpr std::size_t kWord = std::tuple_size_v<Word>;
constexpr std::size_t kHeadWords = 4; // token, offset of the transfers, gas, margin
constexpr std::size_t kTransferWords = 8;

/// Words in a row, after the selector of a call or nothing.
class Words
{
public:
    Words() = default;
    explicit Words(const Selector4& selector) : m_bytes(selector.begin(), selector.end()) {}

    Words& add(const Word& word)
    {
        m_bytes.insert(m_bytes.end(), word.begin(), word.end());
        return *this;
    }
    Words& add(const Address& address) { return add(to_word(address)); }
    Words& add(const Amount& amount) { return add(amount.to_be_bytes()); }
    Words& add_signature(const crypto::Signature& signature)
    {
        const auto v = static_cast<std::uint64_t>(kFirstV + signature.y_parity);
        return add(Amount{v}).add(signature.r).add(signature.s);
    }

    [[nodiscard]] Word hash() const { return crypto::keccak256(m_bytes); }
    [[nodiscard]] base::Bytes take() { return std::move(m_bytes); }

private:
    base::Bytes m_bytes;
};

Word hash_of(std::string_view text)
{
    return crypto::keccak256(base::Bytes{text.begin(), text.end()});
}

Word word_at(base::ByteView words, std::size_t place)
{
    Word word{};
    std::copy_n(words.begin() + static_cast<std::ptrdiff_t>(place * kWord), kWord, word.begin());
    return word;
}

Amount amount_at(base::ByteView words, std::size_t place)
{
    return Amount::from_be_bytes(words.subspan(place * kWord, kWord));
}

/// Of the eight words at `place`. None where a number is too large for its field.
std::optional<SignedTransferAuthorization> transfer_at(base::ByteView words, std::size_t place,
                                                       const Address& treasury)
{
    const auto from = decode_address(word_at(words, place));
    const auto valid_before = amount_at(words, place + 3).to_u64();
    const auto v = amount_at(words, place + 5).to_u64();
    if (!from || !valid_before || !v || *v < kFirstV || *v > kFirstV + 1) {
        return std::nullopt;
    }
    return SignedTransferAuthorization{
        .transfer = {.from = *from,
                     .to = treasury,
                     .value = amount_at(words, place + 1),
                     .valid_before = *valid_before,
                     .nonce = word_at(words, place + 4)},
        .signature = {.r = word_at(words, place + 6),
                      .s = word_at(words, place + 7),
                      .y_parity = static_cast<std::uint8_t>(*v - kFirstV)}};
}

} // namespace

Word domain_separator(const TokenDomain& domain)
{
    return Words{}
        .add(hash_of(kDomainType))
        .add(hash_of(domain.name))
        .add(hash_of(domain.version))
        .add(Amount{domain.chain_id})
        .add(domain.token)
        .hash();
}

crypto::Digest signing_hash(const TransferAuthorization& transfer, const Word& domain)
{
    const Word structure = Words{}
                               .add(kTransferWithAuthorizationTypehash)
                               .add(transfer.from)
                               .add(transfer.to)
                               .add(transfer.value)
                               .add(Amount{})
                               .add(Amount{transfer.valid_before})
                               .add(transfer.nonce)
                               .hash();
    base::Bytes bytes{0x19, 0x01};
    bytes.insert(bytes.end(), domain.begin(), domain.end());
    bytes.insert(bytes.end(), structure.begin(), structure.end());
    return crypto::keccak256(bytes);
}

Word transfer_nonce(const TransferNonce& of)
{
    return Words{}
        .add(hash_of(kNonceType))
        .add(Amount{of.chain_id})
        .add(of.token)
        .add(of.from)
        .add(Amount{of.number})
        .hash();
}

base::Bytes encode_transfer_with_authorization(const SignedTransferAuthorization& transfer)
{
    return Words{kTransferWithAuthorization}
        .add(transfer.transfer.from)
        .add(transfer.transfer.to)
        .add(transfer.transfer.value)
        .add(Amount{})
        .add(Amount{transfer.transfer.valid_before})
        .add(transfer.transfer.nonce)
        .add_signature(transfer.signature)
        .take();
}

base::Bytes encode_authorization_state(const Address& owner, const Word& nonce)
{
    return Words{kAuthorizationState}.add(owner).add(nonce).take();
}

base::Bytes encode_transfer_typehash()
{
    return Words{kTypehash}.take();
}

base::Bytes encode_domain_separator()
{
    return Words{kDomainSeparator}.take();
}

base::Bytes encode_name()
{
    return Words{kName}.take();
}

base::Bytes encode_version()
{
    return Words{kVersion}.take();
}

base::Bytes encode_transfer_many(const TransferManyCall& call)
{
    Words words{kTransferMany};
    words.add(call.token).add(Amount{kHeadWords * kWord}).add(call.gas).add(call.margin);
    words.add(Amount{call.transfers.size()});
    for (const auto& [transfer, signature] : call.transfers) {
        words.add(transfer.from)
            .add(transfer.value)
            .add(Amount{})
            .add(Amount{transfer.valid_before})
            .add(transfer.nonce)
            .add_signature(signature);
    }
    return words.take();
}

std::optional<TransferManyCall> decode_transfer_many(base::ByteView data, const Address& treasury)
{
    constexpr std::size_t words_at = std::tuple_size_v<Selector4>;
    constexpr std::size_t first = kHeadWords + 1;
    if (data.size() < words_at + first * kWord || (data.size() - words_at) % kWord != 0) {
        return std::nullopt;
    }
    const base::ByteView words = data.subspan(words_at);
    const std::size_t count = (words.size() / kWord - first) / kTransferWords;
    const auto token = decode_address(word_at(words, 0));
    if (!token) {
        return std::nullopt;
    }
    TransferManyCall call{.token = *token,
                          .transfers = {},
                          .gas = amount_at(words, 2),
                          .margin = amount_at(words, 3)};
    for (std::size_t i = 0; i < count; ++i) {
        const auto transfer = transfer_at(words, first + i * kTransferWords, treasury);
        if (!transfer) {
            return std::nullopt;
        }
        call.transfers.push_back(*transfer);
    }
    // The selector, the offset, the count and validAfter are compared with what they have to be.
    const base::Bytes wanted = encode_transfer_many(call);
    return std::equal(wanted.begin(), wanted.end(), data.begin(), data.end())
               ? std::optional{std::move(call)}
               : std::nullopt;
}

} // namespace ctrip::evm
