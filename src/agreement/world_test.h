// A small agreement for this room's tests: terms with three asking offices, people as pinned certificates, and a timeline that grows.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "agreement/judge.h"
#include "agreement/timeline.h"
#include "base/file.h"
#include "crypto/issue.h"

namespace cs::agreement::world {

inline Instant ts(const std::string& text) { return Instant::parse(text).value(); }

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

inline std::string terms_text() {
  std::string toml = read_file(Path(CS_SOURCE_DIR) / "tests/data/agreement/final-orders.toml", 1 << 20).value();
  toml = replaced(toml, "offices = [\"director\", \"deputy\"]", "offices = [\"director\", \"deputy\", \"chief\"]");
  return replaced(toml, "holder = [\"counsel\", \"disclosure-officer\"]",
                  "holder = [\"counsel\", \"disclosure-officer\", \"records-counsel\"]");
}

inline std::shared_ptr<const Terms> terms_of(const std::string& toml) {
  Result<Terms> read = read_terms(toml);
  EXPECT_TRUE(read.ok()) << read.fault().text;
  return std::make_shared<const Terms>(std::move(read).value());
}

// One certificate a name, made once.
inline const crypto::Certificate& certificate(const std::string& name) {
  static std::map<std::string, crypto::Certificate> made;
  static const crypto::PrivateKey key = crypto::KeyMaker::make(crypto::KeyKind::kP256).value();
  const auto found = made.find(name);
  if (found != made.end()) return found->second;
  crypto::CertificateRequest request;
  request.common_name = name;
  request.organization = "SYNTHETIC";
  request.serial = made.size() + 1;
  request.not_before = ts("2026-01-01T00:00:00Z");
  request.not_after = ts("2029-01-01T00:00:00Z");
  return made.emplace(name, crypto::issue_certificate(request, key, std::nullopt, key).value()).first->second;
}

inline Pinned pinned(const std::string& name) { return {certificate(name).identity(), certificate(name).spki()}; }

class World {
 public:
  Timeline timeline{AgreementId::parse("final-orders").value()};
  std::shared_ptr<const Terms> terms = terms_of(terms_text());

  EntryIndex add(const std::string& at, decltype(Event::what) what) {
    timeline.add({EntryIndex{next_}, ts(at), std::move(what)});
    return EntryIndex{next_++};
  }
  void signatories() {
    for (const char* name : {"H1", "H2"}) add("2026-01-01T00:00:00Z", SignatoryChanged{Party::kHolder, pinned(name), true});
    for (const char* name : {"R1", "R2"}) add("2026-01-01T00:00:00Z", SignatoryChanged{Party::kRequester, pinned(name), true});
  }
  void sign_both(const std::string& at) {
    add(at, Signed{Party::kHolder, terms});
    add(at, Signed{Party::kRequester, terms});
  }
  void safeguard(const std::string& at, const std::string& valid_to = "2030-01-01T00:00:00Z", std::vector<Finding> findings = {}) {
    add(at, SafeguardReported{ts(valid_to), std::move(findings)});
  }
  EntryIndex designate(const std::string& at, Party by, const std::string& office, const std::string& name,
                       std::optional<std::string> until = std::nullopt) {
    Designated what{by, office, pinned(name), ts(at), std::nullopt, std::nullopt};
    if (until) what.until = ts(*until);
    if (terms->is_stop_office(Party::kHolder, office) || terms->is_stop_office(Party::kRequester, office)) what.client = client(name);
    return add(at, std::move(what));
  }
  void designate_both(const std::string& at, const std::string& office, const std::string& name) {
    designate(at, Party::kRequester, office, name);
    designate(at, Party::kHolder, office, name);
  }
  // In force from 2026-07-01 (published on 2026-05-01), director and deputy asking, counsel and disclosure officer stopping.
  void in_force() {
    signatories();
    sign_both("2026-04-30T00:00:00Z");
    add("2026-05-01T12:00:00Z", Published{});
    safeguard("2026-05-01T12:00:00Z");
    designate_both("2026-06-01T00:00:00Z", "director", "D");
    designate_both("2026-06-01T00:00:00Z", "deputy", "P");
    designate("2026-06-01T00:00:00Z", Party::kHolder, "counsel", "C");
    designate("2026-06-01T00:00:00Z", Party::kHolder, "disclosure-officer", "O");
  }
  Reason refusal(const std::string& t) const { return timeline.refusal_of_state(ts(t)); }
  Standing standing(const std::string& name, const std::string& receipt, const std::string& signing_time) const {
    return timeline.official(pinned(name), ts(receipt), ts(signing_time)).standing;
  }
  Standing standing(const std::string& name, const std::string& t) const { return standing(name, t, t); }

  static Digest client(const std::string& name) { return certificate(name).fingerprint(); }

 private:
  std::uint64_t next_ = 100;
};

}  // namespace cs::agreement::world
