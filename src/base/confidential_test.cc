#include "base/confidential.h"

#include <gtest/gtest.h>

#include <concepts>
#include <ostream>
#include <string>
#include <unordered_set>

namespace cs {
namespace {

using Secret = Confidential<std::string>;

template <typename T> concept Streams = requires(std::ostream& out, const T& t) { out << t; };
template <typename T> concept Compares = requires(const T& a, const T& b) { a == b; };
template <typename T> concept Orders = requires(const T& a, const T& b) { a < b; };
template <typename T> concept Hashes = requires(const T& t) { { std::hash<T>{}(t) } -> std::convertible_to<std::size_t>; };
template <typename T> concept OpensWithoutKey = requires(const T& t) { t.open(); };
template <typename T> concept OpensWithBraces = requires(const T& t) { t.open({}); };
template <typename T> concept TakesWithoutKey = requires(T&& t) { std::move(t).take(); };
template <typename T> concept TakesWithBraces = requires(T&& t) { std::move(t).take({}); };
template <typename T> concept HasValue = requires(const T& t) { t.value(); };
template <typename T> concept HasMember = requires(const T& t) { t.value_; };
template <typename T> concept Adds = requires(const T& t) { std::string() + t; };
template <typename T> concept Dereferences = requires(const T& t) { *t; };
template <typename T> concept Points = requires(const T& t) { t->size(); };
template <typename T> concept CountsCharacters = requires(const T& t) { t.size(); };
template <typename T> concept PrintsAsText = requires(const T& t) { std::to_string(t); };

TEST(confidential, a_value_of_the_register_cannot_be_printed_compared_hashed_or_converted) {
  EXPECT_FALSE(Streams<Secret>);
  EXPECT_FALSE(Compares<Secret>);
  EXPECT_FALSE(Orders<Secret>);
  EXPECT_FALSE(Hashes<Secret>);
  EXPECT_FALSE(Adds<Secret>);
  EXPECT_FALSE(PrintsAsText<Secret>);
  EXPECT_FALSE((std::convertible_to<Secret, std::string>));
  EXPECT_FALSE((std::convertible_to<Secret, std::string_view>));
  EXPECT_FALSE((std::convertible_to<std::string, Secret>));
  EXPECT_FALSE((std::constructible_from<std::string, Secret>));
  EXPECT_FALSE((std::assignable_from<std::string&, Secret>));
}

TEST(confidential, it_opens_with_the_key_alone_and_the_key_is_made_in_one_place) {
  EXPECT_FALSE(OpensWithoutKey<Secret>);
  EXPECT_FALSE(OpensWithBraces<Secret>);
  EXPECT_FALSE(TakesWithoutKey<Secret>);
  EXPECT_FALSE(TakesWithBraces<Secret>);
  EXPECT_FALSE(HasValue<Secret>);
  EXPECT_FALSE(HasMember<Secret>);
  EXPECT_FALSE(Dereferences<Secret>);
  EXPECT_FALSE(Points<Secret>);
  EXPECT_FALSE(CountsCharacters<Secret>);
  EXPECT_FALSE(std::default_initializable<RegisterSide>);
  EXPECT_EQ(Secret("a").open(RegisterSideMaker::make()), "a");
  EXPECT_EQ(Secret("a").take(RegisterSideMaker::make()), "a");
}

}  // namespace
}  // namespace cs
