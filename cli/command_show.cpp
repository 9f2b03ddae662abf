// SPDX-License-Identifier: MIT
// `ctrip show`. Manual: man/ctrip-show.1. Work: lib/store/payment_store.cpp.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/payment_text.hpp"
#include "job/shared/own_address.hpp"
#include "payment/payment.hpp"
#include "payment/render.hpp"
#include "store/archive/archive_index.hpp"
#include "store/chain_store.hpp"
#include "store/payment_details.hpp"
#include "store/payment_store.hpp"

#include <fmt/format.h>

namespace ctrip::cli {

namespace {

struct ShowOptions
{
    std::string id;
    bool json = false;
};

/// A payer may be given the address that is shown. Throws Error{unavailable} where it is not the
/// wallet's.
void require_own_address(const payment::Payment& payment, Session& session)
{
    const job::OwnAddresses* const own = session.own_addresses();
    if (own == nullptr) {
        return;
    }
    const job::AddressOwner owner =
        own->owner_of(payment.wallet_id, payment.derivation_index, payment.address);
    if (owner == job::AddressOwner::mismatch) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("payment '{}': {}", payment.id,
                                job::why_not_own(owner, payment.derivation_index))};
    }
    if (owner == job::AddressOwner::another_wallet) {
        session.log().warning("the address is another wallet's than the configured one, and was "
                              "not checked",
                              {{"payment", payment.id}});
    }
}

ExitCode run(const ShowOptions& options, Session& session)
{
    const std::string id = checked_id("ID", options.id, ErrorKind::not_found);
    const auto payment = store::PaymentStore{session.database()}.find(id);
    if (!payment) {
        store::ArchiveIndex{session.database()}.throw_no_payment(id);
    }
    require_own_address(*payment, session);
    const payment::Details details =
        store::details_of(session.database(), session.clock(), payment->id);
    const auto head =
        store::ChainStore{session.database(), session.clock()}.head(payment->chain_id);
    Output& out = session.out();
    if (options.json) {
        out.line(payment::to_json(*payment, head, &details));
    } else {
        out.text(shown_text(*payment, head, details, out.color()));
    }
    return ExitCode::ok;
}

} // namespace

Command add_show(OptionParser& root)
{
    const auto options = std::make_shared<ShowOptions>();
    auto* app = root.add_subcommand("show", "Show one payment with all its history");
    app->add_option("id", options->id, "The payment's id")->type_name("ID")->required();
    app->add_flag("--json", options->json, "Print JSON");
    return {app, [options](Session& session) { return run(*options, session); }};
}

} // namespace ctrip::cli
