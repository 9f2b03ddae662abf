// SPDX-License-Identifier: MIT
#include "job/scan/log_numbers.hpp"

#include <algorithm>
#include <cstdint>
#include <set>

namespace ctrip::job {

namespace {

class LogNumbers
{
public:
    LogNumbers(std::vector<evm::Transfer*>& shown, std::span<const payment::Booking> booked,
               const std::function<bool(const evm::Address&)>& is_partial)
        : m_is_partial(is_partial)
    {
        for (const payment::Booking& booking : booked) {
            const evm::Transfer& transfer = booking.transfer;
            const bool same_block = std::any_of(shown.begin(), shown.end(), [&](const auto* one) {
                return one->block_hash == transfer.block_hash;
            });
            if (!booking.orphaned && transfer.is_event() && same_block) {
                m_booked.push_back(&transfer);
            }
        }
        const auto by_index = [](const evm::Transfer* a, const evm::Transfer* b) {
            return a->log_index < b->log_index;
        };
        std::sort(shown.begin(), shown.end(), by_index);
        std::sort(m_booked.begin(), m_booked.end(), by_index);
        m_left = shown;
    }

    std::size_t run()
    {
        // First those that are numbered alike: two events of one transaction may be equal.
        match([](const evm::Transfer& a, const evm::Transfer& b) {
            return a.log_index == b.log_index;
        });
        match([](const evm::Transfer&, const evm::Transfer&) { return true; });
        for (evm::Transfer* one : m_left) {
            while (m_taken.contains(one->log_index)) {
                ++one->log_index;
                ++m_renumbered;
            }
            m_taken.insert(one->log_index);
        }
        return m_renumbered;
    }

private:
    [[nodiscard]] bool is_same(const evm::Transfer& a, const evm::Transfer& b) const
    {
        return a.token == b.token && a.from == b.from && a.to == b.to &&
               (a.amount == b.amount || (a.token && m_is_partial(*a.token)));
    }

    template <typename Also>
    void match(const Also& also)
    {
        std::erase_if(m_left, [&](evm::Transfer* one) {
            const auto found =
                std::find_if(m_booked.begin(), m_booked.end(), [&](const evm::Transfer* other) {
                    return is_same(*one, *other) && also(*one, *other);
                });
            if (found == m_booked.end()) {
                return false;
            }
            m_renumbered += one->log_index == (*found)->log_index ? 0U : 1U;
            one->log_index = (*found)->log_index;
            m_taken.insert(one->log_index);
            m_booked.erase(found);
            return true;
        });
        for (const evm::Transfer* other : m_booked) {
            m_taken.insert(other->log_index);
        }
    }

    const std::function<bool(const evm::Address&)>& m_is_partial;
    std::vector<const evm::Transfer*> m_booked; ///< Not matched yet, as the next.
    std::vector<evm::Transfer*> m_left;
    std::set<std::int64_t> m_taken;
    std::size_t m_renumbered = 0;
};

} // namespace

std::size_t number_as_booked(std::vector<evm::Transfer*>& shown,
                             std::span<const payment::Booking> booked,
                             const std::function<bool(const evm::Address& token)>& is_partial)
{
    return booked.empty() ? 0 : LogNumbers{shown, booked, is_partial}.run();
}

} // namespace ctrip::job
