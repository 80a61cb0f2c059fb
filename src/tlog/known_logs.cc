#include "tlog/known_logs.h"

#include <algorithm>

#include "base/limits.h"

namespace cs::tlog {
namespace {

constexpr std::size_t kHashDigits = 64;
constexpr std::string_view kLost = "; a witness that does not know what it has cosigned would vouch for any past: put the newest state back, never a backup, or begin a new one, with a new key";

bool is_hash(std::string_view text) {
  return text.size() == kHashDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

Result<KnownLogs> KnownLogs::open(const Path& state, bool fresh) {
  KnownLogs out(state / "known");
  auto text = read_file(out.file_, limits::kNoteBytesMax);
  if (!text && text.fault().kind != FaultKind::kNotFound) return text.fault();
  if (!text && !fresh) return untrusted(out.file_.string() + ": is missing" + std::string(kLost));
  if (!text) {
    CS_TRY_VOID(out.write());
    return out;
  }
  for (std::string_view rest = *text; !rest.empty(); rest.remove_prefix(kHashDigits + 1)) {
    const std::string hash(rest.substr(0, kHashDigits));
    const bool whole = rest.size() > kHashDigits && rest[kHashDigits] == '\n' && is_hash(hash) && (out.hashes_.empty() || *out.hashes_.rbegin() < hash);
    if (!whole) return untrusted(out.file_.string() + ": is no list of logs in their order" + std::string(kLost));
    out.hashes_.insert(hash);
  }
  if (fresh && !out.hashes_.empty()) return untrusted((state / "witness.key").string() + ": is missing, and heads were cosigned with it" + std::string(kLost));
  return out;
}

Result<void> KnownLogs::add(const std::string& origin_hash) {
  if (!hashes_.insert(origin_hash).second) return {};
  auto written = write();
  if (!written) hashes_.erase(origin_hash);
  return written;
}

Result<void> KnownLogs::write() const {
  std::string text;
  for (const std::string& hash : hashes_) text += hash + '\n';
  return write_file_durable(file_, as_bytes(text), 0600);
}

}  // namespace cs::tlog
