// SPDX-License-Identifier: MIT
#include "cli/payment_text.hpp"

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/uuid.hpp"
#include "cli/table.hpp"
#include "evm/payment_uri.hpp"
#include "payment/payment.hpp"
#include "payment/render.hpp"

#include <fmt/format.h>

namespace ctrip::cli {

namespace {

constexpr std::size_t kIdShownMax = 80;

std::string money(const evm::Amount& amount, const payment::Payment& payment)
{
    return fmt::format("{} {}", evm::format_units(amount, payment.decimals), payment.symbol);
}

std::string flags_of(const payment::Payment& payment)
{
    std::vector<std::string> names;
    for (const std::string_view name : payment.flags.names()) {
        names.emplace_back(name);
    }
    return base::join(names, ", ");
}

/// Formats the amount; in base units for another token, whose decimals are not known.
std::string money_of(const payment::Booking& booking, const payment::Payment& payment)
{
    const evm::Transfer& transfer = booking.transfer;
    if (transfer.token == payment.token) {
        return money(transfer.amount, payment);
    }
    return fmt::format("{} base units of {}", transfer.amount.to_decimal(),
                       transfer.token ? transfer.token->to_checksum() : "the native currency");
}

std::string transfers_text(const payment::Payment& payment, const payment::Details& details,
                           bool color)
{
    Table table{{{"AMOUNT", Align::right},
                 {"BLOCK", Align::right},
                 {"BLOCK TIME"},
                 {"STATE"},
                 {"TRANSACTION"}},
                color};
    for (const payment::Booking& booking : details.bookings) {
        const std::string_view state =
            booking.orphaned ? "orphaned" : payment::to_string(booking.depth);
        const std::string_view standing = booking.standing == payment::Standing::counts
                                              ? std::string_view{}
                                              : payment::to_string(booking.standing);
        table.add({{money_of(booking, payment)},
                   {std::to_string(booking.transfer.block_number)},
                   {base::to_rfc3339(booking.transfer.block_time_s)},
                   {standing.empty() ? std::string{state} : fmt::format("{}, {}", state, standing)},
                   {booking.transfer.is_balance_change() ? "by its balance"
                                                         : booking.transfer.tx_hash.to_hex()}});
    }
    return table.text();
}

std::string history_text(const payment::Details& details, bool color)
{
    Table table{{{"SEQ", Align::right}, {"TIME"}, {"EVENT"}, {"FROM"}, {"TO"}, {"REASON"}}, color};
    for (const payment::HistoryEntry& entry : details.history) {
        table.add(
            {{std::to_string(entry.seq)},
             {base::to_rfc3339(entry.at_s)},
             {std::string{payment::to_string(entry.event)}},
             {std::string{payment::to_string(entry.from)}, ink_of(entry.from)},
             {std::string{payment::to_string(entry.to)}, ink_of(entry.to)},
             {entry.actor ? fmt::format("{} (by {})", entry.reason, *entry.actor) : entry.reason}});
    }
    return table.text();
}

std::string sweeps_text(const payment::Details& details, bool color)
{
    Table table{{{"KIND"},
                 {"STATE"},
                 {"AMOUNT", Align::right},
                 {"FEE IN WEI", Align::right},
                 {"TRANSACTION"}},
                color};
    for (const payment::SweepEntry& sweep : details.sweeps) {
        table.add(
            {{sweep.kind},
             {sweep.state},
             {fmt::format("{} {}", evm::format_units(sweep.amount, sweep.decimals), sweep.symbol)},
             {sweep.fee ? sweep.fee->to_decimal() : "-"},
             {sweep.tx_hash.to_hex()}});
    }
    return table.text();
}

std::string webhooks_text(const payment::Details& details, bool color)
{
    Table table{
        {{"SEQ", Align::right}, {"EVENT"}, {"STATE"}, {"ATTEMPTS", Align::right}, {"LAST"}, {"ID"}},
        color};
    for (const payment::WebhookEntry& webhook : details.webhooks) {
        const std::string last = webhook.last_error    ? *webhook.last_error
                                 : webhook.last_status ? std::to_string(*webhook.last_status)
                                                       : std::string{"-"};
        table.add({{std::to_string(webhook.seq)},
                   {webhook.event},
                   {webhook.state, webhook.state == "dead" ? Ink::red : Ink::plain},
                   {std::to_string(webhook.attempts)},
                   {last},
                   {webhook.id}});
    }
    return table.text();
}

void add_state(Sheet& sheet, const payment::Payment& payment, std::optional<evm::BlockNumber> head)
{
    sheet.add("id", payment.id, Ink::bold);
    sheet.add("status", std::string{payment::to_string(payment.status)}, ink_of(payment.status));
    if (const std::string flags = flags_of(payment); !flags.empty()) {
        sheet.add("flags", flags, Ink::yellow);
    }
    sheet.add("received",
              fmt::format("{} of {}", evm::format_units(payment.received, payment.decimals),
                          money(payment.amount, payment)));
    sheet.add("confirmations",
              fmt::format("{} of {}", payment.confirmations(head), payment.confirmations_required));
}

void add_request(Sheet& sheet, const payment::Payment& payment)
{
    sheet.add("chain", fmt::format("{} ({})", payment.chain, payment.chain_id));
    if (payment.token) {
        sheet.add("token", fmt::format("{} {}", payment.symbol, payment.token->to_checksum()));
    }
    sheet.add("address", payment.address.to_checksum());
    sheet.add("path", payment::derivation_path(payment));
    sheet.add("link", uri_of(payment));
    if (payment.reference) {
        sheet.add("reference", *payment.reference);
    }
    for (const auto& [key, value] : payment.metadata) {
        sheet.add("metadata", fmt::format("{}={}", key, value));
    }
    if (payment.webhook_url) {
        sheet.add("webhook", *payment.webhook_url);
    }
    sheet.add("created", base::to_rfc3339(payment.created_at_s));
    sheet.add("updated", base::to_rfc3339(payment.updated_at_s));
    sheet.add("expires", base::to_rfc3339(payment.expires_at_s));
}

} // namespace

std::string checked_id(std::string_view name, std::string_view text, ErrorKind kind)
{
    if (!base::is_uuid(text)) {
        throw Error{
            kind, fmt::format(
                      "{}: '{}' is no payment's id, such as 0193a5c0-7d3e-7000-8000-000000000000; "
                      "'ctrip list' shows them",
                      name, text.substr(0, kIdShownMax))};
    }
    return base::to_lower(text); // Ids are stored in lower case.
}

std::string uri_of(const payment::Payment& payment)
{
    return evm::to_string(evm::PaymentUri{.chain_id = payment.chain_id,
                                          .to = payment.address,
                                          .token = payment.token,
                                          .amount = payment.amount});
}

std::string created_text(const payment::Payment& payment, bool color)
{
    Sheet sheet{color};
    sheet.add("amount", fmt::format("{} on {}", money(payment.amount, payment), payment.chain),
              Ink::bold);
    sheet.add("address", payment.address.to_checksum(), Ink::bold);
    sheet.add("link", uri_of(payment));
    sheet.add("expires", base::to_rfc3339(payment.expires_at_s));
    if (payment.reference) {
        sheet.add("reference", *payment.reference);
    }
    sheet.add("status", std::string{payment::to_string(payment.status)}, ink_of(payment.status));
    sheet.add("id", payment.id);
    return sheet.text();
}

std::string shown_text(const payment::Payment& payment, std::optional<evm::BlockNumber> head,
                       const payment::Details& details, bool color)
{
    Sheet sheet{color};
    add_state(sheet, payment, head);
    add_request(sheet, payment);
    std::string text = sheet.text();
    if (!details.bookings.empty()) {
        text += '\n';
        text += transfers_text(payment, details, color);
    }
    if (!details.history.empty()) {
        text += '\n';
        text += history_text(details, color);
    }
    if (!details.sweeps.empty()) {
        text += '\n';
        text += sweeps_text(details, color);
    }
    if (!details.webhooks.empty()) {
        text += '\n';
        text += webhooks_text(details, color);
    }
    return text;
}

} // namespace ctrip::cli
