#include "store/libpq.h"

#include <dlfcn.h>

namespace cs::store {
namespace {

constexpr const char* kLibrary = "libpq.so.5";

// Symbols by their names, into the table; the first that is missing is remembered.
class Loading {
 public:
  explicit Loading(void* library) : library_(library) {}
  template <typename Function>
  void take(Function& into, const char* name) {
    into = reinterpret_cast<Function>(::dlsym(library_, name));
    if (into == nullptr && missing_ == nullptr) missing_ = name;
  }
  const char* missing() const { return missing_; }

 private:
  void* library_;
  const char* missing_ = nullptr;
};

Result<Libpq> load() {
  void* library = ::dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return io_fault(std::string(kLibrary) + " is not there: a home whose database is PostgreSQL needs Debian's package libpq5");
  Libpq out{};
  Loading loading(library);
  loading.take(out.conninfo_parse, "PQconninfoParse");
  loading.take(out.conninfo_free, "PQconninfoFree");
  loading.take(out.free_memory, "PQfreemem");
  loading.take(out.connect, "PQconnectdbParams");
  loading.take(out.finish, "PQfinish");
  loading.take(out.status, "PQstatus");
  loading.take(out.database, "PQdb");
  loading.take(out.server_version, "PQserverVersion");
  loading.take(out.set_notice_processor, "PQsetNoticeProcessor");
  loading.take(out.execute, "PQexecParams");
  loading.take(out.prepare, "PQprepare");
  loading.take(out.execute_prepared, "PQexecPrepared");
  loading.take(out.result_status, "PQresultStatus");
  loading.take(out.error_field, "PQresultErrorField");
  loading.take(out.command_status, "PQcmdStatus");
  loading.take(out.row_count, "PQntuples");
  loading.take(out.column_count, "PQnfields");
  loading.take(out.column_type, "PQftype");
  loading.take(out.is_null, "PQgetisnull");
  loading.take(out.value, "PQgetvalue");
  loading.take(out.length, "PQgetlength");
  loading.take(out.clear, "PQclear");
  if (loading.missing() != nullptr) return io_fault(std::string(kLibrary) + " has no " + loading.missing());
  Libpq::Pipeline pipeline{};
  loading.take(pipeline.enter, "PQenterPipelineMode");
  loading.take(pipeline.exit, "PQexitPipelineMode");
  loading.take(pipeline.sync, "PQpipelineSync");
  loading.take(pipeline.send_prepared, "PQsendQueryPrepared");
  loading.take(pipeline.next_result, "PQgetResult");
  if (loading.missing() == nullptr) out.pipeline = pipeline;  // an older library has none: each statement is a round trip then
  return out;
}

}  // namespace

Result<const Libpq*> libpq() {
  static const Result<Libpq> loaded = load();
  if (!loaded) return loaded.fault();
  return &*loaded;
}

}  // namespace cs::store
