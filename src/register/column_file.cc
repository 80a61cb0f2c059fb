#include "register/column_file.h"

#include <algorithm>
#include <cstring>

#include "base/crc32c.h"
#include "crypto/digest.h"
#include "register/fast_crc32c.h"

namespace cs::registry {
namespace {

constexpr std::size_t kPageBytes = std::size_t{1} << kPageBits;

struct Header {
  std::array<char, 8> magic;
  std::uint32_t version, element_bytes;
  std::uint64_t count, body_bytes;
  BuildTag tag;
  std::uint32_t page_bits, crc;
  std::uint64_t zeros;
};
static_assert(sizeof(Header) == kHeaderBytes);

Header header_of(File file, std::uint64_t body_bytes, const BuildTag& tag) {
  const FileShape& shape = file_shape(file);
  Header out{};
  std::memcpy(out.magic.data(), "CSRG", 4);
  std::memcpy(out.magic.data() + 4, shape.letters.data(), 4);
  out.version = kFormatVersion;
  out.element_bytes = shape.element_bytes;
  out.count = body_bytes / shape.element_bytes;
  out.body_bytes = body_bytes;
  out.tag = tag;
  out.page_bits = kPageBits;
  return out;
}

Bytes header_bytes(Header header) {
  Bytes out(kHeaderBytes);
  std::memcpy(out.data(), &header, kHeaderBytes);
  header.crc = crc32c(ByteView(out).first(52));
  std::memcpy(out.data() + 52, &header.crc, 4);
  return out;
}

// 64 to 127 zeros, so that a vector load may run over the end of the body, and the checksums start at a multiple of 64.
std::uint64_t body_end(std::uint64_t body_bytes) { return (kHeaderBytes + body_bytes + 64 + 63) / 64 * 64; }
std::uint64_t page_count(std::uint64_t body_bytes) { return (body_bytes + kPageBytes - 1) / kPageBytes; }

Fault altered(File file, std::string_view what) {
  return untrusted(std::string(file_shape(file).name) + ": " + std::string(what));
}

}  // namespace

BuildTag build_tag(std::string_view manifest_head, const std::array<ByteView, kFileCount>& bodies) {
  crypto::Sha256 hash;
  hash.add(as_bytes(manifest_head));
  for (std::size_t i = 0; i < kDictionaryCount; ++i) {
    const DictionaryFiles files = dictionary_files(static_cast<Dictionary>(i));
    for (const File file : {files.text, files.count, files.few}) hash.add(bodies[static_cast<std::size_t>(file)]);
  }
  const Digest digest = hash.finish();
  BuildTag out{};
  std::copy_n(digest.begin(), out.size(), out.begin());
  return out;
}

Bytes column_header(File file, std::uint64_t body_bytes, const BuildTag& tag) { return header_bytes(header_of(file, body_bytes, tag)); }

void PageSums::add(ByteView bytes) {
  while (!bytes.empty()) {
    const std::size_t size = std::min<std::uint64_t>(kPageBytes - body_bytes_ % kPageBytes, bytes.size());
    open_ = fast_crc32c(bytes.first(size), open_);
    body_bytes_ += size;
    if (body_bytes_ % kPageBytes == 0) whole_.push_back(std::exchange(open_, 0));
    bytes = bytes.subspan(size);
  }
}

Bytes PageSums::trailer() const {
  Bytes out(body_end(body_bytes_) - kHeaderBytes - body_bytes_, 0);
  std::vector<std::uint32_t> sums = whole_;
  if (body_bytes_ % kPageBytes != 0) sums.push_back(open_);
  const std::size_t end = out.size();
  out.resize(end + 4 * sums.size());
  if (!sums.empty()) std::memcpy(out.data() + end, sums.data(), 4 * sums.size());
  return out;
}

Bytes column_trailer(ByteView body) {
  PageSums sums;
  sums.add(body);
  return sums.trailer();
}

std::uint64_t column_file_bytes(std::uint64_t body_bytes) { return body_end(body_bytes) + 4 * page_count(body_bytes); }

Result<ColumnBody> check_column_file(File file, ByteView bytes) {
  if (bytes.size() < kHeaderBytes) return altered(file, "shorter than a header");
  Header header{};
  std::memcpy(&header, bytes.data(), kHeaderBytes);
  if (header.body_bytes > bytes.size() || header.body_bytes % file_shape(file).element_bytes != 0) return altered(file, "header: sizes");
  const Bytes expected = header_bytes(header_of(file, header.body_bytes, header.tag));
  if (!std::equal(expected.begin(), expected.end(), bytes.begin())) return altered(file, "header");
  if (bytes.size() != column_file_bytes(header.body_bytes)) return altered(file, "the file is not as long as its header says");
  const ByteView body = bytes.subspan(kHeaderBytes, header.body_bytes);
  const std::size_t crcs = body_end(body.size());
  const ByteView zeros = bytes.subspan(kHeaderBytes + body.size(), crcs - kHeaderBytes - body.size());
  if (!std::all_of(zeros.begin(), zeros.end(), [](std::uint8_t byte) { return byte == 0; })) return altered(file, "bytes after the body");
  std::array<std::uint32_t, 64> sums{}, stored{};
  for (std::size_t first = 0; first < page_count(body.size()); first += sums.size()) {
    const std::size_t pages = std::min<std::size_t>(sums.size(), page_count(body.size()) - first), at = first * kPageBytes;
    crc32c_pages(body.subspan(at, std::min(pages * kPageBytes, body.size() - at)), kPageBytes, std::span(sums).first(pages));
    std::memcpy(stored.data(), bytes.data() + crcs + 4 * first, 4 * pages);
    for (std::size_t i = 0; i < pages; ++i)
      if (sums[i] != stored[i]) return altered(file, "page " + std::to_string(first + i));
  }
  return ColumnBody{body, header.count, header.tag};
}

}  // namespace cs::registry
