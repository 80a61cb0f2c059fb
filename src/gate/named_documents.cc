#include "gate/named_documents.h"

#include "agreement/terms.h"

namespace cs::gate {

std::vector<Digest> documents_named_by_terms(ByteView terms) {
  const auto read = agreement::read_terms(as_text(terms));
  return read ? std::vector<Digest>{(*read).parties.recipient} : std::vector<Digest>();
}

}  // namespace cs::gate
