#include "request/lines.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "base/limits.h"
#include "codec/json.h"
#include "crypto/digest.h"
#include "request/line_text.h"
#include "request/sample_test.h"
#include "tlog/merkle.h"

namespace cs::request {
namespace {

using namespace sample;

LineParse read(const std::string& text, std::uint32_t number = 1) {
  LineReader reader(5);
  return reader.read(text, number);
}
Reason reason_of(const std::string& text) { return read(text).reason; }
Reason reason_with(const std::string& from, const std::string& to) { return reason_of(replaced(write_line(line()), from, to)); }

TEST(split, gives_the_lines_and_what_binds_them) {
  const LinesFile file = split_lines("one\ntwo\n\xF0\x9F\x98\x80\n");
  ASSERT_TRUE(file.framed) << file.problem;
  EXPECT_EQ(file.lines, (std::vector<std::string_view>{"one", "two", "\xF0\x9F\x98\x80"}));
  EXPECT_EQ(file.computed.count, 3u);
  EXPECT_EQ(file.computed.bytes, 13u);
  EXPECT_EQ(file.computed.digest, crypto::sha256(as_bytes("one\ntwo\n\xF0\x9F\x98\x80\n")));
  EXPECT_EQ(file.computed.root,
            tlog::root_of({tlog::leaf_hash(as_bytes("one")), tlog::leaf_hash(as_bytes("two")),
                           tlog::leaf_hash(as_bytes("\xF0\x9F\x98\x80"))}));
}

TEST(split, takes_no_file_that_breaks_the_framing) {
  struct Case {
    std::string file;
    const char* problem;
  };
  const std::string longest(limits::kLineBytesMax, 'x');
  EXPECT_TRUE(split_lines(longest + "\n").framed);
  EXPECT_TRUE(split_lines("").framed) << "no line at all: the manifest's count says whether that is right";
  for (const Case& one : std::initializer_list<Case>{{"one", "line 1: not ended"},
                                                     {"one\ntwo", "line 2: not ended"},
                                                     {"one\n\ntwo\n", "line 2: empty"},
                                                     {"\n", "line 1: empty"},
                                                     {"one\n\n", "line 2: empty"},
                                                     {"one\r\ntwo\r\n", "line 1: holds a carriage return"},
                                                     {"one\nt\rwo\n", "line 2: holds a carriage return"},
                                                     {longest + "x\n", "line 1: longer"}}) {
    const LinesFile file = split_lines(one.file);
    EXPECT_FALSE(file.framed) << one.problem;
    EXPECT_TRUE(file.lines.empty());
    EXPECT_NE(file.problem.find(one.problem), std::string::npos) << file.problem;
  }
}

TEST(split, stops_at_the_line_that_no_request_may_have) {
  std::string file;
  for (std::uint32_t i = 0; i < limits::kLinesPerRequestMax; ++i) file += "x\n";
  EXPECT_TRUE(split_lines(file).framed);
  EXPECT_FALSE(split_lines(file + "x\n").framed);
}

TEST(line, reads_back_what_it_writes) {
  LineParticulars written = line(7);
  written.born = day("1980-01-02");
  written.names.push_back({{"O'BRIEN"}, {"ANA"}, "JR"});
  written.address.urbanization = "URB LAS GLADIOLAS";
  written.address.line2 = "Unit 4";
  const LineParse parse = read(write_line(written), 7);
  ASSERT_EQ(parse.reason, Reason::kNone) << parse.problem;
  const LineParticulars& p = parse.particulars;
  EXPECT_EQ(p.line, 7u);
  EXPECT_EQ(p.order, written.order);
  EXPECT_EQ(p.docket, "D-7");
  EXPECT_EQ(p.salt, written.salt);
  EXPECT_EQ(p.names, written.names);
  EXPECT_EQ(p.born, written.born);
  EXPECT_EQ(p.final_on, written.final_on);
  EXPECT_EQ(p.address.line1, "12 Oak St Apt 4");
  EXPECT_EQ(p.address.urbanization, "URB LAS GLADIOLAS");
  EXPECT_EQ(p.address_seen_on, written.address_seen_on);
  EXPECT_EQ(p.periods, written.periods);
  EXPECT_EQ(p.officers, written.officers);
  EXPECT_EQ(write_line(p), write_line(written));
}

TEST(line, has_the_bytes_of_its_page) {
  const std::string page = read_file(Path(CS_SOURCE_DIR) / "docs/formats/request.md", 1 << 20).value();
  std::string example;
  for (std::size_t at = page.find("    {\"line\":1"); at < page.size();) {
    const std::size_t end = page.find('\n', at);
    example += page.substr(at + 4, end - at - 4);
    at = end + 1;
  }
  EXPECT_EQ(write_line(line()), example);
  EXPECT_EQ(example.size(), 645u);
}

TEST(line, gives_names_their_parts) {
  const SubjectName name{{"DE LA", "CRUZ"}, {"ANA", "MARIA", "L"}, "JR"};
  const names::NameFields fields = name.fields();
  EXPECT_EQ(fields.given, "ANA");
  EXPECT_EQ(fields.middle, "MARIA L");
  EXPECT_EQ(fields.family, "DE LA CRUZ");
  EXPECT_EQ(fields.suffix, "JR");
  EXPECT_EQ(SubjectName{}.fields().given, "");
}

TEST(line, with_any_part_absent_is_readable_since_each_absence_has_its_own_code) {
  for (const char* absent :
       {"order", "subject", "address", "address_source", "address_seen_on", "periods", "matter", "reason", "officers"}) {
    const codec::Value document = codec::read_json(write_line(line()), limits::kLineBytesMax).value();
    codec::Record less = *document.record();
    std::erase_if(less, [&](const codec::Member& member) { return member.first == absent; });
    EXPECT_EQ(reason_of(codec::write_json(codec::Value(less))), Reason::kNone) << absent;
  }
  for (const char* blank : {"\"line1\":\"12 Oak St Apt 4\"", "\"city\":\"Salem\"", "\"docket\":\"D-1\"", "\"matter\":\"matter 1\""}) {
    const std::string key = std::string(blank).substr(0, std::string(blank).find(':') + 1);
    EXPECT_EQ(reason_with(blank, key + "\"\""), Reason::kNone);
    EXPECT_EQ(reason_with(blank, key + "\"  \""), Reason::kNone);
  }
}

TEST(line, that_is_unreadable_or_of_another_form_is_LIN_FORMAT) {
  const std::string good = write_line(line());
  for (const std::string& bad :
       std::vector<std::string>{"", "{", "null", "[]", "7", good + "x", good + good, "\xEF\xBB\xBF" + good,
                                  good.substr(0, good.size() - 1),
                                                        replaced(good, "Oak", "O\xC3k"), replaced(good, "Oak", "O\xED\xA0\x80k")})
    EXPECT_EQ(reason_of(bad), Reason::kLinFormat) << bad.substr(0, 20);
  struct Change {
    const char* from;
    const char* to;
  };
  for (const Change& change : std::initializer_list<Change>{{"\"line\":1", "\"line\":2"},
                                                            {"\"line\":1", "\"line\":\"1\""},
                                                            {"\"line\":1", "\"line\":1.0"},
                                                            {"\"line\":1,", ""},
                                                            {"\"line\":1", "\"line\":1,\"line\":1"},
                                                            {"\"line\":1", "\"line\":1,\"ssn\":\"x\""},
                                                            {"\"id\":\"00", "\"id\":\"0"},
                                                            {"0a0b0c", "0A0B0C"},
                                                            {"\"issuer\"", "\"issuers\""},
                                                            {"\"docket\":\"D-1\"", "\"docket\":1"},
                                                            {"\"docket\":\"D-1\"", "\"docket\":\" D-1\""},
                                                            {"\"docket\":\"D-1\"", "\"docket\":\"D-1 \""},
                                                            {"\"docket\":\"D-1\"", "\"docket\":\"123456789012345678901234567890123\""},
                                                            {"2025-11-20", "2025-11-31"},
                                                            {"2026-02-10", "2026-2-10"},
                                                            {"\"salt\":\"2020", "\"salt\":\"20"},
                                                            {"\"family\":[\"LOPEZ\",\"GARCIA\"]", "\"family\":\"LOPEZ\""},
                                                            {"\"family\":[\"LOPEZ\",\"GARCIA\"]",
                                                             "\"family\":[\"A\",\"B\",\"C\",\"D\",\"E\"]"},
                                                            {"\"suffix\":\"\"", "\"suffix\":null"},
                                                            {"\"born\":null", "\"born\":1980"},
                                                            {"\"address\":{", "\"address\":{\"unit\":\"4\","},
                                                            {"\"zip\":\"44460\"", "\"zip\":44460"},
                                                            {"\"address_seen_on\":\"2026-08-01\"", "\"address_seen_on\":null"},
                                                            {"\"periods\":[\"2025\"]", "\"periods\":\"2025\""},
                                                            {"\"periods\":[\"2025\"]", "\"periods\":[2025]"},
                                                            {"\"officers\":[\"officer-1\"]", "\"officers\":[\"Officer 1\"]"},
                                                            {"\"officers\":[\"officer-1\"]", "\"officers\":[\"officer-1\",\"officer-1\"]"},
                                                            {"\"officers\":[\"officer-1\"]",
                                                             "\"officers\":[\"o-1\",\"o-2\",\"o-3\",\"o-4\",\"o-5\",\"o-6\"]"}})
    EXPECT_EQ(reason_with(change.from, change.to), Reason::kLinFormat) << change.from << " -> " << change.to;
  EXPECT_EQ(reason_with("\"officers\":[\"officer-1\"]", "\"officers\":[\"o-1\",\"o-2\",\"o-3\",\"o-4\",\"o-5\"]"), Reason::kNone);
}

TEST(line, is_measured_in_code_points_to_the_edge) {
  const std::string eighty = [] {
    std::string text;
    for (int i = 0; i < 80; ++i) text += "\xC3\x91";
    return text;
  }();
  EXPECT_EQ(reason_with("\"MARIA\"", "\"" + eighty + "\""), Reason::kNone);
  EXPECT_EQ(reason_with("\"MARIA\"", "\"" + eighty + "N\""), Reason::kLinFormat);
  EXPECT_EQ(reason_with("ordered on", std::string(500 - 43, 'o') + "ordered on"), Reason::kNone);
  EXPECT_EQ(reason_with("ordered on", std::string(501 - 43, 'o') + "ordered on"), Reason::kLinFormat);
  EXPECT_EQ(reason_with("12 Oak St Apt 4", std::string(100, '1')), Reason::kNone);
  EXPECT_EQ(reason_with("12 Oak St Apt 4", std::string(101, '1')), Reason::kLinFormat);
}

TEST(line, with_a_character_that_may_not_stand_there_is_LIN_TEXT) {
  for (const char* hidden :
       {"\xE2\x80\xAE", "\xE2\x80\x8B", "\xC2\xAD", "\xEF\xBB\xBF", "\\u0000", "\\u0007", "\\t", "\xE2\x80\xA8", "\xEE\x80\x80",
          "\xCD\xB8", "\\n", "\xC2\x85",
                             "\xF3\xA0\x81\x81"}) {
    EXPECT_EQ(reason_with("matter 1", std::string("matter") + hidden + "1"), Reason::kLinText) << hidden;
    EXPECT_EQ(reason_with("12 Oak", std::string("12 O") + hidden + "ak"), Reason::kLinText) << hidden;
    EXPECT_EQ(reason_with("MARIA", std::string("MA") + hidden + "RIA"), Reason::kLinText) << hidden;
  }
  EXPECT_EQ(reason_with("MARIA", "MARI\xCC\x81" "A"), Reason::kLinText) << "not in normal form C";
  EXPECT_EQ(reason_with("MARIA", "MAR\xC3\x8D" "A"), Reason::kNone);
  EXPECT_EQ(reason_with("12 Oak", "12 \xD0\x9E" "ak"), Reason::kLinText) << "a Cyrillic letter in an address";
  EXPECT_EQ(reason_with("Salem", "\xD0\xA1" "alem"), Reason::kLinText);
  EXPECT_EQ(reason_with("MARIA", "\xD0\x9C\xD0\x90\xD0\xA0\xD0\x98\xD0\xAF"), Reason::kNone) << "a name is what the issuer wrote";
  EXPECT_EQ(reason_with("12 Oak", "12 Pe\xC3\xB1" "a"), Reason::kNone);
}

TEST(line, with_an_identity_number_in_free_text_is_LIN_FORBIDDEN) {
  for (const char* field : {"matter 1", "case system", "ordered on", "12 Oak St Apt 4", "Salem", "MARIA", "D-1"}) {
    EXPECT_EQ(reason_with(field, "000-12-3456"), Reason::kLinForbidden) << field;
    EXPECT_EQ(reason_with(field, "a 000-12-3456."), Reason::kLinForbidden) << field;
  }
  EXPECT_EQ(reason_with("matter 1", "0000-12-3456"), Reason::kNone);
  EXPECT_EQ(reason_with("matter 1", "000-12-34567"), Reason::kNone);
  EXPECT_EQ(reason_with("matter 1", "000-123-456"), Reason::kNone);
  EXPECT_EQ(reason_with("matter 1", "000\xE2\x80\x91" "12\xE2\x80\x93" "3456"), Reason::kLinForbidden) << "other dashes";
  EXPECT_EQ(reason_with("matter 1", "\xEF\xBC\x90\xEF\xBC\x90\xEF\xBC\x90-12-3456"), Reason::kLinForbidden) << "wide digits";
  EXPECT_FALSE(holds_identity_number(""));
  EXPECT_TRUE(holds_identity_number("1-000-12-3456-1"));
}

TEST(line, that_fails_twice_is_refused_with_the_earlier_number) {
  std::string both = replaced(write_line(line()), "matter 1", "000-12-3456");
  both = replaced(both, "MARIA", "MA\xE2\x80\xAERIA");
  EXPECT_EQ(reason_of(both), Reason::kLinText);
  EXPECT_EQ(reason_of(replaced(both, "\"line\":1", "\"line\":9")), Reason::kLinFormat);
  const LineParse parse = read(replaced(both, "\"line\":1", "\"line\":9"));
  EXPECT_EQ(std::string(parse.problem).find("MARIA"), std::string::npos);
}

TEST(line, order_of_keys_and_white_space_are_free) {
  EXPECT_EQ(reason_of("{ \"officers\" : [] , \"line\" : 1 }"), Reason::kNone);
}

TEST(line, that_may_stand_anywhere_asks_by_the_number_that_it_says) {
  LineReader reader(5);
  const LineParse seventh = reader.read_question("{\"line\":7}");
  EXPECT_EQ(seventh.reason, Reason::kNone);
  EXPECT_EQ(seventh.particulars.line, 7U);
  for (const char* text : {"{\"line\":0}", "{\"line\":-1}", "{\"line\":4294967296}", "{\"line\":\"7\"}", "{}", "{\"line\":1,\"wish\":2}", "{\"line\":1"})
    EXPECT_EQ(reader.read_question(text).reason, Reason::kLinFormat) << text;
}

TEST(line, as_a_question_has_the_names_and_address_of_the_whole_line_and_nothing_of_the_line_before) {
  LineReader reader(5), whole(5);
  const std::string full = write_line(line(7));
  const std::string one_name = "{\"line\":2,\"subject\":{\"names\":[{\"family\":[\"DIAZ\"],\"given\":[\"ANA\"]}]},\"address\":{\"line1\":\"9 ELM ST\"}}";
  const std::string no_name = "{\"line\":3,\"subject\":{\"born\":null},\"reason\":7}";
  EXPECT_EQ(reader.read_question(full).reason, Reason::kNone);
  EXPECT_TRUE(reader.read_question("//;").particulars.names.empty()) << "a line that is no JSON has no name of the line before";
  for (const std::string& text : {full, one_name, full, no_name, one_name}) {
    const LineParse& question = reader.read_question(text);
    const LineParse line = whole.read(text, question.particulars.line);
    EXPECT_EQ(question.reason, Reason::kNone);
    EXPECT_EQ(question.particulars.names, line.particulars.names);
    EXPECT_EQ(question.particulars.address.line1, line.particulars.address.line1);
    EXPECT_EQ(question.particulars.address.city, line.particulars.address.city);
    EXPECT_EQ(question.particulars.address.zip, line.particulars.address.zip);
  }
}

TEST(line, reader_goes_on_after_a_hostile_line) {
  LineReader reader(5);
  std::string deep;
  for (int i = 0; i < 1500; ++i) deep += '[';
  EXPECT_EQ(reader.read(deep, 1).reason, Reason::kLinFormat);
  EXPECT_EQ(reader.read(std::string(limits::kLineBytesMax + 1, ' '), 1).reason, Reason::kLinFormat);
  EXPECT_EQ(reader.read(write_line(line()), 1).reason, Reason::kNone);
}

}  // namespace
}  // namespace cs::request
