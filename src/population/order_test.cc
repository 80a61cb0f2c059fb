// The issuer's log and the openings, read back by their formats alone.
#include <fstream>
#include <set>

#include "codec/canonical.h"
#include "codec/json.h"
#include "crypto/cms.h"
#include "crypto/digest.h"
#include "population/kit.h"
#include "population/made_for_test.h"
#include "population/order.h"
#include "population/terms_text.h"
#include "tlog/merkle.h"
#include "tlog/note.h"
#include "tlog/policy.h"
#include "tlog/tiles.h"
#include "tlog/witness.h"

namespace cs::population {
namespace {

struct Event {
  std::uint64_t kind = 0, recorded = 0, effective = 0, bar = 0, leaf = 0;
  std::string order, subject;
  Digest commitment{}, cause{};
};

// Strict: the keys of each kind and no others.
Result<Event> read_event(ByteView bytes) {
  codec::CborReader in(bytes);
  Event e;
  CS_TRY(keys, in.map(9));
  CS_TRY_VOID(in.key(0));
  CS_TRY(version, in.unsigned_number());
  if (version != 1) return malformed("version");
  CS_TRY_VOID(in.key(1));
  CS_TRY(kind, in.unsigned_number(6));
  CS_TRY_VOID(in.key(2));
  CS_TRY(recorded, in.unsigned_number());
  CS_TRY_VOID(in.key(3));
  CS_TRY(order, in.bytes_exact(16));
  e.kind = kind;
  e.recorded = recorded;
  e.order = to_hex(order);
  std::size_t read = 4;
  if (kind == 1) {
    CS_TRY_VOID(in.key(4));
    CS_TRY(subject, in.bytes_exact(16));
    e.subject = to_hex(subject);
    ++read;
  }
  if (kind != 6) {
    CS_TRY_VOID(in.key(5));
    CS_TRY(effective, in.unsigned_number());
    e.effective = effective;
    ++read;
  }
  if (kind == 1 || kind == 6) {
    CS_TRY_VOID(in.key(6));
    CS_TRY(commitment, in.digest());
    e.commitment = commitment;
    ++read;
  }
  if (kind >= 3 && kind <= 5) {
    CS_TRY_VOID(in.key(7));
    CS_TRY(cause, in.digest());
    e.cause = cause;
    ++read;
  }
  if (kind == 4) {
    CS_TRY_VOID(in.key(8));
    CS_TRY(bar, in.unsigned_number());
    e.bar = bar;
    ++read;
  }
  if (read != keys) return malformed("keys");
  CS_TRY_VOID(in.end());
  return e;
}

class OrdersOfTheWorld : public ::testing::Test {
 protected:
  void SetUp() override {
    const Result<std::string> bytes = read_file(world.root / "orders/checkpoint", 1 << 16);
    ASSERT_TRUE(bytes.ok());
    const KitKeys keys;
    const auto opened = tlog::open_checkpoint(*bytes, keys.log_signer()->verifier(), {keys.witness_signer()->verifier()});
    ASSERT_TRUE(opened.ok());
    EXPECT_EQ(opened->newest_cosignature, test_as_of());
    EXPECT_EQ(opened->checkpoint.size, world.manifest.log_size);
    const auto take = [&](std::uint64_t index, ByteView leaf) -> Result<void> {
      CS_TRY(event, read_event(leaf));
      event.leaf = index;
      events.push_back(event);
      return {};
    };
    const auto read = tlog::read_static_log(world.root / "orders", opened->checkpoint.size, opened->checkpoint.root, take);
    ASSERT_TRUE(read.ok()) << read.fault().text;
    for (const Event& event : events) by_order[event.order].push_back(event);
  }

  const MadeWorld& world = MadeWorld::get();
  std::vector<Event> events;
  std::map<std::string, std::vector<Event>> by_order;
};

TEST_F(OrdersOfTheWorld, log_verifies_and_its_times_never_decrease_or_pass_its_date) {
  ASSERT_FALSE(events.empty());
  std::set<std::uint64_t> kinds;
  std::uint64_t before = 0;
  for (const Event& event : events) {
    EXPECT_LE(before, event.recorded);
    before = event.recorded;
    kinds.insert(event.kind);
    if (event.kind == 2) {
      EXPECT_EQ(event.effective % 86'400'000, 0U);
    }
    if (event.kind == 2) {
      EXPECT_LE(event.effective, event.recorded + 86'400'000);
    }
    if (event.kind == 4) {
      EXPECT_EQ(events.at(event.bar).kind, 3U);
    }
    if (event.kind == 4) {
      EXPECT_EQ(events.at(event.bar).order, event.order);
    }
  }
  EXPECT_LE(before, static_cast<std::uint64_t>(test_as_of().ms));
  EXPECT_EQ(kinds, (std::set<std::uint64_t>{1, 2, 3, 4, 5, 6}));
}

// Replays an order's events as the rules' section 4 has them.
std::string status_of(const std::vector<Event>& events) {
  bool entered = false, final = false, ended = false;
  std::set<std::uint64_t> bars;
  for (const Event& event : events) {
    if (event.kind == 1) {
      EXPECT_FALSE(std::exchange(entered, true));
    }
    if (event.kind == 2) {
      EXPECT_FALSE(std::exchange(final, true));
    }
    if (event.kind == 3) bars.insert(event.leaf);
    if (event.kind == 4) {
      EXPECT_EQ(bars.erase(event.bar), 1U);
    }
    if (event.kind == 5) ended = true;
  }
  return !entered ? "unknown" : ended ? "ended" : !bars.empty() ? "barred" : final ? "final" : "not_final";
}

std::vector<std::string> texts_of(const codec::Value& value, const char* key) { return *codec::need_texts(value, key, ""); }

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : " ") + part;
  return out;
}

Digest opened_commitment(const codec::Value& opening, const codec::Value& name) {
  codec::CborWriter out;
  out.list(6);
  for (const char* key : {"issuer", "docket", "type", "entered_on"}) out.text(*opening.find(key)->text());
  out.list(1).list(3);
  for (const char* key : {"family", "given"}) {
    const std::vector<std::string> parts = texts_of(name, key);
    out.list(parts.size());
    for (const std::string& part : parts) out.text(part);
  }
  out.text(*name.find("suffix")->text()).text(*opening.find("born")->text());
  const Digest salt = *digest_from_hex(*opening.find("salt")->text());
  return crypto::sha256_of({as_bytes(std::string_view("countersign/v1/order\0", 21)), salt, out.data()});
}

TEST_F(OrdersOfTheWorld, openings_open_the_latest_commitment_and_say_the_lines_name) {
  std::map<std::string, std::size_t> row_of;
  for (std::size_t i = 0; i < world.requests.size(); ++i) row_of[world.requests[i].at("docket")] = i;
  std::ifstream in(world.root / "orders/openings.ndjson");
  std::size_t lines = 0, without_line = 0, young = 0;
  for (std::string text; std::getline(in, text);) {
    const auto opening = codec::read_json(text, 4096);
    ASSERT_TRUE(opening.ok());
    const codec::Value& name = opening->find("names")->list()->front();
    const std::vector<Event>& order = by_order[*opening->find("order")->text()];
    const std::string status = status_of(order);
    const codec::Value& final_on = *opening->find("final_on");
    Digest latest{};
    for (const Event& event : order) {
      if (event.kind == 1 || event.kind == 6) latest = event.commitment;
      if (event.kind != 2) continue;
      ASSERT_NE(final_on.text(), nullptr);
      EXPECT_EQ(Date::parse(*final_on.text())->midnight().ms, static_cast<std::int64_t>(event.effective));
      young += age_days(*Date::parse(*final_on.text()), test_as_of()) > 90 ? 0U : 1U;
    }
    if (status != "unknown") {
      EXPECT_EQ(latest, opened_commitment(*opening, name));
    }
    const auto row = row_of.find(*opening->find("docket")->text());
    if (row == row_of.end()) {
      ++without_line;
      continue;
    }
    ++lines;
    EXPECT_EQ(status, world.truth[row->second].at("order"));
    const Row& line = world.lines[row->second];
    EXPECT_EQ(joined(texts_of(name, "family")), line.at("last_name"));
    EXPECT_EQ(joined(texts_of(name, "given")), line.at("first_name") + (line.at("middle").empty() ? "" : " " + line.at("middle")));
    EXPECT_EQ(*name.find("suffix")->text(), line.at("suffix"));
  }
  EXPECT_EQ(lines, world.lines.size());
  EXPECT_NEAR(static_cast<double>(without_line), 160, 60);
  EXPECT_EQ(young, 0U);
}

TEST_F(OrdersOfTheWorld, four_in_a_hundred_must_be_refused) {
  std::map<std::string, int> statuses;
  for (const Row& row : world.truth) ++statuses[row.at("order")];
  EXPECT_NEAR(statuses["final"], 7'680, 90);
  for (const char* status : {"not_final", "barred", "ended", "unknown"}) EXPECT_GT(statuses[status], 10) << status;
}

TEST_F(OrdersOfTheWorld, causes_open_their_commitments) {
  std::ifstream in(world.root / "orders/causes.ndjson");
  std::size_t count = 0;
  for (std::string text; std::getline(in, text); ++count) {
    const auto cause = codec::read_json(text, 4096);
    ASSERT_TRUE(cause.ok());
    const Event& event = events.at(static_cast<std::size_t>(*cause->find("leaf")->number()));
    EXPECT_EQ(event.cause, crypto::commit("cause", *digest_from_hex(*cause->find("salt")->text()), as_bytes(*cause->find("cause")->text())));
  }
  EXPECT_GT(count, 100U);
}

std::string line_of(const Path& file) {
  const std::string text = *read_file(file, 1 << 12);
  return text.substr(0, text.find('\n'));
}

TEST(orders, has_three_cosigned_heads_and_the_last_continues_the_second) {
  const Path orders = MadeWorld::get().root / "orders";
  const auto vkey = crypto::NoteVerifier::parse(line_of(orders / "log.vkey"));
  ASSERT_TRUE(vkey.ok());
  const auto policy = tlog::Policy::parse("log " + line_of(orders / "log.vkey") + "\nwitness one " + line_of(MadeWorld::get().root / "kit/witness.vkey") + "\nquorum one\n");
  ASSERT_TRUE(policy.ok());
  std::vector<tlog::Checkpoint> heads;
  for (const char* name : {"checkpoint-1", "checkpoint-2", "checkpoint"}) {
    const auto head = tlog::open_witnessed(*read_file(orders / name, 1 << 14), *vkey, *policy, test_as_of());
    ASSERT_TRUE(head.ok()) << name;
    EXPECT_TRUE(head->quorum) << name;
    heads.push_back(head->checkpoint);
    if (heads.size() > 1) {
      EXPECT_LT(heads[heads.size() - 2].size, heads.back().size);
    }
  }
  const auto body = tlog::AddCheckpoint::parse(*read_file(orders / "add-checkpoint", 1 << 16));
  ASSERT_TRUE(body.ok());
  EXPECT_EQ(body->old_size, heads[1].size);
  EXPECT_TRUE(tlog::verify_consistency(heads[1].size, heads[1].root, heads[2].size, heads[2].root, body->proof));
  EXPECT_FALSE(tlog::verify_consistency(heads[0].size, heads[0].root, heads[2].size, heads[2].root, body->proof));
}

TEST(openings, write_the_example_of_docs_formats_openings) {
  Digest salt;
  salt.fill(0x20);
  LineView line;
  line.first = "MARIA";
  line.last = "LOPEZ GARCIA";
  codec::CborWriter payload;
  payload.list(6).text("court-a").text("D-1").text(TermsText::agreement().one("order_type")).text("2025-11-20").list(1).list(3).list(2).text("LOPEZ").text("GARCIA").list(1).text("MARIA");
  payload.text("").null();
  EXPECT_EQ(payload.data().size(), 57U);
  EXPECT_EQ(to_hex(crypto::commit("order", salt, payload.data())), "bd10c4875e9aabe90a43461d11be135d6cf02480dfb1e1fa2d9507fe60214817");
  const NameParts parts = parts_of(line);
  EXPECT_EQ(parts.families, 2U);
  EXPECT_EQ(parts.family[1], "GARCIA");
  EXPECT_EQ(parts.givens, 1U);
}

TEST(kit, officials_sign_under_the_kits_own_anchor_and_list) {
  const MadeWorld& world = MadeWorld::get();
  const auto bytes_of = [&](const std::string& name) { return *read_file(world.root / "kit" / name, 1 << 16); };
  crypto::Trust trust;
  trust.anchors = *crypto::Certificate::parse_pem(bytes_of("anchor.cert.pem"));
  trust.crls = *crypto::Crl::parse_pem(bytes_of("anchor.crl.pem"));
  trust.policies = {"2.16.840.1.101.3.2.1.48.1"};
  for (const char* name : {"director", "deputy", "director-successor", "under-secretary", "holder-signatory", "requester-signatory", "counsel",
                           "disclosure-officer"}) {
    const auto certificate = crypto::Certificate::parse_pem(bytes_of(std::string(name) + ".cert.pem"));
    const auto key = crypto::PrivateKey::parse_pem(bytes_of(std::string(name) + ".key.pem"));
    ASSERT_TRUE(certificate.ok() && key.ok()) << name;
    EXPECT_NE((*certificate)[0].subject().find("SYNTHETIC"), std::string::npos);
    const auto cms = crypto::sign_cms(as_bytes("{}"), (*certificate)[0], *key, test_as_of());
    ASSERT_TRUE(cms.ok()) << name;
    for (const std::int64_t days : {-60, 0, 390}) {
      const auto outcome = crypto::verify_cms(*cms, as_bytes("{}"), trust, *certificate, test_as_of() + Span::days(days));
      ASSERT_TRUE(outcome.ok());
      EXPECT_EQ(outcome->problem, crypto::SignatureProblem::kNone) << name << ": " << (outcome->signers.empty() ? "" : outcome->signers[0].cause);
    }
  }
}

TEST(kit, has_four_folders_whose_signatures_hold) {
  const Path kit = MadeWorld::get().root / "kit";
  const auto bytes_of = [&](const Path& file) { return *read_file(file, 1 << 16); };
  crypto::Trust trust;
  trust.anchors = *crypto::Certificate::parse_pem(bytes_of(kit / "anchor.cert.pem"));
  trust.crls = *crypto::Crl::parse_pem(bytes_of(kit / "anchor.crl.pem"));
  const std::vector<std::pair<std::string, std::size_t>> folders = {{"in-force", 8}, {"expired", 8}, {"unsigned", 1}, {"lapsed", 7}};
  for (const auto& [folder, count] : folders) {
    const std::vector<Row> steps = read_rows(kit / folder / "steps.csv");
    EXPECT_EQ(steps.size(), count) << folder;
    for (const Row& step : steps) {
      const bool terms = step.at("verb") == "agreement sign";
      const std::string text = bytes_of(kit / folder / (terms ? "agreement.toml" : step.at("file")));
      const std::string cms = bytes_of(kit / folder / (step.at("file") + (terms ? "" : ".p7s")));
      const auto outcome = crypto::verify_cms(as_bytes(cms), as_bytes(text), trust, {}, *Instant::parse(step.at("at")));
      ASSERT_TRUE(outcome.ok());
      EXPECT_EQ(outcome->problem, crypto::SignatureProblem::kNone) << folder << " " << step.at("file") << outcome->cause;
      EXPECT_EQ(crypto::distinct_signers(*outcome), step.at("signers").find(' ') == std::string::npos ? 1U : 2U);
      if (!terms) {
        EXPECT_TRUE(codec::read_json(text, 1 << 16).ok()) << step.at("file");
      }
    }
  }
  EXPECT_NE(bytes_of(kit / "expired/agreement.toml").find("to = \"2026-08-22T00:00:00Z\""), std::string::npos);
}

TEST(kit, is_the_same_for_every_seed_and_its_second_agreement_follows_the_first) {
  const KitKeys keys;
  const auto pki = make_pki(keys, test_as_of());
  ASSERT_TRUE(pki.ok());
  EXPECT_EQ(*read_file(MadeWorld::get().root / "kit/director.cert.pem", 1 << 16), pki->of("director").pem());
  const auto agreements = write_agreements(*pki, keys, test_as_of(), {MadeWorld::get().manifest.rows, {}});
  ASSERT_TRUE(agreements.ok());
  EXPECT_NE(agreements->large.find("previous = \"" + digest_text(crypto::sha256(as_bytes(agreements->first))) + "\""), std::string::npos);
  EXPECT_NE(agreements->first.find("from = \"2026-08-02T00:00:00Z\"\nto = \"2028-01-02T00:00:00Z\""), std::string::npos);
}

}  // namespace
}  // namespace cs::population
