#include "orders/mirror.h"

#include <algorithm>

#include "base/limits.h"
#include "crypto/digest.h"
#include "orders/log_reader.h"
#include "orders/order_table.h"
#include "tlog/merkle.h"
#include "tlog/note.h"

namespace cs::orders {
namespace {

constexpr std::size_t kBatchLeaves = std::size_t{1} << 18;  // 25 MB wait at most while a long log is read
constexpr Span kAheadMax = Span::seconds(60);

// Everything that follows from the first `size` leaves: copied, extended, swapped in.
struct State {
  tlog::Frontier tree;
  Instant recorded_at{};
  OrderTable table;
  std::vector<OrderNumber> touched;
};

struct Point {  // a size and its root
  std::uint64_t size = 0;
  Digest root{};
};

// Reads leaves into a state, and looks at the root where an earlier head stood.
class Extension {
 public:
  Extension(State& state, const std::optional<Point>& passes) : state_(state), passes_(passes) { look(); }

  Result<void> take(std::uint64_t index, ByteView entry) {
    Result<Leaf> leaf = read_leaf(entry);
    if (leaf.ok() && leaf->recorded_at < state_.recorded_at) leaf = malformed("recorded_at decreases");
    if (!leaf.ok()) return at("leaf " + std::to_string(index), leaf.fault());
    state_.recorded_at = leaf->recorded_at;
    state_.tree.append(tlog::leaf_hash(entry));
    state_.table.take(index, *leaf);
    if (state_.table.waiting() == kBatchLeaves) state_.table.fold(state_.touched);
    look();
    return {};
  }

  void finish() { state_.table.fold(state_.touched); }
  bool passed_other() const { return passed_other_; }

 private:
  void look() {
    if (passes_ && state_.tree.size() == passes_->size && state_.tree.root() != passes_->root) passed_other_ = true;
  }
  State& state_;
  std::optional<Point> passes_;
  bool passed_other_ = false;
};

Result<void> extend(State& state, const Path& directory, std::uint64_t size, const std::optional<Point>& passes, bool& passed_other) {
  Extension extension(state, passes);
  CS_TRY_VOID(read_entries(directory, state.tree.size(), size,
                           [&](std::uint64_t index, ByteView entry) { return extension.take(index, entry); }));
  extension.finish();
  passed_other = extension.passed_other();
  return {};
}

// The root of everything that stands in the directory now, whatever we have read before.
Result<Digest> root_of_directory(const Path& directory, std::uint64_t size) {
  tlog::Frontier tree;
  CS_TRY_VOID(read_entries(directory, 0, size, [&](std::uint64_t, ByteView entry) {
    tree.append(tlog::leaf_hash(entry));
    return Result<void>();
  }));
  return tree.root();
}

}  // namespace

struct Mirror::Held {
  IssuerIdentity issuer;
  std::optional<Head> head;
  std::optional<Point> expected;      // what an earlier process kept, until the first refresh
  std::string expected_note;
  std::unique_ptr<State> state = std::make_unique<State>();

  std::string kept_note() const { return head ? head->note : expected_note; }
  std::optional<Point> kept() const { return head ? std::optional<Point>({head->size, head->root}) : expected; }

  Refreshed quarantined(std::string cause, std::string offered) const {
    Refreshed out;
    out.taken = Taken::kQuarantined;
    out.quarantine = Quarantine{std::move(cause), kept_note(), std::move(offered)};
    return out;
  }
};

Result<IssuerIdentity> IssuerIdentity::make(std::string_view key, std::string_view origin, std::string_view vkey, std::string_view policy) {
  CS_TRY(verifier, crypto::NoteVerifier::parse(vkey));
  CS_TRY(cosigners, tlog::Policy::parse(policy));
  if (!cosigners.needs_witnesses()) return malformed("policy: a quorum of none: a head without a cosignature has no time");
  return IssuerIdentity{std::string(key), std::string(origin), std::move(verifier), std::move(cosigners)};
}

Digest Head::note_digest() const { return crypto::sha256(as_bytes(note)); }

Result<Head> read_head(const IssuerIdentity& issuer, std::string note) {
  CS_TRY(opened, tlog::open_checkpoint(note, issuer.vkey, issuer.policy.cosigners()));
  if (opened.checkpoint.origin != issuer.origin) return untrusted("checkpoint: of another origin");
  if (!issuer.policy.met_by(opened.cosigned_by) || !opened.newest_cosignature) return untrusted("checkpoint: not cosigned as the policy asks");
  return Head{opened.checkpoint.size, opened.checkpoint.root, std::move(note), *opened.newest_cosignature};
}

Mirror::Mirror(IssuerIdentity issuer) : held_(std::make_unique<Held>()) { held_->issuer = std::move(issuer); }
Mirror::~Mirror() = default;
Mirror::Mirror(Mirror&&) noexcept = default;
Mirror& Mirror::operator=(Mirror&&) noexcept = default;

const IssuerIdentity& Mirror::issuer() const { return held_->issuer; }
const std::optional<Head>& Mirror::head() const { return held_->head; }
std::size_t Mirror::order_count() const { return held_->state->table.size(); }
std::size_t Mirror::memory_bytes() const { return held_->state->table.memory_bytes(); }

void Mirror::expect(std::uint64_t size, const Digest& root, std::string note) {
  held_->expected = Point{size, root};
  held_->expected_note = std::move(note);
}

Result<Refreshed> Mirror::refresh(const Path& directory, Instant now) {
  CS_TRY(note, read_file(directory / "checkpoint", limits::kNoteBytesMax));
  const IssuerIdentity& issuer = held_->issuer;
  const Result<tlog::OpenedCheckpoint> opened = tlog::open_checkpoint(note, issuer.vkey, issuer.policy.cosigners());
  if (!opened.ok() && opened.fault().kind == FaultKind::kUntrusted) return held_->quarantined("signature", note);
  if (!opened.ok()) return at("checkpoint", opened.fault());
  const tlog::Checkpoint& offered = opened->checkpoint;
  if (offered.origin != issuer.origin) return held_->quarantined("origin", note);
  if (!issuer.policy.met_by(opened->cosigned_by) || !opened->newest_cosignature)
    return untrusted("checkpoint: not cosigned as the policy asks");
  if (*opened->newest_cosignature > now && *opened->newest_cosignature - now > kAheadMax)
    return untrusted("checkpoint: cosigned in the future");
  return move_to({offered.size, offered.root, note, *opened->newest_cosignature}, directory);
}

Result<Refreshed> Mirror::move_to(Head offered, const Path& directory) {
  const std::optional<Point> kept = held_->kept();
  if (kept && offered.size < kept->size) return held_->quarantined("smaller", offered.note);
  if (kept && offered.size == kept->size && offered.root != kept->root) return held_->quarantined("forked", offered.note);
  if (held_->head && offered.size == held_->head->size) {
    if (offered.cosigned_at > held_->head->cosigned_at) held_->head = std::move(offered);
    return Refreshed{};
  }
  auto next = std::make_unique<State>(*held_->state);
  next->touched.clear();
  bool passed_other = false;
  CS_TRY_VOID(extend(*next, directory, offered.size, held_->expected, passed_other));
  if (passed_other || next->tree.root() != offered.root) {
    CS_TRY(whole, root_of_directory(directory, offered.size));
    return held_->quarantined(whole == offered.root ? "forked" : "root", offered.note);
  }
  Refreshed out;
  out.taken = Taken::kMoved;
  for (const OrderNumber& order : next->touched)
    if (next->table.find(order, kInstantMax).status.anomaly) out.anomalies.push_back(order);
  std::sort(out.anomalies.begin(), out.anomalies.end());
  out.anomalies.erase(std::unique(out.anomalies.begin(), out.anomalies.end()), out.anomalies.end());
  held_->state = std::move(next);
  held_->head = std::move(offered);
  held_->expected.reset();
  return out;
}

Result<void> Mirror::load_at(const Path& directory, std::uint64_t size, const Digest& root, std::string note, Instant cosigned_at) {
  auto state = std::make_unique<State>();
  bool passed_other = false;
  CS_TRY_VOID(extend(*state, directory, size, std::nullopt, passed_other));
  if (state->tree.root() != root) return untrusted("the log's first " + std::to_string(size) + " leaves do not have that root");
  held_->state = std::move(state);
  held_->head = Head{size, root, std::move(note), cosigned_at};
  held_->expected.reset();
  return {};
}

Order Mirror::order(const OrderNumber& number, Instant t) const {
  const OrderTable::Found found = held_->state->table.find(number, t);
  return {found.subject, found.status.status, found.status.final_on, found.status.anomaly};
}

bool Mirror::is_latest_commitment(const OrderNumber& number, const Digest& commitment) const {
  return held_->state->table.is_latest_commitment(number, commitment);
}

}  // namespace cs::orders
