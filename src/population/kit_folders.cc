// The kit's folders: each an agreement with its signatures and acts, ready for `act submit` at the times of steps.csv.
#include "base/check.h"
#include "crypto/cms.h"
#include "crypto/digest.h"
#include "population/kit.h"
#include "population/terms_text.h"

namespace cs::population {
namespace {

using Names = std::vector<std::string>;
using Files = std::vector<std::pair<std::string, std::string>>;

// What stands behind `agreement`, `act`, `id` … of an act; docs/formats/act.md.
class FolderWriter {
 public:
  FolderWriter(const Pki& pki, const KitKeys& keys, std::string name, std::string agreement, Date day)
      : pki_(pki), keys_(keys), name_(std::move(name)), agreement_(std::move(agreement)), at_(day.midnight() + Span::hours(9)) {
    put("agreement.toml", agreement_);
  }

  Result<void> sign(const std::string& party) {
    const std::string file = "agreement.toml." + party + ".p7s";
    step("agreement sign", file, {party + "-signatory"});
    CS_TRY(cms, signature(agreement_, {party + "-signatory"}));
    put(file, cms);
    return {};
  }

  Result<void> act(const std::string& verb, const std::string& details, const Names& signers) {
    std::string file = std::to_string(++acts_);
    file.append("-").append(verb).append(".json");
    step("act submit", file, signers);
    const std::string text = "{\n  \"format\": \"countersign-act/1\",\n  \"act\": \"" + verb + "\",\n  \"id\": \"" + id() + "\",\n  \"agreement\": \"" +
                             TermsText::agreement().one("id") + "\",\n  \"effective_at\": \"" + at_.text() + "\",\n  \"ground\": \"letter of appointment\",\n" +
                             "  \"evidence\": null,\n  \"details\": {\n" + details + "\n  }\n}\n";
    CS_TRY(cms, signature(text, signers));
    put(file, text);
    put(file + ".p7s", cms);
    return {};
  }

  Result<void> designate(const std::string& office, const Names& signers, const std::string& until) {
    std::string pem;
    for (const char c : pki_.of(office).pem()) pem += c == '\n' ? std::string("\\n") : std::string(1, c);
    return act("designate",
               "    \"office\": \"" + office + "\",\n    \"certificate\": \"" + pem + "\",\n    \"client\": \"" +
                   digest_text(pki_.of(office + "-tls").fingerprint()) + "\",\n    \"authority\": \"letter of appointment\",\n    \"until\": " + until,
               signers);
  }

  Files finish() {
    put("steps.csv", steps_);
    return std::move(files_);
  }

 private:
  void put(const std::string& file, std::string bytes) { files_.emplace_back(name_ + "/" + file, std::move(bytes)); }

  void step(const std::string& verb, const std::string& file, const Names& signers) {
    at_ = at_ + Span::minutes(10);
    steps_.append(at_.text()).append(",").append(verb).append(",").append(file).append(",");
    for (std::size_t i = 0; i < signers.size(); ++i) steps_.append(i == 0 ? "" : " ").append(signers[i]);
    steps_ += '\n';
  }

  // 26 Crockford characters: a time of nobody's, then what folder and act give.
  std::string id() const {
    static constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const Digest drawn = crypto::sha256(as_bytes(name_ + std::to_string(acts_)));
    std::string out = "01K";
    for (std::size_t i = 0; out.size() < 26; ++i) out += kLetters[drawn[i] % kLetters.size()];
    return out;
  }

  Result<std::string> signature(const std::string& text, const Names& signers) const {
    Bytes cms;
    for (const std::string& signer : signers) {
      CS_TRY(key, keys_.key(signer));
      CS_TRY(more, cms.empty() ? crypto::sign_cms(as_bytes(text), pki_.of(signer), key, at_)
                               : crypto::add_signature(cms, as_bytes(text), pki_.of(signer), key, at_));
      cms = std::move(more);
    }
    return std::string(cms.begin(), cms.end());
  }

  const Pki& pki_;
  const KitKeys& keys_;
  std::string name_, agreement_;
  Instant at_;
  int acts_ = 0;
  std::string steps_ = "at,verb,file,signers\n";
  Files files_;
};

struct Folder {
  const char* name;
  bool expired, signed_by_both, lapsed;
};
constexpr Folder kFolders[] = {
    {"in-force", false, true, false}, {"expired", true, true, false}, {"unsigned", false, false, false}, {"lapsed", false, true, true}};

Result<Files> write_folder(const Folder& folder, const Pki& pki, const KitKeys& keys, Instant as_of, const Agreements& agreements) {
  const Date today = Date::of(as_of);
  const Date day{today.days - (folder.expired ? 83 : 33)};  // the notice of 30 days is over by as-of
  FolderWriter writer(pki, keys, folder.name, folder.expired ? agreements.expired : agreements.first, day);
  CS_TRY_VOID(writer.sign("holder"));
  if (!folder.signed_by_both) return writer.finish();
  CS_TRY_VOID(writer.sign("requester"));
  const Names holder = {"holder-signatory"}, both = {"holder-signatory", "requester-signatory"};
  CS_TRY_VOID(writer.act("publish", "    \"url\": \"" + TermsText::agreement().one("notice_url") + "\"", holder));
  CS_TRY_VOID(writer.act("safeguard",
                         "    \"certificate\": \"" + digest_text(pki.of("anchor").fingerprint()) + "\",\n    \"valid_to\": \"" +
                             Date{today.days + 300}.midnight().text() + "\",\n    \"findings\": []",
                         holder));
  const std::string until = "\"" + Date{today.days - 1}.midnight().text() + "\"";
  CS_TRY_VOID(writer.designate("director", both, folder.lapsed ? until : "null"));
  if (!folder.lapsed) CS_TRY_VOID(writer.designate("deputy", both, "null"));
  for (const char* office : {"counsel", "disclosure-officer"}) CS_TRY_VOID(writer.designate(office, holder, "null"));
  return writer.finish();
}

}  // namespace

Result<std::vector<std::pair<std::string, std::string>>> write_folders(const Pki& pki, const KitKeys& keys, Instant as_of, const Agreements& agreements) {
  Files out;
  for (const Folder& folder : kFolders) {
    CS_TRY(files, write_folder(folder, pki, keys, as_of, agreements));
    for (auto& file : files) out.push_back(std::move(file));
  }
  return out;
}

}  // namespace cs::population
