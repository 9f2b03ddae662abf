// SPDX-License-Identifier: MIT
#include "evm/abi.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace ctrip::evm {

namespace {

constexpr std::size_t kWordSize = 32;
constexpr std::size_t kAddressPadding = 12;
constexpr std::uint64_t kSymbolMax = 1024;

using Selector = std::array<std::uint8_t, 4>;

// The first four bytes of keccak256 of each function's signature.
constexpr Selector kTransfer{0xa9, 0x05, 0x9c, 0xbb};
constexpr Selector kTransferFrom{0x23, 0xb8, 0x72, 0xdd};
constexpr Selector kApprove{0x09, 0x5e, 0xa7, 0xb3};
constexpr Selector kBalanceOf{0x70, 0xa0, 0x82, 0x31};
constexpr Selector kDecimals{0x31, 0x3c, 0xe5, 0x67};
constexpr Selector kSymbol{0x95, 0xd8, 0x9b, 0x41};
constexpr Selector kSweep{0x7c, 0xd8, 0x3b, 0x55};
constexpr Selector kSweepMany{0xec, 0xcb, 0x59, 0xe0};
constexpr Selector kSweepManyV2{0x01, 0x33, 0xf8, 0x22};    // With a margin.
constexpr Selector kGetL1Fee{0x49, 0x94, 0x8e, 0x0e};       // getL1Fee(bytes)
constexpr Selector kGetOperatorFee{0x27, 0x5a, 0xed, 0xd2}; // getOperatorFee(uint256)

/// Arguments of a call: one word each, then the dynamic data.
class Call
{
public:
    Call(const Selector& selector, std::size_t arguments)
        : m_head(selector.begin(), selector.end()), m_tail_offset(arguments * kWordSize)
    {
    }

    Call& add(const Address& address) { return add_word(to_word(address)); }
    Call& add(const Amount& amount) { return add_word(amount.to_be_bytes()); }
    Call& add(std::span<const Address> addresses)
    {
        add(Amount{m_tail_offset + m_tail.size()});
        append(m_tail, Amount{addresses.size()}.to_be_bytes());
        for (const Address& address : addresses) {
            append(m_tail, to_word(address));
        }
        return *this;
    }

    Call& add(base::ByteView bytes)
    {
        add(Amount{m_tail_offset + m_tail.size()});
        append(m_tail, Amount{bytes.size()}.to_be_bytes());
        m_tail.insert(m_tail.end(), bytes.begin(), bytes.end());
        m_tail.resize((m_tail.size() + kWordSize - 1) / kWordSize * kWordSize);
        return *this;
    }

    [[nodiscard]] base::Bytes encode() const
    {
        base::Bytes out(m_head.size() + m_tail.size());
        std::copy(m_tail.begin(), m_tail.end(),
                  std::copy(m_head.begin(), m_head.end(), out.begin()));
        return out;
    }

private:
    static void append(base::Bytes& out, const Word& word)
    {
        out.insert(out.end(), word.begin(), word.end());
    }
    Call& add_word(const Word& word)
    {
        append(m_head, word);
        return *this;
    }

    base::Bytes m_head;
    base::Bytes m_tail;
    std::size_t m_tail_offset;
};

/// The word at `offset` as a number; nothing unless it is below `end`.
std::optional<std::size_t> small_word_at(base::ByteView data, std::size_t offset, std::uint64_t end)
{
    if (data.size() < kWordSize || offset > data.size() - kWordSize) {
        return std::nullopt;
    }
    const auto value = Amount::from_be_bytes(data.subspan(offset, kWordSize)).to_u64();
    if (!value || *value >= end) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(*value);
}

/// The array of addresses whose offset is the word at `argument`.
std::optional<std::vector<Address>> addresses_in(base::ByteView words, std::size_t argument)
{
    const auto offset = small_word_at(words, argument, words.size());
    const auto count =
        offset ? small_word_at(words, *offset, words.size() / kWordSize) : std::nullopt;
    if (!count || (words.size() - *offset - kWordSize) / kWordSize < *count) {
        return std::nullopt;
    }
    std::vector<Address> addresses;
    for (std::size_t i = 0; i < *count; ++i) {
        Word word{};
        std::copy_n(words.begin() + static_cast<std::ptrdiff_t>(*offset + (i + 1) * kWordSize),
                    kWordSize, word.begin());
        const auto address = decode_address(word);
        if (!address) {
            return std::nullopt;
        }
        addresses.push_back(*address);
    }
    return addresses;
}

std::optional<base::ByteView> string_in(base::ByteView data)
{
    const auto offset = small_word_at(data, 0, data.size());
    if (!offset) {
        return std::nullopt;
    }
    const auto length = small_word_at(data, *offset, kSymbolMax + 1);
    if (!length || *length > data.size() - *offset - kWordSize) {
        return std::nullopt;
    }
    return data.subspan(*offset + kWordSize, *length);
}

/// The text before the first zero byte; only zeros may follow.
std::optional<base::ByteView> text_in_word(base::ByteView word)
{
    const auto end = std::find(word.begin(), word.end(), std::uint8_t{0});
    if (std::any_of(end, word.end(), [](std::uint8_t byte) { return byte != 0; })) {
        return std::nullopt;
    }
    return word.first(static_cast<std::size_t>(end - word.begin()));
}

} // namespace

base::Bytes encode_transfer(const Address& to, const Amount& amount)
{
    return Call{kTransfer, 2}.add(to).add(amount).encode();
}

base::Bytes encode_transfer_from(const Address& from, const Address& to, const Amount& amount)
{
    return Call{kTransferFrom, 3}.add(from).add(to).add(amount).encode();
}

base::Bytes encode_approve(const Address& spender, const Amount& amount)
{
    return Call{kApprove, 2}.add(spender).add(amount).encode();
}

base::Bytes encode_balance_of(const Address& owner)
{
    return Call{kBalanceOf, 1}.add(owner).encode();
}

base::Bytes encode_decimals()
{
    return Call{kDecimals, 0}.encode();
}

base::Bytes encode_symbol()
{
    return Call{kSymbol, 0}.encode();
}

base::Bytes encode_sweep(std::span<const Address> tokens, const Amount& gas)
{
    return Call{kSweep, 2}.add(tokens).add(gas).encode();
}

base::Bytes encode_sweep_many(std::span<const Address> deposits, std::span<const Address> tokens,
                              const Amount& gas, const std::optional<Amount>& margin)
{
    if (margin) {
        return Call{kSweepManyV2, 4}.add(deposits).add(tokens).add(gas).add(*margin).encode();
    }
    return Call{kSweepMany, 3}.add(deposits).add(tokens).add(gas).encode();
}

std::optional<Amount> decode_transfer(base::ByteView data, const Address& to)
{
    constexpr std::size_t amount_at = std::tuple_size_v<Selector> + kWordSize;
    if (data.size() != amount_at + kWordSize) {
        return std::nullopt;
    }
    const Amount amount = Amount::from_be_bytes(data.subspan(amount_at));
    const base::Bytes wanted = encode_transfer(to, amount);
    return std::equal(wanted.begin(), wanted.end(), data.begin(), data.end())
               ? std::optional{amount}
               : std::nullopt;
}

std::optional<SweepManyCall> decode_sweep_many(base::ByteView data)
{
    constexpr std::size_t words_at = std::tuple_size_v<Selector>;
    const bool has_margin = data.size() >= words_at &&
                            std::equal(kSweepManyV2.begin(), kSweepManyV2.end(), data.begin());
    if (data.size() < words_at + (has_margin ? 4 : 3) * kWordSize) {
        return std::nullopt;
    }
    const base::ByteView words = data.subspan(words_at);
    const auto deposits = addresses_in(words, 0);
    const auto tokens = addresses_in(words, kWordSize);
    if (!deposits || !tokens) {
        return std::nullopt;
    }
    SweepManyCall call{.deposits = *deposits,
                       .tokens = *tokens,
                       .gas = Amount::from_be_bytes(words.subspan(2 * kWordSize, kWordSize)),
                       .margin = std::nullopt};
    if (has_margin) {
        call.margin = Amount::from_be_bytes(words.subspan(3 * kWordSize, kWordSize));
    }
    // Whatever else the bytes may hold, between or behind: they are not ours then.
    const base::Bytes wanted = encode_sweep_many(call.deposits, call.tokens, call.gas, call.margin);
    return std::equal(wanted.begin(), wanted.end(), data.begin(), data.end())
               ? std::optional{std::move(call)}
               : std::nullopt;
}

base::Bytes encode_get_l1_fee(base::ByteView signed_tx)
{
    return Call{kGetL1Fee, 1}.add(signed_tx).encode();
}

base::Bytes encode_get_operator_fee(std::uint64_t gas)
{
    return Call{kGetOperatorFee, 1}.add(Amount{gas}).encode();
}

std::optional<TransferEvent> decode_transfer_event(std::span<const Word> topics,
                                                   base::ByteView data)
{
    if (topics.size() != 3 || topics[0] != kTransferTopic || data.size() != kWordSize) {
        return std::nullopt;
    }
    const auto from = decode_address(topics[1]);
    const auto to = decode_address(topics[2]);
    if (!from || !to) {
        return std::nullopt;
    }
    return TransferEvent{.from = *from, .to = *to, .amount = Amount::from_be_bytes(data)};
}

std::optional<Address> decode_address(const Word& word) noexcept
{
    const auto* const begin = word.begin() + kAddressPadding;
    if (std::any_of(word.begin(), begin, [](std::uint8_t byte) { return byte != 0; })) {
        return std::nullopt;
    }
    Address address;
    std::copy(begin, word.end(), address.bytes.begin());
    return address;
}

Word to_word(const Address& address) noexcept
{
    Word word{};
    std::copy(address.bytes.begin(), address.bytes.end(), word.begin() + kAddressPadding);
    return word;
}

std::optional<Amount> decode_uint256(base::ByteView data)
{
    if (data.size() < kWordSize) {
        return std::nullopt;
    }
    return Amount::from_be_bytes(data.first(kWordSize));
}

std::optional<std::string> decode_symbol(base::ByteView data)
{
    // An encoded string has at least two words, so one word can only be a bytes32.
    const auto bytes = data.size() == kWordSize ? text_in_word(data) : string_in(data);
    if (!bytes) {
        return std::nullopt;
    }
    std::string text{bytes->begin(), bytes->end()};
    if (!base::is_printable_utf8(text)) {
        return std::nullopt;
    }
    return text;
}

TransferAnswer decode_transfer_answer(base::ByteView data) noexcept
{
    if (data.empty()) {
        return TransferAnswer::silent;
    }
    if (data.size() < kWordSize) {
        return TransferAnswer::failed;
    }
    const Amount word = Amount::from_be_bytes(data.first(kWordSize));
    return word == Amount{1} ? TransferAnswer::succeeded : TransferAnswer::failed;
}

} // namespace ctrip::evm
