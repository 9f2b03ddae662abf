// SPDX-License-Identifier: MIT
#include "job/create_payment/request.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "evm/digest.hpp"
#include "payment/payment.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <vector>

namespace ctrip::job {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kQuotedMax = 80;

[[noreturn]] void refuse(const std::string& message)
{
    throw Error{ErrorKind::request, message};
}

/// Text from outside, short enough for a message.
std::string in_quotes(std::string_view text)
{
    if (!base::is_printable_utf8(text)) {
        return "(not printable)";
    }
    return text.size() <= kQuotedMax ? fmt::format("'{}'", text)
                                     : fmt::format("of {} characters", text.size());
}

/// Refuses a repeated key, of which the JSON library would silently keep the last, and nesting
/// deeper than kDepthMax.
class DuplicateKeys
{
public:
    bool operator()(int depth, Json::parse_event_t event, Json& parsed)
    {
        if (depth > kDepthMax) {
            refuse("the request is nested too deeply");
        }
        const auto level = static_cast<std::size_t>(depth);
        if (event == Json::parse_event_t::object_start) {
            m_keys[level + 1].clear();
        }
        if (event == Json::parse_event_t::key &&
            !m_keys[level].insert(parsed.get<std::string>()).second) {
            refuse(fmt::format("key {} is there twice", in_quotes(parsed.get<std::string>())));
        }
        return true;
    }

private:
    static constexpr int kDepthMax = 4;
    std::vector<std::set<std::string>> m_keys{kDepthMax + 2};
};

Json parse_object(std::string_view text)
{
    if (text.size() > kRequestBytesMax) {
        refuse(fmt::format("a request is at most {} bytes, this one has {}", kRequestBytesMax,
                           text.size()));
    }
    if (base::trim(text).empty()) {
        refuse("there is no request; one JSON object is expected, such as {\"chain\": \"bsc\", "
               "\"amount\": \"12.5\"}");
    }
    try {
        Json json =
            Json::parse(text, [check = DuplicateKeys{}](int depth, Json::parse_event_t event,
                                                        Json& parsed) mutable {
                return check(depth, event, parsed);
            });
        if (!json.is_object()) {
            refuse(fmt::format("a request is a JSON object, not {}", json.type_name()));
        }
        return json;
    } catch (const Json::parse_error& error) {
        refuse(fmt::format("not valid JSON at byte {}", error.byte));
    }
}

std::string string_of(const std::string& key, const Json& value)
{
    if (value.is_number()) {
        refuse(fmt::format("{} must be a string, such as \"12.5\", so that no digit is lost", key));
    }
    if (!value.is_string()) {
        refuse(fmt::format("{} must be a string, not {}", key, value.type_name()));
    }
    return value.get<std::string>();
}

/// A string, or an integer below 2^64, which the JSON library does not round.
std::string string_or_integer_of(const std::string& key, const Json& value)
{
    if (value.is_number_integer()) {
        return value.dump();
    }
    if (value.is_number()) {
        refuse(fmt::format(
            "{} is a number with a fraction, an exponent, or 2^64 and above; write it as a string",
            key));
    }
    return string_of(key, value);
}

payment::Metadata metadata_of(const std::string& key, const Json& value)
{
    if (!value.is_object()) {
        refuse(fmt::format("{} must be an object of strings, not {}", key, value.type_name()));
    }
    payment::Metadata metadata;
    for (const auto& [name, text] : value.items()) {
        if (!text.is_string()) {
            refuse(fmt::format("{}: the value of {} must be a string, not {}", key, in_quotes(name),
                               text.type_name()));
        }
        metadata.emplace_back(name, text.get<std::string>());
    }
    return metadata;
}

void set_key(PaymentRequest& request, const std::string& key, const Json& value)
{
    static const std::vector<std::string> known{"chain",           "token",     "amount",
                                                "amount_raw",      "reference", "expires_in",
                                                "idempotency_key", "metadata",  "webhook_url"};
    if (std::find(known.begin(), known.end(), key) == known.end()) {
        const auto near = base::nearest(key, known);
        refuse(fmt::format("unknown key {}; {}", in_quotes(key),
                           near ? fmt::format("did you mean '{}'?", *near)
                                : "known: " + base::join(known, ", ")));
    }
    if (value.is_null()) {
        return;
    }
    if (key == "chain") {
        request.chain = string_of(key, value);
    } else if (key == "token") {
        request.token = string_of(key, value);
    } else if (key == "amount") {
        request.amount = string_of(key, value);
    } else if (key == "amount_raw") {
        request.amount_raw = string_or_integer_of(key, value);
    } else if (key == "reference") {
        request.reference = string_of(key, value);
    } else if (key == "expires_in") {
        request.expires_in = string_or_integer_of(key, value) + (value.is_number() ? "s" : "");
    } else if (key == "idempotency_key") {
        request.idempotency_key = string_of(key, value);
    } else if (key == "metadata") {
        request.metadata = metadata_of(key, value);
    } else {
        request.webhook_url = string_of(key, value);
    }
}

evm::Amount amount_of_units(const std::string& text, const payment::Payment& payment)
{
    const evm::UnitsResult result = evm::parse_units(text, payment.decimals);
    if (!result.error) {
        return result.amount;
    }
    if (text.starts_with('-')) {
        refuse(fmt::format("amount {} is negative; ask for more than zero", in_quotes(text)));
    }
    switch (*result.error) {
    case evm::UnitsError::not_a_number:
        refuse(fmt::format(
            "amount {} is not a number; write digits with at most one point, such as 12.50",
            in_quotes(text)));
    case evm::UnitsError::too_many_decimals:
        refuse(fmt::format("amount {} has more decimals than {} has ({})", in_quotes(text),
                           payment.symbol, payment.decimals));
    case evm::UnitsError::too_large:
        break;
    }
    refuse(
        fmt::format("amount {} is too large: it must be below 2^256 base units", in_quotes(text)));
}

evm::Amount amount_of_base_units(const std::string& text)
{
    if (text.starts_with('-')) {
        refuse(fmt::format("amount_raw {} is negative; ask for more than zero", in_quotes(text)));
    }
    if (const auto amount = evm::Amount::from_decimal(text)) {
        return *amount;
    }
    const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    refuse(digits
               ? fmt::format("amount_raw {} is too large: it must be below 2^256", in_quotes(text))
               : fmt::format("amount_raw {} is not a whole number of base units; write digits only",
                             in_quotes(text)));
}

evm::Amount amount_of(const PaymentRequest& request, const payment::Payment& payment)
{
    if (request.amount.has_value() == request.amount_raw.has_value()) {
        refuse(
            request.amount
                ? "amount and amount_raw are both there; give one of them"
                : "the amount is missing; give amount in whole units or amount_raw in base units");
    }
    const evm::Amount amount = request.amount ? amount_of_units(*request.amount, payment)
                                              : amount_of_base_units(*request.amount_raw);
    if (amount.is_zero()) {
        refuse(fmt::format("amount {} is zero; ask for more than zero",
                           in_quotes(request.amount ? *request.amount : *request.amount_raw)));
    }
    return amount;
}

void check_text(std::string_view name, std::string_view text, std::size_t bytes_max)
{
    if (text.empty() || text.size() > bytes_max) {
        refuse(fmt::format("{} must have 1 to {} bytes, it has {}", name, bytes_max, text.size()));
    }
    if (!base::is_printable_utf8(text)) {
        refuse(fmt::format("{} must be UTF-8 text without control characters", name));
    }
}

void check_metadata(const payment::Metadata& metadata)
{
    if (metadata.size() > kMetadataEntriesMax) {
        refuse(fmt::format("metadata has {} entries; at most {} are taken", metadata.size(),
                           kMetadataEntriesMax));
    }
    std::set<std::string_view> keys;
    for (const auto& [key, value] : metadata) {
        check_text("a metadata key", key, kMetadataKeyBytesMax);
        if (!keys.insert(key).second) {
            refuse(fmt::format("metadata key {} is there twice", in_quotes(key)));
        }
        if (!value.empty()) {
            check_text(fmt::format("the metadata value of {}", in_quotes(key)), value,
                       kMetadataValueBytesMax);
        }
    }
}

void check_texts(const PaymentRequest& request, const UrlCheck& check_url)
{
    if (request.reference) {
        check_text("reference", *request.reference, kReferenceBytesMax);
    }
    if (request.idempotency_key) {
        check_text("idempotency_key", *request.idempotency_key, kIdempotencyKeyBytesMax);
    }
    check_metadata(request.metadata);
    if (request.webhook_url) {
        if (const auto problem = check_url(*request.webhook_url)) {
            refuse(fmt::format("webhook_url: {}", *problem));
        }
    }
}

std::chrono::seconds expires_in_of(const PaymentRequest& request, const config::Config& config)
{
    if (!request.expires_in) {
        return config.payments.expires_in;
    }
    if (base::is_bare_number(*request.expires_in)) {
        refuse(fmt::format("expires_in {} has no unit; write {}s for seconds, or {}m for minutes",
                           in_quotes(*request.expires_in), *request.expires_in,
                           *request.expires_in));
    }
    const auto span = base::parse_duration(*request.expires_in);
    if (!span) {
        refuse(fmt::format("expires_in {} is not a span of time; write 90s, 30m, 2h or 7d",
                           in_quotes(*request.expires_in)));
    }
    if (*span < std::chrono::seconds{1} || *span > kExpiresInMax) {
        refuse(
            fmt::format("expires_in {} must be from 1s to 365d", in_quotes(*request.expires_in)));
    }
    return *span;
}

/// The amount due: less the tolerance, which is rounded down, and at least one base unit.
evm::Amount enough_of(const evm::Amount& amount, const config::Fraction& tolerance)
{
    const evm::Amount forgiven =
        evm::mul_div_floor(amount, tolerance.numerator, tolerance.denominator);
    return std::max(evm::saturating_sub(amount, forgiven), evm::Amount{1});
}

/// A digest of the request's meaning, not of its spelling: "12.5" and "12.50" are the same, and so
/// is metadata in another order. An omitted lifetime stays omitted, so that a changed default does
/// not make the same request a different one.
std::string digest_of(const PaymentRequest& request, const Draft& draft)
{
    payment::Metadata metadata = request.metadata;
    std::sort(metadata.begin(), metadata.end());
    const auto or_null = [](const auto& value) { return value ? Json(*value) : Json(nullptr); };
    const payment::Payment& payment = draft.payment;
    Json form = Json::array({1, payment.chain_id});
    form.push_back(payment.token ? Json(payment.token->to_hex()) : Json(nullptr));
    form.push_back(payment.amount.to_decimal());
    form.push_back(or_null(request.reference));
    form.push_back(request.expires_in ? Json(draft.expires_in.count()) : Json(nullptr));
    form.push_back(metadata);
    form.push_back(or_null(request.webhook_url));
    return evm::digest_hex(form.dump());
}

} // namespace

PaymentRequest parse_request(std::string_view json)
{
    const Json object = parse_object(json);
    PaymentRequest request;
    for (const auto& [key, value] : object.items()) {
        set_key(request, key, value);
    }
    return request;
}

Draft draft_payment(const PaymentRequest& request, const config::Config& config,
                    const UrlCheck& check_url)
{
    if (request.chain.empty()) {
        refuse("the chain is missing; give the name of a configured chain");
    }
    const config::Chain& chain = config::find_chain(config, request.chain);
    Draft draft;
    payment::Payment& payment = draft.payment;
    payment.chain = chain.name;
    payment.chain_id = chain.chain_id;
    payment.symbol = chain.native.symbol;
    payment.decimals = chain.native.decimals;
    if (request.token && !config::is_native_contract(chain, *request.token)) {
        const config::Token& token = config::find_token(chain, *request.token);
        payment.token = token.address;
        payment.symbol = token.symbol;
        payment.decimals = token.decimals;
    }
    payment.amount = amount_of(request, payment);
    payment.amount_min = enough_of(payment.amount, config.payments.underpayment_tolerance);
    payment.confirmations_required =
        chain.confirmations.confirmations_for(payment.amount, payment.decimals);
    check_texts(request, check_url);
    payment.reference = request.reference;
    payment.metadata = request.metadata;
    payment.webhook_url = request.webhook_url;
    payment.idempotency_key = request.idempotency_key;
    draft.expires_in = expires_in_of(request, config);
    payment.request_digest = digest_of(request, draft);
    return draft;
}

} // namespace ctrip::job
