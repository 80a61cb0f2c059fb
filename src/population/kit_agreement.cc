// The kit's agreements, as TOML: the texts are data, the numbers are the first agreement's.
#include <algorithm>

#include "crypto/digest.h"
#include "population/kit.h"
#include "population/terms_text.h"

namespace cs::population {
namespace {

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') out += "\\n";
    else out += c;
  }
  return out + "\"";
}

std::string toml_list(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) out.append(out.size() > 1 ? ", " : "").append(toml_text(text));
  return out + "]";
}

Date months_later(Date date, int months) {
  const int month0 = date.month() - 1 + months;
  const int day = date.days - Date::civil(date.year(), date.month(), 1).days;
  const Date first = Date::civil(date.year() + month0 / 12, month0 % 12 + 1, 1);
  const Date next = Date::civil(date.year() + (month0 + 1) / 12, (month0 + 1) % 12 + 1, 1);
  return {std::min(first.days + day, next.days - 1)};
}

class AgreementWriter {
 public:
  AgreementWriter(const Pki& pki, std::string vkey, std::string witness, const AgreementFacts& facts)
      : pki_(pki), vkey_(std::move(vkey)), witness_(std::move(witness)), facts_(facts) {}

  std::string write(int version, const std::string& previous, std::string_view caps, Date from, Date to) {
    out_.clear();
    from_ = from;
    to_ = to;
    line("# SYNTHETIC: an agreement for tests. Citations are to be checked by counsel; nothing here makes a disclosure lawful.");
    line("format = \"countersign-agreement/1\"");
    line("id = " + text("id"));
    line("version = " + std::to_string(version));
    line("previous = " + toml_text(previous));
    write_parties();
    write_terms();
    write_rules(caps);
    write_issuer();
    write_grounds();
    return out_;
  }

 private:
  void line(std::string_view text_line) { out_.append(text_line).append("\n"); }
  static std::string text(std::string_view name) { return toml_text(TermsText::agreement().one(name)); }
  static std::string texts(std::string_view name) { return toml_list(TermsText::agreement().all(name)); }
  std::string digest(std::string_view name) const { return digest_text(pki_.of(name).fingerprint()); }

  void write_party(std::string_view party) {
    const std::string name(party);
    line("\n[parties." + name + "]");
    line("name = " + text(name + "_name"));
    line("legal_id = " + text(name + "_legal_id"));
    line("address = " + text(name + "_address"));
  }

  void write_parties() {
    write_party("holder");
    write_party("requester");
    line("clients = " + toml_list({digest_text(pki_.of("director-tls").spki()), digest_text(pki_.of("deputy-tls").spki())}));
    line("recipient = " + toml_text(digest("recipient")));
    line("\n[pki]");
    line("anchors = " + toml_list({digest("anchor")}));
    line("policies = [\"2.16.840.1.101.3.2.1.48.1\"]");
  }

  void write_terms() {
    line("\n[terms]");
    line("authority = " + texts("authority"));
    line("justification = " + text("justification"));
    line("results = " + text("results"));
    line("prohibited_uses = " + texts("prohibited_use"));
    line("redisclosure = " + text("redisclosure"));
    line("audit_access = " + texts("audit_access"));
    line("meaning = " + text("meaning"));
    line("\n[register]");
    line("name = " + text("register_name"));
    line("data_elements = " + texts("data_element"));
    line("records_estimate = " + std::to_string(facts_.records));
    line("\n[[purposes]]");
    line("code = " + text("purpose"));
    line("text = " + text("purpose_text"));
    line("citation = " + text("purpose_citation"));
  }

  void write_rules(std::string_view caps) {
    line("\n[valid]");
    line("from = " + toml_text(from_.midnight().text()));
    line("to = " + toml_text(to_.midnight().text()));
    line("\n[notice]\ndays = 30");
    line("published_at = " + text("notice_url"));
    line("\n[officials]\noffices = [\"director\", \"deputy\"]\nquorum = 1");
    line("\n[stop]\nholder = [\"counsel\", \"disclosure-officer\"]\nrequester = [\"director\", \"deputy\"]");
    line("\n[caps]");
    line(caps);
    line("\n[release]\nevery = \"1m\"\nhold = \"0s\"");
    line("\n[matching]");
    line("model = " + toml_text(digest_text(facts_.model)));
    line("\n[due_process]");
    line("delay_grounds = " + texts("delay_ground"));
  }

  void write_issuer() {
    line("\n[[issuers]]");
    line("key = " + text("issuer"));
    line("name = " + text("issuer_name"));
    line("origin = " + text("issuer_origin"));
    line("vkey = " + toml_text(vkey_));
    line("url = " + text("issuer_url"));
    line("policy = " + toml_text("log " + vkey_ + "\nwitness one " + witness_ + "\nquorum one\n"));
    line("\n[[order_types]]");
    line("code = " + text("order_type"));
    line("issuer = " + text("issuer"));
    line("min_age_days = 90\nmax_age_days = 0");
  }

  void write_grounds() {
    line("\n[grounds]");
    for (const auto& [code, citation] : TermsText::agreement().beginning("ground:")) line(code + " = " + toml_text(citation));
  }

  const Pki& pki_;
  std::string vkey_, witness_;
  Date from_{}, to_{};
  const AgreementFacts& facts_;
  std::string out_;
};

}  // namespace

Result<Agreements> write_agreements(const Pki& pki, const KitKeys& keys, Instant as_of, const AgreementFacts& facts) {
  CS_TRY(log_key, keys.log_signer());
  CS_TRY(witness, keys.witness_signer());
  AgreementWriter writer(pki, log_key.verifier().text(), witness.verifier().text(), facts);
  const Date today = Date::of(as_of), from{today.days - 30}, to = months_later(from, 17);
  constexpr std::string_view kCaps = "lines_per_request = 50000\ncountersign_above = 10000\nlines_per_day = 100000\nlines_total = 1000000";
  Agreements out;
  out.first = writer.write(1, "", kCaps, from, to);
  out.large = writer.write(2, digest_text(crypto::sha256(as_bytes(out.first))),
                           "lines_per_request = 700000\ncountersign_above = 10000\nlines_per_day = 1000000\nlines_total = 3000000", from, to);
  out.expired = writer.write(1, "", kCaps, {today.days - 80}, {today.days - 10});
  return out;
}

}  // namespace cs::population
