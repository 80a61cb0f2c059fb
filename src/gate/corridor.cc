#include "gate/corridor.h"

namespace cs::gate {

// parse → admit → match → record → answer. Each call makes the one type that the next call takes.
Result<Answer> walk(Gate& gate, const Package& package, const WaitUntil& wait_until, const Received& received) {
  CS_TRY(parsed, parse(gate, package));
  CS_TRY(before, sent_before(gate, parsed));
  if (before) CS_TRY_VOID(received(before->request));
  if (before && before->closed) return deliver_again(gate, before->request, package.client);
  CS_TRY(admitted, before ? take_up(gate, before->request) : admit(gate, std::move(parsed)));
  if (!before && admitted.is_entered()) CS_TRY_VOID(received(admitted.request()));
  const bool told = before || admitted.is_entered();
  if (admitted.release_at() && !wait_until(*admitted.release_at()))
    return conflict("request " + admitted.request_id() + " is admitted; its answer is released at " + admitted.release_at()->text() +
                    ": run again then");
  CS_TRY(matched, match_lines(gate, std::move(admitted)));
  CS_TRY(recorded, record(gate, std::move(matched)));
  if (!told) CS_TRY_VOID(received(recorded.request()));
  return answer(gate, recorded);
}

}  // namespace cs::gate
