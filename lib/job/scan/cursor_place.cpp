// SPDX-License-Identifier: MIT
#include "job/scan/cursor_place.hpp"

namespace ctrip::job {

CursorPlace place_of(const store::Cursor& cursor, const rpc::BlockHeader& head) noexcept
{
    if (head.number < cursor.block) {
        return CursorPlace::above_head;
    }
    if (head.number > cursor.block) {
        return CursorPlace::below_head;
    }
    return head.hash == cursor.hash ? CursorPlace::at_head : CursorPlace::other_branch;
}

} // namespace ctrip::job
