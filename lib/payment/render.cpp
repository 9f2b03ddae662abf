// SPDX-License-Identifier: MIT
#include "payment/render.hpp"

#include "evm/payment_uri.hpp"
#include "payment/payment.hpp"

#include <nlohmann/json.hpp>

namespace ctrip::payment {

namespace {

using Json = nlohmann::ordered_json;

/// One line. Text that is not UTF-8 is refused on input; should some be stored, a replacement
/// character is better than a payment that can't be shown.
std::string to_line(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <typename T>
Json or_null(const std::optional<T>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json time_or_null(const std::optional<base::UnixSeconds>& time_s)
{
    return time_s ? Json(base::to_rfc3339(*time_s)) : Json(nullptr);
}

Json address_or_null(const std::optional<evm::Address>& address)
{
    return address ? Json(address->to_checksum()) : Json(nullptr);
}

/// Null for a balance change, whose transaction is not known.
Json tx_hash_json(const evm::Transfer& transfer)
{
    return transfer.is_balance_change() ? Json(nullptr) : Json(transfer.tx_hash.to_hex());
}

Json log_index_json(const evm::Transfer& transfer)
{
    return transfer.is_event() ? Json(transfer.log_index) : Json(nullptr);
}

Json flags_json(Flags flags)
{
    Json list = Json::array();
    for (const std::string_view name : flags.names()) {
        list.push_back(name);
    }
    return list;
}

Json metadata_json(const Metadata& metadata)
{
    Json object = Json::object();
    for (const auto& [key, value] : metadata) {
        object[key] = value;
    }
    return object;
}

Json transfer_json(const Payment& payment, const Booking& booking)
{
    const evm::Transfer& transfer = booking.transfer;
    // Another token's decimals and name are not known: its whole units would be a guess.
    const bool ours = transfer.token == payment.token;
    return {{"tx_hash", tx_hash_json(transfer)},
            {"log_index", log_index_json(transfer)},
            {"block_number", transfer.block_number},
            {"block_hash", transfer.block_hash.to_hex()},
            {"block_time", base::to_rfc3339(transfer.block_time_s)},
            {"token", ours ? Json(payment.symbol) : Json(nullptr)},
            {"token_address", address_or_null(transfer.token)},
            {"from", transfer.from.to_checksum()},
            {"amount",
             ours ? Json(evm::format_units(transfer.amount, payment.decimals)) : Json(nullptr)},
            {"amount_raw", transfer.amount.to_decimal()},
            {"depth", to_string(booking.depth)},
            {"standing", to_string(booking.standing)},
            {"orphaned", booking.orphaned}};
}

Json history_json(const HistoryEntry& entry)
{
    Json json{{"seq", entry.seq},
              {"event", to_string(entry.event)},
              {"from", to_string(entry.from)},
              {"to", to_string(entry.to)},
              {"reason", entry.reason},
              {"at", base::to_rfc3339(entry.at_s)}};
    if (entry.actor) {
        json["by"] = *entry.actor;
    }
    return json;
}

Json sweep_json(const SweepEntry& sweep)
{
    return {{"kind", sweep.kind},
            {"state", sweep.state},
            {"tx_hash", sweep.tx_hash.to_hex()},
            {"token", sweep.symbol},
            {"amount", evm::format_units(sweep.amount, sweep.decimals)},
            {"amount_raw", sweep.amount.to_decimal()},
            {"fee_wei", sweep.fee ? Json(sweep.fee->to_decimal()) : Json(nullptr)},
            {"block_number", or_null(sweep.block_number)},
            {"created_at", base::to_rfc3339(sweep.created_at_s)}};
}

Json webhook_json(const WebhookEntry& webhook)
{
    return {{"id", webhook.id},
            {"seq", webhook.seq},
            {"event", webhook.event},
            {"endpoint", webhook.endpoint.empty() ? Json(nullptr) : Json(webhook.endpoint)},
            {"state", webhook.state},
            {"attempts", webhook.attempts},
            {"last_status", or_null(webhook.last_status)},
            {"last_error", or_null(webhook.last_error)},
            {"next_attempt_at", time_or_null(webhook.next_attempt_at_s)},
            {"delivered_at", time_or_null(webhook.delivered_at_s)}};
}

template <typename Entry, typename Make>
Json list_json(const std::vector<Entry>& entries, Make&& make)
{
    Json list = Json::array();
    for (const Entry& entry : entries) {
        list.push_back(make(entry));
    }
    return list;
}

void add_money(Json& json, const Payment& payment)
{
    json["amount"] = evm::format_units(payment.amount, payment.decimals);
    json["amount_raw"] = payment.amount.to_decimal();
    json["received"] = evm::format_units(payment.received, payment.decimals);
    json["received_raw"] = payment.received.to_decimal();
}

void add_details(Json& json, const Payment& payment, const Details& details)
{
    json["transfers"] = list_json(
        details.bookings, [&](const Booking& booking) { return transfer_json(payment, booking); });
    json["history"] = list_json(details.history, history_json);
    json["sweeps"] = list_json(details.sweeps, sweep_json);
    json["webhooks"] = list_json(details.webhooks, webhook_json);
}

} // namespace

std::string to_json(const Payment& payment, std::optional<evm::BlockNumber> head,
                    const Details* details)
{
    Json json{{"id", payment.id},
              {"status", to_string(payment.status)},
              {"chain", payment.chain},
              {"chain_id", payment.chain_id},
              {"token", payment.symbol},
              {"token_address", address_or_null(payment.token)},
              {"decimals", payment.decimals},
              {"address", payment.address.to_checksum()},
              {"derivation_path", derivation_path(payment)}};
    add_money(json, payment);
    json["flags"] = flags_json(payment.flags);
    json["seq"] = payment.seq;
    json["confirmations"] = payment.confirmations(head);
    json["confirmations_required"] = payment.confirmations_required;
    json["detected_in_block"] = or_null(payment.detected_in_block);
    json["uri"] = payment_uri(payment);
    json["reference"] = or_null(payment.reference);
    json["metadata"] = metadata_json(payment.metadata);
    json["webhook_url"] = or_null(payment.webhook_url);
    json["expires_at"] = base::to_rfc3339(payment.expires_at_s);
    json["created_at"] = base::to_rfc3339(payment.created_at_s);
    json["updated_at"] = base::to_rfc3339(payment.updated_at_s);
    if (details != nullptr) {
        add_details(json, payment, *details);
    }
    return to_line(json);
}

std::string payment_uri(const Payment& payment)
{
    return evm::to_string(evm::PaymentUri{.chain_id = payment.chain_id,
                                          .to = payment.address,
                                          .token = payment.token,
                                          .amount = payment.amount});
}

} // namespace ctrip::payment
