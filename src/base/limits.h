// Every limit, in one place, with its unit and its reason. Check the size before the work.
#pragma once

#include <cstddef>
#include <cstdint>

namespace cs::limits {

// Files of the requester and the parties (rules of the gate, sections 1, 2, 5).
inline constexpr std::size_t kModelBytesMax = 64 * 1024;            // a row for each of 255 codes, with room
inline constexpr std::size_t kManifestBytesMax = 16 * 1024;         // one page that a person reads and signs
inline constexpr std::size_t kActBytesMax = 16 * 1024;              // the same
inline constexpr std::size_t kAgreementBytesMax = 64 * 1024;        // a contract of a few pages with its lists
inline constexpr std::size_t kCmsBytesMax = 64 * 1024;              // 8 signers with their certificates
inline constexpr std::size_t kCmsSignersMax = 8;                    // more than any quorum
inline constexpr std::size_t kCmsCertificatesMax = 8;               // signers' own; anchors never travel
inline constexpr std::size_t kDerDepthMax = 16;                     // CMS of ours nests 11 deep
inline constexpr std::size_t kLineBytesMax = 4096;                  // one line of lines.ndjson
inline constexpr std::uint32_t kLinesPerRequestMax = 950'000;       // 950,000 line entries of 138 B fit one record of 128 MiB
inline constexpr std::size_t kLinesFileBytesMax = std::size_t{kLinesPerRequestMax} * 1024;  // mean line; a longer file has too many long lines
inline constexpr int kJsonDepthMax = 6;                             // the deepest document of ours has 5 levels
inline constexpr std::size_t kJsonMembersMax = 4096;                // keys and items of one document
inline constexpr std::size_t kOpeningBytesMax = 4096;               // one order's opening

// Certificates and lists (ledger, section 11).
inline constexpr std::size_t kCertificateBytesMax = 16 * 1024;
inline constexpr std::size_t kPemBytesMax = 64 * 1024;
inline constexpr std::size_t kCrlBytesMax = 4 * 1024 * 1024;        // a busy issuer's full list

inline constexpr std::size_t kTrustBytesMax = 16 * kCrlBytesMax;     // all certificates, or all lists, of one import
inline constexpr std::size_t kTrustItemsMax = 64;                   // CA certificates, or lists, of one agreement's PKI

// Acts, and what the gate keeps of them.
inline constexpr std::size_t kActListMax = 1000;                    // officers, or spans of lines, of one act: it stays a page
inline constexpr std::size_t kActSignaturesMax = 16;                // two of each party and of each quorum, with room
inline constexpr std::size_t kOfficersPerLineMax = 64;              // no agreement may set officers_per_line_max higher
inline constexpr std::size_t kOfficerBytesMax = 64;                 // an officer's id
inline constexpr std::size_t kDeskEventBytesMax = 4 * 64 * 1024;    // a few thousand record ids; what is kept must be readable in the ledger
inline constexpr std::size_t kDeskEventsMax = 100'000;              // of one release tick
inline constexpr std::size_t kRequestsWaitingMax = 4096;            // admitted and not closed: the queue of the release; each is read again at its tick
inline constexpr std::size_t kRecordsBytesMax = 32 * 1024 * 1024;   // of a list or file that comes with an act: 10,000 follow-ups, and more
inline constexpr std::size_t kFollowUpsMax = 10'000;                // of one file; a larger request is followed up in several
inline constexpr std::size_t kFollowUpBytesMax = 2048;              // of one of them: texts of 80, dates
inline constexpr std::size_t kCanariesMax = 10'000;                 // of one list: what a line is compared with
inline constexpr std::size_t kCanaryListBytesMax = 1024 * 1024;     // some 100 bytes each

// Ledger and logs (ledger, sections 1, 3, 4, 5, 11).
inline constexpr std::size_t kEntryBytesMax = 4096;
inline constexpr std::size_t kRecordBytesMax = std::size_t{128} * 1024 * 1024;
inline constexpr std::size_t kRecordPartBytes = std::size_t{8} * 1024 * 1024;
inline constexpr std::size_t kNoteBytesMax = 64 * 1024;
inline constexpr std::size_t kNoteSignaturesMax = 32;
inline constexpr std::size_t kProofBytesMax = 128 * 1024;
inline constexpr std::size_t kAccountingBytesMax = std::size_t{16} * 1024 * 1024;  // a subject's quarters of a century, each with its proof
inline constexpr std::size_t kOrderLeafBytesMax = 512;
inline constexpr std::size_t kEntryBundleBytesMax = 256 * (2 + kEntryBytesMax);        // a full tile of entries, each with its length
inline constexpr std::size_t kOrderBundleBytesMax = 256 * (2 + kOrderLeafBytesMax);    // the same of an issuer's log
inline constexpr std::size_t kIssuerFileBytesMax = std::size_t{4} << 30;  // a court's own file: 10 million orders
inline constexpr std::size_t kIssuerSettingsBytesMax = 64 * 1024;   // its names and keys
inline constexpr std::uint64_t kEntryIndexMax = (std::uint64_t{1} << 48) - 1;
inline constexpr std::uint64_t kSpaceReserveBytes = std::uint64_t{64} * 1024 * 1024;  // kept free beyond twice a commit's own bytes
inline constexpr std::uint64_t kAdmittedLineRoomBytes = 512;        // a line's admission opening and its commitments: 330 by their forms
inline constexpr std::uint64_t kAnsweredLineRoomBytes = 768;        // a line's entry, answer, basis and record of the sealed answer: 600 by their forms
inline constexpr std::size_t kOpeningLinesPerRow = 256;             // one store row seals this many lines: 2,735 rows for 700,000

// Names and addresses of a line (rules, section 5; security, section 7).
inline constexpr std::size_t kNamesPerSubjectMax = 4;
inline constexpr std::size_t kNamePartsMax = 4;
inline constexpr std::size_t kNamePartTextMax = 80;                 // code points
inline constexpr std::size_t kAddressLine1TextMax = 100;            // code points
inline constexpr std::size_t kAddressTokensMax = 32;
inline constexpr std::size_t kAddressReadingsMax = 4;

// The holder's CSV (register, section 2).
inline constexpr std::size_t kCsvRowBytesMax = 16 * 1024;
inline constexpr std::size_t kCsvFieldBytesMax = 1024;
inline constexpr std::size_t kCsvColumnsMax = 64;
inline constexpr std::size_t kTokenBytesMax = 64;
inline constexpr std::size_t kRecordsPerPersonMax = 64;
inline constexpr std::size_t kCandidatesPerLineMax = 64;

// A verb's own threads: more than any machine of ours has cores, and few enough for a process.
inline constexpr int kThreadsMax = 1024;

// Stories (tests/cases).
inline constexpr std::size_t kCaseBytesMax = 64 * 1024;

}  // namespace cs::limits
