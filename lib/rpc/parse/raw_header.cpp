// SPDX-License-Identifier: MIT
#include "rpc/parse/raw_header.hpp"

#include "rpc/parse/raw_fields.hpp"

#include <array>
#include <bit>
#include <utility>

namespace ctrip::rpc {

namespace {

using evm::RawHeader;
using std::string_view;

template <typename T>
struct NamedField
{
    string_view name;
    T RawHeader::*member;
};

constexpr std::array kWords{
    NamedField<evm::Word>{"sha3Uncles", &RawHeader::uncles_hash},
    NamedField<evm::Word>{"stateRoot", &RawHeader::state_root},
    NamedField<evm::Word>{"transactionsRoot", &RawHeader::transactions_root},
    NamedField<evm::Word>{"receiptsRoot", &RawHeader::receipts_root},
    NamedField<evm::Word>{"mixHash", &RawHeader::mix_hash}};
constexpr std::array kNumbers{NamedField<evm::Amount>{"difficulty", &RawHeader::difficulty},
                              NamedField<evm::Amount>{"number", &RawHeader::number},
                              NamedField<evm::Amount>{"gasLimit", &RawHeader::gas_limit},
                              NamedField<evm::Amount>{"gasUsed", &RawHeader::gas_used},
                              NamedField<evm::Amount>{"timestamp", &RawHeader::timestamp_s}};
/// parentHash, miner, extraData and nonce.
constexpr unsigned kOthers = 4;
constexpr unsigned kFieldsOfAll = kWords.size() + kNumbers.size() + kOthers;

using OptionalNumber = NamedField<std::optional<evm::Amount>>;
using OptionalWord = NamedField<std::optional<evm::Word>>;
constexpr std::array kLaterNumbers{OptionalNumber{"baseFeePerGas", &RawHeader::base_fee},
                                   OptionalNumber{"blobGasUsed", &RawHeader::blob_gas_used},
                                   OptionalNumber{"excessBlobGas", &RawHeader::excess_blob_gas},
                                   OptionalNumber{"slotNumber", &RawHeader::slot_number}};
constexpr std::array kLaterWords{
    OptionalWord{"withdrawalsRoot", &RawHeader::withdrawals_root},
    OptionalWord{"parentBeaconBlockRoot", &RawHeader::parent_beacon_block_root},
    OptionalWord{"requestsHash", &RawHeader::requests_hash},
    OptionalWord{"blockAccessListHash", &RawHeader::block_access_list_hash}};

/// The index in `fields`; none where the name is not there.
template <typename Fields>
std::optional<unsigned> place_in(const Fields& fields, string_view name)
{
    for (unsigned i = 0; i < fields.size(); ++i) {
        if (fields[i].name == name) {
            return i;
        }
    }
    return std::nullopt;
}

} // namespace

/// True where the field is well-formed, or none of the header's.
bool FullHeaderFields::read_raw(string_view key, string_view text)
{
    const auto seen = [this](unsigned place, bool well_formed) {
        m_seen |= well_formed ? 1U << place : 0U;
        return well_formed;
    };
    if (const auto place = place_in(kWords, key)) {
        return seen(*place, read_into(text, m_raw.*kWords[*place].member));
    }
    if (const auto place = place_in(kNumbers, key)) {
        return seen(kWords.size() + *place, read_into(text, m_raw.*kNumbers[*place].member));
    }
    constexpr unsigned others = kWords.size() + kNumbers.size();
    if (key == "parentHash") {
        return seen(others, read_into(text, m_raw.parent_hash.bytes));
    }
    if (key == "miner") {
        return seen(others + 1, read_into(text, m_raw.miner));
    }
    if (key == "extraData") {
        return seen(others + 2, read_into(text, m_raw.extra_data));
    }
    if (key == "nonce") {
        return seen(others + 3,
                    text.starts_with("0x") && base::decode_hex(text.substr(2), m_raw.nonce));
    }
    if (const auto place = place_in(kLaterNumbers, key)) {
        return read_into(text, m_raw.*kLaterNumbers[*place].member);
    }
    if (const auto place = place_in(kLaterWords, key)) {
        return read_into(text, m_raw.*kLaterWords[*place].member);
    }
    return true;
}

void FullHeaderFields::read_common(string_view key, string_view text)
{
    if (key == "number") {
        m_fields.number = to_u64(text);
    } else if (key == "hash") {
        m_fields.hash = evm::BlockHash::parse(text);
    } else if (key == "parentHash") {
        m_fields.parent_hash = evm::BlockHash::parse(text);
    } else if (key == "timestamp") {
        m_fields.timestamp_s = to_i64(text);
    } else if (key == "gasLimit") {
        m_fields.gas_limit = to_u64(text).value_or(0);
    } else if (key == "baseFeePerGas") {
        m_fields.base_fee = evm::Amount::from_quantity(text);
    }
}

void FullHeaderFields::read(string_view key, simdjson::ondemand::value value)
{
    const auto text = loose_text(value);
    if (!text) {
        return; // Null is an absent field.
    }
    if (key == "logsBloom") {
        const auto bloom = evm::LogsBloom::parse(*text);
        m_has_bloom = bloom.has_value();
        m_raw.bloom = bloom.value_or(evm::LogsBloom{});
        return;
    }
    read_common(key, *text);
    m_odd = !read_raw(key, *text) || m_odd;
}

FullHeader FullHeaderFields::finish()
{
    FullHeader full{.header = m_fields.finish(), .has_bloom = m_has_bloom};
    if (!m_odd && std::popcount(m_seen) == static_cast<int>(kFieldsOfAll)) {
        full.raw = std::move(m_raw);
    }
    return full;
}

} // namespace ctrip::rpc
