// Which documents an agreement's terms name that the ledger keeps: what `ledger verify` and an audit ask for besides those that entries name.
//   Errors   none: terms that cannot be read name none, and no gate starts from them.
#pragma once

#include <vector>

#include "base/bytes.h"

namespace cs::gate {

std::vector<Digest> documents_named_by_terms(ByteView terms);  // the certificate to which answers are sealed

}  // namespace cs::gate
