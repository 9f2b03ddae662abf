// SPDX-License-Identifier: MIT
#include "rpc/parse/raw_block.hpp"

#include "rpc/parse/raw_fields.hpp"
#include "rpc/parse/raw_header.hpp"
#include "rpc/parse/reply.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace ctrip::rpc {

namespace {

namespace ondemand = simdjson::ondemand;
using evm::RawTransaction;
using ondemand::json_type;
using std::string_view;

constexpr std::size_t kLogTopicsMax = 4;

/// More of anything in one reply is no block's: its memory is bounded.
constexpr std::size_t kItemsMax = 100'000;

/// Calls `read` with each element of an array until it is false. False for that, for more than
/// `max` elements, and for anything else than an array.
template <typename Read>
bool for_elements(ondemand::value value, const Read& read, std::size_t max = kItemsMax)
{
    if (value.type() != json_type::array) {
        return false;
    }
    std::size_t count = 0;
    bool well_formed = true;
    for (auto element : value.get_array()) {
        ondemand::value one = element.value();
        well_formed = well_formed && ++count <= max && read(one);
    }
    return well_formed;
}

/// Calls `read` with each field's name and value; false for anything else than an object, and where
/// `read` is false.
template <typename Read>
bool for_fields(ondemand::value value, const Read& read)
{
    if (value.type() != json_type::object) {
        return false;
    }
    bool well_formed = true;
    for (auto field : value.get_object()) {
        const string_view key = field.unescaped_key();
        well_formed = read(key, ondemand::value{field.value()}) && well_formed;
    }
    return well_formed;
}

template <typename T>
bool read_value(ondemand::value value, T& out)
{
    const auto text = loose_text(value);
    return text && read_into(*text, out);
}

/// The same, where null counts as absent.
template <typename T>
bool read_nullable(ondemand::value value, T& out)
{
    return value.is_null() || read_value(value, out);
}

bool read_words(ondemand::value value, std::vector<evm::Word>& words, std::size_t max = kItemsMax)
{
    return for_elements(
        value, [&](ondemand::value element) { return read_value(element, words.emplace_back()); },
        max);
}

bool read_access_list(ondemand::value value, std::vector<evm::AccessListEntry>& list)
{
    return value.is_null() || for_elements(value, [&](ondemand::value element) {
               evm::AccessListEntry& entry = list.emplace_back();
               bool has_address = false;
               return for_fields(element,
                                 [&](string_view key, ondemand::value field) {
                                     if (key == "address") {
                                         return has_address = read_value(field, entry.address);
                                     }
                                     return key != "storageKeys" ||
                                            read_words(field, entry.storage_keys);
                                 }) &&
                      has_address;
           });
}

bool read_authorizations(ondemand::value value, std::vector<evm::RawAuthorization>& list)
{
    return value.is_null() || for_elements(value, [&](ondemand::value element) {
               evm::RawAuthorization& one = list.emplace_back();
               bool has_address = false;
               const bool well_formed =
                   for_fields(element, [&](string_view key, ondemand::value field) {
                       if (key == "address") {
                           return has_address = read_value(field, one.address);
                       }
                       constexpr std::array<
                           std::pair<string_view, evm::Amount evm::RawAuthorization::*>, 5>
                           numbers{{{"chainId", &evm::RawAuthorization::chain_id},
                                    {"nonce", &evm::RawAuthorization::nonce},
                                    {"yParity", &evm::RawAuthorization::y_parity},
                                    {"r", &evm::RawAuthorization::r},
                                    {"s", &evm::RawAuthorization::s}}};
                       for (const auto& [name, member] : numbers) {
                           if (key == name) {
                               return read_value(field, one.*member);
                           }
                       }
                       return true;
                   });
               return well_formed && has_address;
           });
}

/// Reads a transaction's fields one by one.
class TransactionFields
{
public:
    /// True where the field is well-formed, or none of them.
    bool read(string_view key, ondemand::value value);
    [[nodiscard]] MinedTransaction finish(bool well_formed);

private:
    bool read_other(string_view key, ondemand::value value);

    RawTransaction m_tx;
    std::optional<evm::Word> m_hash;
    std::optional<evm::Amount> m_v;
    std::optional<evm::Amount> m_y_parity;
};

constexpr std::array<std::pair<string_view, evm::Amount RawTransaction::*>, 11> kTxNumbers{
    {{"chainId", &RawTransaction::chain_id},
     {"nonce", &RawTransaction::nonce},
     {"gasPrice", &RawTransaction::gas_price},
     {"maxPriorityFeePerGas", &RawTransaction::max_priority_fee},
     {"maxFeePerGas", &RawTransaction::max_fee},
     {"maxFeePerBlobGas", &RawTransaction::max_fee_per_blob_gas},
     {"gas", &RawTransaction::gas},
     {"value", &RawTransaction::value},
     {"r", &RawTransaction::r},
     {"s", &RawTransaction::s},
     {"mint", &RawTransaction::mint}}};

bool TransactionFields::read(string_view key, ondemand::value value)
{
    for (const auto& [name, member] : kTxNumbers) {
        if (key == name) {
            return read_nullable(value, m_tx.*member);
        }
    }
    if (key == "hash") {
        return read_value(value, m_hash);
    }
    if (key == "type") {
        return read_nullable(value, m_tx.type);
    }
    if (key == "to") {
        return read_nullable(value, m_tx.to);
    }
    if (key == "input") {
        return read_value(value, m_tx.data);
    }
    if (key == "v") {
        return read_nullable(value, m_v);
    }
    if (key == "yParity") {
        return read_nullable(value, m_y_parity);
    }
    return read_other(key, value);
}

bool TransactionFields::read_other(string_view key, ondemand::value value)
{
    if (key == "accessList") {
        return read_access_list(value, m_tx.access_list);
    }
    if (key == "blobVersionedHashes") {
        return value.is_null() || read_words(value, m_tx.blob_hashes);
    }
    if (key == "authorizationList") {
        return read_authorizations(value, m_tx.authorizations);
    }
    if (key == "from") {
        return read_nullable(value, m_tx.from);
    }
    if (key == "feeCurrency") {
        return read_nullable(value, m_tx.fee_currency);
    }
    if (key == "sourceHash") {
        return read_nullable(value, m_tx.source_hash);
    }
    if (key == "isSystemTx" && value.type() == json_type::boolean) {
        m_tx.is_system = bool{value.get_bool()};
    }
    return true;
}

MinedTransaction TransactionFields::finish(bool well_formed)
{
    MinedTransaction mined;
    if (!m_hash) {
        return mined;
    }
    mined.hash = evm::TxHash{*m_hash};
    m_tx.hash = *mined.hash;
    const auto& parity = m_y_parity ? m_y_parity : m_v; // Older nodes send `v` alone.
    m_tx.v = (m_tx.type == 0 ? m_v : parity).value_or(evm::Amount{});
    if (well_formed) {
        mined.fields = std::move(m_tx);
    }
    return mined;
}

MinedTransaction read_mined(ondemand::value value)
{
    TransactionFields fields;
    const bool well_formed = for_fields(
        value, [&](string_view key, ondemand::value field) { return fields.read(key, field); });
    return fields.finish(well_formed);
}

/// The transactions, or their hashes alone.
void read_transactions_of(ondemand::value value, FullHeader& full)
{
    bool has_hashes = true;
    const bool well_formed = for_elements(value, [&](ondemand::value element) {
        if (element.type() == json_type::object) {
            full.transactions.push_back(read_mined(element));
            const auto& hash = full.transactions.back().hash;
            full.tx_hashes.push_back(hash.value_or(evm::TxHash{}));
            has_hashes = has_hashes && hash;
        } else {
            has_hashes = read_value(element, full.tx_hashes.emplace_back().bytes) && has_hashes;
        }
        return true;
    });
    if (!well_formed || !has_hashes) {
        full.tx_hashes.clear();
    }
}

bool read_raw_log(ondemand::value value, evm::RawLog& log)
{
    bool has_address = false;
    bool has_topics = false;
    const bool well_formed = for_fields(value, [&](string_view key, ondemand::value field) {
        if (key == "address") {
            has_address = read_value(field, log.address);
        } else if (key == "topics") {
            has_topics = read_words(field, log.topics, kLogTopicsMax);
        } else if (key == "data") {
            return read_value(field, log.data);
        }
        return true;
    });
    return well_formed && has_address && has_topics;
}

/// A receipt with its place in the block, where the node says it.
struct PlacedReceipt
{
    evm::RawReceipt receipt;
    std::optional<evm::Amount> index;
    std::optional<evm::Amount> gas_used;
    bool has_cumulative_gas = false;
    bool has_logs = false;
    bool is_odd = false;
};

bool read_receipt_field(string_view key, ondemand::value value, PlacedReceipt& placed)
{
    evm::RawReceipt& receipt = placed.receipt;
    if (key == "transactionHash") {
        // It is not part of what the root proves.
        static_cast<void>(read_nullable(value, receipt.tx_hash.bytes));
        return true;
    }
    if (key == "transactionIndex") {
        return read_nullable(value, placed.index);
    }
    if (key == "type") {
        return read_nullable(value, receipt.type);
    }
    if (key == "status") {
        std::optional<evm::Amount> status;
        if (!read_nullable(value, status)) {
            return true; // It counts as missing: both values are tried.
        }
        if (status && *status <= evm::Amount{1}) {
            receipt.succeeded = !status->is_zero();
        }
    } else if (key == "root") {
        // "0x" after Byzantium from some nodes.
        static_cast<void>(read_nullable(value, receipt.post_state));
    } else if (key == "cumulativeGasUsed") {
        placed.has_cumulative_gas = read_value(value, receipt.cumulative_gas);
    } else if (key == "gasUsed") {
        static_cast<void>(read_nullable(value, placed.gas_used));
    } else if (key == "logsBloom") {
        const auto text = loose_text(value);
        receipt.bloom = text ? evm::LogsBloom::parse(*text) : std::nullopt;
    } else if (key == "logs") {
        placed.has_logs = for_elements(value, [&](ondemand::value element) {
            return read_raw_log(element, receipt.logs.emplace_back());
        });
    } else if (key == "depositNonce") {
        return read_nullable(value, receipt.deposit_nonce);
    } else if (key == "depositReceiptVersion") {
        return read_nullable(value, receipt.deposit_version);
    } else if (key == "baseFee") {
        return read_nullable(value, receipt.base_fee);
    }
    return true;
}

PlacedReceipt read_placed(ondemand::value value)
{
    PlacedReceipt placed;
    placed.is_odd = !for_fields(value, [&](string_view key, ondemand::value field) {
        return read_receipt_field(key, field, placed);
    });
    return placed;
}

/// Sorts the receipts by the places that the node names, and says what is missing.
RawReceipts in_order(std::vector<PlacedReceipt>&& placed)
{
    if (std::all_of(placed.begin(), placed.end(), [](const auto& one) { return one.index; })) {
        std::stable_sort(placed.begin(), placed.end(),
                         [](const auto& a, const auto& b) { return *a.index < *b.index; });
    }
    RawReceipts receipts;
    evm::Amount gas;
    for (std::size_t i = 0; i < placed.size(); ++i) {
        PlacedReceipt& one = placed[i];
        if (!one.has_cumulative_gas && one.gas_used && *one.gas_used <= evm::Amount{~0ULL}) {
            one.receipt.cumulative_gas = gas + *one.gas_used;
            one.has_cumulative_gas = true;
        }
        gas = std::min(one.receipt.cumulative_gas, evm::Amount{~0ULL});
        if (receipts.problem.empty() && (one.is_odd || !one.has_cumulative_gas || !one.has_logs)) {
            receipts.problem =
                fmt::format("receipt {} has a field that is missing or malformed", i);
        }
        receipts.receipts.push_back(std::move(one.receipt));
    }
    return receipts;
}

RawReceipts read_raw_receipts(ondemand::value value)
{
    std::vector<PlacedReceipt> placed;
    if (value.type() == json_type::object) {
        placed.push_back(read_placed(value));
    } else if (!for_elements(value, [&](ondemand::value element) {
                   placed.push_back(read_placed(element));
                   return true;
               })) {
        return {.receipts = {}, .problem = "the receipts are no list"};
    }
    return in_order(std::move(placed));
}

AccountNodes read_account_nodes(ondemand::value value)
{
    AccountNodes account;
    bool has_proof = false;
    const bool well_formed = for_fields(value, [&](string_view key, ondemand::value field) {
        if (key != "accountProof") {
            return true;
        }
        has_proof = true;
        return for_elements(
            field,
            [&](ondemand::value element) {
                return read_value(element, account.nodes.emplace_back());
            },
            evm::kTrieProofNodesMax);
    });
    account.complete = well_formed && has_proof;
    return account;
}

} // namespace

std::vector<Answer<FullHeader>> parse_full_headers(JsonParser& parser, std::string& body,
                                                   std::size_t calls)
{
    return read_reply<FullHeader>(parser, body, calls, [](ondemand::value value) {
        FullHeaderFields fields;
        FullHeader transactions;
        for (auto field : value.get_object()) {
            const string_view key = field.unescaped_key();
            if (key == "transactions") {
                read_transactions_of(ondemand::value{field.value()}, transactions);
            } else {
                fields.read(key, field.value());
            }
        }
        FullHeader full = fields.finish();
        full.tx_hashes = std::move(transactions.tx_hashes);
        full.transactions = std::move(transactions.transactions);
        return full;
    });
}

std::vector<Answer<RawReceipts>> parse_raw_receipts(JsonParser& parser, std::string& body,
                                                    std::size_t calls)
{
    return read_reply<RawReceipts>(parser, body, calls, read_raw_receipts);
}

std::vector<Answer<AccountNodes>> parse_account_nodes(JsonParser& parser, std::string& body,
                                                      std::size_t calls)
{
    return read_reply<AccountNodes>(parser, body, calls, read_account_nodes);
}

} // namespace ctrip::rpc
