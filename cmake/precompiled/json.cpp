// SPDX-License-Identifier: MIT
// What json.hpp promises to every source.
#include <nlohmann/json.hpp>

template class nlohmann::basic_json<>;
template class nlohmann::basic_json<nlohmann::ordered_map>;
