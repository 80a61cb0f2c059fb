#include "ledger/map.h"

#include <algorithm>

#include "base/limits.h"
#include "codec/canonical.h"

namespace cs::ledger {
namespace {

constexpr std::string_view kHeader = "countersign/map-proof@v1";
constexpr std::size_t kHashesMax = 32;  // `leaves` is a number of 32 bits

Digest all(std::uint8_t byte) {
  Digest digest;
  digest.fill(byte);
  return digest;
}
const MapLeaf kFirst{all(0x00), all(0x00)};
const MapLeaf kLast{all(0xFF), all(0xFF)};

bool is_sentinel(const Digest& key) { return key == kFirst.key || key == kLast.key; }

struct ShownLeaf {
  std::uint64_t index = 0;
  MapLeaf leaf;
  std::vector<Digest> hashes;
};

void append_shown(std::string& out, std::uint64_t index, const MapLeaf& leaf, const std::vector<Digest>& hashes) {
  out += "leaf " + std::to_string(index) + " " + to_base64(encode_map_leaf(leaf)) + "\n";
  for (const Digest& hash : hashes) out += to_base64(hash) + "\n";
}

Result<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return malformed("map proof: a line without its end");
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

Result<Digest> digest_of(std::string_view word) {
  CS_TRY(bytes, from_base64(word));
  Digest digest;
  if (bytes.size() != digest.size()) return malformed("map proof: not 32 bytes");
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

Result<ShownLeaf> parse_leaf_line(std::string_view line) {
  line.remove_prefix(5);
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return malformed("map proof: a leaf without its bytes");
  CS_TRY(index, tlog::parse_size(line.substr(0, space)));
  CS_TRY(bytes, from_base64(line.substr(space + 1)));
  CS_TRY(leaf, parse_map_leaf(bytes));
  return ShownLeaf{index, leaf, {}};
}

struct Parsed {
  Digest key{};
  std::vector<ShownLeaf> leaves;
  std::string_view receipt;
};

Result<Parsed> parse(std::string_view text) {
  if (text.size() > limits::kProofBytesMax) return limit_reached("a map proof has at most " + std::to_string(limits::kProofBytesMax) + " bytes");
  Parsed out;
  CS_TRY(header, take_line(text));
  if (header != kHeader) return malformed("not a map proof");
  CS_TRY(key_line, take_line(text));
  if (!key_line.starts_with("key ")) return malformed("map proof: no key");
  CS_TRY(key, digest_of(key_line.substr(4)));
  out.key = key;
  while (true) {
    CS_TRY(line, take_line(text));
    if (line.empty()) break;
    if (line.starts_with("leaf ")) {
      if (out.leaves.size() == 2) return malformed("map proof: more than two leaves");
      CS_TRY(leaf, parse_leaf_line(line));
      out.leaves.push_back(std::move(leaf));
      continue;
    }
    if (out.leaves.empty() || out.leaves.back().hashes.size() == kHashesMax) return malformed("map proof: a hash without its leaf");
    CS_TRY(hash, digest_of(line));
    out.leaves.back().hashes.push_back(hash);
  }
  if (out.leaves.empty()) return malformed("map proof: no leaf");
  out.receipt = text;
  return out;
}

// One leaf with the key, or the two between which it would stand.
Result<bool> is_present(const Parsed& parsed) {
  const MapLeaf& first = parsed.leaves[0].leaf;
  if (parsed.leaves.size() == 1) {
    if (first.key != parsed.key) return untrusted("the leaf is another subject's");
    return true;
  }
  if (parsed.leaves[1].index != parsed.leaves[0].index + 1) return untrusted("the two leaves are not neighbors");
  if (!(first.key < parsed.key && parsed.key < parsed.leaves[1].leaf.key)) return untrusted("the key does not stand between the two leaves");
  return false;
}

}  // namespace

Bytes encode_map_leaf(const MapLeaf& leaf) {
  codec::CborWriter out;
  out.list(2).bytes(leaf.key).bytes(leaf.commitment);
  return out.take();
}

Result<MapLeaf> parse_map_leaf(ByteView bytes) {
  codec::CborReader in(bytes);
  CS_TRY(count, in.list(2));
  if (count != 2) return malformed("a leaf of a map has two items");
  CS_TRY(key, in.digest());
  CS_TRY(commitment, in.digest());
  CS_TRY_VOID(in.end());
  return MapLeaf{key, commitment};
}

Result<DisclosureMap> DisclosureMap::of(std::vector<MapLeaf> leaves) {
  if (leaves.size() > UINT32_MAX - 2) return malformed("a map of too many subjects");
  std::sort(leaves.begin(), leaves.end());
  DisclosureMap map;
  map.leaves_.reserve(leaves.size() + 2);
  map.leaves_.push_back(kFirst);
  for (const MapLeaf& leaf : leaves) {
    if (is_sentinel(leaf.key) || leaf.key == map.leaves_.back().key) return malformed("a map has each subject once, and none with a sentinel's key");
    map.leaves_.push_back(leaf);
  }
  map.leaves_.push_back(kLast);
  for (const MapLeaf& leaf : map.leaves_) map.hashes_.append(tlog::leaf_hash(encode_map_leaf(leaf)));
  return map;
}

MapEntry DisclosureMap::entry(std::uint32_t quarter) const {
  const auto root = tlog::root_at(leaves_.size(), hashes_.reader());
  CS_CHECK(root.ok(), "a tree in memory has its root");
  return {quarter, static_cast<std::uint32_t>(leaves_.size()), *root};
}

Result<std::string> DisclosureMap::prove(const Digest& key, std::string_view receipt) const {
  if (is_sentinel(key)) return malformed("a sentinel's key is no subject's");
  const auto found = std::lower_bound(leaves_.begin(), leaves_.end(), key, [](const MapLeaf& leaf, const Digest& wanted) { return leaf.key < wanted; });
  const auto at = static_cast<std::uint64_t>(found - leaves_.begin());
  std::string out = std::string(kHeader) + "\nkey " + to_base64(key) + "\n";
  const bool present = found->key == key;
  for (std::uint64_t index = present ? at : at - 1; index <= at; ++index) {
    CS_TRY(hashes, tlog::prove_inclusion(index, leaves_.size(), hashes_.reader()));
    append_shown(out, index, leaves_[index], hashes);
  }
  return out + "\n" + std::string(receipt);
}

Result<MapProof> read_map_proof(std::string_view text, const tlog::LogKeys& log_keys) {
  CS_TRY(parsed, parse(text));
  if (is_sentinel(parsed.key)) return malformed("map proof: a sentinel's key is no subject's");
  CS_TRY(receipt, read_receipt(parsed.receipt, log_keys));
  const auto* map = std::get_if<MapEntry>(&receipt.entry.entry);
  if (map == nullptr) return untrusted("the receipt is not that of a map");
  for (const ShownLeaf& shown : parsed.leaves) {
    if (!tlog::verify_inclusion(shown.index, map->leaves, tlog::leaf_hash(encode_map_leaf(shown.leaf)), map->root, shown.hashes))
      return untrusted("a leaf is not in the map that the ledger holds");
  }
  CS_TRY(present, is_present(parsed));
  MapProof out{parsed.key, map->quarter, receipt.index, receipt.entry.time, present, {}};
  if (present) out.commitment = parsed.leaves[0].leaf.commitment;
  return out;
}

}  // namespace cs::ledger
