// SPDX-License-Identifier: MIT
// Plays a random history on a fake chain: payments of all kinds, empty blocks, reorganisations, and
// nodes that answer wrongly or not at all for a while. All of it comes from the seed. In the end it
// says what is true.
#pragma once

#include "fakes/fake_chain.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <vector>

namespace ctrip::fakes {

/// Who is paid, in one currency.
struct FakePayee
{
    evm::Address address;
    std::optional<evm::Address> token{};
    evm::Amount due; ///< A payment is all of it, or a part.
};

struct FakeHistoryOptions
{
    std::uint64_t seed = 1;
    std::vector<FakePayee> payees; ///< At least one.
    bool internals = false;        ///< Native payees are paid by contracts, too.
    /// No reorganisation goes further below the highest block that was ever there.
    std::uint64_t reorganised_max = 30;
};

/// A wrong answer, or none.
enum class FakeLie : std::uint8_t
{
    lagging_head,  ///< The node shows no block above some height.
    refused_range, ///< It reads no blocks, and tells no balances.
    withheld_log,  ///< It shows no logs of a block that has some.
    wrong_receipt, ///< The outcome of a transaction is reversed; another node disputes it.
};

class FakeHistory
{
public:
    /// The chain's on_call, shown_to, withheld, wrong_receipts, disputed and other_nodes are the
    /// history's from now on.
    FakeHistory(FakeChain& chain, FakeHistoryOptions options);

    /// Some payments, then blocks or a reorganisation; a lie may begin, and one that had its time
    /// ends.
    void step();
    /// All lies end, and the chain grows above every height that it ever had, by `blocks`.
    void finish(std::size_t blocks);

    /// What the chain holds for this payee: the sum that came, by block. What only an event tells
    /// of is not in it, nor what was reverted or was lost with its block.
    [[nodiscard]] std::map<evm::BlockNumber, evm::Amount> arrived(const FakePayee& payee) const;
    /// How often each lie was told so far.
    [[nodiscard]] const std::map<FakeLie, int>& lies() const noexcept { return m_lies; }
    [[nodiscard]] int reorganisations() const noexcept { return m_reorganisations; }

private:
    struct Played
    {
        evm::TxHash tx;
        FakePayment payment;
    };
    struct Told
    {
        FakeLie lie = FakeLie::lagging_head;
        int steps_left = 0;
    };

    [[nodiscard]] std::uint64_t below(std::uint64_t end) { return m_random() % end; }
    void pay();
    void reorganise();
    void begin_lie();
    void end_lie();
    void refuse_ranges();
    void show_other_node();

    FakeChain& m_chain;
    FakeHistoryOptions m_options;
    std::mt19937_64 m_random;
    std::vector<Played> m_played;
    std::optional<Told> m_told; ///< One lie at a time.
    std::map<FakeLie, int> m_lies;
    evm::BlockNumber m_highest = 0;
    int m_reorganisations = 0;
};

} // namespace ctrip::fakes
