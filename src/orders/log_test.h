// A published log of an issuer, for this room's tests: any leaves, signed and cosigned as told.
#pragma once

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <string>

#include "crypto/random.h"
#include "orders/issuer.h"
#include "orders/mirror.h"
#include "tlog/merkle.h"
#include "tlog/note.h"
#include "tlog/tiles.h"

namespace cs::orders::published {

inline Instant ts(const std::string& text) { return Instant::parse(text).value(); }

class Folder {
 public:
  Folder() {
    static int count = 0;
    // In memory where that is possible: these tests write whole logs, and each is synced.
    const Path memory = "/dev/shm";
    const Path base = std::filesystem::exists(memory) ? memory : std::filesystem::temp_directory_path();
    path_ = base / ("orders_test_" + std::to_string(::getpid()) + "_" + std::to_string(count++));
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const Path& path() const { return path_; }

 private:
  Path path_;
};

inline OrderNumber order(std::uint64_t n) {
  OrderNumber number;
  Bytes bytes;
  append_u64_be(bytes, n * 0x9E3779B97F4A7C15u);
  append_u64_be(bytes, n);
  std::copy(bytes.begin(), bytes.end(), number.bytes.begin());
  return number;
}

inline SubjectNumber subject(std::uint8_t n) {
  SubjectNumber number;
  number.bytes.fill(n);
  return number;
}

inline Digest digest(std::uint8_t n) {
  Digest out;
  out.fill(n);
  return out;
}

class Log {
 public:
  explicit Log(std::uint8_t seed = 1)
      : signer_(crypto::NoteSigner::from_seed("court-a.test.invalid/orders", digest(seed)).value()),
        cosigner_(crypto::NoteSigner::from_seed("witness", digest(9), crypto::NoteAlgorithm::kEd25519Cosignature).value()) {}

  std::vector<Bytes> entries;
  std::string origin = "court-a.test.invalid/orders";
  bool sign = true;
  bool cosign = true;
  std::string cosigned_at = "2026-09-01T00:00:00Z";

  std::uint64_t add(Leaf leaf) {
    entries.push_back(write_leaf(leaf));
    return entries.size() - 1;
  }
  std::uint64_t add(Kind kind, const OrderNumber& number, const std::string& effective, std::uint64_t bar = 0) {
    Leaf leaf;
    leaf.kind = kind;
    leaf.recorded_at = ts("2026-09-01T00:00:00Z");
    leaf.order = number;
    if (kind == Kind::kEntered) leaf.subject = subject(7);
    if (kind != Kind::kCorrected) leaf.effective_at = ts(effective);
    if (kind == Kind::kEntered || kind == Kind::kCorrected) leaf.commitment = digest(5);
    if (kind == Kind::kBarred || kind == Kind::kLifted || kind == Kind::kEnded) leaf.cause = digest(6);
    leaf.bar = bar;
    return add(leaf);
  }
  Digest root() const {
    tlog::Frontier tree;
    for (const Bytes& entry : entries) tree.append(tlog::leaf_hash(entry));
    return tree.root();
  }
  std::string note() const { return note_over(entries.size(), root()); }
  std::string note_over(std::uint64_t size, const Digest& root) const {
    tlog::Checkpoint checkpoint;
    checkpoint.origin = origin;
    checkpoint.size = size;
    checkpoint.root = root;
    tlog::Note note;
    note.text = checkpoint.text();
    if (sign) tlog::sign_note(note, signer_);
    if (cosign) tlog::cosign_note(note, cosigner_, ts(cosigned_at));
    return note.bytes();
  }
  void publish(const Path& directory) const {
    const Result<void> written = tlog::write_static_log(
        directory, entries.size(), [&](std::uint64_t index) -> Result<ByteView> { return ByteView(entries[index]); }, note());
    ASSERT_TRUE(written.ok()) << written.fault().text;
  }
  IssuerIdentity identity() const {
    const std::string policy = "witness w1 " + cosigner_.verifier().text() + "\nquorum w1\n";
    return IssuerIdentity::make("court-a", "court-a.test.invalid/orders", signer_.verifier().text(), policy).value();
  }
  const crypto::NoteSigner& signer() const { return signer_; }

 private:
  crypto::NoteSigner signer_;
  crypto::NoteSigner cosigner_;
};

}  // namespace cs::orders::published
