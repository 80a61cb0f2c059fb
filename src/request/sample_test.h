// One good request for this room's tests.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "request/check.h"
#include "request/lines.h"
#include "request/manifest.h"

namespace cs::request::sample {

inline Instant ts(const std::string& text) { return Instant::parse(text).value(); }
inline Date day(const std::string& text) { return Date::parse(text).value(); }
inline const Instant kNow = ts("2026-09-01T12:00:00Z");

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

inline LineParticulars line(std::uint32_t number = 1) {
  LineParticulars p;
  p.line = number;
  p.order = OrderNumber::parse("000102030405060708090a0b0c0d0e0f").value();
  p.issuer = "court-a";
  p.docket = "D-" + std::to_string(number);
  p.type = "order-type-a";
  p.entered_on = day("2025-11-20");
  p.final_on = day("2026-02-10");
  p.salt.emplace().fill(0x20);
  p.names = {{{"LOPEZ", "GARCIA"}, {"MARIA", "ELENA"}, ""}};
  p.address_given = true;
  p.address.line1 = "12 Oak St Apt 4";
  p.address.city = "Salem";
  p.address.state = "OH";
  p.address.zip = "44460";
  p.address_source = "case system";
  p.address_seen_on = day("2026-08-01");
  p.periods_given = true;
  p.periods = {"2025"};
  p.matter = "matter 1";
  p.reason = "ordered on the day named and not seen since";
  p.officers = {"officer-1"};
  return p;
}

inline std::string lines_file(std::uint32_t count) {
  std::string file;
  for (std::uint32_t i = 1; i <= count; ++i) file += write_line(line(i)) + "\n";
  return file;
}

inline Manifest manifest(const std::string& lines) {
  Manifest m(RequestId::parse("01KABCDEFGHJKMNPQRSTVWXYZ0").value(), AgreementId::parse("final-orders").value());
  m.agreement_version = 1;
  m.agreement_digest.fill(1);
  m.created_at = ts("2026-09-01T09:00:00Z");
  m.not_after = ts("2026-09-03T09:00:00Z");
  m.office = "director";
  m.contact = "duty desk";
  m.purpose = "open-order";
  m.reason = "Forty characters of reason are the least.";
  m.origin_system = "case system";
  m.origin_as_of = day("2026-08-30");
  m.lines = split_lines(lines).computed;
  m.attestations = {"sole_use", "no_status_inference", "no_sole_basis", "safeguards_current", "no_redisclosure"};
  return m;
}

inline Rules rules() {
  Rules r;
  r.purposes = {"open-order"};
  r.attestations = {"sole_use", "no_status_inference", "no_sole_basis", "safeguards_current", "no_redisclosure"};
  return r;
}

}  // namespace cs::request::sample
