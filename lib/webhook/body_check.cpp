// SPDX-License-Identifier: MIT
#include "webhook/body_check.hpp"

#include "evm/amount.hpp"
#include "payment/status.hpp"
#include "webhook/payload.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <unordered_map>
#include <utility>

namespace ctrip::webhook {

namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kNotOurs = "its body is not one that ctrip writes";

/// A shop's or an operator's text.
std::string json_text(std::string_view text)
{
    using Json = nlohmann::ordered_json;
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// A text of ours, in which nothing has to be escaped.
std::string in_quotes(std::string_view text)
{
    return fmt::format("\"{}\"", text);
}

/// Goes through a body as payload() writes it, from its beginning to its end. Another text has a
/// value elsewhere, twice, or in another form, and is refused.
class Reader
{
public:
    explicit Reader(std::string_view text) : m_rest(text) {}

    [[nodiscard]] bool at_end() const noexcept { return m_rest.empty(); }
    /// False, and nothing is taken, if this text is not next.
    [[nodiscard]] bool take(std::string_view text)
    {
        const bool is_next = m_rest.starts_with(text);
        m_rest.remove_prefix(is_next ? text.size() : 0);
        return is_next;
    }
    /// The characters of this set that are next.
    [[nodiscard]] std::string_view take_of(std::string_view set)
    {
        const std::string_view found = m_rest.substr(0, m_rest.find_first_not_of(set));
        m_rest.remove_prefix(found.size());
        return found;
    }

    /// `"key":value`, and what separates it from the next.
    [[nodiscard]] bool take_value(std::string_view key, std::string_view value)
    {
        return take("\"") && take(key) && take("\":") && take(value) && take(",");
    }

private:
    std::string_view m_rest;
};

/// A value that no event changes.
using Fixed = std::pair<std::string_view, std::string>;

/// A token's address, or null for the native currency.
std::string json_address(const std::optional<evm::Address>& token)
{
    return token ? in_quotes(token->to_checksum()) : "null";
}

/// What an entry of the body and its booking have in common.
std::string key_of(std::string_view tx_hash, std::string_view log_index)
{
    return log_index.empty() ? std::string{tx_hash} : fmt::format("{}:{}", tx_hash, log_index);
}

std::string key_of(const evm::Transfer& booked)
{
    if (booked.is_balance_change()) { // Its transaction is not known.
        return fmt::to_string(booked.block_number);
    }
    return key_of(booked.tx_hash.to_hex(),
                  booked.is_event() ? fmt::to_string(booked.log_index) : std::string{});
}

/// The bookings that the body may list, each once: listed twice, one would count twice.
class Bookings
{
public:
    explicit Bookings(const RecordedMessage& recorded)
    {
        for (const evm::Transfer& booked : recorded.transfers) {
            if (booked.to == recorded.address) {
                m_left.emplace(key_of(booked), &booked);
            }
        }
    }

    /// False if there is none like this. Blocks are not compared: a transfer that was mined again
    /// has another one since. One that has another amount since, as a token with a fee may give, is
    /// not known again.
    [[nodiscard]] bool take(const std::string& key, const evm::Amount& amount,
                            std::string_view json_token)
    {
        const auto [begin, end] = m_left.equal_range(key);
        const auto found = std::find_if(begin, end, [&](const auto& one) {
            return one.second->amount == amount && json_address(one.second->token) == json_token;
        });
        if (found == end) {
            return false;
        }
        m_left.erase(found);
        return true;
    }

    /// What was not taken of a currency.
    struct Rest
    {
        std::size_t count = 0;
        evm::Amount sum;
    };
    /// `is_own_currency`: of this one, else of all others.
    [[nodiscard]] Rest rest(const std::optional<evm::Address>& token, bool is_own_currency) const
    {
        Rest rest;
        for (const auto& [key, booked] : m_left) {
            if ((booked->token == token) == is_own_currency) {
                ++rest.count;
                rest.sum += booked->amount;
            }
        }
        return rest;
    }

private:
    std::unordered_multimap<std::string, const evm::Transfer*> m_left;
};

class BodyCheck
{
public:
    BodyCheck(std::string_view body, const RecordedMessage& recorded)
        : m_reader(body), m_recorded(recorded)
    {
    }

    [[nodiscard]] std::string difference();

private:
    [[nodiscard]] bool take_step();
    [[nodiscard]] bool take_flags();
    /// The key of the first that differs; empty if none does.
    [[nodiscard]] std::string_view take_fixed(std::initializer_list<Fixed> values);
    [[nodiscard]] bool take_received();
    [[nodiscard]] bool take_confirmations();
    /// A list, and what each entry's currency is: that of the payment, or its own.
    [[nodiscard]] bool take_transfers(std::string_view key, bool is_own_currency);
    [[nodiscard]] bool take_transfer(bool is_own_currency);
    /// How many there are, where the message says so: those of before do not.
    [[nodiscard]] bool take_count(std::string_view key, std::size_t listed, bool is_own_currency);
    [[nodiscard]] bool is_received_right() const;

    Reader m_reader;
    const RecordedMessage& m_recorded;
    Bookings m_bookings{m_recorded};
    std::string_view m_received;
    std::string_view m_received_raw;
    evm::Amount m_sum;       ///< Of those that it lists.
    bool m_lists_all = true; ///< It names no more of the payment's currency than it lists.
};

std::string BodyCheck::difference()
{
    const RecordedMessage& r = m_recorded;
    const auto differs = [](std::string_view key) {
        return fmt::format("its {} is not the payment's", key);
    };
    if (!m_reader.take("{") || !take_step()) {
        return "its event or time is not that of the payment's history";
    }
    if (!m_reader.take(R"("data":{)")) {
        return std::string{kNotOurs};
    }
    std::string_view found = take_fixed({{"payment_id", json_text(r.payment_id)},
                                         {"seq", fmt::to_string(r.seq)},
                                         {"status", in_quotes(r.status)}});
    if (!found.empty()) {
        return differs(found);
    }
    if (!take_flags()) {
        return std::string{kNotOurs};
    }
    found = take_fixed({{"address", in_quotes(r.address.to_checksum())},
                        {"amount", in_quotes(evm::format_units(r.amount, r.decimals))},
                        {"amount_raw", in_quotes(r.amount.to_decimal())}});
    if (!found.empty()) {
        return differs(found);
    }
    if (!take_received()) {
        return std::string{kNotOurs};
    }
    found = take_fixed({{"chain", json_text(r.chain)},
                        {"chain_id", fmt::to_string(r.chain_id)},
                        {"token", json_text(r.symbol)},
                        {"token_address", json_address(r.token)}});
    if (!found.empty()) {
        return differs(found);
    }
    if (!take_confirmations()) {
        return std::string{kNotOurs};
    }
    found = take_fixed(
        {{"reference", r.reference ? json_text(*r.reference) : "null"}, {"metadata", r.metadata}});
    if (!found.empty()) {
        return differs(found);
    }
    const bool has_others = r.event == payment::to_string(payment::Event::wrong_token);
    if (!take_transfers("transfers", true) ||
        (has_others && !(m_reader.take(",") && take_transfers("other_transfers", false)))) {
        return "it lists a transfer that is not booked on the payment";
    }
    if (!m_reader.take("}}") || !m_reader.at_end()) {
        return std::string{kNotOurs};
    }
    return is_received_right() ? std::string{}
                               : "what it calls received is not the sum of its transfers";
}

/// Those that it only counts are some of the others that are booked.
bool BodyCheck::is_received_right() const
{
    const auto received = evm::Amount::from_decimal(m_received_raw);
    if (!received || m_received != evm::format_units(*received, m_recorded.decimals)) {
        return false;
    }
    return m_lists_all ? *received == m_sum
                       : *received >= m_sum &&
                             *received <= m_sum + m_bookings.rest(m_recorded.token, true).sum;
}

bool BodyCheck::take_step()
{
    return m_reader.take_value("type", in_quotes(m_recorded.event)) &&
           m_reader.take_value("timestamp", in_quotes(base::to_rfc3339(m_recorded.at_s)));
}

bool BodyCheck::take_flags()
{
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz_";
    std::string names;
    if (!m_reader.take(R"("flags":[)")) {
        return false;
    }
    while (m_reader.take(names.empty() ? "\"" : R"(,")")) {
        names += (names.empty() ? "" : ",") + std::string{m_reader.take_of(letters)};
        if (!m_reader.take("\"")) {
            return false;
        }
    }
    return m_reader.take("],") && payment::Flags::from_text(names).has_value();
}

std::string_view BodyCheck::take_fixed(std::initializer_list<Fixed> values)
{
    for (const auto& [key, value] : values) {
        if (!m_reader.take_value(key, value)) {
            return key;
        }
    }
    return {};
}

bool BodyCheck::take_received()
{
    constexpr std::string_view number = "0123456789.";
    if (!m_reader.take(R"("received":")")) {
        return false;
    }
    m_received = m_reader.take_of(number);
    if (!m_reader.take(R"(","received_raw":")")) {
        return false;
    }
    m_received_raw = m_reader.take_of(kDigits);
    return m_reader.take(R"(",)");
}

bool BodyCheck::take_confirmations()
{
    return m_reader.take(R"("confirmations":)") && !m_reader.take_of(kDigits).empty() &&
           m_reader.take(",");
}

bool BodyCheck::take_transfers(std::string_view key, bool is_own_currency)
{
    if (!m_reader.take(fmt::format("\"{}\":[", key))) {
        return false;
    }
    if (m_reader.take("]")) {
        return take_count(key, 0, is_own_currency);
    }
    std::size_t listed = 0;
    do {
        if (!take_transfer(is_own_currency)) {
            return false;
        }
        ++listed;
    } while (m_reader.take(","));
    return m_reader.take("]") && take_count(key, listed, is_own_currency);
}

bool BodyCheck::take_count(std::string_view key, std::size_t listed, bool is_own_currency)
{
    if (!m_reader.take(fmt::format(",\"{}_count\":", key))) {
        return true;
    }
    const std::string_view digits = m_reader.take_of(kDigits);
    if (digits == fmt::to_string(listed)) {
        return true;
    }
    if (listed != kTransfersListed) {
        return false;
    }
    const std::size_t rest = m_bookings.rest(m_recorded.token, is_own_currency).count;
    for (std::size_t more = 1; more <= rest; ++more) {
        if (digits == fmt::to_string(listed + more)) {
            m_lists_all = m_lists_all && !is_own_currency;
            return true;
        }
    }
    return false;
}

bool BodyCheck::take_transfer(bool is_own_currency)
{
    std::string_view hash;
    if (!m_reader.take(R"({"tx_hash":null,)")) {
        if (!m_reader.take(R"({"tx_hash":"0x)")) {
            return false;
        }
        hash = m_reader.take_of(kHexDigits);
        if (!m_reader.take(R"(",)")) {
            return false;
        }
    }
    std::string_view log_index;
    if (!m_reader.take(R"("log_index":)")) {
        return false;
    }
    if (!m_reader.take("null,")) {
        log_index = m_reader.take_of(kDigits);
        if (log_index.empty() || hash.empty() || !m_reader.take(",")) {
            return false;
        }
    }
    if (!m_reader.take(R"("block_number":)")) {
        return false;
    }
    const std::string_view block = m_reader.take_of(kDigits);
    if (!m_reader.take(R"(,"amount_raw":")")) {
        return false;
    }
    const auto amount = evm::Amount::from_decimal(m_reader.take_of(kDigits));
    if (!amount || !m_reader.take("\"")) {
        return false;
    }
    std::string token = json_address(m_recorded.token);
    if (is_own_currency) {
        m_sum += *amount;
    } else if (m_reader.take(R"(,"token_address":null)")) {
        token = "null";
    } else if (m_reader.take(R"(,"token_address":")")) {
        token = in_quotes(m_reader.take_of("0123456789abcdefABCDEFx"));
        if (!m_reader.take("\"")) {
            return false;
        }
    } else {
        return false;
    }
    const std::string key =
        hash.empty() ? std::string{block} : key_of(fmt::format("0x{}", hash), log_index);
    return m_reader.take("}") && m_bookings.take(key, *amount, token);
}

} // namespace

std::string contradiction(std::string_view body, const RecordedMessage& recorded)
{
    return BodyCheck{body, recorded}.difference();
}

} // namespace ctrip::webhook
