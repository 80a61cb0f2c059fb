#include "register/byte_sorter.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "base/large_pages.h"
#include "register/spill_file.h"

namespace cs::registry {
namespace {

// The first eight bytes as a number that runs as they do; zeros where there are none.
std::uint64_t front_of(std::string_view bytes) {
  std::uint64_t out = 0;
  if (bytes.size() >= 8) std::memcpy(&out, bytes.data(), 8);
  else std::memcpy(&out, bytes.data(), bytes.size());
  return __builtin_bswap64(out);
}

struct Entry {
  std::uint64_t front;
  std::uint32_t at;   // of the frame, in units of kFrameUnit
};
constexpr std::size_t kFrameUnit = 2;
constexpr std::size_t kAhead = 12;
constexpr std::size_t kCommonMax = 32;

// An entry among others of the same front, with the eight bytes behind it.
struct Tied {
  std::uint64_t behind;
  Entry entry;
};

// One run in memory: frames, each at an even place, and an entry for each.
struct Run {
  LargeBytes frames;
  LargeVector<Entry> order;
  LargeVector<Entry> other;  // as many, while sorting; both keep their memory from run to run
  std::size_t next = 0;
  std::string common;   // bytes that all start with: the fronts are what comes behind them

  // Of the i-th string in order, that of the ones after it asked for: they lie anywhere in the frames.
  std::string_view text_in_order(std::size_t i) const {
    if (i + kAhead < order.size()) {
      const char* const later = frames.data() + std::size_t{order[i + kAhead].at} * kFrameUnit;
      __builtin_prefetch(later);
      __builtin_prefetch(later + 64);
    }
    return text(order[i]);
  }
  std::string_view text(const Entry& entry) const {
    const char* at = frames.data() + std::size_t{entry.at} * kFrameUnit;
    return {at + 2, framed_size(at)};
  }
  std::size_t bytes() const { return frames.size() + order.size() * 2 * sizeof(Entry); }  // twice: sorting by digits needs as much again
  void add(std::string_view bytes) {
    if (order.empty()) common.assign(bytes.substr(0, kCommonMax));
    while (!bytes.starts_with(common)) common.pop_back();
    order.push_back({0, static_cast<std::uint32_t>(frames.size() / kFrameUnit)});
    const std::size_t framed = bytes.size() + 2 + bytes.size() % kFrameUnit;
    char* const at = frames.room(framed);
    at[0] = static_cast<char>(bytes.size() & 255), at[1] = static_cast<char>(bytes.size() >> 8);
    std::memcpy(at + 2, bytes.data(), bytes.size());
    frames.grown(framed);
  }
  void clear() {
    frames.clear();
    order.clear();
    next = 0;
  }
  void sort();

 private:
  void sort_tied(std::size_t begin, std::size_t end);
  std::vector<Tied> tied_;
};

// By the digits of a byte below `digits`, from the last to the first, leaving out those that all have in common: half the time of comparing
// (measured).
void sort_by_digits(std::span<Entry> order, std::span<Entry> other, std::size_t digits) {
  std::array<std::array<std::uint32_t, 256>, 8> counts{};
  for (const Entry& entry : order)
    for (std::size_t digit = 0; digit < digits; ++digit) ++counts[digit][entry.front >> (8 * digit) & 255];
  std::span<Entry> from = order, to = other;
  for (std::size_t digit = 0; digit < digits; ++digit) {
    auto& count = counts[digit];
    if (count[from.front().front >> (8 * digit) & 255] == order.size()) continue;
    std::uint32_t sum = 0;
    for (std::uint32_t& each : count) sum += std::exchange(each, sum);
    for (const Entry& entry : from) to[count[entry.front >> (8 * digit) & 255]++] = entry;
    std::swap(from, to);
  }
  if (from.data() != order.data()) std::copy(from.begin(), from.end(), order.begin());
}

// What is more than a processor keeps near itself is first parted by its highest digit.
void sort_by_front(std::span<Entry> order, std::span<Entry> other, std::size_t digits = 8) {
  constexpr std::size_t kNear = 1 << 15, kFew = 256;
  if (order.size() <= kFew) return std::sort(order.begin(), order.end(), [](const Entry& left, const Entry& right) { return left.front < right.front; });
  if (order.size() <= kNear || digits <= 1) return sort_by_digits(order, other, digits);
  std::array<std::size_t, 257> starts{};
  const std::size_t shift = 8 * (digits - 1);
  for (const Entry& entry : order) ++starts[(entry.front >> shift & 255) + 1];
  for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
  const std::size_t first = order.front().front >> shift & 255;
  if (starts[first + 1] - starts[first] == order.size()) return sort_by_front(order, other, digits - 1);
  std::array<std::size_t, 257> next = starts;
  for (const Entry& entry : order) other[next[entry.front >> shift & 255]++] = entry;
  std::copy(other.begin(), other.begin() + static_cast<std::ptrdiff_t>(order.size()), order.begin());
  for (std::size_t i = 0; i + 1 < starts.size(); ++i)
    sort_by_front(order.subspan(starts[i], starts[i + 1] - starts[i]), other.subspan(starts[i], starts[i + 1] - starts[i]), digits - 1);
}

void Run::sort() {
  constexpr std::size_t kFewEntries = 512;
  const auto less = [this](const Entry& left, const Entry& right) {
    return left.front != right.front ? left.front < right.front : text(left) < text(right);
  };
  for (Entry& entry : order) entry.front = front_of(text(entry).substr(common.size()));
  if (order.size() < kFewEntries) return std::sort(order.begin(), order.end(), less);
  other.resize(order.size());
  sort_by_front(order, other);
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    while (end < order.size() && order[end].front == order[begin].front) ++end;
    if (end - begin > 1) sort_tied(begin, end);
  }
}

// Looks once at each string, and again only at those that are equal in sixteen bytes.
void Run::sort_tied(std::size_t begin, std::size_t end) {
  tied_.clear();
  for (std::size_t i = begin; i < end; ++i) {
    const std::string_view bytes = text_in_order(i);
    tied_.push_back({front_of(bytes.substr(std::min(bytes.size(), common.size() + 8))), order[i]});
  }
  std::sort(tied_.begin(), tied_.end(), [this](const Tied& left, const Tied& right) {
    return left.behind != right.behind ? left.behind < right.behind : text(left.entry) < text(right.entry);
  });
  for (std::size_t i = begin; i < end; ++i) order[i] = tied_[i - begin].entry;
}

Result<SpillFile> written(Run& run, const Path& directory) {
  run.sort();
  CS_TRY(file, SpillFile::make(directory));
  for (std::size_t i = 0; i < run.order.size(); ++i) CS_TRY_VOID(file.add(run.text_in_order(i)));
  CS_TRY_VOID(file.settle());
  return file;
}

// The files' strings merged: a tree of losers over the string that each file stands at.
class Merge {
 public:
  explicit Merge(std::vector<SpillFile> files) : files_(std::move(files)), heads_(files_.size()), losers_(files_.size()) {}

  Result<void> begin() {
    for (std::size_t i = 0; i < files_.size(); ++i) {
      CS_TRY_VOID(files_[i].rewind(kMergeBufferBytes));
      CS_TRY_VOID(step(i));
    }
    std::vector<std::size_t> winners(2 * files_.size());
    for (std::size_t i = 0; i < files_.size(); ++i) winners[files_.size() + i] = i;
    for (std::size_t node = files_.size() - 1; node > 0; --node) {
      const std::size_t left = winners[2 * node], right = winners[2 * node + 1];
      const bool left_wins = before(left, right);
      winners[node] = left_wins ? left : right;
      losers_[node] = left_wins ? right : left;
    }
    winner_ = winners[1];
    return {};
  }

  Result<bool> next(std::string_view& bytes) {
    if (!std::exchange(fresh_, false)) {
      CS_TRY_VOID(step(winner_));
      for (std::size_t node = (files_.size() + winner_) / 2; node > 0; node /= 2)
        if (before(losers_[node], winner_)) std::swap(losers_[node], winner_);
    }
    if (!heads_[winner_].there) return false;
    bytes = heads_[winner_].bytes;
    return true;
  }

 private:
  struct Head {
    std::uint64_t front = 0;
    std::string_view bytes;
    bool there = false;
  };
  Result<void> step(std::size_t i) {
    CS_TRY(there, files_[i].next(heads_[i].bytes));
    heads_[i].there = there;
    heads_[i].front = there ? front_of(heads_[i].bytes) : UINT64_MAX;
    return {};
  }
  bool before(std::size_t left, std::size_t right) const {
    const Head &one = heads_[left], &other = heads_[right];
    if (one.front != other.front) return one.front < other.front;
    if (!one.there || !other.there) return one.there;
    return one.bytes < other.bytes;
  }

  std::vector<SpillFile> files_;
  std::vector<Head> heads_;
  std::vector<std::size_t> losers_;
  std::size_t winner_ = 0;
  bool fresh_ = true;
};

}  // namespace

struct ByteSorter::Held {
  Path directory;
  std::size_t run_bytes;
  Run filling, sorting;
  std::vector<SpillFile> files;
  std::optional<Merge> merge;
  std::uint64_t count = 0, spilled = 0;
  Result<void> fault;               // the first; written by the worker, read after it was joined
  std::jthread worker;              // sorts and writes `sorting`

  void join() {
    if (worker.joinable()) worker.join();
    sorting.clear();
  }
  void spill() {
    join();
    std::swap(filling, sorting);
    worker = std::jthread([this] {
      auto file = written(sorting, directory);
      if (!file) {
        if (fault) fault = file.fault();
        return;
      }
      spilled += file->size();
      files.push_back(std::move(file).value());
    });
  }
};

ByteSorter::ByteSorter(Path directory, std::size_t memory_bytes) : held_(std::make_unique<Held>()) {
  held_->directory = std::move(directory);
  held_->run_bytes = std::min<std::size_t>(memory_bytes / 2, std::size_t{UINT32_MAX});
}
ByteSorter::~ByteSorter() = default;
ByteSorter::ByteSorter(ByteSorter&&) noexcept = default;
ByteSorter& ByteSorter::operator=(ByteSorter&&) noexcept = default;

std::uint64_t ByteSorter::size() const { return held_->count; }
std::uint64_t ByteSorter::bytes_spilled() const { return held_->spilled; }

void ByteSorter::add(std::string_view bytes) {
  CS_CHECK(bytes.size() <= kSortedBytesMax, "a string to be sorted has at most 4 KiB");
  if (held_->filling.bytes() + bytes.size() > held_->run_bytes && !held_->filling.order.empty()) held_->spill();
  held_->filling.add(bytes);
  if (held_->filling.frames.size() > held_->run_bytes / 16) held_->filling.frames.reserve(held_->run_bytes / 3 * 2);  // grown no further by copies
  ++held_->count;
}

Result<void> ByteSorter::finish() {
  Held& held = *held_;
  held.join();
  CS_TRY_VOID(held.fault);
  if (held.files.empty()) {
    held.filling.sort();
    return {};
  }
  held.spill();
  held.join();
  CS_TRY_VOID(held.fault);
  held.filling = {}, held.sorting = {};
  held.merge.emplace(std::move(held.files));
  return held.merge->begin();
}

Result<bool> ByteSorter::next(std::string_view& bytes) {
  if (held_->merge) return held_->merge->next(bytes);
  Run& run = held_->filling;
  if (run.next == run.order.size()) return false;
  bytes = run.text_in_order(run.next++);
  return true;
}

struct ByteQueue::Held {
  Path directory;
  std::size_t memory_bytes;
  std::string waiting;
  std::size_t at = 0;
  std::optional<SpillFile> file;
  Result<void> fault;

  Result<void> flush() {
    if (!file) {
      CS_TRY(made, SpillFile::make(directory));
      file.emplace(std::move(made));
    }
    CS_TRY_VOID(file->write(waiting));
    waiting.clear();
    return {};
  }
};

ByteQueue::ByteQueue(Path directory, std::size_t memory_bytes) : held_(std::make_unique<Held>()) {
  held_->directory = std::move(directory);
  held_->memory_bytes = memory_bytes;
}
ByteQueue::~ByteQueue() = default;

void ByteQueue::add(std::string_view bytes) {
  if (!held_->fault) return;
  frame(held_->waiting, bytes);
  if (held_->waiting.size() >= held_->memory_bytes) held_->fault = held_->flush();
}

Result<void> ByteQueue::finish() {
  if (!held_->fault || !held_->file) return held_->fault;
  held_->fault = held_->flush();
  if (held_->fault) held_->fault = held_->file->rewind(kMergeBufferBytes);
  return held_->fault;
}

Result<bool> ByteQueue::next(std::string_view& bytes) {
  CS_TRY_VOID(held_->fault);
  if (held_->file) return held_->file->next(bytes);
  if (held_->at == held_->waiting.size()) return false;
  const std::size_t size = framed_size(held_->waiting.data() + held_->at);
  bytes = std::string_view(held_->waiting).substr(held_->at + 2, size);
  held_->at += 2 + size;
  return true;
}

std::uint64_t ByteQueue::bytes_spilled() const { return held_->file ? held_->file->size() : 0; }

}  // namespace cs::registry
