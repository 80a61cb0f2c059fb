#include "tests/power/disk.h"

#include <algorithm>
#include <numeric>

namespace cs::power {
namespace {

void put(Bytes& file, std::uint64_t at, ByteView bytes) {
  if (file.size() < at + bytes.size()) file.resize(at + bytes.size());
  std::copy(bytes.begin(), bytes.end(), file.begin() + static_cast<std::ptrdiff_t>(at));
}

// Calls with each part of a write that lies in one sector.
void each_sector(const Event& write, const std::function<void(std::uint64_t at, ByteView bytes)>& take) {
  ByteView rest = write.bytes;
  for (std::uint64_t at = write.at; !rest.empty();) {
    const std::size_t size = std::min<std::size_t>(rest.size(), kSectorBytes - at % kSectorBytes);
    take(at, rest.first(size));
    at += size;
    rest = rest.subspan(size);
  }
}

std::size_t below(std::mt19937_64& draw, std::size_t limit) { return static_cast<std::size_t>(draw() % limit); }

bool is_shared_memory(const std::string& path) { return path.ends_with("-shm"); }

Bytes noise() {
  Bytes bytes(32768);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 131 + i / 251);
  return bytes;
}

}  // namespace

std::size_t State::print() const {
  std::size_t out = directories.size();
  const auto add = [&](std::string_view text) { out = out * 0x9E3779B97F4A7C15u + std::hash<std::string_view>()(text); };
  for (const auto& [path, mode] : directories) add(path);
  for (const auto& [path, file] : files) add(path), add(as_text(file.second));
  return out;
}

Result<void> State::lay(const Path& to) const {
  CS_TRY_VOID(make_directories(to, 0700));
  for (const auto& [path, mode] : directories) CS_TRY_VOID(make_directories(to / path, mode | 0700));
  for (const auto& [path, file] : files) CS_TRY_VOID(write_file(to / path, file.second, file.first));
  return {};
}

Disk::Disk(const Recording& recording, LeftOut left_out) : recording_(recording), left_out_(std::move(left_out)) {
  for (const Node& node : recording.nodes) kept_.push_back({node, {}});
}

bool Disk::step() {
  if (next_ == recording_.events.size()) return false;
  const Event& event = recording_.events[next_];
  switch (event.kind) {
    case Event::Kind::kWrite:
    case Event::Kind::kCut:
    case Event::Kind::kEnter:
    case Event::Kind::kLeave:
    case Event::Kind::kRename: kept_[event.node].since.push_back(next_); break;
    case Event::Kind::kSync:
      if (!left_out_ || !left_out_(event.name)) confirm(kept_[event.node], event.at);
      break;
    case Event::Kind::kSyncAll:
      for (Kept& kept : kept_) confirm(kept, event.at);
      break;
    case Event::Kind::kTold: told_.push_back({event.at, event.name}); break;
  }
  ++next_;
  return true;
}

void Disk::apply(Node& to, const Event& event) const {
  switch (event.kind) {
    case Event::Kind::kWrite: put(to.bytes, event.at, event.bytes); break;
    case Event::Kind::kCut: to.bytes.resize(event.at); break;
    case Event::Kind::kEnter: to.names[event.name] = event.child; break;
    case Event::Kind::kLeave: to.names.erase(event.name); break;
    case Event::Kind::kRename: {
      const NodeNumber moved = to.names.at(event.name);
      to.names.erase(event.name);
      to.names[event.to] = moved;
      break;
    }
    case Event::Kind::kSync:
    case Event::Kind::kSyncAll:
    case Event::Kind::kTold: break;
  }
}

void Disk::confirm(Kept& kept, std::uint64_t before) {
  const auto later = std::find_if(kept.since.begin(), kept.since.end(), [before](std::size_t event) { return event >= before; });
  for (auto event = kept.since.begin(); event != later; ++event) apply(kept.durable, recording_.events[*event]);
  kept.since.erase(kept.since.begin(), later);
}

Node Disk::drawn(const Kept& kept, std::mt19937_64& draw) const {
  Node node = kept.durable;
  const std::size_t whole = below(draw, kept.since.size() + 1);  // so many happened
  if (node.is_directory || below(draw, 2) == 0) {
    for (std::size_t i = 0; i < whole; ++i) apply(node, recording_.events[kept.since[i]]);
    if (node.is_directory || whole == kept.since.size()) return node;
    const Event& torn = recording_.events[kept.since[whole]];
    if (torn.kind != Event::Kind::kWrite) return node;
    std::size_t sectors = below(draw, torn.bytes.size() / kSectorBytes + 2);
    each_sector(torn, [&](std::uint64_t at, ByteView bytes) { if (sectors > 0) put(node.bytes, at, bytes), --sectors; });
    return node;
  }
  // Out of order: a share of what was written, few of it or nearly all.
  const std::size_t share = 1 + below(draw, 15);
  for (const std::size_t number : kept.since) {
    const Event& event = recording_.events[number];
    if (event.kind != Event::Kind::kWrite) {
      if (below(draw, 16) < share) apply(node, event);
    } else {
      each_sector(event, [&](std::uint64_t at, ByteView bytes) { if (below(draw, 16) < share) put(node.bytes, at, bytes); });
    }
  }
  return node;
}

Node Disk::left(const Kept& kept, Loss loss, std::mt19937_64& draw) const {
  const std::size_t luck = loss == Loss::kDrawn && !kept.since.empty() ? below(draw, 4) : 0;
  if (kept.since.empty() || loss == Loss::kUnsynced || luck == 1) return kept.durable;
  if (luck >= 2) return drawn(kept, draw);
  Node node = kept.durable;
  for (const std::size_t event : kept.since) apply(node, recording_.events[event]);
  return node;
}

void Disk::gather(State& state, const std::string& path, NodeNumber number, Loss loss, std::mt19937_64& draw) const {
  Node node = left(kept_[number], loss, draw);
  if (!node.is_directory) {
    state.files[path] = {node.mode, is_shared_memory(path) ? noise() : std::move(node.bytes)};
    return;
  }
  if (!path.empty()) state.directories.emplace_back(path, node.mode);
  for (const auto& [name, child] : node.names) gather(state, path.empty() ? name : path + "/" + name, child, loss, draw);
}

State Disk::cut(Loss loss, std::mt19937_64& draw) const {
  State state;
  gather(state, "", 0, loss, draw);
  return state;
}

}  // namespace cs::power
