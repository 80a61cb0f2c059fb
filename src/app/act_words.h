// Acts from words of the command line: details as key=value.
//   Shape    a value is read as JSON where it looks like it (a number, null, true, [..], {..}, ".."), as a file's text with @FILE, as a file's
//            digest with digest:@FILE, as a certificate's fingerprint with fingerprint:@FILE, else as plain text. Keys that an act may leave out
//            are filled in with null or an empty list.
//   Errors   kUsage naming the key; kMalformed from the act's own reader.
#pragma once

#include <string>
#include <vector>

#include "agreement/act.h"

namespace cs::app {

struct ActWords {
  std::string verb, agreement, ground = "by agreement of the parties", at, evidence;
  std::vector<std::string> set;
};

// act.json, checked by the reader that the gate uses.
Result<std::string> make_act(const ActWords& words);

}  // namespace cs::app
