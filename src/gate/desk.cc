#include "gate/desk.h"

#include <algorithm>

#include "base/listing.h"
#include "base/limits.h"
#include "codec/json.h"
#include "crypto/digest.h"
#include "crypto/seal.h"

namespace cs::gate {
namespace {

constexpr std::size_t kSealedBytesMax = limits::kDeskEventBytesMax + 64;
constexpr std::string_view kSuffix = ".event";

std::string_view kind_text(Protection kind) { return kind == Protection::kProtect ? "protect" : "unprotect"; }

// The desk's own sealing key, made from the home's secret so that no file holds two uses of one key.
crypto::SealKey desk_key(const Digest& key) { return crypto::HmacKey(key).of({as_bytes("countersign/v1/desk")}); }

// By time first: the signer chooses the id, and an earlier act must not come to stand after a later one.
std::string name_of(const DeskEvent& event) {
  std::string ms = std::to_string(event.at.ms);
  return std::string(15 - std::min<std::size_t>(15, ms.size()), '0') + ms + "-" + event.id;
}
Path file_of(const Path& directory, const DeskEvent& event) { return directory / (name_of(event) + std::string(kSuffix)); }

}  // namespace

std::string write_desk_event(const DeskEvent& event) {
  using codec::Value;
  codec::List records;
  for (const std::string& record : event.records) records.emplace_back(record);
  return codec::write_json(codec::record_of({{"id", Value(event.id)},
                                             {"kind", Value(std::string(kind_text(event.kind)))},
                                             {"at", Value(event.at.ms)},
                                             {"records", Value(std::move(records))},
                                             {"package", Value(to_base64(event.package))}}));
}

Result<DeskEvent> read_desk_event(std::string_view json) {
  constexpr std::string_view where = "desk event";
  CS_TRY(value, codec::read_json(json, limits::kDeskEventBytesMax));
  CS_TRY_VOID(codec::only_keys(value, {"id", "kind", "at", "records", "package"}, where));
  DeskEvent event;
  CS_TRY(id, codec::need_text(value, "id", where));
  if (!is_ulid(id)) return malformed("desk event: id is no ULID");
  CS_TRY(kind, codec::need_text(value, "kind", where));
  if (kind != "protect" && kind != "unprotect") return malformed("desk event: unknown kind");
  CS_TRY(at_ms, codec::need_number(value, "at", 0, kInstantMax.ms, where));
  const Instant at{at_ms};
  CS_TRY(records, codec::need_texts(value, "records", where));
  CS_TRY(package_text, codec::need_text(value, "package", where));
  CS_TRY(package, from_base64(package_text));
  event = {id, kind == "protect" ? Protection::kProtect : Protection::kUnprotect, at, std::move(records), std::move(package)};
  return event;
}

Result<void> keep_desk_event(const Path& directory, const Digest& key, const DeskEvent& event, crypto::Random& random) {
  const Bytes sealed = crypto::seal(desk_key(key), as_bytes(write_desk_event(event)), as_bytes(name_of(event)), random);
  return write_file_durable(file_of(directory, event), sealed, 0600);
}

Result<std::vector<std::string>> waiting_desk_events(const Path& directory, const Digest& key) {
  std::vector<std::string> names;
  CS_TRY(files, files_below(directory));
  for (const Path& file : files)
    if (file.extension() == kSuffix) names.push_back(file.stem().string());
  std::vector<std::string> events;
  for (const std::string& name : names) {
    CS_TRY(sealed, read_file(directory / (name + std::string(kSuffix)), kSealedBytesMax));
    CS_TRY(plain, crypto::open_sealed(desk_key(key), as_bytes(sealed), as_bytes(name)));
    events.push_back(to_string(plain));
  }
  return events;
}

Result<bool> waits_at_desk(const Path& directory, const Digest& key, std::string_view act_id) {
  CS_TRY(events, waiting_desk_events(directory, key));
  for (const std::string& text : events) {
    CS_TRY(event, read_desk_event(text));
    if (event.id == act_id) return true;
  }
  return false;
}

void forget_desk_events(const Path& directory, const std::vector<std::string>& events) {
  for (const std::string& text : events) {
    const auto event = read_desk_event(text);
    std::error_code ignored;  // what is left behind is known by its id and changes nothing
    if (event) std::filesystem::remove(file_of(directory, *event), ignored);
  }
}

Result<match::ProtectedKeys> protected_after(const std::vector<std::string>& events) {
  match::ProtectedKeys keys;
  for (const std::string& text : events) {
    CS_TRY(event, read_desk_event(text));
    for (const std::string& record : event.records) {
      if (event.kind == Protection::kProtect) keys.insert(record);
      else keys.erase(record);
    }
  }
  return keys;
}

}  // namespace cs::gate
