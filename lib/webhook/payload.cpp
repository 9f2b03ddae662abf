// SPDX-License-Identifier: MIT
#include "webhook/payload.hpp"

#include "evm/amount.hpp"
#include "payment/payment.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace ctrip::webhook {

namespace {

using Json = nlohmann::ordered_json;

Json list_json(const std::vector<std::string_view>& names)
{
    Json list = Json::array();
    for (const std::string_view name : names) {
        list.push_back(name);
    }
    return list;
}

Json object_json(const payment::Metadata& metadata)
{
    Json object = Json::object();
    for (const auto& [key, value] : metadata) {
        object[key] = value;
    }
    return object;
}

Json address_json(const std::optional<evm::Address>& address)
{
    return address ? Json(address->to_checksum()) : Json(nullptr);
}

Json transfer_json(const evm::Transfer& transfer)
{
    // A balance change has no known transaction.
    const bool is_balance = transfer.is_balance_change();
    return {{"tx_hash", is_balance ? Json(nullptr) : Json(transfer.tx_hash.to_hex())},
            {"log_index", transfer.is_event() ? Json(transfer.log_index) : Json(nullptr)},
            {"block_number", transfer.block_number},
            {"amount_raw", transfer.amount.to_decimal()}};
}

/// The transfers that `received` adds up: on the chain, and in the payment's currency.
Json received_transfers_json(const std::vector<payment::Booking>& bookings)
{
    Json list = Json::array();
    for (const payment::Booking& booking : bookings) {
        if (!booking.orphaned && payment::is_payers(booking.standing)) {
            list.push_back(transfer_json(booking.transfer));
        }
    }
    return list;
}

/// Those in another currency, each with its own.
Json other_transfers_json(const std::vector<payment::Booking>& bookings)
{
    Json list = Json::array();
    for (const payment::Booking& booking : bookings) {
        if (!booking.orphaned && booking.standing == payment::Standing::wrong_token) {
            list.push_back(transfer_json(booking.transfer));
            list.back()["token_address"] = address_json(booking.transfer.token);
        }
    }
    return list;
}

} // namespace

std::string payload(const EventSnapshot& snapshot)
{
    const payment::Payment& payment = snapshot.payment;
    Json data{{"payment_id", payment.id},
              {"seq", payment.seq},
              {"status", payment::to_string(payment.status)},
              {"flags", list_json(payment.flags.names())},
              {"address", payment.address.to_checksum()}};
    data["amount"] = evm::format_units(payment.amount, payment.decimals);
    data["amount_raw"] = payment.amount.to_decimal();
    data["received"] = evm::format_units(payment.received, payment.decimals);
    data["received_raw"] = payment.received.to_decimal();
    data["chain"] = payment.chain;
    data["chain_id"] = payment.chain_id;
    data["token"] = payment.symbol;
    data["token_address"] = address_json(payment.token);
    data["confirmations"] = payment.confirmations(snapshot.head);
    data["reference"] = payment.reference ? Json(*payment.reference) : Json(nullptr);
    data["metadata"] = object_json(payment.metadata);
    data["transfers"] = received_transfers_json(snapshot.bookings);
    if (snapshot.event == payment::Event::wrong_token) {
        data["other_transfers"] = other_transfers_json(snapshot.bookings);
    }
    const Json message{{"type", payment::to_string(snapshot.event)},
                       {"timestamp", base::to_rfc3339(snapshot.at_s)},
                       {"data", std::move(data)}};
    // Text that is not UTF-8 is refused on input; if there is any, a replacement character is
    // better than an event that cannot be sent.
    return message.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace ctrip::webhook
