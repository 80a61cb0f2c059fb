// Who is in which office: designations of both parties paired, cooled and ended.
#include <algorithm>

#include "agreement/fold.h"
#include "agreement/timeline.h"

namespace cs::agreement {
namespace {

// One party's designation, with its end as far as known.
struct Half {
  EntryIndex entry;
  Instant at;       // the entry's time
  Designated what;
  Instant from() const { return std::max(at, what.from); }
};

struct Folded {
  std::vector<Half> halves;       // with `until` cut by what ended them
  std::vector<Tenure> complete;   // pairs
};

Instant until_or_never(const std::optional<Instant>& until) { return until.value_or(kInstantMax); }

bool same_seat(const Designated& a, const Designated& b) { return a.office == b.office && a.person == b.person; }

// The terms that the designation was completed under; before anything was signed, those of the question.
Officials officials_at(const Timeline& timeline, Instant completed, Instant t) {
  if (const auto then = timeline.terms(completed)) return then->officials;
  if (const auto now = timeline.terms(t)) return now->officials;
  return {};
}

Tenure pair_up(const Half& first, const Half& second, const Officials& officials) {
  // Cooling runs from the second entry: a succession entered a day ahead leaves no gap.
  Tenure tenure{second.what.office, second.what.person, std::max({first.from(), second.from(), second.at + officials.cooling}), kInstantMax,
                second.what.client ? second.what.client : first.what.client, {first.entry, second.entry}};
  tenure.until = std::min({until_or_never(first.what.until), until_or_never(second.what.until), tenure.from + officials.term_max});
  return tenure;
}

class Fold {
 public:
  Fold(const Timeline& timeline, Instant t) : timeline_(timeline), t_(t) {
    for (const Event& event : timeline.events()) {
      if (event.at > t) break;
      if (const auto* designated = std::get_if<Designated>(&event.what)) designate(event, *designated);
      if (const auto* ended = std::get_if<DesignationEnded>(&event.what)) end(std::max(event.at, ended->at), *ended);
    }
  }
  Folded take() { return std::move(out_); }

 private:
  void designate(const Event& event, const Designated& what) {
    const Half half{event.entry, event.at, what};
    const auto other = std::find_if(waiting_.begin(), waiting_.end(),
                                    [&](const Half& one) { return same_seat(one.what, what) && one.what.by != what.by; });
    if (other != waiting_.end()) {
      out_.complete.push_back(pair_up(*other, half, officials_at(timeline_, event.at, t_)));
      waiting_.erase(other);
    } else {
      waiting_.push_back(half);
    }
    out_.halves.push_back(half);
  }

  void end(Instant at, const DesignationEnded& ended) {
    const auto seat = [&](const auto& one) { return one.office == ended.office && one.person == ended.person; };
    for (Tenure& tenure : out_.complete)
      if (seat(tenure)) tenure.until = std::min(tenure.until, at);
    for (Half& half : out_.halves)
      if (seat(half.what)) half.what.until = std::min(until_or_never(half.what.until), at);
    std::erase_if(waiting_, [&](const Half& half) { return seat(half.what); });
  }

  const Timeline& timeline_;
  Instant t_;
  std::vector<Half> waiting_;  // halves without their other
  Folded out_;
};

bool in_office(const Tenure& tenure, Instant t) { return tenure.from <= t && t < tenure.until; }

Standing standing_of(const Tenure& tenure, Instant receipt, Instant signing_time) {
  if (receipt < tenure.from || signing_time < tenure.from) return Standing::kNotYet;
  if (receipt >= tenure.until || signing_time >= tenure.until) return Standing::kEnded;
  return Standing::kInOffice;
}

int rank(Standing standing) {
  switch (standing) {
    case Standing::kInOffice: return 3;
    case Standing::kNotYet: return 2;
    case Standing::kEnded: return 1;
    case Standing::kNeverDesignated: return 0;
  }
  return 0;
}

}  // namespace

std::vector<Tenure> Timeline::asking_tenures(Instant t) const {
  const std::shared_ptr<const Terms> terms_now = terms(t);
  if (terms_now == nullptr) return {};
  std::vector<Tenure> tenures = Fold(*this, t).take().complete;
  std::erase_if(tenures, [&](const Tenure& tenure) { return !terms_now->is_asking_office(tenure.office); });
  return tenures;
}

std::vector<Tenure> Timeline::stop_tenures(Party party, Instant t) const {
  const std::shared_ptr<const Terms> terms_now = terms(t);
  std::vector<Tenure> tenures;
  if (terms_now == nullptr) return tenures;
  for (const Half& half : Fold(*this, t).take().halves) {
    if (half.what.by != party || !terms_now->is_stop_office(party, half.what.office)) continue;
    const Instant until = std::min(until_or_never(half.what.until), half.from() + terms_now->officials.term_max);
    tenures.push_back({half.what.office, half.what.person, half.from(), until, half.what.client, {half.entry}});
  }
  return tenures;
}

OfficialStanding Timeline::official(const Pinned& person, Instant receipt, Instant signing_time) const {
  OfficialStanding best;
  for (const Tenure& tenure : asking_tenures(receipt)) {
    if (tenure.person != person) continue;
    const Standing standing = standing_of(tenure, receipt, signing_time);
    if (rank(standing) <= rank(best.standing)) continue;
    best = {standing, {}, {}};
    if (standing == Standing::kInOffice) best = {standing, tenure.office, tenure.designations};
  }
  return best;
}

bool Timeline::in_asking_office(const Pinned& person, Instant t) const { return official(person, t, t).standing == Standing::kInOffice; }

bool Timeline::in_stop_office(Party party, const Pinned& person, Instant t) const {
  const std::vector<Tenure> tenures = stop_tenures(party, t);
  return std::any_of(tenures.begin(), tenures.end(), [&](const Tenure& tenure) { return tenure.person == person && in_office(tenure, t); });
}

std::optional<EntryIndex> Timeline::stop_client(Party party, const Digest& client_fingerprint, Instant t) const {
  for (const Tenure& tenure : stop_tenures(party, t))
    if (tenure.client == client_fingerprint && in_office(tenure, t)) return tenure.designations.front();
  return std::nullopt;
}

std::vector<Tenure> Timeline::designations(std::string_view office, Instant t) const {
  std::vector<Tenure> out;
  for (const Half& half : Fold(*this, t).take().halves)
    if (half.what.office == office)
      out.push_back({half.what.office, half.what.person, half.from(), until_or_never(half.what.until), half.what.client, {half.entry}});
  return out;
}

std::optional<Pinned> Timeline::incumbent(std::string_view office, Instant t) const {
  std::optional<Pinned> coming;
  for (const Tenure& tenure : designations(office, t)) {
    if (t >= tenure.until) continue;
    if (tenure.from <= t) return tenure.person;
    if (!coming) coming = tenure.person;
  }
  return coming;
}

}  // namespace cs::agreement
