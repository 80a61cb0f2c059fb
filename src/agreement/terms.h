// The terms: everything that agreement.toml says, read once and strictly.
//   Shape    one struct for each table of the file, with the file's own key names and defaults. What the file must give has no default.
//   Units    Span in milliseconds, *_days in days, *_percent in whole percent; `valid.from` and `valid.to` are instants (a date in the file
//            means its 00:00Z), from inclusive, to exclusive.
//   Errors   read_terms: kMalformed (unknown key, missing key, wrong type, out of range, too long, a code without a ground where that is
//            not allowed: the fault names the line and the key), kLimit.
//   Threads  immutable after reading; share freely.
//   Source   the project's rules of the gate, section 2; docs/formats/agreement.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/time.h"
#include "base/verdict.h"

namespace cs::agreement {

enum class Party : std::uint8_t { kHolder = 1, kRequester = 2 };  // the numbers are in ledger entries
enum class Presence : std::uint8_t { kRequired, kOptional, kAbsent };

struct Contracting {  // one party, as the accounting names it
  std::string name;
  std::string legal_id;
  std::string address;
};

struct Parties {
  Contracting holder;
  Contracting requester;
  std::vector<Digest> clients;  // SPKI digests of the requester's TLS client certificates
  Digest recipient{};           // fingerprint of the certificate that answers are sealed to
};

struct Pki {
  std::vector<Digest> anchors;        // fingerprints (SHA-256 of the DER) of CA certificates, which `trust import` brings
  std::vector<std::string> policies;  // OIDs in dotted form
  bool mapping = false;
};

struct Texts {  // shown, never evaluated; `meaning` goes into every answer
  std::vector<std::string> authority;
  std::string justification;
  std::string results;
  std::vector<std::string> prohibited_uses;
  std::string redisclosure;
  std::vector<std::string> audit_access;
  std::string meaning;
};

struct RegisterTerms {
  std::string name;
  std::vector<std::string> data_elements;
  std::int64_t records_estimate = 0;
  Span generation_age_max = Span::days(35);
};

struct Valid {
  Instant from;  // inclusive
  Instant to;    // exclusive: at it the agreement has ended
  std::int64_t months_max = 18;
  std::int64_t renewals_max = 1;
  std::int64_t renewal_months_max = 12;
};

struct Notice {
  std::int64_t days = 30;  // 0: no waiting after the publication, which is still needed
  std::string published_at;
};

struct Safeguards {
  bool required = true;
  bool finding_plan_required = true;
};

struct Officials {
  std::vector<std::string> offices;  // 1..8 slugs
  std::int64_t quorum = 2;           // of distinct people
  Span term_max = Span::days(730);
  Span cooling = Span::hours(24);
  Span signing_skew = Span::hours(24);
};

struct StopTerms {
  std::vector<std::string> holder;     // offices, one of which alone may stop
  std::vector<std::string> requester;
  std::int64_t resume_holder = 2;
  std::int64_t resume_requester = 1;
};

struct Caps {
  std::int64_t lines_per_request = 50'000;
  std::int64_t countersign_above = 10'000;
  std::int64_t lines_per_day = 100'000;
  std::int64_t lines_total = 1'000'000;
};

struct Engagement {
  bool required = true;
  std::int64_t lines_per_officer = 200;
  Span window = Span::days(365);
  std::int64_t officers_per_line_max = 5;
};

struct BudgetTerms {
  std::int64_t addresses_per_order = 2;
  std::int64_t addresses_per_subject = 2;
  Span window = Span::days(365);
  std::int64_t orders_per_address = 25;          // 0 = off
  std::int64_t addresses_per_street_day = 100;   // 0 = off
};

struct Issuer {
  std::string key;     // the slug that lines name
  std::string name;
  std::string origin;  // of its log
  std::string vkey;    // C2SP verifier key
  std::string url;
  std::string policy;  // C2SP tlog-policy text; it must ask for a cosignature (orders/policy.h reads it)
};

struct OrderType {
  std::string code;
  std::string issuer;            // Issuer::key
  std::int64_t min_age_days = 0; // 0 = no limit; else passes when age > min
  std::int64_t max_age_days = 0; // 0 = no limit; else passes while age < max
};

struct LineTerms {
  Presence periods = Presence::kRequired;
  std::int64_t periods_max = 3;
  Presence reason = Presence::kRequired;   // of matter and reason
  bool born_required = false;              // "required" or "optional" in the file
  std::int64_t source_age_max_days = 365;
};

struct AddressTerms {
  bool accept_po_box = true;
  bool accept_military = true;
  bool accept_puerto_rico = true;
};

struct MatchingTerms {
  Digest model{};
  bool review = true;
};

struct ReleaseTerms {
  Span every = Span::hours(24);
  Span at = Span::hours(6);  // after 00:00Z; "06:00" in the file
  Span hold = Span::hours(24);
  Span review_cutoff = Span::minutes(15);
  Span slip_max = Span::days(7);
  std::int64_t fetch_days = 30;
};

struct RequestTerms {
  Span not_after_max = Span::days(7);
  std::int64_t boilerplate_share_max_percent = 100;  // 100 = off
  std::vector<std::string> attestations = {"sole_use", "no_status_inference", "no_sole_basis", "safeguards_current", "no_redisclosure"};
};

struct DueProcess {
  std::int64_t verify_days = 30;
  std::int64_t notice_days = 30;
  std::int64_t overdue_share_max_percent = 5;
  std::vector<std::string> delay_grounds;
};

struct RecallTerms {
  Span within = Span::hours(1);
  std::int64_t dispose_days = 10;
  bool overdue_suspends = true;
};

struct Retention {
  std::int64_t accounting_years = 5;
  std::int64_t lines_days = 90;
  std::int64_t review_days = 90;
  std::int64_t snapshot_years = 7;
};

struct ReportTerms {
  std::int64_t cell_min = 10;
  std::int64_t round_to = 10;
  std::int64_t due_days = 90;
};

struct Purpose {
  std::string code;
  std::string text;
  std::string citation;
};

struct Terms {
  explicit Terms(AgreementId agreement) : id(std::move(agreement)) {}

  AgreementId id;
  std::int64_t version = 1;
  Digest previous{};       // digest of the version before; zeros for version 1, whose file says ""
  Digest digest{};         // SHA-256 of the whole file
  Parties parties;
  Pki pki;
  Texts texts;             // [terms] in the file
  RegisterTerms registered;  // [register]
  Valid valid;
  Notice notice;
  Safeguards safeguards;
  Officials officials;
  StopTerms stop;
  Caps caps;
  Engagement engagement;
  BudgetTerms budget;
  Span head_age_max = Span::hours(24);  // [orders]
  std::vector<Issuer> issuers;
  std::vector<OrderType> order_types;
  LineTerms line;
  AddressTerms address;
  MatchingTerms matching;
  ReleaseTerms release;
  RequestTerms request;
  DueProcess due_process;
  RecallTerms recall;
  Retention retention;
  ReportTerms report;
  std::vector<Purpose> purposes;
  std::vector<std::pair<std::string, std::string>> grounds;  // prefix or code, citation; in the file's order

  // The code's own citation, else its prefix's; empty where there is none, which switches REQ-BOILERPLATE, BUD-PATTERN, OFF-* and RST-CLASS
  // off (no other code can lack one).
  std::string_view ground_of(Reason reason) const;
  // The test may be made: there is a ground to cite.
  bool has_ground(Reason reason) const { return !ground_of(reason).empty(); }

  const Issuer* issuer(std::string_view key) const;
  const OrderType* order_type(std::string_view code, std::string_view issuer) const;
  const Purpose* purpose(std::string_view code) const;
  bool is_asking_office(std::string_view office) const;                    // in officials.offices
  bool is_stop_office(Party party, std::string_view office) const;
};

Result<Terms> read_terms(std::string_view toml);

// An amendment against the version it replaces: same id, next number, the digest of the version before; a later `valid.to` is a renewal, at
// most renewals_max of them (the older versions' renewals are counted by the caller), each at most renewal_months_max long.
Result<void> check_amendment(const Terms& before, const Terms& after, std::int64_t renewals_before);

// The first release tick strictly later than `t`: ticks are at 00:00Z + at + k * every, counted from 1970-01-01.
Instant next_tick(const ReleaseTerms& release, Instant t);
// The release time of a request: the first tick later than receipt + hold.
Instant release_at(const ReleaseTerms& release, Instant receipt);

}  // namespace cs::agreement
