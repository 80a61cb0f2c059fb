// An issuer's home on disk: made, opened, appended to.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/directory.h"
#include "base/limits.h"
#include "codec/json.h"
#include "codec/text.h"
#include "orders/issuer.h"

namespace cs::orders {
namespace {


// Cuts the file to what is known to be whole, appends, syncs: a torn end of an earlier run goes with the next one.
Result<void> append_durable(const Path& path, std::uint64_t whole, std::string_view more, unsigned mode) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, mode);
  const auto fail = [&](const char* what) { return io_fault(path.string() + ": " + what + ": " + std::strerror(errno)); };
  if (fd < 0) return fail("open");
  Result<void> done;
  if (::ftruncate(fd, static_cast<off_t>(whole)) != 0) done = fail("truncate");
  std::uint64_t at = whole;
  while (done.ok() && !more.empty()) {
    const ssize_t written = ::pwrite(fd, more.data(), more.size(), static_cast<off_t>(at));
    if (written <= 0) done = fail("write");
    else more.remove_prefix(static_cast<std::size_t>(written)), at += static_cast<std::uint64_t>(written);
  }
  if (done.ok() && ::fsync(fd) != 0) done = fail("sync");
  ::close(fd);
  return done;
}

// Complete lines, with the length that they take.
std::vector<std::string_view> whole_lines(std::string_view text, std::uint64_t& whole) {
  std::vector<std::string_view> lines;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
    whole += end + 1;
  }
  return lines;
}

Result<std::string> read_if_there(const Path& path) {
  Result<std::string> bytes = read_file(path, limits::kIssuerFileBytesMax);
  if (!bytes.ok() && bytes.fault().kind == FaultKind::kNotFound) return std::string();
  return bytes;
}

std::string write_cause(const Cause& cause) {
  return codec::write_json(codec::record_of({{"order", codec::Value(cause.order.text())},
                                             {"leaf", codec::Value(static_cast<std::int64_t>(cause.leaf))},
                                             {"salt", codec::Value(to_hex(cause.salt))},
                                             {"cause", codec::Value(cause.text)}}));
}

Result<Cause> read_cause(std::string_view line) {
  CS_TRY(document, codec::read_json(line, limits::kIssuerSettingsBytesMax));
  CS_TRY_VOID(codec::only_keys(document, {"order", "leaf", "salt", "cause"}, ""));
  CS_TRY(order, codec::need_text(document, "order", ""));
  CS_TRY(number, OrderNumber::parse(order));
  CS_TRY(leaf, codec::need_number(document, "leaf", 0, INT64_MAX, ""));
  CS_TRY(salt, codec::need_text(document, "salt", ""));
  CS_TRY(salt_bytes, digest_from_hex(salt));
  CS_TRY(text, codec::need_text(document, "cause", ""));
  return Cause{number, static_cast<std::uint64_t>(leaf), salt_bytes, text};
}

std::string write_names(const IssuerNames& names, const crypto::NoteVerifier& log, const crypto::NoteVerifier& cosigner) {
  return codec::write_json_pretty(codec::record_of({{"format", codec::Value(std::string("countersign-issuer/1"))},
                                                    {"key", codec::Value(names.key)},
                                                    {"name", codec::Value(names.name)},
                                                    {"origin", codec::Value(names.origin)},
                                                    {"vkey", codec::Value(log.text())},
                                                    {"cosigner", codec::Value(cosigner.text())}}));
}

Result<IssuerNames> read_names(std::string_view json) {
  CS_TRY(document, codec::read_json(json, limits::kIssuerSettingsBytesMax));
  CS_TRY_VOID(codec::only_keys(document, {"format", "key", "name", "origin", "vkey", "cosigner"}, ""));
  CS_TRY(format, codec::need_text(document, "format", ""));
  if (format != "countersign-issuer/1") return malformed("format: not countersign-issuer/1");
  IssuerNames names;
  CS_TRY(key, codec::need_text(document, "key", ""));
  CS_TRY(name, codec::need_text(document, "name", ""));
  CS_TRY(origin, codec::need_text(document, "origin", ""));
  names.key = std::move(key);
  names.name = std::move(name);
  names.origin = std::move(origin);
  if (!is_slug(names.key)) return malformed("key: not a slug");
  return names;
}

}  // namespace

Result<Issuer> Issuer::create(const Path& home, const IssuerNames& names, crypto::Random& random) {
  if (!is_slug(names.key)) return usage_fault("the issuer's key is not a slug (3 to 40 of a-z, 0-9, -)");
  if (!codec::is_text(names.name, 200) || !codec::is_text(names.origin, 200)) return usage_fault("name and origin must be texts");
  std::error_code error;
  if (std::filesystem::exists(home / "issuer.json", error)) return conflict(home.string() + ": an issuer lives here already");
  Issuer issuer;
  issuer.home_ = home;
  issuer.names_ = names;
  CS_TRY(signer, crypto::NoteSigner::from_seed(names.origin, random.digest()));
  CS_TRY(cosigner, crypto::NoteSigner::from_seed(names.origin + "/cosigner", random.digest(), crypto::NoteAlgorithm::kEd25519Cosignature));
  issuer.signer_ = std::move(signer);
  issuer.cosigner_ = std::move(cosigner);
  CS_TRY_VOID(make_directories_durable(home, 0700));
  const std::string keys = issuer.signer_->text() + "\n" + issuer.cosigner_->text() + "\n";
  CS_TRY_VOID(write_file_durable(home / "issuer.key", as_bytes(keys), 0600));
  CS_TRY_VOID(write_file_durable(home / "issuer.json",
                                 as_bytes(write_names(names, issuer.signer_->verifier(), issuer.cosigner_->verifier()))));
  return issuer;
}

Result<Issuer> Issuer::open(const Path& home) {
  Issuer issuer;
  issuer.home_ = home;
  CS_TRY(json, read_file(home / "issuer.json", limits::kIssuerSettingsBytesMax));
  Result<IssuerNames> names = read_names(json);
  if (!names.ok()) return at("issuer.json", names.fault());
  issuer.names_ = std::move(names).value();
  CS_TRY(keys, read_file(home / "issuer.key", limits::kIssuerSettingsBytesMax));
  std::uint64_t whole = 0;
  const std::vector<std::string_view> lines = whole_lines(keys, whole);
  if (lines.size() != 2) return malformed("issuer.key: not two lines");
  CS_TRY(signer, crypto::NoteSigner::parse(lines[0]));
  CS_TRY(cosigner, crypto::NoteSigner::parse(lines[1]));
  issuer.signer_ = std::move(signer);
  issuer.cosigner_ = std::move(cosigner);
  CS_TRY_VOID(issuer.load());
  return issuer;
}

Result<void> Issuer::load() {
  CS_TRY(leaves, read_if_there(home_ / "leaves"));
  for (ByteView rest = as_bytes(leaves); rest.size() >= 2;) {
    const std::size_t size = read_u16_be(rest);
    if (rest.size() < 2 + size) break;  // a torn end: never published
    Result<Leaf> leaf = read_leaf(rest.subspan(2, size));
    if (!leaf.ok()) return at("leaves: leaf " + std::to_string(leaves_.size()), leaf.fault());
    if (leaf->kind == Kind::kEntered) subjects_[leaf->order] = leaf->subject;
    if (leaf->kind != Kind::kCorrected) events_[leaf->order].push_back({leaves_.size(), leaf->effective_at, leaf->kind, leaf->bar});
    leaves_.push_back(*leaf);
    rest = rest.subspan(2 + size);
    saved_.leaves_bytes += 2 + size;
  }
  saved_.leaves = leaves_.size();
  CS_TRY(openings, read_if_there(home_ / "openings.ndjson"));
  OpeningReader reader;
  std::size_t number = 0;
  for (const std::string_view line : whole_lines(openings, saved_.openings_bytes)) {
    ++number;
    Result<Opening> opening = reader.read(line);
    if (!opening.ok()) return at("openings.ndjson line " + std::to_string(number), opening.fault());
    if (!subjects_.contains(opening->order)) continue;  // its leaf was never saved: there is no such order
    opening->final_on = status_of(events_[opening->order], kInstantMax).final_on;
    dockets_[opening->docket] = opening->order;
    openings_[opening->order] = std::move(opening).value();
  }
  CS_TRY(causes, read_if_there(home_ / "causes.ndjson"));
  for (const std::string_view line : whole_lines(causes, saved_.causes_bytes)) {
    Result<Cause> cause = read_cause(line);
    if (!cause.ok()) return at("causes.ndjson", cause.fault());
    causes_.push_back(std::move(cause).value());
  }
  saved_.causes = causes_.size();
  return {};
}

// Openings and causes first: a leaf whose opening is lost would be an order that nobody can use.
Result<void> Issuer::save() {
  std::string openings;
  for (const OrderNumber& order : changed_) openings += write_opening(openings_.at(order)) + "\n";
  std::string causes;
  for (std::size_t i = saved_.causes; i < causes_.size(); ++i) causes += write_cause(causes_[i]) + "\n";
  Bytes leaves;
  for (std::size_t i = saved_.leaves; i < leaves_.size(); ++i) {
    const Bytes leaf = write_leaf(leaves_[i]);
    append_u16_be(leaves, static_cast<std::uint16_t>(leaf.size()));
    cs::append(leaves, ByteView(leaf));
  }
  CS_TRY_VOID(append_durable(home_ / "openings.ndjson", saved_.openings_bytes, openings, 0600));
  CS_TRY_VOID(append_durable(home_ / "causes.ndjson", saved_.causes_bytes, causes, 0600));
  CS_TRY_VOID(append_durable(home_ / "leaves", saved_.leaves_bytes, as_text(leaves), 0644));
  CS_TRY_VOID(sync_directory(home_));
  saved_ = {leaves_.size(), saved_.leaves_bytes + leaves.size(), saved_.openings_bytes + openings.size(), causes_.size(),
            saved_.causes_bytes + causes.size()};
  changed_.clear();
  return {};
}

}  // namespace cs::orders
