#include "register/publishing.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "crypto/digest.h"
#include "register/generation.h"

namespace cs::registry {
namespace {

constexpr std::string_view kBuildingPrefix = ".building-";

Fault failed(const char* tried, const Path& path) {
  return io_fault(path.filename().string() + ": " + tried + ": " + std::strerror(errno));
}

Result<void> write_whole(int fd, ByteView bytes, const Path& path) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::write(fd, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return failed("write", path);
    bytes = bytes.subspan(static_cast<std::size_t>(wrote));
  }
  return {};
}

// A new file, readable by its owner only, left open: its sync comes later, on this descriptor, or an error could be lost.
Result<int> open_new(const Path& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0400);
  if (fd < 0) return failed("open", path);
  return fd;
}

Result<Digest> digest_of(int fd, const Path& path) {
  if (::lseek(fd, 0, SEEK_SET) != 0) return failed("lseek", path);
  crypto::Sha256 hash;
  Bytes piece(std::size_t{1} << 20);
  while (true) {
    const ssize_t got = ::read(fd, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("read", path);
    if (got == 0) return hash.finish();
    hash.add(ByteView(piece).first(static_cast<std::size_t>(got)));
  }
}

void remove_tree(const Path& path) {
  std::error_code ignored;
  std::filesystem::permissions(path, std::filesystem::perms::owner_all, ignored);
  std::filesystem::remove_all(path, ignored);
}

Result<void> clear_leftovers(const Path& register_directory) {
  std::error_code error;
  std::vector<Path> found;
  const std::filesystem::directory_iterator end;
  for (std::filesystem::directory_iterator entry(register_directory, error); !error && entry != end; entry.increment(error))
    if (entry->path().filename().string().starts_with(kBuildingPrefix)) found.push_back(entry->path());
  if (error) return io_fault("register: its directory cannot be read");
  for (const Path& path : found) remove_tree(path);
  return {};
}

Result<int> take_lock(const Path& register_directory) {
  const Path path = register_directory / ".lock";
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0) return failed("open", path);
  if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
  const Fault fault = errno == EWOULDBLOCK ? conflict("register: another build is at work") : failed("flock", path);
  ::close(fd);
  return fault;
}

Result<void> write_current(const Path& register_directory, const Digest& digest) {
  return write_file_durable(register_directory / "current", as_bytes(to_hex(digest) + "\n"), 0600);
}

}  // namespace

std::string generation_name(const Digest& digest) { return "gen-" + to_hex(digest).substr(0, 16); }

Result<Digest> read_current(const Path& register_directory) {
  CS_TRY(text, read_file(register_directory / "current", 65));
  if (text.size() != 65 || text.back() != '\n') return untrusted("register: current is no digest");
  auto digest = digest_from_hex(std::string_view(text).substr(0, 64));
  if (!digest) return untrusted("register: current is no digest");
  return digest;
}

Result<void> activate(const Path& register_directory, const Digest& digest) {
  CS_TRY_VOID(Snapshot::open(register_directory, digest, Check::kDigests));
  return write_current(register_directory, digest);
}

Result<Building> Building::begin(const Path& register_directory) {
  CS_TRY_VOID(make_directories(register_directory, 0700));
  CS_TRY(lock, take_lock(register_directory));
  Building out(register_directory, lock);
  CS_TRY_VOID(clear_leftovers(register_directory));
  std::string place = (register_directory / (std::string(kBuildingPrefix) + "XXXXXX")).string();
  if (::mkdtemp(place.data()) == nullptr) return failed("mkdtemp", register_directory);
  out.directory_ = place;
  return out;
}

Building::Building(Building&& other) noexcept
    : register_(std::move(other.register_)), directory_(std::move(other.directory_)), lock_(std::exchange(other.lock_, -1)),
      files_(std::exchange(other.files_, {})), manifest_(std::exchange(other.manifest_, -1)), fault_(std::move(other.fault_)) {
  other.directory_.clear();
}

Building::~Building() {
  static_cast<void>(close_all(false));
  if (!directory_.empty()) remove_tree(directory_);
  if (lock_ >= 0) ::close(lock_);
}

Result<void> Building::begin_file(File file) {
  Growing& growing = files_[static_cast<std::size_t>(file)];
  if (growing.fd >= 0) return {};
  const Path path = directory_ / file_shape(file).name;
  CS_TRY(fd, open_new(path));
  growing.fd = fd;
  return write_whole(fd, Bytes(kHeaderBytes, 0), path);
}

void Building::append(File file, ByteView bytes) {
  if (!fault_ || bytes.empty()) return;
  fault_ = begin_file(file);
  if (!fault_) return;
  Growing& growing = files_[static_cast<std::size_t>(file)];
  growing.sums.add(bytes);
  fault_ = write_whole(growing.fd, bytes, directory_ / file_shape(file).name);
}

Result<FileLine> Building::finish(File file, const BuildTag& tag) {
  CS_TRY_VOID(fault_);
  CS_TRY_VOID(begin_file(file));
  const Growing& growing = files_[static_cast<std::size_t>(file)];
  const Path path = directory_ / file_shape(file).name;
  CS_TRY_VOID(write_whole(growing.fd, growing.sums.trailer(), path));
  if (::lseek(growing.fd, 0, SEEK_SET) != 0) return failed("lseek", path);
  CS_TRY_VOID(write_whole(growing.fd, column_header(file, growing.sums.body_bytes(), tag), path));
  FileLine out;
  out.bytes = column_file_bytes(growing.sums.body_bytes());
  out.count = growing.sums.body_bytes() / file_shape(file).element_bytes;
  CS_TRY(digest, digest_of(growing.fd, path));
  out.sha256 = digest;
  return out;
}

Result<void> Building::write_manifest(const std::string& text) {
  CS_TRY_VOID(close_all(true));
  CS_TRY(fd, open_new(directory_ / "manifest"));
  manifest_ = fd;
  CS_TRY_VOID(write_whole(fd, as_bytes(text), directory_ / "manifest"));
  CS_TRY_VOID(close_all(true));
  return sync_directory(directory_);
}

// A sync that fails is never tried again: the build ends there.
Result<void> Building::close_all(bool sync) {
  Result<void> out;
  const auto close_one = [&](int& fd) {
    if (fd < 0) return;
    if (sync && out && ::fsync(fd) != 0) out = failed("fsync", directory_);
    if (::close(std::exchange(fd, -1)) != 0 && sync && out) out = failed("close", directory_);
  };
  for (Growing& growing : files_) close_one(growing.fd);
  close_one(manifest_);
  return out;
}

Result<Building::Published> Building::publish(const std::string& manifest_text) {
  Published out;
  out.digest = crypto::sha256(as_bytes(manifest_text));
  const Path target = register_ / generation_name(out.digest);
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(target, error))) {
    CS_TRY_VOID(Snapshot::open(register_, out.digest, Check::kDigests));
    out.was_there = true;
  } else {
    if (::chmod(directory_.c_str(), 0500) != 0) return failed("chmod", directory_);
    if (::rename(directory_.c_str(), target.c_str()) != 0) return failed("rename", target);
    directory_.clear();
    CS_TRY_VOID(sync_directory(register_));
  }
  const auto current = read_current(register_);
  if (current || current.fault().kind != FaultKind::kNotFound) return out;
  CS_TRY_VOID(write_current(register_, out.digest));
  out.activated = true;
  return out;
}

}  // namespace cs::registry
