// libpq, opened when a home's store is PostgreSQL and not before: it brings LDAP, Kerberos and a second TLS library, which no other home shall
// have beside its register. Inside this room only.
//   Errors   kIo where the library or one of its symbols is missing.
//   Threads  loaded once; free to share.
#pragma once

#include <libpq-fe.h>

#include <optional>

#include "base/result.h"

namespace cs::store {

struct Libpq {
  decltype(&PQconninfoParse) conninfo_parse;
  decltype(&PQconninfoFree) conninfo_free;
  decltype(&PQfreemem) free_memory;
  decltype(&PQconnectdbParams) connect;
  decltype(&PQfinish) finish;
  decltype(&PQstatus) status;
  decltype(&PQdb) database;
  decltype(&PQserverVersion) server_version;
  decltype(&PQsetNoticeProcessor) set_notice_processor;
  decltype(&PQexecParams) execute;
  decltype(&PQprepare) prepare;
  decltype(&PQexecPrepared) execute_prepared;
  decltype(&PQresultStatus) result_status;
  decltype(&PQresultErrorField) error_field;
  decltype(&PQcmdStatus) command_status;
  decltype(&PQntuples) row_count;
  decltype(&PQnfields) column_count;
  decltype(&PQftype) column_type;
  decltype(&PQgetisnull) is_null;
  decltype(&PQgetvalue) value;
  decltype(&PQgetlength) length;
  decltype(&PQclear) clear;
  // A pipeline's, of libpq 14 and later: all of them, or none.
  struct Pipeline {
    decltype(&PQenterPipelineMode) enter;
    decltype(&PQexitPipelineMode) exit;
    decltype(&PQpipelineSync) sync;
    decltype(&PQsendQueryPrepared) send_prepared;
    decltype(&PQgetResult) next_result;
  };
  std::optional<Pipeline> pipeline;
};

Result<const Libpq*> libpq();

}  // namespace cs::store
