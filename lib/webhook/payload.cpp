// SPDX-License-Identifier: MIT
#include "webhook/payload.hpp"

#include "base/uuid.hpp"
#include "crypto/hash.hpp"
#include "evm/amount.hpp"
#include "payment/payment.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <span>
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

/// The bookings on the chain for which `is_wanted` holds, in their order, which is that of the
/// blocks.
template <typename IsWanted>
std::vector<const payment::Booking*> chosen(const std::vector<payment::Booking>& bookings,
                                            const IsWanted& is_wanted)
{
    std::vector<const payment::Booking*> found;
    for (const payment::Booking& booking : bookings) {
        if (!booking.orphaned && is_wanted(booking.standing)) {
            found.push_back(&booking);
        }
    }
    return found;
}

/// The newest ones.
std::span<const payment::Booking* const> listed(const std::vector<const payment::Booking*>& all)
{
    return std::span{all}.last(std::min(all.size(), kTransfersListed));
}

/// The transfers that `received` adds up: on the chain, and in the payment's currency.
void add_received(Json& data, const std::vector<payment::Booking>& bookings)
{
    const auto all = chosen(bookings, payment::is_payers);
    Json list = Json::array();
    for (const payment::Booking* booking : listed(all)) {
        list.push_back(transfer_json(booking->transfer));
    }
    data["transfers"] = std::move(list);
    data["transfers_count"] = all.size();
}

/// Those in another currency, each with its own.
void add_others(Json& data, const std::vector<payment::Booking>& bookings)
{
    const auto all = chosen(bookings, [](payment::Standing standing) {
        return standing == payment::Standing::wrong_token;
    });
    Json list = Json::array();
    for (const payment::Booking* booking : listed(all)) {
        list.push_back(transfer_json(booking->transfer));
        list.back()["token_address"] = address_json(booking->transfer.token);
    }
    data["other_transfers"] = std::move(list);
    data["other_transfers_count"] = all.size();
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
    add_received(data, snapshot.bookings);
    if (snapshot.event == payment::Event::wrong_token) {
        add_others(data, snapshot.bookings);
    }
    const Json message{{"type", payment::to_string(snapshot.event)},
                       {"timestamp", base::to_rfc3339(snapshot.at_s)},
                       {"data", std::move(data)}};
    // Text that is not UTF-8 is refused on input; if there is any, a replacement character is
    // better than an event that cannot be sent.
    return message.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string test_payload(base::UnixSeconds at_s)
{
    return Json{{"type", "payment.test"},
                {"timestamp", base::to_rfc3339(at_s)},
                {"data", Json{{"payment_id", nullptr}, {"test", true}}}}
        .dump();
}

std::string message_id(std::string_view payment_id, std::uint64_t seq, std::string_view event)
{
    const std::string text = fmt::format("{}/{}/{}", payment_id, seq, event);
    const auto hash = crypto::sha256({reinterpret_cast<const std::uint8_t*>(text.data()), //
                                      text.size()});
    const std::string hex = base::to_hex(hash);
    // A UUID of version 7 begins with its time, in 48 bits.
    const std::string time =
        base::is_uuid(payment_id)
            ? fmt::format("{}{}", payment_id.substr(0, 8), payment_id.substr(9, 4))
            : hex.substr(20, 12);
    return fmt::format("msg_{}-{}-8{}-a{}-{}", time.substr(0, 8), time.substr(8, 4),
                       hex.substr(0, 3), hex.substr(3, 3), hex.substr(6, 12));
}

} // namespace ctrip::webhook
