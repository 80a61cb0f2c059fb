// receipt verify: what anybody can check of a receipt, offline.
#include <algorithm>

#include "app/accounting_files.h"
#include "app/command_line.h"
#include "app/keys_of_person.h"
#include "base/limits.h"
#include "codec/json.h"
#include "crypto/digest.h"
#include "gate/payloads.h"
#include "ledger/export.h"
#include "ledger/opening.h"
#include "ledger/receipt.h"

namespace cs::app {
namespace {

using codec::Value;
using ledger::OpeningKind;

struct ReceiptWords {
  std::string file, key, response, request, signature, lines, policy, clock;
  bool json = false;
};

Result<ledger::Receipt> read_under(const std::string& text, const tlog::LogKeys& key, const std::string& policy_file, Instant now) {
  if (policy_file.empty()) return ledger::read_receipt(text, key);
  CS_TRY(policy_text, read_file(policy_file, limits::kNoteBytesMax));
  const auto policy = tlog::Policy::parse(policy_text);
  if (!policy) return at(policy_file, policy.fault());
  return ledger::read_receipt(text, key, *policy, now);
}

// What the receipt opens, where it is a line's: the line as it was received, or its answer. Of a basis only the holder's auditor makes sense.
struct Opens {
  std::optional<std::uint32_t> line;
  std::string commitment;
  std::string what;  // empty: nothing that one word says
};

std::optional<Opens> opens_of(const ledger::Receipt& receipt) {
  if (receipt.opened.empty()) return std::nullopt;
  Opens out{{}, receipt.opened, {}};
  if (const auto* line = std::get_if<ledger::LineEntry>(&receipt.entry.entry)) out.line = line->line.value;
  if (receipt.opened == ledger::opening_kind_word(OpeningKind::kIn)) out.what = to_string(*receipt.extra.payload);
  if (receipt.opened == ledger::opening_kind_word(OpeningKind::kAnswer)) {
    const auto answer = gate::read_answer(*receipt.extra.payload);
    out.what = !answer ? "unreadable" : answer->verdict == Verdict::kRefused ? "refused " + std::string(reason_code(answer->reason)) : std::string(verdict_text(answer->verdict));
  }
  return out;
}

Result<void> holds_response(const ledger::Receipt& receipt, const std::string& response) {
  CS_TRY(sealed, read_file(response, limits::kLinesFileBytesMax));
  const auto* close = std::get_if<ledger::CloseEntry>(&receipt.entry.entry);
  if (close == nullptr || !close->response || *close->response != crypto::sha256(as_bytes(sealed)))
    return untrusted(response + ": is not the answer that the ledger's entry names");
  return {};
}

// The digest of one of the sender's files. One that he named must be there; one in its usual place may be missing, as of a request that came without.
Result<std::optional<Digest>> digest_of(const std::string& named, const std::string& usual, std::size_t bytes_max) {
  const auto bytes = read_file(named.empty() ? usual : named, bytes_max);
  if (bytes) return std::optional<Digest>(crypto::sha256(as_bytes(*bytes)));
  if (named.empty() && bytes.fault().kind == FaultKind::kNotFound) return std::optional<Digest>();
  return bytes.fault();
}

// The sender's own files open the commitment, with the r of the receipt: which of them, in words. Of a request that its manifest alone refused no line was
// read, and a signature that did not come the gate has as one of no bytes.
Result<std::string> holds_request(const ledger::Receipt& receipt, const ReceiptWords& words) {
  if (!std::holds_alternative<ledger::RequestEntry>(receipt.entry.entry) || !receipt.extra.r) return untrusted("the receipt is not one of a request's intake");
  CS_TRY(manifest, read_file(words.request, limits::kManifestBytesMax));
  CS_TRY(cms, digest_of(words.signature, words.request + ".p7s", limits::kCmsBytesMax));
  CS_TRY(lines, digest_of(words.lines, (Path(words.request).parent_path() / "lines.ndjson").string(), limits::kLinesFileBytesMax));
  const auto opens = [&](const std::optional<Digest>& read) {
    return ledger::opens(receipt.entry.entry, ledger::opening_kind_word(OpeningKind::kRequest), *receipt.extra.r,
                         ledger::request_payload({crypto::sha256(as_bytes(manifest)), cms.value_or(crypto::sha256({})), read}));
  };
  const std::string without = cms ? "" : "; it came without a signature";
  if (lines && opens(lines)) return (cms ? "manifest, signature and lines" : "manifest and lines") + without;
  if (opens(std::nullopt)) return (cms ? "manifest and signature" : "manifest") + without + "; its lines were not read, and no file of lines was checked";
  return untrusted(words.request + ": the ledger's entry is not of this request, its signature and its lines");
}

// How many others than the log itself have signed the head, whoever they are: whether they are witnesses, a policy says.
std::size_t others_signed(const std::string& text, const std::string& origin) {
  constexpr std::string_view kDash = "\xe2\x80\x94 ";
  std::size_t others = 0;
  for (std::size_t at = 0, end = 0; at < text.size(); at = end + 1) {
    end = std::min(text.find('\n', at), text.size());
    const std::string_view line = std::string_view(text).substr(at, end - at);
    if (line.starts_with(kDash) && !line.substr(kDash.size()).starts_with(origin + " ")) ++others;
  }
  return others;
}

std::string witnesses_text(std::size_t others) {
  if (others == 0) return "no witness has signed this head: that nobody was shown another history, the holder alone says";
  return std::to_string(others) + " others have signed this head; who of them is a witness, --policy says";
}

// An intake's r, with which nothing has been hashed yet: what it opens, the sender has.
bool waits_for_request(const ledger::Receipt& receipt) { return receipt.extra.r && !receipt.extra.payload; }

// What became of r: null where the receipt has none.
Value r_value(const ledger::Receipt& receipt, const std::string& of_request) {
  if (!receipt.extra.r) return Value();
  return Value(std::string(waits_for_request(receipt) && of_request.empty() ? "not checked" : "opened"));
}

Value as_json(const ledger::Receipt& receipt, const std::string& of_request, std::size_t others) {
  Value opens;
  if (const auto opened = opens_of(receipt))
    opens = codec::record_of({{"commitment", Value(opened->commitment)}, {"line", opened->line ? Value(std::int64_t{*opened->line}) : Value()}, {"what", Value(opened->what)}});
  codec::List cosigners;
  for (const std::string& name : receipt.cosigned_by) cosigners.emplace_back(name);
  return codec::record_of({{"origin", Value(receipt.checkpoint.origin)}, {"size", Value(static_cast<std::int64_t>(receipt.checkpoint.size))},
                           {"root", Value(to_hex(receipt.checkpoint.root))}, {"entry", ledger::entry_view(receipt.index, receipt.entry)}, {"opens", opens},
                           {"r", r_value(receipt, of_request)},
                           {"request", of_request.empty() ? Value() : Value(of_request)}, {"cosigned_by", Value(std::move(cosigners))}, {"others_signed", Value(static_cast<std::int64_t>(others))}});
}

void print(const ledger::Receipt& receipt, const std::string& of_request, bool under_policy, std::size_t others) {
  print_line("receipt   holds: entry " + std::to_string(receipt.index.value) + " of " + std::to_string(receipt.checkpoint.size) + " in " + receipt.checkpoint.origin +
             (under_policy ? ", cosigned by " + std::to_string(receipt.cosigned_by.size()) + " witnesses" : ""));
  if (!under_policy) print_line("witnesses " + witnesses_text(others));
  if (const auto opened = opens_of(receipt); opened && opened->line) {
    const bool quoted = opened->commitment == ledger::opening_kind_word(OpeningKind::kIn);
    print_line("opens     line " + std::to_string(*opened->line) + ", " + opened->commitment +
               (opened->what.empty() ? "" : ": " + (quoted ? codec::json_quote(opened->what) : opened->what)));
  }
  if (!of_request.empty()) print_line("opens     the request: " + of_request);
  else if (waits_for_request(receipt)) print_line("request   NOT CHECKED: the receipt does not show of which request the entry is. With the files that were sent --request does");
}

Result<int> verify(const ReceiptWords& words) {
  CS_TRY(text, read_file(words.file, limits::kProofBytesMax));
  CS_TRY(key, ledger::read_log_keys(words.key));
  CS_TRY(now, time_or_now(words.clock));
  auto receipt = read_under(text, key, words.policy, now);
  if (!receipt) return at(words.file, receipt.fault());
  if (!words.response.empty()) CS_TRY_VOID(holds_response(*receipt, words.response));
  std::string of_request;
  if (!words.request.empty()) {
    CS_TRY(opened, holds_request(*receipt, words));
    of_request = std::move(opened);
  }
  const std::size_t others = others_signed(text, receipt->checkpoint.origin);
  if (words.json) print_json(as_json(*receipt, of_request, others));
  else print(*receipt, of_request, !words.policy.empty(), others);
  return kExitDone;
}

}  // namespace

void add_receipt_verbs(CommandLine& line) {
  CLI::App* receipts = line.group("receipt", "proofs that travel");
  auto words = std::make_shared<ReceiptWords>();
  CLI::App* checked = line.verb(receipts, "verify", "checks a receipt offline, with the ledger's public key alone", "receipt verify receipt.tlog-proof --log-key log.vkey --response answer.p7m");
  checked->add_option("receipt", words->file, "the receipt")->required();
  checked->add_option("--log-key", words->key, "the ledger's verifier keys: its log.vkey")->required();
  checked->add_option("--response", words->response, "the sealed answer that it is for");
  CLI::Option* request = checked->add_option("--request", words->request, "of an intake: the request.json that was sent");
  checked->add_option("--signature", words->signature, "its signature (default: request.json.p7s)")->needs(request);
  checked->add_option("--lines", words->lines, "its lines (default: lines.ndjson beside request.json)")->needs(request);
  checked->add_option("--policy", words->policy, "a witness policy (C2SP tlog-policy): its quorum must have cosigned");
  checked->add_option("--clock", words->clock, "the time it is, for cosignatures dated ahead");
  checked->add_flag("--json", words->json, "as JSON: the entry, what it opens or what was not checked, the tree and who cosigned it");
  line.runs(checked, [words] { return verify(*words); });
  add_accounting_check(line, receipts);
}

}  // namespace cs::app
