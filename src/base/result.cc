#include "base/result.h"

namespace cs {

std::string_view fault_kind_name(FaultKind kind) {
  switch (kind) {
    case FaultKind::kMalformed: return "malformed";
    case FaultKind::kLimit: return "limit";
    case FaultKind::kNotFound: return "not_found";
    case FaultKind::kIo: return "io";
    case FaultKind::kUsage: return "usage";
    case FaultKind::kUntrusted: return "untrusted";
    case FaultKind::kConflict: return "conflict";
  }
  return "unknown";
}

Fault malformed(std::string text) { return {FaultKind::kMalformed, std::move(text)}; }
Fault limit_reached(std::string text) { return {FaultKind::kLimit, std::move(text)}; }
Fault not_found(std::string text) { return {FaultKind::kNotFound, std::move(text)}; }
Fault io_fault(std::string text) { return {FaultKind::kIo, std::move(text)}; }
Fault usage_fault(std::string text) { return {FaultKind::kUsage, std::move(text)}; }
Fault untrusted(std::string text) { return {FaultKind::kUntrusted, std::move(text)}; }
Fault conflict(std::string text) { return {FaultKind::kConflict, std::move(text)}; }

Fault at(std::string_view where, Fault fault) {
  fault.text = std::string(where) + ": " + fault.text;
  return fault;
}

}  // namespace cs
