// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "job/create_payment/request.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using Catch::Matchers::Contains;

namespace {

config::Config two_chains()
{
    config::Chain bsc;
    bsc.name = "bsc";
    bsc.chain_id = 56;
    bsc.native = {.symbol = "BNB", .decimals = 18};
    bsc.confirmations.steps = {{.amount_min = "0", .depth = 3},
                               {.amount_min = "1000", .depth = 15}};
    bsc.tokens = {{.symbol = "USDT",
                   .address = *evm::Address::parse("0x55d398326f99059fF775485246999027B3197955"),
                   .decimals = 6}};
    config::Chain eth;
    eth.name = "eth";
    eth.chain_id = 1;
    config::Config config;
    config.chains.push_back(std::move(bsc));
    config.chains.push_back(std::move(eth));
    return config;
}

std::optional<std::string> no_ftp(const std::string& url)
{
    return url.starts_with("http")
               ? std::nullopt
               : std::optional<std::string>{"must begin with http:// or https://"};
}

job::Draft draft(const job::PaymentRequest& request)
{
    return job::draft_payment(request, two_chains(), no_ftp);
}

std::string refusal(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::request);
        return error.what();
    }
    return "(not refused)";
}

std::string json_refusal(std::string_view json)
{
    return refusal([&] { static_cast<void>(draft(job::parse_request(json))); });
}

constexpr std::string_view k2To256 =
    "115792089237316195423570985008687907853269984665640564039457584007913129639936";
constexpr std::string_view k2To256Less1 =
    "115792089237316195423570985008687907853269984665640564039457584007913129639935";

} // namespace

TEST_CASE("a request becomes a draft of what was asked", "[job][request]")
{
    const job::Draft made = draft(job::parse_request(
        R"({"chain": "bsc", "token": "USDT", "amount": "12.50", "reference": "ORDER-1", "expires_in": "30m",
            "idempotency_key": "K", "metadata": {"customer": "77", "b": ""}, "webhook_url": "https://shop.example/h"})"));
    const payment::Payment& payment = made.payment;
    CHECK(payment.chain == "bsc");
    CHECK(payment.chain_id == 56);
    CHECK(payment.symbol == "USDT");
    CHECK(payment.decimals == 6);
    CHECK(payment.token.has_value());
    CHECK(payment.amount == evm::Amount{12'500'000});
    CHECK(payment.amount_min == payment.amount);
    CHECK(payment.confirmations_required == 3);
    CHECK(payment.reference == "ORDER-1");
    CHECK(payment.idempotency_key == "K");
    CHECK(payment.metadata == payment::Metadata{{"customer", "77"}, {"b", ""}});
    CHECK(payment.webhook_url == "https://shop.example/h");
    CHECK(made.expires_in == std::chrono::minutes{30});
    CHECK(payment.request_digest.size() == 64);
}

TEST_CASE("without a token the native currency is asked for", "[job][request]")
{
    const payment::Payment payment =
        draft({.chain = "bsc", .amount_raw = std::string{k2To256Less1}}).payment;
    CHECK_FALSE(payment.token);
    CHECK(payment.symbol == "BNB");
    CHECK(payment.amount.to_decimal() == k2To256Less1);
    CHECK(payment.confirmations_required == 15);
}

TEST_CASE("a bad amount is refused by what is wrong with it", "[job][request]")
{
    const std::string too_large = std::string{k2To256};
    const struct
    {
        std::optional<std::string> amount;
        std::optional<std::string> amount_raw;
        const char* said;
    } cases[]{
        {"12.3456789", std::nullopt, "amount '12.3456789' has more decimals than USDT has (6)"},
        {"12.345678", std::nullopt, "(not refused)"},
        {"12.3456780", std::nullopt, "(not refused)"},
        {"0", std::nullopt, "amount '0' is zero"},
        {"0.000000", std::nullopt, "is zero"},
        {"0.000001", std::nullopt, "(not refused)"},
        {"-1", std::nullopt, "amount '-1' is negative"},
        {"+1", std::nullopt, "amount '+1' is not a number"},
        {"1e3", std::nullopt, "amount '1e3' is not a number"},
        {"nan", std::nullopt, "amount 'nan' is not a number"},
        {"1,5", std::nullopt, "amount '1,5' is not a number"},
        {" 1", std::nullopt, "amount ' 1' is not a number"},
        {"", std::nullopt, "amount '' is not a number"},
        {too_large, std::nullopt, "is too large"},
        {std::nullopt, too_large, "is too large"},
        {std::nullopt, std::string{k2To256Less1}, "(not refused)"},
        {std::nullopt, "0", "is zero"},
        {std::nullopt, "-5", "is negative"},
        {std::nullopt, "1.5", "not a whole number"},
        {std::nullopt, "0x10", "not a whole number"},
        {std::nullopt, "", "not a whole number"},
        {std::nullopt, std::nullopt, "the amount is missing"},
        {"1", "1", "give one of them"},
    };
    for (const auto& [amount, amount_raw, said] : cases) {
        const std::string asked = amount.value_or("-") + " / " + amount_raw.value_or("-");
        DYNAMIC_SECTION(asked)
        {
            const job::PaymentRequest request{
                .chain = "bsc", .token = "USDT", .amount = amount, .amount_raw = amount_raw};
            CHECK_THAT(refusal([&] { static_cast<void>(draft(request)); }), Contains(said));
        }
    }
}

TEST_CASE("a line of JSON is refused by the key that is wrong", "[job][request]")
{
    const struct
    {
        const char* json;
        const char* said;
    } cases[]{
        {R"({"chain": "bsc", "amount": "1"})", "(not refused)"},
        {R"({"chain": "bsc", "amount": "1", "token": null})", "(not refused)"},
        {R"({"chain": "bsc", "amount_raw": 18446744073709551615})", "(not refused)"},
        {R"({"chain": "bsc", "amount_raw": 18446744073709551616})",
         "amount_raw is a number with a fraction"},
        {R"({"chain": "bsc", "amount_raw": 1.0})", "amount_raw is a number with a fraction"},
        {R"({"chain": "bsc", "amount_raw": -1})", "is negative"},
        {R"({"chain": "bsc", "amount": 1.5})", "amount must be a string"},
        {R"({"chain": "bsc", "amount": 1})", "amount must be a string"},
        {R"({"chain": "bsc", "amount": ["1"]})", "amount must be a string, not array"},
        {R"({"chain": "bsc", "amount": "1", "expires_in": 1800})", "(not refused)"},
        {R"({"chain": "bsc", "amount": "1", "expires_in": "1800"})", "has no unit; write 1800s"},
        {R"({"chain": "bsc", "amount": "1", "expires_in": 1.5})",
         "expires_in is a number with a fraction"},
        {R"({"chain": "bsc", "amount": "1", "amuont": "2"})",
         "unknown key 'amuont'; did you mean 'amount'?"},
        {R"({"chain": "bsc", "amount": "1", "amount": "2"})", "key 'amount' is there twice"},
        {R"({"chain": "bsc", "amount": "1", "metadata": {"a": "1", "a": "2"}})",
         "key 'a' is there twice"},
        {R"({"chain": "bsc", "amount": "1", "metadata": {"chain": "1"}})", "(not refused)"},
        {R"({"chain": "bsc", "amount": "1", "metadata": {"a": 1}})",
         "metadata: the value of 'a' must be a string"},
        {R"({"chain": "bsc", "amount": "1", "metadata": "a"})", "metadata must be an object"},
        {R"({"amount": "1"})", "the chain is missing"},
        {R"({"chain": "bcs", "amount": "1"})", "unknown chain 'bcs'; did you mean 'bsc'?"},
        {R"({"chain": "bsc", "amount": "1", "token": "USDX"})", "unknown token 'USDX'"},
        {R"({"chain": "bsc", "amount": "1")", "not valid JSON"},
        {R"({"chain": "bsc", "amount": "1"} x)", "not valid JSON"},
        {"[]", "a request is a JSON object, not array"},
        {"", "there is no request"},
        {"  ", "there is no request"},
        {"[[[[[[[[[[", "nested too deeply"},
    };
    for (const auto& [json, said] : cases) {
        DYNAMIC_SECTION(json)
        {
            CHECK_THAT(json_refusal(json), Contains(said));
        }
    }
}

TEST_CASE("texts are bounded on both sides", "[job][request]")
{
    const auto refused = [](auto&& change) {
        job::PaymentRequest request{.chain = "bsc", .amount = "1"};
        change(request);
        return refusal([&] { static_cast<void>(draft(request)); }) != "(not refused)";
    };
    const auto reference = [&](const std::string& text) {
        return refused([&](auto& r) { r.reference = text; });
    };
    CHECK(reference(""));
    CHECK_FALSE(reference("a"));
    CHECK_FALSE(reference(std::string(255, 'a')));
    CHECK(reference(std::string(256, 'a')));
    CHECK(reference("a\nb"));
    CHECK(reference("\xff"));
    CHECK_FALSE(reference("Bestellung \xc3\xbc"));

    const auto key = [&](const std::string& text) {
        return refused([&](auto& r) { r.idempotency_key = text; });
    };
    CHECK(key(""));
    CHECK_FALSE(key(std::string(255, 'a')));
    CHECK(key(std::string(256, 'a')));

    const auto metadata = [&](const payment::Metadata& entries) {
        return refused([&](auto& r) { r.metadata = entries; });
    };
    CHECK(metadata({{"", "v"}}));
    CHECK_FALSE(metadata({{std::string(64, 'k'), std::string(1'024, 'v')}}));
    CHECK(metadata({{std::string(65, 'k'), "v"}}));
    CHECK(metadata({{"k", std::string(1'025, 'v')}}));
    CHECK(metadata({{"k", "1"}, {"k", "2"}}));
    payment::Metadata many;
    for (int i = 0; i < 50; ++i) {
        many.emplace_back(std::to_string(i), "v");
    }
    CHECK_FALSE(metadata(many));
    many.emplace_back("50", "v");
    CHECK(metadata(many));

    const auto span = [&](const std::string& text) {
        return refused([&](auto& r) { r.expires_in = text; });
    };
    CHECK(span("0s"));
    CHECK_FALSE(span("1s"));
    CHECK_FALSE(span("365d"));
    CHECK(span("366d"));
    CHECK(span("soon"));

    const auto url = [&](const std::string& text) {
        return refused([&](auto& r) { r.webhook_url = text; });
    };
    CHECK_FALSE(url("https://shop.example/"));
    CHECK(url("ftp://shop.example/"));
    CHECK(json_refusal(R"({"chain": "bsc", "amount": "1", "reference": ")" +
                       std::string(64 * 1024, 'a') + "\"}")
              .find("at most") != std::string::npos);
}

TEST_CASE("two requests have one digest exactly when they mean the same", "[job][request]")
{
    const auto digest = [](const char* json) {
        return draft(job::parse_request(json)).payment.request_digest;
    };
    const std::string one =
        digest(R"({"chain": "bsc", "amount": "1.5", "metadata": {"a": "1", "b": "2"}})");
    CHECK(one == digest(R"({"metadata": {"b": "2", "a": "1"}, "amount": "1.50", "chain": "bsc"})"));
    CHECK(
        one ==
        digest(
            R"({"chain": "bsc", "amount_raw": "1500000000000000000", "metadata": {"a": "1", "b": "2"}})"));
    CHECK(
        one ==
        digest(
            R"({"chain": "bsc", "amount": "1.5", "metadata": {"a": "1", "b": "2"}, "idempotency_key": "K"})"));
    for (
        const char* other :
        {R"({"chain": "eth", "amount": "1.5", "metadata": {"a": "1", "b": "2"}})",
         R"({"chain": "bsc", "amount": "1.6", "metadata": {"a": "1", "b": "2"}})",
         R"({"chain": "bsc", "amount": "1.5", "metadata": {"a": "1", "b": "3"}})",
         R"({"chain": "bsc", "amount": "1.5", "metadata": {"a": "1", "b": "2"}, "reference": "R"})",
         R"({"chain": "bsc", "amount": "1.5", "metadata": {"a": "1", "b": "2"}, "expires_in": "1h"})",
         R"({"chain": "bsc", "amount": "1.5", "metadata": {"a": "1", "b": "2"}, "webhook_url": "http://x"})",
         R"({"chain": "bsc", "token": "USDT", "amount_raw": "1500000000000000000", "metadata": {"a": "1", "b": "2"}})"}) {
        CHECK(one != digest(other));
    }
}

TEST_CASE("the tolerance is rounded in the shop's favour and never down to nothing",
          "[job][request]")
{
    config::Config config = two_chains();
    const auto enough = [&](std::uint64_t amount, config::Fraction tolerance) {
        config.payments.underpayment_tolerance = tolerance;
        const job::PaymentRequest request{.chain = "bsc", .amount_raw = std::to_string(amount)};
        return job::draft_payment(request, config, no_ftp).payment.amount_min;
    };
    CHECK(enough(1'000, {.numerator = 0, .denominator = 1}) == evm::Amount{1'000});
    CHECK(enough(1'000, {.numerator = 5, .denominator = 1'000}) == evm::Amount{995});
    CHECK(enough(999, {.numerator = 5, .denominator = 1'000}) == evm::Amount{995});
    CHECK(enough(199, {.numerator = 5, .denominator = 1'000}) == evm::Amount{199});
    CHECK(enough(1, {.numerator = 99, .denominator = 100}) == evm::Amount{1});
    CHECK(enough(1'000, {.numerator = 1, .denominator = 1}) == evm::Amount{1});
}
