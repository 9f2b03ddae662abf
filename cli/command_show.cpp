// SPDX-License-Identifier: MIT
// `ctrip show`. Manual: man/ctrip-show.1. Work: lib/store/payment_store.cpp and
// lib/job/payment_proof.cpp.
#include "base/error.hpp"
#include "base/new_file.hpp"
#include "cli/commands.hpp"
#include "cli/node.hpp"
#include "cli/payment_text.hpp"
#include "job/payment_proof.hpp"
#include "job/shared/node_memory.hpp"
#include "job/shared/own_address.hpp"
#include "payment/payment.hpp"
#include "payment/render.hpp"
#include "store/archive/archive_index.hpp"
#include "store/chain_store.hpp"
#include "store/payment_details.hpp"
#include "store/payment_store.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ctrip::cli {

namespace {

struct ShowOptions
{
    std::string id;
    std::string proof_file; ///< Empty: no proof.
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

/// Writes the proof, if there is anything proved, to a new file.
job::PaymentProof write_proof(const payment::Payment& payment, const payment::Details& details,
                              const std::string& file, Session& session)
{
    const auto& chains = session.config().chains;
    const auto chain = std::find_if(chains.begin(), chains.end(), [&](const config::Chain& one) {
        return one.chain_id == payment.chain_id;
    });
    if (chain == chains.end()) {
        throw Error{ErrorKind::request,
                    fmt::format("payment '{}': chain '{}' (chain id {}) is not configured any "
                                "more, so none of its nodes can be asked for a proof",
                                payment.id, payment.chain, payment.chain_id)};
    }
    job::StoredNodeMemory memory{chain->chain_id, session.database(), session.clock(),
                                 session.log()};
    const auto nodes = connect(session.config(), *chain, session.log(), memory, session.meter());
    job::PaymentProof proof = job::prove_payment({.chain = *chain,
                                                  .database = session.database(),
                                                  .clock = session.clock(),
                                                  .nodes = *nodes},
                                                 {.deposit = payment,
                                                  .chain = payment.chain,
                                                  .amount = payment.amount,
                                                  .received = payment.received},
                                                 details.bookings);
    if (proof.proved > 0) {
        const auto* const bytes = reinterpret_cast<const std::uint8_t*>(proof.json.data());
        base::write_new_file(file, {bytes, proof.json.size()});
    }
    return proof;
}

/// Throws Error{unavailable} where not every transfer is proved.
void require_complete(const job::PaymentProof& proof, const std::string& id,
                      const std::string& file)
{
    if (proof.proved == proof.transfers) {
        return;
    }
    throw Error{ErrorKind::unavailable,
                proof.proved == 0
                    ? fmt::format("payment '{}': no transfer could be proved, and '{}' was not "
                                  "written: {}",
                                  id, file, proof.why_not)
                    : fmt::format("payment '{}': '{}' proves {} of {} transfers: {}", id, file,
                                  proof.proved, proof.transfers, proof.why_not)};
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
    std::optional<job::PaymentProof> proof;
    if (!options.proof_file.empty()) {
        proof = write_proof(*payment, details, options.proof_file, session);
    }
    const auto head =
        store::ChainStore{session.database(), session.clock()}.head(payment->chain_id);
    Output& out = session.out();
    if (options.json) {
        out.line(payment::to_json(*payment, head, &details));
    } else {
        out.text(shown_text(*payment, head, details, out.color()));
    }
    if (proof) {
        out.flush();
        require_complete(*proof, payment->id, options.proof_file);
    }
    return ExitCode::ok;
}

} // namespace

Command add_show(OptionParser& root)
{
    const auto options = std::make_shared<ShowOptions>();
    auto* app = root.add_subcommand("show", "Show one payment with all its history");
    app->add_option("id", options->id, "The payment's id")->type_name("ID")->required();
    app->add_option("--proof", options->proof_file,
                    "Also write what proves the payment to a third party to this new file")
        ->type_name("FILE");
    app->add_flag("--json", options->json, "Print JSON");
    return {app, [options](Session& session) { return run(*options, session); }};
}

} // namespace ctrip::cli
