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

/// The size of a chunk of by_chunks(): both engines limit the number of values in a statement.
inline constexpr std::size_t kListMax = 500;
/// The number of placeholders in a list of by_fixed_lists(). The statement's text is the same for
/// any number of values, so the database prepares it once.
inline constexpr std::size_t kFixedListPlaces = 64;

/// "($3, $4, …)": `count` placeholders, the first of them $`first`.
[[nodiscard]] std::string places(std::size_t first, std::size_t count);

/// Appends the items to `values` and returns their placeholders, as places() does. `items` must not
/// be empty.
template <typename Items>
std::string append_list(std::vector<Value>& values, const Items& items)
{
    const std::size_t before = values.size();
    for (const auto& item : items) {
        values.emplace_back(item);
    }
    return places(before + 1, values.size() - before);
}

/// Calls `action` with the items in chunks of at most `max`.
template <typename Item, typename Action>
void by_chunks(std::span<const Item> items, const Action& action, std::size_t max = kListMax)
{
    for (std::size_t first = 0; first < items.size(); first += max) {
        action(items.subspan(first, std::min(max, items.size() - first)));
    }
}

/// Calls `action` with the values of `first` followed by kFixedListPlaces items at a time; a
/// shorter list is filled up with its last item.
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
