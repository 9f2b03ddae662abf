// SPDX-License-Identifier: MIT
// The instantiations that json.hpp declares extern.
#include <nlohmann/json.hpp>

template class nlohmann::basic_json<>;
template class nlohmann::basic_json<nlohmann::ordered_map>;
