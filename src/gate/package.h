// The request package, as it came: three runs of bytes and the certificate that brought them.
//   Shape    manifest at most kManifestBytesMax, CMS at most kCmsBytesMax; the lines are read only when the manifest alone was not refused.
//   Threads  a LineSource is asked once, by one thread.
#pragma once

#include <functional>
#include <string>

#include "base/bytes.h"

namespace cs::gate {

struct Package {
  std::string manifest;
  std::string cms;       // empty: no signature came
  Digest client{};       // SHA-256 of the client certificate's SubjectPublicKeyInfo
  // Gives the whole lines file. Not called for a request that its manifest alone refuses: no byte of it is read then.
  std::function<Result<std::string>()> lines;
};

}  // namespace cs::gate
