// SPDX-License-Identifier: MIT
#include "job/explain/deadline.hpp"

#include "job/explain/words.hpp"
#include "payment/ledger.hpp"
#include "store/chain_store.hpp"
#include "store/doubt_store.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <optional>

namespace ctrip::job {

namespace {

std::optional<store::Doubt> doubt_of(const ExplainContext& context, const DeadlineCase& payment,
                                     const ExplainChain* chain)
{
    const bool by_event =
        payment.is_token || (chain != nullptr && chain->chain.native.contract.has_value());
    return store::DoubtStore{context.database, context.clock}.between(
        payment.chain_id, payment.created_at_s - payment::kClockSkew_s, payment.expires_at_s,
        by_event ? store::PaidBy::event : store::PaidBy::transaction);
}

/// Whether the blocks up to its deadline were read when they were as deep as the confirmations, as
/// far as the stored blocks tell.
bool is_read_at_depth(const ExplainContext& context, const DeadlineCase& payment,
                      const ExplainChain* chain, const store::Cursor& cursor)
{
    const std::uint64_t depth =
        chain == nullptr ? 1 : chain->chain.confirmations.steps.back().depth;
    if (!payment.is_token || depth <= 1) {
        return true;
    }
    if (cursor.block + 2 <= depth) {
        return false;
    }
    const auto deep = store::ChainStore{context.database, context.clock}.checkpoints(
        payment.chain_id, 1, cursor.block + 2 - depth);
    return !deep.empty() && deep.front().time_s > payment.expires_at_s;
}

std::string passed_text(const DeadlineCase& payment, const store::Cursor& cursor)
{
    return fmt::format("The deadline, {}, has passed, and the scan has read past it (block {} is "
                       "of {})",
                       base::to_rfc3339(payment.expires_at_s), cursor.block,
                       base::to_rfc3339(cursor.time_s));
}

} // namespace

std::vector<std::string> doubt_sentences(const ExplainContext& context, const DeadlineCase& payment,
                                         const ExplainChain* chain)
{
    const std::optional<store::Doubt> doubt = doubt_of(context, payment, chain);
    return doubt ? std::vector<std::string>{"Money may have come in blocks that no node shows "
                                            "whole.",
                                            doubt_text(*doubt, payment.chain)}
                 : std::vector<std::string>{};
}

std::vector<std::string> deadline_sentences(const ExplainContext& context,
                                            const DeadlineCase& payment, const ExplainChain* chain)
{
    std::vector<std::string> sentences = doubt_sentences(context, payment, chain);
    const std::string at = base::to_rfc3339(payment.expires_at_s);
    const auto state = store::ChainStore{context.database, context.clock}.find(payment.chain_id);
    const base::UnixSeconds now_s = context.clock.now_s();
    if (state && state->cursor && state->cursor->time_s > payment.expires_at_s) {
        const std::string passed = passed_text(payment, *state->cursor);
        if (!sentences.empty()) {
            sentences.push_back(passed + "; the payment does not expire before a node shows these "
                                         "logs.");
        } else if (!is_read_at_depth(context, payment, chain, *state->cursor)) {
            sentences.push_back(passed +
                                "; the events of these blocks are read a second time when they are "
                                "as deep as the chain's confirmations, and 'ctrip confirm' expires "
                                "the payment then.");
        } else {
            sentences.push_back(passed + "; the next 'ctrip confirm' expires the payment.");
            sentences.push_back(run_text(context, "confirm", payment.chain));
        }
    } else if (now_s > payment.expires_at_s) {
        sentences.push_back(
            fmt::format("The deadline, {}, has passed by the clock, but the scan has not read the "
                        "chain up to it: money in a block before it still counts, and nothing "
                        "expires until then.",
                        at));
    } else {
        sentences.push_back(
            fmt::format("The deadline is {}, in {}; the time of a transaction's block decides.", at,
                        span_text(payment.expires_at_s - now_s)));
    }
    return sentences;
}

} // namespace ctrip::job
