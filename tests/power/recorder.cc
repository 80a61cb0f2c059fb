#include "tests/power/recorder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <unordered_map>

#include "tests/power/hooks.h"

namespace cs::power {
namespace {

constinit std::atomic<bool> recording{false};

// Guarded by `lock`, which is held over each call but a sync: a sync takes time, and other threads write meanwhile.
std::mutex lock;
Path root;
std::string only;  // the name in it that is recorded
Recording made;
std::vector<Node> now;  // names as they are; no bytes
std::unordered_map<int, NodeNumber> open_files;

void fail(std::string text) {
  if (!made.fault) made.fault = std::move(text);
}

struct Where {
  NodeNumber directory;
  std::string name;
  std::optional<NodeNumber> node;
};

// Of a path that is recorded; none for the root itself and what is elsewhere.
std::optional<Where> find(const std::string& text) {
  const Path inside = Path(text).lexically_normal().lexically_relative(root);
  if (inside.empty() || *inside.begin() != only) return std::nullopt;
  Where where{0, {}, 0};
  for (const Path& part : inside) {
    if (part.empty()) continue;
    if (!where.node) return fail(text + ": lies in a directory that was never made"), std::nullopt;
    where.directory = *where.node;
    where.name = part.string();
    const auto found = now[where.directory].names.find(where.name);
    where.node = found == now[where.directory].names.end() ? std::nullopt : std::optional(found->second);
  }
  return where;
}

NodeNumber enter(const Where& where, bool is_directory, mode_t mode) {
  const NodeNumber child = now.size();
  now.push_back({is_directory, mode, {}, {}});
  made.nodes.push_back({is_directory, mode, {}, {}});
  now[where.directory].names[where.name] = child;
  made.events.push_back({Event::Kind::kEnter, where.directory, child, 0, {}, where.name, {}});
  return child;
}

// What is there when the recording begins: all of it durable.
void take_in(const Path& directory, NodeNumber number) {
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    struct stat status {};
    if (::lstat(entry.path().c_str(), &status) != 0) fail(entry.path().string() + ": cannot be looked at");
    const NodeNumber child = made.nodes.size();
    made.nodes[number].names[entry.path().filename().string()] = child;
    made.nodes.push_back({entry.is_directory(), status.st_mode & 07777, {}, {}});
    if (entry.is_directory()) {
      take_in(entry.path(), child);
    } else if (auto text = read_file(entry.path(), std::size_t{1} << 30)) {
      made.nodes[child].bytes = to_bytes(*text);
    } else {
      fail(text.fault().text);
    }
  }
}

// Those that are open already.
void take_in_open_files() {
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code error;
    const Path file = std::filesystem::read_symlink(entry.path(), error);
    const auto where = error || !file.is_absolute() ? std::nullopt : find(file.string());
    if (where && where->node) open_files[std::stoi(entry.path().filename().string())] = *where->node;
  }
}

}  // namespace

void start_recording(const Path& from, const std::string& name) {
  const std::lock_guard<std::mutex> held(lock);
  root = from;
  only = name;
  made = {};
  made.nodes.push_back({true, 0700, {}, {}});
  if (std::filesystem::exists(root / only)) {
    made.nodes.push_back({true, 0700, {}, {}});
    made.nodes[0].names[only] = 1;
    take_in(root / only, 1);
  }
  now = made.nodes;
  for (Node& node : now) node.bytes.clear();
  open_files.clear();
  take_in_open_files();
  recording = true;
}

void tell(std::uint64_t size, const std::string& checkpoint) {
  const std::lock_guard<std::mutex> held(lock);
  if (recording) made.events.push_back({Event::Kind::kTold, 0, 0, size, {}, checkpoint, {}});
}

Recording stop_recording() {
  recording = false;
  const std::lock_guard<std::mutex> held(lock);
  return std::move(made);
}

bool is_recording() { return recording; }

std::string path_at(int directory, const char* path) {
  if (directory == AT_FDCWD || path[0] == '/') return path;
  std::error_code error;
  return (std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(directory), error) / path).string();
}

int hook_open(const std::string& path, int flags, mode_t mode, const std::function<int()>& call) {
  const std::lock_guard<std::mutex> held(lock);
  const int descriptor = call();
  if (descriptor < 0 || (flags & O_PATH) == O_PATH) return descriptor;
  if (Path(path).lexically_normal() == root) return open_files[descriptor] = 0, descriptor;
  auto where = find(path);
  if (!where) return descriptor;
  if (!where->node && (flags & O_CREAT) == 0) fail(path + ": is there, and nobody made it");
  if (!where->node) where->node = enter(*where, false, mode);
  else if ((flags & O_TRUNC) != 0) made.events.push_back({Event::Kind::kCut, *where->node, 0, 0, {}, {}, {}});
  open_files[descriptor] = *where->node;
  return descriptor;
}

int hook_make_directory(const std::string& path, mode_t mode, const std::function<int()>& call) {
  const std::lock_guard<std::mutex> held(lock);
  const int done = call();
  if (done != 0) return done;
  if (const auto where = find(path)) enter(*where, true, mode);
  return done;
}

int hook_remove(const std::string& path, const std::function<int()>& call) {
  const std::lock_guard<std::mutex> held(lock);
  const int done = call();
  if (done != 0) return done;
  if (const auto where = find(path)) {
    now[where->directory].names.erase(where->name);
    made.events.push_back({Event::Kind::kLeave, where->directory, 0, 0, {}, where->name, {}});
  }
  return done;
}

int hook_rename(const std::string& from, const std::string& to, const std::function<int()>& call) {
  const std::lock_guard<std::mutex> held(lock);
  const int done = call();
  if (done != 0) return done;
  const auto old_place = find(from), new_place = find(to);
  if (!old_place && !new_place) return done;
  if (!old_place || !new_place || !old_place->node || old_place->directory != new_place->directory) return fail(from + ": is moved to another directory"), done;
  auto& names = now[old_place->directory].names;
  names.erase(old_place->name);
  names[new_place->name] = *old_place->node;
  made.events.push_back({Event::Kind::kRename, old_place->directory, 0, 0, {}, old_place->name, new_place->name});
  return done;
}

ssize_t hook_write(int descriptor, const void* bytes, off_t at, const std::function<ssize_t()>& call) {
  const std::lock_guard<std::mutex> held(lock);
  const auto file = open_files.find(descriptor);
  if (file == open_files.end()) return call();
  const off_t place = at < 0 ? ::lseek(descriptor, 0, SEEK_CUR) : at;
  const ssize_t wrote = call();
  if (wrote <= 0) return wrote;
  const ByteView written(static_cast<const std::uint8_t*>(bytes), static_cast<std::size_t>(wrote));
  made.events.push_back({Event::Kind::kWrite, file->second, 0, static_cast<std::uint64_t>(place), Bytes(written.begin(), written.end()), {}, {}});
  return wrote;
}

int hook_cut(int descriptor, off_t size, const std::function<int()>& call) {
  const std::lock_guard<std::mutex> held(lock);
  const int done = call();
  const auto file = open_files.find(descriptor);
  if (done == 0 && file != open_files.end()) made.events.push_back({Event::Kind::kCut, file->second, 0, static_cast<std::uint64_t>(size), {}, {}, {}});
  return done;
}

int hook_sync(int descriptor, bool all, const std::function<int()>& call) {
  std::size_t before = 0;
  std::optional<NodeNumber> node;
  {
    const std::lock_guard<std::mutex> held(lock);
    before = made.events.size();
    if (const auto file = open_files.find(descriptor); file != open_files.end()) node = file->second;
  }
  const int done = call();
  if (done != 0 || !node) return done;
  std::error_code error;
  const Path synced = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(descriptor), error);
  const std::lock_guard<std::mutex> held(lock);
  if (recording) made.events.push_back({all ? Event::Kind::kSyncAll : Event::Kind::kSync, *node, 0, before, {}, synced.lexically_relative(root).string(), {}});
  return done;
}

void hook_unseen(const char* call) {
  const std::lock_guard<std::mutex> held(lock);
  fail(std::string(call) + ": no hook tells of it");
}

void hook_close(int descriptor) {
  const std::lock_guard<std::mutex> held(lock);
  open_files.erase(descriptor);
}

}  // namespace cs::power
