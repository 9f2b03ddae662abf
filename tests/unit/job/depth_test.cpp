// SPDX-License-Identifier: MIT
#include "job/confirm/depth.hpp"

#include <catch2/catch.hpp>

#include <optional>

using namespace ctrip;
using config::FinalKind;
using payment::Depth;

TEST_CASE("a transfer is as deep as both heads and the final block make it", "[job][depth]")
{
    // In block 10, of a payment that requires 3 confirmations: confirmed under block 12.
    const struct
    {
        const char* what;
        job::SeenHeads seen;
        FinalKind kind;
        Depth expected;
    } cases[]{
        {"above the head", {9, {}, {}}, FinalKind::depth, Depth::seen},
        {"one block too young", {11, {}, {}}, FinalKind::depth, Depth::seen},
        {"just deep enough", {12, {}, {}}, FinalKind::depth, Depth::confirmed},
        {"above the final block", {12, {}, 9}, FinalKind::depth, Depth::confirmed},
        {"in the final block", {12, {}, 10}, FinalKind::depth, Depth::final},
        {"final, and not as deep as required", {11, {}, 10}, FinalKind::safe, Depth::seen},
        {"another rule than confirmations", {12, 12, {}}, FinalKind::depth, Depth::confirmed},
        {"by confirmations", {12, 12, {}}, FinalKind::same_as_confirmations, Depth::final},
        {"by confirmations, and the quorum is one block behind",
         {12, 11, {}},
         FinalKind::same_as_confirmations,
         Depth::confirmed},
        {"by confirmations, and the quorum does not answer",
         {12, {}, {}},
         FinalKind::same_as_confirmations,
         Depth::confirmed},
    };
    for (const auto& [what, seen, kind, expected] : cases) {
        INFO(what);
        store::NonfinalTransfer transfer{.booking = {}, .confirmations_required = 3};
        transfer.booking.transfer.block_number = 10;
        CHECK((job::depth_at(transfer, seen, kind) == expected));
    }
}
