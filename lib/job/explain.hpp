// SPDX-License-Identifier: MIT
// The work of `ctrip explain`: why a payment or a transaction is not (yet) paid, in plain words,
// and what to do about it. Changes nothing.
#pragma once

#include "job/explain/payment.hpp"
#include "job/explain/transaction.hpp"
#include "job/explain/types.hpp"
