#include "orders/issuer.h"

#include <algorithm>

#include "base/limits.h"
#include "codec/text.h"
#include "tlog/merkle.h"
#include "tlog/note.h"
#include "tlog/tiles.h"
#include "orders/log_reader.h"

namespace cs::orders {
namespace {

Result<void> need_texts(const std::vector<std::string>& texts, std::string_view field) {
  if (texts.size() > limits::kNamePartsMax) return malformed(std::string(field) + ": more than 4 parts");
  for (const std::string& text : texts)
    if (!codec::is_text(text, limits::kNamePartTextMax)) return malformed(std::string(field) + ": not a text of 1 to 80 characters");
  return {};
}

Result<void> check_facts(const EnteredFacts& facts) {
  if (!codec::is_text(facts.docket, 32)) return malformed("docket: not a text of 1 to 32 characters");
  if (!is_slug(facts.type)) return malformed("type: not a slug");
  if (facts.names.empty() || facts.names.size() > limits::kNamesPerSubjectMax) return malformed("names: not 1 to 4");
  for (const OpeningName& name : facts.names) {
    CS_TRY_VOID(need_texts(name.family, "family"));
    CS_TRY_VOID(need_texts(name.given, "given"));
    if (!name.suffix.empty() && !codec::is_text(name.suffix, limits::kNamePartTextMax)) return malformed("suffix: not a text");
  }
  return {};
}

Opening opening_of(const EnteredFacts& facts, const std::string& issuer, const OrderNumber& order, crypto::Random& random) {
  Opening opening;
  opening.order = order;
  opening.issuer = issuer;
  opening.docket = facts.docket;
  opening.type = facts.type;
  opening.entered_on = facts.entered_on;
  opening.salt = random.digest();
  opening.names = facts.names;
  opening.born = facts.born;
  return opening;
}

}  // namespace

const Opening* Issuer::opening(const OrderNumber& order) const {
  const auto found = openings_.find(order);
  return found != openings_.end() ? &found->second : nullptr;
}

const Opening* Issuer::find(std::string_view docket) const {
  const auto found = dockets_.find(docket);
  return found != dockets_.end() ? opening(found->second) : nullptr;
}

Result<std::uint64_t> Issuer::append(Leaf leaf, Instant now) {
  leaf.recorded_at = leaves_.empty() ? now : std::max(now, leaves_.back().recorded_at);
  const std::uint64_t index = leaves_.size();
  // Reads back what it writes: nothing that a mirror could stumble over enters the log.
  CS_TRY(read_back, read_leaf(write_leaf(leaf)));
  CS_CHECK(read_back == leaf, "a leaf reads back as it was written");
  if (leaf.kind != Kind::kCorrected) events_[leaf.order].push_back({index, leaf.effective_at, leaf.kind, leaf.bar});
  leaves_.push_back(leaf);
  return index;
}

Result<Opening> Issuer::enter(const EnteredFacts& facts, Instant now, crypto::Random& random) {
  CS_TRY_VOID(check_facts(facts));
  Leaf leaf;
  leaf.kind = Kind::kEntered;
  random.fill(leaf.order.bytes);
  leaf.subject = facts.subject.value_or(SubjectNumber{});
  if (!facts.subject) random.fill(leaf.subject.bytes);
  leaf.effective_at = facts.effective_at.value_or(facts.entered_on.midnight());
  const Opening opening = opening_of(facts, names_.key, leaf.order, random);
  leaf.commitment = commitment(opening);
  CS_TRY(index, append(leaf, now));
  subjects_[leaf.order] = leaves_[index].subject;
  dockets_[facts.docket] = leaf.order;
  changed_.push_back(leaf.order);
  openings_[leaf.order] = opening;
  return opening;
}

Result<void> Issuer::make_final(const OrderNumber& order, Date on, Instant now) {
  const auto found = openings_.find(order);
  if (found == openings_.end()) return conflict("no such order");
  if (found->second.final_on) return conflict("the order is final already");
  Leaf leaf;
  leaf.kind = Kind::kFinal;
  leaf.order = order;
  leaf.effective_at = on.midnight();
  CS_TRY(index, append(leaf, now));
  found->second.final_on = Date::of(leaves_[index].effective_at);
  changed_.push_back(order);
  return {};
}

Result<std::uint64_t> Issuer::append_cause(Leaf leaf, std::string_view cause, Instant now, crypto::Random& random) {
  if (opening(leaf.order) == nullptr) return conflict("no such order");
  if (!codec::is_text(cause, 500)) return malformed("cause: not a text of 1 to 500 characters");
  const Digest salt = random.digest();
  leaf.cause = cause_commitment(salt, cause);
  CS_TRY(index, append(leaf, now));
  causes_.push_back({leaf.order, index, salt, std::string(cause)});
  return index;
}

Result<std::uint64_t> Issuer::bar(const OrderNumber& order, Instant effective_at, std::string_view cause, Instant now,
                                  crypto::Random& random) {
  Leaf leaf;
  leaf.kind = Kind::kBarred;
  leaf.order = order;
  leaf.effective_at = effective_at;
  return append_cause(leaf, cause, now, random);
}

std::vector<std::uint64_t> Issuer::open_bars(const OrderNumber& order, Instant t) const {
  std::vector<std::uint64_t> open;
  const auto events = events_.find(order);
  if (events == events_.end()) return open;
  for (const OrderEvent& event : events->second) {
    if (event.effective_at > t) continue;
    if (event.kind == Kind::kBarred) open.push_back(event.leaf);
    if (event.kind == Kind::kLifted) std::erase(open, event.bar);
  }
  return open;
}

Result<void> Issuer::lift(const OrderNumber& order, std::uint64_t bar, Instant effective_at, std::string_view cause, Instant now,
                          crypto::Random& random) {
  // Open at every instant that the lifting counts at, or the log would contradict itself.
  const std::vector<std::uint64_t> open = open_bars(order, kInstantMax);
  const bool is_open = std::find(open.begin(), open.end(), bar) != open.end();
  if (!is_open || leaves_[bar].effective_at > effective_at) return conflict("the order has no such open bar");
  Leaf leaf;
  leaf.kind = Kind::kLifted;
  leaf.order = order;
  leaf.effective_at = effective_at;
  leaf.bar = bar;
  CS_TRY(index, append_cause(leaf, cause, now, random));
  return index > bar ? Result<void>() : conflict("a bar is lifted after it is set");
}

Result<void> Issuer::end(const OrderNumber& order, Instant effective_at, std::string_view cause, Instant now, crypto::Random& random) {
  Leaf leaf;
  leaf.kind = Kind::kEnded;
  leaf.order = order;
  leaf.effective_at = effective_at;
  CS_TRY(index, append_cause(leaf, cause, now, random));
  return index < leaves_.size() ? Result<void>() : conflict("not appended");
}

Result<Opening> Issuer::correct(const OrderNumber& order, const EnteredFacts& facts, Instant now, crypto::Random& random) {
  const auto found = openings_.find(order);
  if (found == openings_.end()) return conflict("no such order");
  CS_TRY_VOID(check_facts(facts));
  Opening opening = opening_of(facts, names_.key, order, random);
  opening.final_on = found->second.final_on;
  Leaf leaf;
  leaf.kind = Kind::kCorrected;
  leaf.order = order;
  leaf.commitment = commitment(opening);
  CS_TRY(index, append(leaf, now));
  (void)index;
  dockets_[facts.docket] = order;
  changed_.push_back(order);
  found->second = opening;
  return opening;
}

std::string Issuer::policy() const { return "witness cosigner " + cosigner_->verifier().text() + "\nquorum cosigner\n"; }

Result<void> Issuer::publish(Instant now) {
  CS_TRY_VOID(save());
  tlog::Frontier tree;
  std::vector<Bytes> entries;
  entries.reserve(leaves_.size());
  for (const Leaf& leaf : leaves_) tree.append(tlog::leaf_hash(entries.emplace_back(write_leaf(leaf))));
  tlog::Checkpoint checkpoint;
  checkpoint.origin = names_.origin;
  checkpoint.size = tree.size();
  checkpoint.root = tree.root();
  tlog::Note note;
  note.text = checkpoint.text();
  tlog::sign_note(note, *signer_);
  tlog::cosign_note(note, *cosigner_, now);
  return tlog::write_static_log(log_directory(), tree.size(),
                                [&](std::uint64_t index) -> Result<ByteView> { return ByteView(entries[index]); },
                                note.bytes());
}

Result<std::uint64_t> verify_published(const Path& directory, std::string_view origin, const crypto::NoteVerifier& vkey) {
  CS_TRY(note, read_file(directory / "checkpoint", limits::kNoteBytesMax));
  CS_TRY(opened, tlog::open_checkpoint(note, vkey));
  if (opened.checkpoint.origin != origin) return untrusted("checkpoint: of another origin");
  tlog::Frontier tree;
  Instant recorded_at{};
  CS_TRY_VOID(read_entries(directory, 0, opened.checkpoint.size, [&](std::uint64_t index, ByteView entry) -> Result<void> {
    Result<Leaf> leaf = read_leaf(entry);
    if (leaf.ok() && leaf->recorded_at < recorded_at) leaf = malformed("recorded_at decreases");
    if (!leaf.ok()) return at("leaf " + std::to_string(index), leaf.fault());
    recorded_at = leaf->recorded_at;
    tree.append(tlog::leaf_hash(entry));
    return {};
  }));
  if (tree.root() != opened.checkpoint.root) return untrusted("the leaves do not have the checkpoint's root");
  return opened.checkpoint.size;
}

}  // namespace cs::orders
