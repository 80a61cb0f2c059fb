#include "base/verdict.h"

#include <array>

namespace cs {
namespace {

constexpr Scope W = Scope::kWholeRequest;
constexpr Scope L = Scope::kLine;
constexpr Curer H = Curer::kHolder;
constexpr Curer P = Curer::kBothParties;
constexpr Curer Q = Curer::kRequester;
constexpr Curer I = Curer::kIssuer;
constexpr Curer N = Curer::kNobody;
constexpr Again s = Again::kSameRequest;
constexpr Again n = Again::kNewRequest;
constexpr Again l = Again::kLaterLine;
constexpr Again x = Again::kNever;
constexpr bool A = false;
constexpr bool AR = true;

constexpr std::array kRows = std::to_array<ReasonRow>({
    {Reason::kSvcClock, "SVC-CLOCK", W, AR, H, s, "the clock is over 1 s behind the last entry, or two sources are over 5 s apart"},
    {Reason::kSvcLedger, "SVC-LEDGER", W, AR, H, s, "an entry cannot be made durable, or there is no room for the whole request"},
    {Reason::kSvcWitness, "SVC-WITNESS", W, AR, H, s, "no witness quorum for the time set in the configuration"},
    {Reason::kSvcSelfcheck, "SVC-SELFCHECK", W, AR, H, s, "the gate's own replay of a released request differed"},
    {Reason::kSvcGeneration, "SVC-GENERATION", W, AR, H, s, "the register's generation is older than the agreement allows, or the agreed matching model is not there"},
    {Reason::kSvcCapacity, "SVC-CAPACITY", W, A, H, s, "the queue is full"},
    {Reason::kAgrUnknown, "AGR-UNKNOWN", W, A, P, n, "no such agreement, or this client certificate is not bound to it"},
    {Reason::kAgrDraft, "AGR-DRAFT", W, A, P, n, "the agreement is not signed by both parties"},
    {Reason::kAgrEnded, "AGR-ENDED", W, AR, P, n, "the agreement has expired or was terminated"},
    {Reason::kAgrVersion, "AGR-VERSION", W, AR, Q, n, "version or digest is not the one in force"},
    {Reason::kAgrWaiting, "AGR-WAITING", W, A, N, n, "not published, the notice is running, or before valid.from"},
    {Reason::kAgrSafeguard, "AGR-SAFEGUARD", W, AR, Q, s, "safeguard certificate missing or lapsed, or an open finding without a plan"},
    {Reason::kRstCourt, "RST-COURT", W, AR, N, s, "a court's restraint on disclosure or use"},
    {Reason::kRstHolder, "RST-HOLDER", W, AR, H, s, "the holder's own restraint"},
    {Reason::kAgrSuspended, "AGR-SUSPENDED", W, AR, P, s, "the agreement is stopped, for whatever reason"},
    {Reason::kSigMissing, "SIG-MISSING", W, A, Q, n, "no signature"},
    {Reason::kSigAlg, "SIG-ALG", W, A, Q, n, "algorithm, curve, key size or number of signers not allowed"},
    {Reason::kSigInvalid, "SIG-INVALID", W, A, Q, n, "a signer's signature, attributes, path, policy or revocation check fails"},
    {Reason::kSigTime, "SIG-TIME", W, A, Q, n, "signing-time absent, too far from receipt, or before the agreement was in force"},
    {Reason::kSigNotDesignated, "SIG-NOTDESIGNATED", W, A, Q, n, "a signer's certificate was never designated under this agreement"},
    {Reason::kSigNotYet, "SIG-NOTYET", W, A, Q, n, "the signer is designated but not in office yet"},
    {Reason::kSigEnded, "SIG-ENDED", W, AR, Q, n, "the signer is no longer in office"},
    {Reason::kSigQuorum, "SIG-QUORUM", W, A, Q, n, "fewer distinct officials than the agreement asks for"},
    {Reason::kReqFormat, "REQ-FORMAT", W, A, Q, n, "a manifest key is missing, unknown, or of wrong type or range"},
    {Reason::kReqReplay, "REQ-REPLAY", W, A, N, x, "request id or lines digest of a request admitted before"},
    {Reason::kReqExpired, "REQ-EXPIRED", W, A, Q, n, "past not_after, or created_at in the future or too long ago"},
    {Reason::kAgrScope, "AGR-SCOPE", W, A, Q, n, "the purpose is not among the agreement's"},
    {Reason::kReqAttest, "REQ-ATTEST", W, A, Q, n, "one of the agreement's attestations is missing"},
    {Reason::kReqReason, "REQ-REASON", W, A, Q, n, "the reason has under 40 characters"},
    {Reason::kReqTooLarge, "REQ-TOOLARGE", W, A, P, n, "more lines than the agreement allows in one request"},
    {Reason::kReqCountersign, "REQ-COUNTERSIGN", W, A, H, s, "so many lines need the holder's countersignature on this manifest"},
    {Reason::kBudDay, "BUD-DAY", W, A, N, s, "would pass the agreement's lines a day"},
    {Reason::kBudTotal, "BUD-TOTAL", W, A, P, n, "would pass the agreement's lines in all"},
    {Reason::kReqCount, "REQ-COUNT", W, A, Q, n, "bytes, count, digest or root of the lines are not the manifest's"},
    {Reason::kReqBoilerplate, "REQ-BOILERPLATE", W, A, Q, n, "one reason stands on a larger share of lines than allowed"},
    {Reason::kLinFormat, "LIN-FORMAT", L, A, Q, l, "unreadable, wrong number, unknown key or wrong type"},
    {Reason::kLinText, "LIN-TEXT", L, A, Q, l, "a character that is not allowed; address letters outside the Latin script"},
    {Reason::kLinForbidden, "LIN-FORBIDDEN", L, A, Q, l, "an identity number in free text"},
    {Reason::kRstClass, "RST-CLASS", L, AR, N, l, "the line's own data fall in a restrained class"},
    {Reason::kOrdMissing, "ORD-MISSING", L, A, Q, l, "order, docket, date or opening absent; or the birth date, where required"},
    {Reason::kOrdStale, "ORD-STALE", L, AR, I, l, "issuer unknown, or its head too old, forked or unsigned"},
    {Reason::kOrdUnknown, "ORD-UNKNOWN", L, AR, Q, l, "no such order in the issuer's register"},
    {Reason::kOrdMismatch, "ORD-MISMATCH", L, AR, Q, l, "the line does not open the order's latest commitment"},
    {Reason::kOrdType, "ORD-TYPE", L, A, Q, l, "the order's type is not in the agreement for this issuer"},
    {Reason::kOrdBarred, "ORD-BARRED", L, AR, I, l, "the order is barred or ended"},
    {Reason::kOrdNotFinal, "ORD-NOTFINAL", L, AR, I, l, "the order is not final"},
    {Reason::kOrdAge, "ORD-AGE", L, AR, N, l, "the order's age is outside the agreement's limits"},
    {Reason::kNamMissing, "NAM-MISSING", L, A, I, l, "no family or no given name; one token identifies nobody"},
    {Reason::kNamPlaceholder, "NAM-PLACEHOLDER", L, A, I, l, "a word that stands for no name"},
    {Reason::kNamInsufficient, "NAM-INSUFFICIENT", L, A, I, l, "initials only, no family part of two letters, or more than one person"},
    {Reason::kAdrMissing, "ADR-MISSING", L, A, Q, l, "the address is absent or blank"},
    {Reason::kAdrForeign, "ADR-FOREIGN", L, A, Q, l, "outside the United States"},
    {Reason::kAdrPlaceholder, "ADR-PLACEHOLDER", L, A, Q, l, "words that stand for no address"},
    {Reason::kAdrMalformed, "ADR-MALFORMED", L, A, Q, l, "ZIP not 5 or 9 digits, or an impossible ZIP or state"},
    {Reason::kAdrStreet, "ADR-STREET", L, A, Q, l, "no street, box or route name"},
    {Reason::kAdrNumber, "ADR-NUMBER", L, A, Q, l, "no house, box or route number"},
    {Reason::kAdrLocality, "ADR-LOCALITY", L, A, Q, l, "neither city and state nor ZIP"},
    {Reason::kAdrMany, "ADR-MANY", L, A, Q, l, "more than one place: a range, a list, a wildcard, General Delivery"},
    {Reason::kAdrZip, "ADR-ZIP", L, A, Q, l, "the ZIP lies in another state"},
    {Reason::kAdrUnparsed, "ADR-UNPARSED", L, A, Q, l, "the address has no reading"},
    {Reason::kAdrKind, "ADR-KIND", L, A, Q, l, "a kind of address that the agreement refuses"},
    {Reason::kAdrNotPersonal, "ADR-NOTPERSONAL", L, A, Q, l, "an agency, court, jail or substitute address, by public table"},
    {Reason::kAdrUnit, "ADR-UNIT", L, A, Q, l, "a multi-unit building by public table, and no unit"},
    {Reason::kAdrSource, "ADR-SOURCE", L, A, Q, l, "source or date of the address absent, in the future or too old"},
    {Reason::kPerMissing, "PER-MISSING", L, A, Q, l, "a period is required and absent"},
    {Reason::kPerRange, "PER-RANGE", L, A, Q, l, "periods malformed, too many, in the future, or not agreed"},
    {Reason::kLinReason, "LIN-REASON", L, A, Q, l, "matter or reason absent where required"},
    {Reason::kOffMissing, "OFF-MISSING", L, A, Q, l, "no officer is named"},
    {Reason::kOffNotEnrolled, "OFF-NOTENROLLED", L, A, Q, l, "an officer is not enrolled at receipt"},
    {Reason::kOffCaseload, "OFF-CASELOAD", L, A, N, l, "an officer would pass the agreed number of lines"},
    {Reason::kBudDuplicate, "BUD-DUPLICATE", L, A, N, x, "this order and address were decided before: the first answer stands"},
    {Reason::kBudOracle, "BUD-ORACLE", L, A, N, l, "another address for an order or subject whose units are spent"},
    {Reason::kBudPattern, "BUD-PATTERN", L, A, N, l, "too many orders for one address, or addresses of one street"},
});

}  // namespace

std::string_view verdict_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::kVerified: return "verified";
    case Verdict::kNotVerified: return "not_verified";
    case Verdict::kRefused: return "refused";
  }
  return "refused";
}

std::span<const ReasonRow> reason_table() { return kRows; }

const ReasonRow& reason_row(Reason reason) {
  for (const ReasonRow& row : kRows)
    if (row.reason == reason) return row;
  broken_invariant("every reason has its row", "reason in table", __FILE__, __LINE__);
}

std::string_view reason_code(Reason reason) { return reason == Reason::kNone ? "-" : reason_row(reason).code; }

Result<Reason> parse_reason(std::string_view code) {
  for (const ReasonRow& row : kRows)
    if (row.code == code) return row.reason;
  return not_found("reason: no such code");
}

std::string_view reason_prefix(Reason reason) {
  const std::string_view code = reason_row(reason).code;
  return code.substr(0, code.find('-'));
}

}  // namespace cs
