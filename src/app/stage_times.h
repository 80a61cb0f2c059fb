// The CPU time of each stage, and the process's peak memory, for --json.
#pragma once

#include "codec/value.h"

namespace cs::app {
codec::Value stage_times_value();  // {"admit_us": ..., "peak_rss_bytes": ...}
}  // namespace cs::app
