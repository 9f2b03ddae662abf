// SPDX-License-Identifier: MIT
#include "rpc/read/require_answer.hpp"

namespace ctrip::rpc {

void throw_inconsistent(const std::string& what)
{
    throw NodeFailure{NodeFault::inconsistent, what};
}

void throw_broken(const std::string& what)
{
    throw NodeFailure{NodeFault::broken, what};
}

void require_answerable(const NodeError& error)
{
    if (is_rate_limit(error)) {
        throw NodeFailure{NodeFault::rate_limited, "limits the rate of requests: " + error.message,
                          error.backoff_s};
    }
    if (is_unknown_method(error)) {
        throw NodeFailure{NodeFault::broken, "refuses: " + error.message};
    }
}

} // namespace ctrip::rpc
