#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "crypto/digest.h"
#include "register/column_file.h"
#include "register/form_text.h"
#include "register/generation.h"
#include "register/publishing.h"
#include "register/view.h"

namespace cs::registry {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { if (fd_ >= 0) ::close(fd_); }
  int get() const { return fd_; }

 private:
  int fd_;
};

Fault failed(std::string_view name, const char* tried) {
  std::string text = std::string(name) + ": " + tried + ": " + std::strerror(errno);
  if (errno == ENOENT || errno == ENOTDIR) return not_found(std::move(text));
  if (errno == ELOOP) return untrusted(std::string(name) + ": is a link");
  return io_fault(std::move(text));
}

// The only cast from mapped bytes to elements: the size is a whole number of them and the start is aligned (both checked).
template <typename T>
std::span<const T> elements(ByteView body) {
  CS_CHECK(reinterpret_cast<std::uintptr_t>(body.data()) % alignof(T) == 0, "a mapped array starts at its alignment");
  return {reinterpret_cast<const T*>(body.data()), body.size() / sizeof(T)};
}

Result<Mapping> map_file(int directory, std::string_view name, std::uint64_t bytes_expected) {
  const Descriptor file(::openat(directory, std::string(name).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (file.get() < 0) return failed(name, "open");
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return failed(name, "fstat");
  if (!S_ISREG(status.st_mode) || status.st_nlink != 1) return untrusted(std::string(name) + ": no regular file of its own");
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size != bytes_expected) return untrusted(std::string(name) + ": not as long as the manifest says");
  void* start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (start == MAP_FAILED) return failed(name, "mmap");
  return Mapping(start, size);
}

Result<std::string> read_manifest(int directory) {
  const Descriptor file(::openat(directory, "manifest", O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (file.get() < 0) return failed("manifest", "open");
  std::string text(kManifestBytesLimit + 1, '\0');
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t got = ::read(file.get(), text.data() + done, text.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("manifest", "read");
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  text.resize(done);
  return text;
}

// The directory holds the manifest and the listed files, and nothing that might be an array nobody checks.
Result<void> check_names(const Path& directory) {
  std::error_code error;
  std::size_t seen = 0;
  for (auto entry = std::filesystem::directory_iterator(directory, error); !error && entry != std::filesystem::directory_iterator();
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    bool listed = name == "manifest";
    for (std::size_t i = 0; i < kFileCount; ++i) listed = listed || name == file_shape(file_at(i)).name;
    if (!listed) return untrusted("generation: a file that the format does not know");
    ++seen;
  }
  if (error) return io_fault("generation: its directory cannot be read");
  return seen == kFileCount + 1 ? Result<void>() : Result<void>(untrusted("generation: a file is missing"));
}

void point_dictionary(GenerationView& view, Dictionary which) {
  const DictionaryFiles files = dictionary_files(which);
  DictionaryView& out = view.dictionaries[static_cast<std::size_t>(which)];
  const auto body = [&](File file) { return view.bodies[static_cast<std::size_t>(file)]; };
  out.texts = body(files.text);
  out.at = elements<std::uint32_t>(body(files.at));
  out.count = elements<std::uint32_t>(body(files.count));
  out.few = body(files.few);
  out.hash = elements<std::uint32_t>(body(files.hash));
  out.two_counts = which == Dictionary::kName;
  const std::size_t each = out.two_counts ? 2 : 1;
  out.ids = static_cast<std::uint32_t>(std::min<std::size_t>(out.count.size() / each + out.few.size() / each, UINT32_MAX));
  out.seed = view.manifest.seeds[static_cast<std::size_t>(which)];
}

int key_bits(const Manifest& manifest, std::size_t cells) {
  if (manifest.keys_as.shortest() != 0) return bits_for(manifest.keys_as.numbers() - 1);
  return bits_for(cells == 0 ? 0 : cells - 1);
}

void point_packed(GenerationView& view) {
  const auto body = [&](File file) { return view.bodies[static_cast<std::size_t>(file)]; };
  const Manifest& manifest = view.manifest;
  const int names = std::min(view.name_bits(), 32);
  const int days = manifest.first_day ? bits_for(static_cast<std::uint64_t>(std::int64_t{manifest.last_day->days} - manifest.first_day->days + 1)) : 0;
  view.wide_id = PackedView(body(File::kWideId), names);
  view.initial_col = PackedView(body(File::kInitialCol), 5);
  view.extra_word = PackedView(body(File::kExtraWord), names + 2);
  view.day_from = PackedView(body(File::kDayFrom), days);
  view.day_to = PackedView(body(File::kDayTo), days);
  view.key_col = PackedView(body(File::kKeyCol), key_bits(manifest, view.key_text.size()));
}

void point_arrays(GenerationView& view) {
  const auto body = [&](File file) { return view.bodies[static_cast<std::size_t>(file)]; };
  view.tile_dir = elements<TileEntry>(body(File::kTileDir));
  view.block_dir = elements<BlockEntry>(body(File::kBlockDir));
  view.addr_word = elements<std::uint32_t>(body(File::kAddrWord));
  view.addr_base = elements<std::uint32_t>(body(File::kAddrBase));
  view.addr_more = elements<AddressMore>(body(File::kAddrMore));
  view.group_dir = elements<Group>(body(File::kGroupDir));
  view.surname_id = elements<std::uint16_t>(body(File::kSurnameId));
  view.given_id = elements<std::uint16_t>(body(File::kGivenId));
  view.rare_word = elements<std::uint32_t>(body(File::kRareWord));
  view.key_text = elements<KeyCell>(body(File::kKeyText));
  view.street_base = elements<std::uint32_t>(body(File::kStreetBase));
  view.street_post = elements<std::uint32_t>(body(File::kStreetPost));
  view.place_base = elements<std::uint32_t>(body(File::kPlaceBase));
  view.place_post = elements<std::uint32_t>(body(File::kPlacePost));
  for (std::size_t i = 0; i < kDictionaryCount; ++i) point_dictionary(view, static_cast<Dictionary>(i));
  point_packed(view);
}

void index_tiles(GenerationView& view) {
  view.tile_of_zip.assign(kTileWithoutZip, 0);
  for (std::uint32_t tile = 0; tile + 1 < view.tile_dir.size(); ++tile)
    if (view.tile_dir[tile].tile_key < kTileWithoutZip) view.tile_of_zip[view.tile_dir[tile].tile_key] = tile + 1;
}

// Fills the view from whole files; everything is checked but the digests.
Result<void> fill_view(GenerationView& view, const std::array<ByteView, kFileCount>& files) {
  std::array<BuildTag, kFileCount> tags{};
  for (std::size_t i = 0; i < kFileCount; ++i) {
    CS_TRY(body, check_column_file(file_at(i), files[i]));
    if (body.count != view.manifest.files[i].count || files[i].size() != view.manifest.files[i].bytes)
      return untrusted(std::string(file_shape(file_at(i)).name) + ": not the manifest's count");
    view.bodies[i] = body.body;
    tags[i] = body.tag;
  }
  const BuildTag tag = build_tag(view.manifest.head(), view.bodies);
  for (std::size_t i = 0; i < kFileCount; ++i)
    if (tags[i] != tag) return untrusted(std::string(file_shape(file_at(i)).name) + ": of another build");
  point_arrays(view);
  CS_TRY_VOID(check_structure(view));
  index_tiles(view);
  return {};
}

Result<void> check_digests(const GenerationView& view) {
  for (std::size_t i = 0; i < kFileCount; ++i)
    if (crypto::sha256(view.mappings[i].bytes()) != view.manifest.files[i].sha256)
      return untrusted(std::string(file_shape(file_at(i)).name) + ": its digest is not the manifest's");
  return {};
}

Result<Manifest> trusted_manifest(std::string_view text) {
  auto manifest = Manifest::parse(text);
  if (!manifest) return untrusted(manifest.fault().text);
  return manifest;
}

}  // namespace

Mapping::~Mapping() {
  if (start_ != nullptr) ::munmap(const_cast<void*>(start_), size_);
}

Result<Snapshot> Snapshot::open(const Path& register_directory, const std::optional<Digest>& wanted, Check check) {
  auto view = std::make_shared<GenerationView>();
  if (wanted) {
    view->digest = *wanted;
  } else {
    CS_TRY(current, read_current(register_directory));
    view->digest = current;
  }
  const Path place = register_directory / generation_name(view->digest);
  const Descriptor directory(::open(place.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (directory.get() < 0) return failed(place.filename().string(), "open");
  CS_TRY(text, read_manifest(directory.get()));
  if (crypto::sha256(as_bytes(text)) != view->digest) return untrusted("manifest: its digest is not the generation's name");
  CS_TRY(manifest, trusted_manifest(text));
  view->manifest = std::move(manifest);
  CS_TRY_VOID(check_names(place));
  std::array<ByteView, kFileCount> files;
  for (std::size_t i = 0; i < kFileCount; ++i) {
    CS_TRY(mapping, map_file(directory.get(), file_shape(file_at(i)).name, view->manifest.files[i].bytes));
    view->mappings.push_back(std::move(mapping));
    files[i] = view->mappings.back().bytes();
  }
  if (check == Check::kDigests) CS_TRY_VOID(check_digests(*view));
  CS_TRY_VOID(fill_view(*view, files));
  return Snapshot(std::move(view));
}

Result<Snapshot> Snapshot::over(std::string_view manifest_text, const std::array<ByteView, kFileCount>& files) {
  auto view = std::make_shared<GenerationView>();
  view->digest = crypto::sha256(as_bytes(manifest_text));
  CS_TRY(manifest, trusted_manifest(manifest_text));
  view->manifest = std::move(manifest);
  CS_TRY_VOID(fill_view(*view, files));
  return Snapshot(std::move(view));
}

}  // namespace cs::registry
