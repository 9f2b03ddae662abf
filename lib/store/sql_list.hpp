// SPDX-License-Identifier: MIT
// Lists of values in statements: the one place that writes "($1, $2, …)".
#pragma once

#include "store/database.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace ctrip::store {

/// How many values by_chunks() gives at a time: no engine takes any number of them.
inline constexpr std::size_t kListMax = 500;
/// How many places a list has that is written once for any number of values, so that the database
/// compiles the statement once.
inline constexpr std::size_t kFixedListPlaces = 64;

/// "($3, $4, …)": `count` places from `first` on.
[[nodiscard]] std::string places(std::size_t first, std::size_t count);

/// Appends the items to the values there are; their places. Not for an empty list.
template <typename Items>
std::string append_list(std::vector<Value>& values, const Items& items)
{
    const std::size_t before = values.size();
    for (const auto& item : items) {
        values.emplace_back(item);
    }
    return places(before + 1, values.size() - before);
}

/// `action` with at most `max` of the items at a time.
template <typename Item, typename Action>
void by_chunks(std::span<const Item> items, const Action& action, std::size_t max = kListMax)
{
    for (std::size_t first = 0; first < items.size(); first += max) {
        action(items.subspan(first, std::min(max, items.size() - first)));
    }
}

/// `action` with the values of kFixedListPlaces items at a time, behind the `first` values; the
/// places left over repeat the last item.
template <typename Item, typename Action>
void by_fixed_lists(const std::vector<Value>& first, std::span<const Item> items,
                    const Action& action)
{
    by_chunks(
        items,
        [&](std::span<const Item> some) {
            std::vector<Value> values = first;
            values.insert(values.end(), some.begin(), some.end());
            values.resize(first.size() + kFixedListPlaces, Value{some.back()});
            action(values);
        },
        kFixedListPlaces);
}

} // namespace ctrip::store
