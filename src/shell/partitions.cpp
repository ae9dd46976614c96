#include "shell/partitions.h"

#include <algorithm>
#include <utility>

#include "shell/limits.h"

namespace cation::shell {
namespace {

constexpr std::string_view kept = "persist:";

ObjectPtr<WebKitWebContext> make_context(const std::string& folder) {
  if (folder.empty()) return ObjectPtr<WebKitWebContext>(webkit_web_context_new_ephemeral());
  const std::string cache = folder + "/Cache";
  const ObjectPtr<WebKitWebsiteDataManager> data(webkit_website_data_manager_new(
      "base-data-directory", folder.c_str(), "base-cache-directory", cache.c_str(), nullptr));
  return ObjectPtr<WebKitWebContext>(webkit_web_context_new_with_website_data_manager(data.get()));
}

/// The name of a partition's folder. It is a page's word: no way to another folder, and not longer
/// than a file system has names.
std::string folder_name(std::string_view name) {
  constexpr std::size_t longest = 100;
  auto is_plain = [](char c) { return g_ascii_isalnum(c) || c == '-' || c == '_' || c == '.'; };
  if (name.size() <= longest && !name.starts_with('.') && std::ranges::all_of(name, is_plain))
    return std::string(name);
  const CharPtr digest(g_compute_checksum_for_data(
      G_CHECKSUM_SHA256, reinterpret_cast<const guchar*>(name.data()), name.size()));
  return std::string("%") + digest.get();
}

}  // namespace

std::string folder_of(std::string_view partition, const std::string& user_data) {
  if (user_data.empty()) return {};
  if (partition.empty()) return user_data;
  if (!partition.starts_with(kept)) return {};
  return user_data + "/Partitions/" + folder_name(partition.substr(kept.size()));
}

Result<SessionPtr> Partitions::find(const std::string& given) {
  const std::string partition = given == kept ? "" : given;
  const auto found = sessions_.find(partition);
  if (found != sessions_.end()) return found->second;
  if (sessions_.size() >= limits::partitions) {
    std::erase_if(sessions_, [](const auto& entry) { return entry.second.use_count() == 1; });
    if (sessions_.size() >= limits::partitions)
      return fail("there are too many partitions", "ERR_TOO_MANY_PARTITIONS");
  }
  const auto session = std::make_shared<Session>(make_context(folder_of(partition, user_data_)));
  made_(*session);
  return sessions_.emplace(partition, session).first->second;
}

}  // namespace cation::shell
