#include "store/postgres.h"

#include <algorithm>
#include <array>
#include <climits>

namespace cs::store {
namespace {

// pg_type.dat: these numbers never change.
constexpr unsigned kTypeBytes = 17, kTypeNumber = 20, kTypeText = 25, kTypeName = 19;
constexpr int kBinary = 1;
constexpr const char* kRowsAtATime = "16";  // a record's row may have 8 MiB
constexpr const char* kConnectSeconds = "10";

void keep_quiet(void*, const char*) {}

Fault postgres_fault(const std::string& place, const char* tried, const std::string& state) {
  std::string text = place + ": " + tried + ": " + (state.empty() ? "the connection was lost" : "SQLSTATE " + state);
  if (state == "XX001" || state == "XX002") return untrusted(std::move(text));
  return io_fault(std::move(text));
}

}  // namespace

Reply& Reply::operator=(Reply&& other) noexcept {
  std::swap(libpq_, other.libpq_);
  std::swap(result_, other.result_);
  return *this;
}

bool Reply::succeeded() const {
  const ExecStatusType status = libpq_->result_status(result_);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

std::string Reply::state() const {
  const char* state = libpq_->error_field(result_, PG_DIAG_SQLSTATE);
  return state == nullptr ? std::string() : std::string(state);
}

std::string Reply::command() const { return libpq_->command_status(result_); }

std::optional<ByteView> Reply::field(int row, int column, unsigned type) const {
  if (row >= rows() || column >= libpq_->column_count(result_)) return std::nullopt;
  if (libpq_->column_type(result_, column) != type || libpq_->is_null(result_, row, column) != 0) return std::nullopt;
  const auto* from = reinterpret_cast<const std::uint8_t*>(libpq_->value(result_, row, column));
  return ByteView(from, static_cast<std::size_t>(libpq_->length(result_, row, column)));
}

std::optional<std::int64_t> Reply::number(int row, int column) const {
  const auto bytes = field(row, column, kTypeNumber);
  if (!bytes || bytes->size() != 8) return std::nullopt;
  std::uint64_t value = 0;
  for (const std::uint8_t byte : *bytes) value = value << 8 | byte;
  return static_cast<std::int64_t>(value);
}

std::optional<std::string_view> Reply::text(int row, int column) const {
  auto bytes = field(row, column, kTypeText);
  if (!bytes) bytes = field(row, column, kTypeName);
  if (!bytes) return std::nullopt;
  return as_text(*bytes);
}

void Values::put(int place, const char* from, std::size_t size) {
  const auto at = static_cast<std::size_t>(place - 1);
  CS_CHECK(place >= 1 && place <= kPlacesMax, "a statement has few values");
  if (at >= pointers_.size()) {
    pointers_.resize(at + 1, nullptr);
    lengths_.resize(at + 1, 0);
    formats_.resize(at + 1, kBinary);
  }
  if (size > INT_MAX) too_long_ = true;
  pointers_[at] = from;
  lengths_[at] = too_long_ ? 0 : static_cast<int>(size);
}

void Values::set(int place, std::int64_t value) {
  auto& bytes = numbers_[static_cast<std::size_t>(place - 1)];
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(static_cast<std::uint64_t>(value) >> (56 - 8 * i));
  put(place, bytes.data(), bytes.size());
}

// A null pointer would be NULL; an empty value needs any other.
void Values::set(int place, ByteView value) { put(place, value.empty() ? "" : reinterpret_cast<const char*>(value.data()), value.size()); }

void Values::clear() {
  pointers_.clear();
  lengths_.clear();
  formats_.clear();
  too_long_ = false;
}

// Rows of one reply, or of several, one after the other.
class RowStatement : public Statement {
 public:
  using Statement::Statement;

 protected:
  std::optional<std::int64_t> number_at(int column) override { return reply_ ? reply_->number(row_, column) : std::nullopt; }
  std::optional<ByteView> bytes_at(int column) override { return reply_ ? reply_->field(row_, column, kTypeBytes) : std::nullopt; }
  std::optional<std::string_view> text_at(int column) override { return reply_ ? reply_->text(row_, column) : std::nullopt; }
  std::optional<Reply> reply_;
  int row_ = 0;
};

class PostgresStatement final : public RowStatement {
 public:
  PostgresStatement(PostgresDatabase& database, std::string name) : RowStatement(database.place()), database_(database), name_(std::move(name)) {}

  Result<bool> step() override {
    if (reply_) return ++row_ < reply_->rows();
    if (values_.too_long()) return io_fault(place() + ": a value is too long");
    CS_TRY(reply, database_.execute_prepared(name_, values_));
    reply_ = std::move(reply);
    row_ = 0;
    return reply_->rows() > 0;
  }

  Result<void> run_later() override {
    if (values_.too_long()) return io_fault(place() + ": a value is too long");
    return database_.send_prepared(name_, values_);
  }

 private:
  void bind_number(int place, std::int64_t value) override { values_.set(place, value); }
  void bind_bytes(int place, ByteView value) override { values_.set(place, value); }
  void bind_text(int place, std::string_view value) override { values_.set(place, as_bytes(value)); }
  void clear() override {
    reply_.reset();
    values_.clear();
  }
  PostgresDatabase& database_;
  std::string name_;  // goes with the connection: each text is prepared once
  Values values_;
};

class CursorStatement final : public RowStatement {
 public:
  CursorStatement(PostgresDatabase& database, const std::string& name)
      : RowStatement(database.place()), database_(database), fetch_("FETCH " + std::string(kRowsAtATime) + " FROM " + name), close_("CLOSE " + name) {}
  CursorStatement(const CursorStatement&) = delete;
  CursorStatement& operator=(const CursorStatement&) = delete;
  ~CursorStatement() override {
    const auto closed = database_.run(close_.c_str());  // where that fails, the connection is lost, and the cursor with it
    (void)closed;
    database_.leave();
  }

  Result<bool> step() override {
    if (reply_ && ++row_ < reply_->rows()) return true;
    CS_TRY(reply, database_.execute(fetch_.c_str()));
    reply_ = std::move(reply);
    row_ = 0;
    return reply_->rows() > 0;
  }

 private:
  void bind_number(int, std::int64_t) override { CS_CHECK(false, "a cursor has no values"); }
  void bind_bytes(int, ByteView) override { CS_CHECK(false, "a cursor has no values"); }
  void bind_text(int, std::string_view) override { CS_CHECK(false, "a cursor has no values"); }
  void clear() override { reply_.reset(); }
  PostgresDatabase& database_;
  std::string fetch_, close_;
};

namespace {

// A password in a home's file would be read by whoever reads the home; libpq has files of its own for it.
Result<void> check_url(const Libpq& libpq, const std::string& url) {
  char* error = nullptr;
  PQconninfoOption* options = libpq.conninfo_parse(url.c_str(), &error);
  if (options == nullptr) {
    libpq.free_memory(error);
    return usage_fault("the database's URL is none that PostgreSQL's library reads");
  }
  bool has_password = false;
  for (const PQconninfoOption* option = options; option->keyword != nullptr; ++option)
    if (std::string_view(option->keyword).find("password") != std::string_view::npos && option->val != nullptr) has_password = true;
  libpq.conninfo_free(options);
  if (has_password) return usage_fault("the database's URL has a password in it: name a passfile instead (?passfile=...)");
  return {};
}

}  // namespace

Result<std::unique_ptr<PostgresDatabase>> PostgresDatabase::connect(const std::string& url) {
  CS_TRY(library, libpq());
  CS_TRY_VOID(check_url(*library, url));
  const char* const keywords[] = {"dbname", "application_name", "connect_timeout", "client_encoding", nullptr};
  const char* const values[] = {url.c_str(), "countersign", kConnectSeconds, "UTF8", nullptr};
  PGconn* connection = library->connect(keywords, values, 1);
  if (connection == nullptr) return io_fault("PostgreSQL: no memory for a connection");
  const char* name = library->database(connection);
  auto database = std::unique_ptr<PostgresDatabase>(
      new PostgresDatabase("PostgreSQL database " + std::string(name == nullptr ? "" : name), *library, connection));
  library->set_notice_processor(connection, keep_quiet, nullptr);
  if (!database->is_connected()) return io_fault(database->place() + ": cannot be reached, or is not there");
  return database;
}

PostgresDatabase::~PostgresDatabase() {
  forget_cached();
  libpq_.finish(connection_);
}

Result<Reply> PostgresDatabase::checked(PGresult* result, const char* tried) {
  ++round_trips_;
  Reply reply(libpq_, result);
  if (reply.succeeded()) return reply;
  return postgres_fault(place(), tried, reply.state());
}

Result<Reply> PostgresDatabase::execute_prepared(const std::string& name, const Values& values) {
  CS_TRY_VOID(drain());
  return checked(libpq_.execute_prepared(connection_, name.c_str(), values.count(), values.pointers(), values.lengths(), values.formats(), kBinary), "statement");
}

Result<void> PostgresDatabase::send_prepared(const std::string& name, const Values& values) {
  const bool alone = !libpq_.pipeline || pipeline_max_ == 0 || !in_transaction_;
  if (alone) {
    CS_TRY(reply, execute_prepared(name, values));
    (void)reply;
    return {};
  }
  if (sent_ >= pipeline_max_) CS_TRY_VOID(drain());
  const Libpq::Pipeline& pipeline = *libpq_.pipeline;
  const bool sent = (sent_ > 0 || pipeline.enter(connection_) == 1) &&
                    pipeline.send_prepared(connection_, name.c_str(), values.count(), values.pointers(), values.lengths(), values.formats(), kBinary) == 1;
  if (!sent) return postgres_fault(place(), "statement", "");
  ++sent_;
  return {};
}

// One answer for each that was sent, an empty one behind it, and the pipeline's own end.
Result<void> PostgresDatabase::drain() {
  if (sent_ == 0) return {};
  const Libpq::Pipeline& pipeline = *libpq_.pipeline;
  const std::size_t sent = std::exchange(sent_, 0);
  ++round_trips_;
  if (pipeline.sync(connection_) != 1) return postgres_fault(place(), "statements", "");
  const auto heard = hear(sent);
  const bool left = pipeline.exit(connection_) == 1;
  if (!heard) return heard;
  return left ? Result<void>() : Result<void>(postgres_fault(place(), "statements", ""));
}

Result<void> PostgresDatabase::hear(std::size_t sent) {
  const Libpq::Pipeline& pipeline = *libpq_.pipeline;
  std::optional<Fault> failed;
  for (std::size_t i = 0; i < sent; ++i) {
    PGresult* result = pipeline.next_result(connection_);
    if (result == nullptr) return postgres_fault(place(), "statements", "");  // no answer: the connection is gone
    const Reply reply(libpq_, result);
    if (!reply.succeeded() && !failed) failed = postgres_fault(place(), "statement", reply.state());
    for (PGresult* more = pipeline.next_result(connection_); more != nullptr; more = pipeline.next_result(connection_)) {
      const Reply unasked(libpq_, more);
      if (!failed) failed = postgres_fault(place(), "statements", "");
      if (!is_connected()) return *failed;
    }
  }
  PGresult* end = pipeline.next_result(connection_);
  if (end == nullptr) return failed ? *failed : postgres_fault(place(), "statements", "");
  const Reply synced(libpq_, end);
  if (failed) return *failed;
  return libpq_.result_status(end) == PGRES_PIPELINE_SYNC ? Result<void>() : Result<void>(postgres_fault(place(), "statements", ""));
}

Result<Reply> PostgresDatabase::execute(const char* sql, const Values& values) {
  CS_TRY_VOID(drain());
  return checked(libpq_.execute(connection_, sql, values.count(), nullptr, values.pointers(), values.lengths(), values.formats(), kBinary), sql);
}

Result<void> PostgresDatabase::run(const char* sql) {
  CS_TRY(reply, execute(sql));
  (void)reply;
  return {};
}

Result<std::int64_t> PostgresDatabase::ask_number(const char* sql) {
  CS_TRY(reply, execute(sql));
  const auto value = reply.number(0, 0);
  if (!value) return untrusted(place() + ": " + sql + ": no number");
  return *value;
}

Result<std::string> PostgresDatabase::ask_text(const char* sql) {
  CS_TRY(reply, execute(sql));
  const auto value = reply.text(0, 0);
  if (!value) return untrusted(place() + ": " + sql + ": no text");
  return std::string(*value);
}

Result<void> PostgresDatabase::commit() {
  in_transaction_ = false;
  CS_TRY(reply, execute("COMMIT"));
  if (reply.command() != "COMMIT") return io_fault(place() + ": COMMIT was answered by " + reply.command());
  return {};
}

Result<std::unique_ptr<Statement>> PostgresDatabase::prepare(const char* sql) {
  CS_TRY_VOID(drain());
  std::string name = "s" + std::to_string(++names_);
  CS_TRY(reply, checked(libpq_.prepare(connection_, name.c_str(), sql, 0, nullptr), "prepare"));
  (void)reply;
  return std::unique_ptr<Statement>(new PostgresStatement(*this, std::move(name)));
}

Result<std::unique_ptr<Statement>> PostgresDatabase::prepare_rows(const char* sql) {
  CS_TRY_VOID(enter());
  const std::string name = "c" + std::to_string(++names_);
  const auto declared = run(("DECLARE " + name + " NO SCROLL CURSOR FOR " + sql).c_str());
  if (!declared) {
    leave();
    return declared.fault();
  }
  return std::unique_ptr<Statement>(new CursorStatement(*this, name));
}

Result<void> PostgresDatabase::enter() {
  if (!in_transaction_ && cursors_ == 0) CS_TRY_VOID(run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
  ++cursors_;
  return {};
}

void PostgresDatabase::leave() {
  if (--cursors_ > 0 || in_transaction_) return;
  const auto ended = run("COMMIT");  // nothing was written
  (void)ended;
}

}  // namespace cs::store
